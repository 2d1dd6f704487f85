import argparse
import re
from pathlib import Path

import pytest

from lona.command_line import collect_static
from lona.command_line.arguments import (
    add_logging_options,
    add_server_options,
    default_host,
    default_port,
    parse_overrides,
    parse_script_arguments,
)


def test_values_of_overrides_are_python_literals():
    entries = ["A=1", "B='x=y'", "C=[1, 2]", "D={'a': None}", "E=True", "F = -1.5"]
    assert parse_overrides(entries) == {
        "A": 1,
        "B": "x=y",
        "C": [1, 2],
        "D": {"a": None},
        "E": True,
        "F": -1.5,
    }


@pytest.mark.parametrize("entry", ["A", "A=", "A=unquoted", "A=__import__('os')", "A=("])
def test_other_overrides_are_logged_and_skipped(caplog, entry):
    assert parse_overrides([entry, "B=1"]) == {"B": 1}
    assert repr(entry) in caplog.text
    assert caplog.records[0].name == "lona"


def test_only_given_options_are_told():
    assert parse_script_arguments([]) == {}
    assert parse_script_arguments(
        ["--port", "81", "--host", "h", "-l", "debug", "-O", "A=1", "B=2", "--loggers", "_x"]
    ) == {
        "port": 81,
        "host": "h",
        "log_level": "debug",
        "settings_post_overrides": {"A": 1, "B": 2},
        "loggers": ["_x"],
    }


@pytest.mark.parametrize("argv", [["--nonsense"], ["--port", "x"], ["-l", "loud"]])
def test_wrong_options_end_the_program(argv, capsys):
    with pytest.raises(SystemExit) as error:
        parse_script_arguments(argv)
    assert error.value.code == 2
    assert argv[0] in capsys.readouterr().err


def test_host_and_port_come_from_the_environment(monkeypatch):
    monkeypatch.delenv("LONA_DEFAULT_HOST", raising=False)
    monkeypatch.delenv("LONA_DEFAULT_PORT", raising=False)
    assert (default_host(), default_port()) == ("localhost", 8080)
    monkeypatch.setenv("LONA_DEFAULT_HOST", "0.0.0.0")
    monkeypatch.setenv("LONA_DEFAULT_PORT", "81")
    assert (default_host(), default_port()) == ("0.0.0.0", 81)
    monkeypatch.setenv("LONA_DEFAULT_PORT", "x")
    with pytest.raises(ValueError, match="LONA_DEFAULT_PORT"):
        default_port()


def test_every_option_is_documented():
    page = Path(__file__).parents[2].joinpath("docs/command-line.md").read_text("utf-8")
    documented = set(re.findall(r"(?<![\w-])(--?[a-zA-Z][\w-]*)", page))
    parser = argparse.ArgumentParser()
    add_logging_options(parser)
    add_server_options(parser)
    collect_static.add_options(parser)
    known = {option for action in parser._actions for option in action.option_strings}
    assert known - documented == set()
    of_the_command = {"--project-root", "-s", "--settings", "--version", "-m"}
    assert documented - known == of_the_command
