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


@pytest.mark.parametrize("table", ["nowhere.routes", "json.routes", "none.py::routes"])
def test_a_routing_table_that_is_not_there_is_told_in_one_line(tmp_path, caplog, table):
    command = ["lona", "run-server", "--project-root", str(tmp_path), "--port", "0"]
    assert handle_command_line([*command, "-O", f"ROUTING_TABLE={table!r}"]) == 1
    (record,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert record.getMessage().startswith("ROUTING_TABLE: cannot ")
    assert record.exc_info is None
