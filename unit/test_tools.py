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


NODE_PASSING = 'require("node:test")("passes", () => {});\n'
NODE_FAILING = """require("node:test")("fails", () => {
  require("node:assert").deepEqual([1, 2], [1, 3], "the lists differ");
});
"""
NODE_SKIPPED = 'require("node:test")("skipped", { skip: "not today" }, () => {});\n'


def run_node(tools, folder, **files):
    (folder / "tests").mkdir()
    for name, text in files.items():
        (folder / "tests" / f"{name}.test.js").write_text(text, encoding="utf-8")
    return tools["run_node"]("JavaScript", folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "passed", "summary"),
    [
        (NODE_PASSING, True, "1 passed"),
        (NODE_PASSING + NODE_SKIPPED, True, "1 passed, 1 skipped"),
        (NODE_PASSING + NODE_FAILING, False, "1 failed, 1 passed"),
        (NODE_SKIPPED, False, "1 skipped"),
        ("", False, "no result (exit status 0)"),
        ("this is no JavaScript", False, "1 failed"),
    ],
)
def test_javascript_passes_only_if_something_ran_and_nothing_failed(
    tools, tmp_path, text, passed, summary
):
    result = run_node(tools, tmp_path, it=text)

    assert result.passed is passed
    assert result.text == summary


def test_a_folder_without_javascript_tests_is_a_failure(tools, tmp_path):
    result = run_node(tools, tmp_path)

    assert result.passed is False
    assert result.text.startswith("no tests found")


@pytest.mark.slow
def test_javascript_prints_a_line_for_each_file_and_failures_in_full(tools, tmp_path, capsys):
    run_node(
        tools,
        tmp_path,
        a=NODE_PASSING + NODE_PASSING,
        b=NODE_PASSING + NODE_FAILING,
        c="this is no JavaScript",
    )

    printed = capsys.readouterr().out
    lines = printed.splitlines()
    assert [line for line in lines if line.startswith("tests/")] == [
        "tests/a.test.js: 2 passed",
        "tests/b.test.js: 1 failed, 1 passed",
        "tests/c.test.js: 1 failed",
    ]
    assert [line for line in lines if line.startswith("FAILED")] == [
        "FAILED tests/b.test.js:2 fails",
        "FAILED tests/c.test.js",
    ]
    assert "the lists differ" in printed
    assert "expected: [ 1, 3 ]" in printed
    assert "SyntaxError" in printed
    assert lines[-1] == "2 failed, 3 passed"


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
