import pytest

from lona import VERSION, VERSION_STRING
from lona.command_line.handle_command_line import handle_command_line


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as error:
        handle_command_line(["lona", "--version"])
    assert error.value.code == 0
    assert capsys.readouterr().out.strip() == VERSION_STRING
    assert VERSION_STRING.startswith(".".join(map(str, VERSION)))


@pytest.mark.parametrize("argv", [[], ["nonsense"], ["run-server", "--nonsense"]])
def test_wrong_commands_and_options_end_the_program(argv, capsys):
    with pytest.raises(SystemExit) as error:
        handle_command_line(["lona", *argv])
    assert error.value.code == 2
    assert "usage: lona" in capsys.readouterr().err


def test_help_tells_the_defaults(capsys):
    with pytest.raises(SystemExit):
        handle_command_line(["lona", "run-server", "--help"])
    assert "8080" in capsys.readouterr().out
