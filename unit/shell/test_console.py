"""Python line by line."""

from types import SimpleNamespace

import pytest

from lona.settings import Settings
from lona.shell.console import CONTINUED, PROMPT, Console


@pytest.fixture
def console():
    settings = Settings(values={"CORE_COMMANDS": [], "COMMANDS": []})
    console = Console({"server": SimpleNamespace(settings=settings)}, lambda text: None)
    return console


def run(console, *lines):
    written = []
    console.repl._write = written.append
    console.repl.globals["print"].keywords["file"].write = written.append
    for line in lines:
        console.push(line)
    return "".join(written)


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["1 + 1"], "2\n"),
        (["None"], ""),
        (["x = 5", "x"], "5\n"),
        (["7", "_ + 1"], "7\n8\n"),
        (["print('a', 1)"], "a 1\n"),
        (["for i in range(2):", "    print(i)", ""], "0\n1\n"),
        (["def f():", "    return 3", "", "f()"], "3\n"),
        (["server.settings.COMMANDS"], "[]\n"),
    ],
)
def test_what_is_typed_runs(console, lines, written):
    assert run(console, *lines) == written


def test_errors_are_written_and_the_next_line_runs(console):
    assert "ZeroDivisionError" in run(console, "1 / 0")
    assert "console.py" not in run(console, "1 / 0")
    assert "SyntaxError" in run(console, "1 +* 2")
    assert "source code string cannot contain null bytes" in run(console, "1\0")
    assert run(console, "2") == "2\n"
    assert "KeyboardInterrupt" in run(console, "raise KeyboardInterrupt")


def test_the_prompt_says_whether_more_is_needed(console):
    assert console.prompt == PROMPT
    console.push("if True:")
    assert console.prompt == CONTINUED
    console.push("    1")
    console.push("")
    assert console.prompt == PROMPT


def test_exit_leaves(console):
    with pytest.raises(SystemExit):
        console.push("raise SystemExit")
