"""The samples of README.md and docs/ run, and their links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SAMPLE = re.compile(
    r"^```python\n# (?P<name>\w+\.py)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)

# Imports each sample like a program would, and opens the addresses of its app.
SMOKE_TEST = """
import importlib

import pytest
from lona.pytest import expect


@pytest.mark.parametrize("name", {names!r})
def test_sample(name, lona_page):
    app = getattr(importlib.import_module(name), "app", None)
    for route in app.routes if app else []:
        if route.path is not None and route.interactive and not route.http_pass_through:
            page = lona_page(app, route.path)
            expect(page.locator("body")).not_to_have_text("")
            expect(page.locator("body")).not_to_contain_text("Internal error")
"""


def document_id(document):
    return str(document.relative_to(ROOT))


def samples(document):
    """Map file names to the code of the samples of a document."""
    text = document.read_text(encoding="utf-8")
    found = {match["name"]: match["code"] for match in SAMPLE.finditer(text)}
    assert len(found) == text.count("```python\n"), "a sample without a file name, or two with one"
    return found


def run_samples(document, directory, *options):
    """Run the samples of a document in a directory, with their tests; `options` are of pytest."""
    files = samples(document)
    for name, code in files.items():
        (directory / name).write_text(code, encoding="utf-8")
    names = [name.removesuffix(".py") for name in files if not name.startswith("test_")]
    (directory / "test_smoke.py").write_text(SMOKE_TEST.format(names=names), encoding="utf-8")
    result = subprocess.run(
        [*PYTEST, "-o", "asyncio_mode=auto", *options],
        cwd=directory,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if "```python" in document.read_text("utf-8")],
    ids=document_id,
)
def test_the_samples_of_a_document_run(document, tmp_path):
    run_samples(document, tmp_path)


def test_the_promises_of_security_name_tests_that_exist():
    promises = re.findall(r"`((?:unit|e2e)/[^`]+)`", (ROOT / "SECURITY.md").read_text("utf-8"))

    missing = [promise for promise in promises if not is_test(*promise.partition("::")[::2])]

    assert len(promises) > 10
    assert missing == []


def test_each_promise_of_compatibility_names_tests_that_exist():
    lines = (ROOT / "docs/compatibility.md").read_text("utf-8").splitlines()
    rows = [
        line
        for line in lines
        if line.startswith("|") and line not in ("|---|---|---|", "| fact | promise | test |")
    ]
    missing = []
    for row in rows:
        path = ""
        for own_path, name in re.findall(
            r"`((?:unit|e2e)/[\w/.]+)?(?:::(\w+))?`", row.split("|")[-2]
        ):
            path = own_path or path
            if not is_test(path, name):
                missing.append((path, name))
        if not path:
            missing.append(row)

    assert len(rows) > 50
    assert missing == []


def is_test(path, name):
    file = ROOT / path
    return file.exists() and (not name or f"def {name}(" in file.read_text("utf-8"))


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "SECURITY.md"], ids=document_id)
def test_the_links_of_a_document_lead_to_files(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", document.read_text(encoding="utf-8"))

    missing = [link for link in links if not (document.parent / link).exists()]

    assert missing == []


@pytest.mark.parametrize("document", [*DOCUMENTS, ROOT / "AGENTS.md"], ids=document_id)
def test_the_commands_of_a_document_are_targets_of_the_makefile(document):
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    commands = re.findall(
        r"(?:^|`)make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert set(commands) <= set(targets)


def test_nobody_is_told_to_install_lona_from_an_index():
    # What is called so there is somebody else's.
    pages = [*DOCUMENTS, *ROOT.glob("lona*/**/*.py")]
    told = [
        (page.name, line)
        for page in pages
        for line in page.read_text("utf-8").splitlines()
        if re.search(r"(pip|uv|pipx) .*install.*[\s'\"]lona(\[|[\s'\"`]|$)", line)
    ]
    assert told == []
