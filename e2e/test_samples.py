"""The samples of some documents, with their tests, in Chromium; `unit/test_docs.py` has all."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
SAMPLE = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

OPEN = """
import importlib

import pytest


@pytest.mark.parametrize("name", {names!r})
def test_sample(name, lona_page):
    app = getattr(importlib.import_module(name), "app", None)
    for route in app.routes if app else []:
        if not route.interactive or "<" in route.raw_pattern:
            continue
        assert lona_page(app, route.path).locator("body").inner_text()
"""


@pytest.mark.parametrize("name", ["buckets.md", "channels.md", "http.md"])
def test_the_samples_of_a_page_run_in_chromium(name, tmp_path):
    samples = SAMPLE.findall((DOCS / name).read_text("utf-8"))
    for file_name, code in samples:
        (tmp_path / file_name).write_text(code, encoding="utf-8")
    names = [file_name[:-3] for file_name, _ in samples if not file_name.startswith("test_")]
    (tmp_path / "test_open.py").write_text(OPEN.format(names=names), encoding="utf-8")

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, "--lona-driver=chromium", "-o", "asyncio_mode=auto"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )

    assert result.returncode == 0, result.stdout + result.stderr
