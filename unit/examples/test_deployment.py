"""What the files for deployment name is there."""

import configparser
import re
import shlex
from pathlib import Path

from lona.command_line.arguments import parse_script_arguments
from lona.default_settings import HEALTH_URL_PREFIX

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples/deployment"


def instructions(name):
    """Return the instructions of the Dockerfile with a name."""
    text = (FOLDER / "Dockerfile").read_text("utf-8")
    return re.findall(rf"^{name} (.*)$", text, re.MULTILINE)


def test_the_image_has_what_it_runs():
    sources = [words[0] for words in map(str.split, instructions("COPY")) if words[0] != "."]
    assert sources == ["examples/demo"]
    assert all((ROOT / source).is_dir() for source in sources)
    (command,) = [eval(each) for each in instructions("CMD")]
    assert (ROOT / sources[0] / command[1]).is_file()
    options = parse_script_arguments(command[2:])
    assert options["host"] == "0.0.0.0"
    assert str(options["port"]) == instructions("EXPOSE")[0]
    text = (FOLDER / "Dockerfile").read_text("utf-8")
    (stop_timeout,) = re.findall(r"--stop-timeout (\d+)", text)
    assert int(stop_timeout) > options["shutdown_timeout"] + 10 > 10


def test_what_is_no_source_stays_out_of_the_image():
    ignored = (FOLDER / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    assert {".git", ".venv", "**/node_modules"} <= set(ignored)
    needed = ("pyproject.toml", "README.md", "LICENSE", "lona", "lona_testing", "hatch_build.py")
    assert not {*needed, "client", "examples"} & set(ignored)


def test_the_image_is_watched_where_the_server_answers():
    (check,) = instructions("HEALTHCHECK")
    assert f"{HEALTH_URL_PREFIX}health" in check


def test_the_image_runs_a_supported_python_without_rights():
    supported = re.findall(r":: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    for image in instructions("FROM"):
        assert re.match(r"python:(3\.\d+)-slim", image)[1] in supported
    assert instructions("USER") == ["lona"]


def test_the_service_stops_after_the_server_does():
    unit = configparser.ConfigParser(strict=False)
    unit.optionxform = str
    unit.read(FOLDER / "lona.service")
    service = unit["Service"]
    options = parse_script_arguments(shlex.split(service["ExecStart"])[2:])
    assert options["host"] == "127.0.0.1"
    assert int(service["TimeoutStopSec"]) > options["shutdown_timeout"] + 10
