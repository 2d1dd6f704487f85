"""The samples of docs/http.md run in Chromium too (in the process: `unit/test_docs.py`)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
SAMPLE = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["http.md"])
def test_the_samples_of_a_document_run_in_chromium(name, tmp_path):
    for file, code in SAMPLE.findall((DOCS / name).read_text("utf-8")):
        (tmp_path / file).write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    result = subprocess.run(
        [*command, "--lona-driver=chromium", "-o", "asyncio_mode=auto"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
