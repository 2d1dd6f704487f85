"""The scripts behind the Makefile: above all, that nothing counts as passed that did not run."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / "tools"


@pytest.fixture
def tools(monkeypatch):
    """The names of tools/test.py."""
    monkeypatch.syspath_prepend(str(TOOLS))
    names = runpy.run_path(str(TOOLS / "test.py"))
    yield names
    sys.modules.pop("prepare", None)


def write_tests(folder, text):
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    return str(folder)


PASSING = "def test_a(): pass\n"
FAILING = "def test_b(): assert False\n"
SKIPPED = "import pytest\n\ndef test_c(): pytest.skip('not today')\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "passed", "summary"),
    [
        (PASSING, True, "1 passed in"),
        (PASSING + SKIPPED, True, "1 passed, 1 skipped in"),
        (PASSING + FAILING, False, "1 failed, 1 passed in"),
        (SKIPPED, False, "1 skipped in"),
        ("", False, "no result (exit status 5)"),
        ("import nothing_of_this_name", False, "1 error in"),
    ],
)
def test_a_part_passes_only_if_something_ran_and_nothing_failed(
    tools, tmp_path, text, passed, summary
):
    result = tools["run_pytest"]("unit", write_tests(tmp_path, text))

    assert result.passed is passed
    assert result.text.startswith(summary)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("3 passed in 0.12s", "3 passed in 0.12s"),
        ("== 3 passed, 1 warning in 0.12s ==", "3 passed, 1 warning in 0.12s"),
        ("1 failed, 2 passed in 65.00s (0:01:05)", "1 failed, 2 passed in 65.00s (0:01:05)"),
    ],
)
def test_the_summary_of_pytest_is_recognised(tools, line, text):
    assert tools["PYTEST_RESULT"].match(line)[1] == text


@pytest.mark.parametrize("line", ["# pass 12", "ℹ pass 12"])  # noqa: RUF001
def test_both_reporters_of_node_are_understood(tools, line):
    match = tools["NODE_RESULT"].match(line)

    assert (match[1], match[2]) == ("pass", "12")


def run_script(name, *arguments, path):
    environment = {**os.environ, "PATH": str(path)}
    return subprocess.run(
        ["/bin/sh", str(TOOLS / name), *arguments], capture_output=True, text=True, env=environment
    )


def write_program(folder, name, text):
    program = folder / name
    program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    program.chmod(0o755)
    return program


def test_the_newest_python_that_is_recent_enough_is_found(tmp_path):
    write_program(tmp_path, "python3.14", "exit 1")
    write_program(tmp_path, "python3.11", "exit 0")
    expected = write_program(tmp_path, "python3.12", "exit 0")

    result = run_script("find_python.sh", path=tmp_path)

    assert (result.returncode, result.stdout.strip()) == (0, str(expected))


def test_a_machine_without_a_recent_python_is_told_what_to_do(tmp_path):
    write_program(tmp_path, "python3", "exit 1")
    found = run_script("find_python.sh", path=tmp_path)

    result = run_script("make_venv.sh", found.stdout.strip(), str(tmp_path / "venv"), path=tmp_path)

    assert result.returncode == 1
    assert "No Python 3.11 or later was found" in result.stderr
