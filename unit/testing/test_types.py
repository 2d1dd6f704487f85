"""Type checkers know what tests do with pages, and find what is wrong in them."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("typed")
CHECKERS = ("mypy", "basedpyright")

pytestmark = pytest.mark.slow


def lines_with_errors(checker: str, name: str, folder: Path) -> set[int]:
    """Return in which lines of a test file a type checker finds errors when it is strict."""
    path = folder / f"test_{name}.py"
    path.write_text((FOLDER / f"{name}.py").read_text(encoding="utf-8"), encoding="utf-8")
    if checker == "mypy":
        command = ["mypy", "--strict", "--config-file=", str(path)]
        found = re.findall(r":(\d+): error:", run(command, folder))
        return set(map(int, found))
    config = {"typeCheckingMode": "strict", "include": [path.name]}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    command = ["basedpyright", "--outputjson", f"--pythonpath={sys.executable}"]
    diagnostics = json.loads(run(command, folder))["generalDiagnostics"]
    return {d["range"]["start"]["line"] + 1 for d in diagnostics if d["severity"] == "error"}


def run(command: list[str], folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("checker", CHECKERS)
def test_nothing_is_wrong_in_tests_that_are_right(checker, tmp_path):
    assert lines_with_errors(checker, "good", tmp_path) == set()


@pytest.mark.parametrize("checker", CHECKERS)
def test_each_mistake_is_found(checker, tmp_path):
    lines = (FOLDER / "wrong.py").read_text(encoding="utf-8").splitlines()
    wrong = {number for number, line in enumerate(lines, 1) if "  # " in line}
    assert len(wrong) > 5
    assert lines_with_errors(checker, "wrong", tmp_path) == wrong


def test_the_tests_that_are_right_pass(pytester):
    pytester.makepyfile(test_good=(FOLDER / "good.py").read_text(encoding="utf-8"))
    pytester.runpytest_subprocess().assert_outcomes(passed=4)
