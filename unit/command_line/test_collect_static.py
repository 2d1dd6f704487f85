"""All static files in one directory, as the server would serve them."""

import gzip
import os
from argparse import Namespace
from pathlib import Path

import pytest

from lona.command_line.collect_static import collect_static
from lona.command_line.handle_command_line import handle_command_line
from lona.loaders.client_files import client_files
from lona.server import Server

SETTINGS = """
STATIC_DIRS = ["first", "second"]
ROUTING_TABLE = "routes.routes"
"""

ROUTES = """
from lona import Route, View
from lona.static_files import Script, StaticFile, StyleSheet

class Page(View):
    STATIC_FILES = [
        StyleSheet(name="declared", path="declared.css", url="deep/er/declared.css"),
        Script(name="unlinked", path="unlinked.js", link=False),
        StaticFile(name="disabled", path="disabled.txt", enabled_by_default=False),
    ]

routes = [Route("/", Page)]
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name, text in {
        "settings.py": SETTINGS,
        "routes.py": ROUTES,
        "declared.css": "declared",
        "unlinked.js": "unlinked",
        "disabled.txt": "disabled",
        "first/both.css": "of the first",
        "first/.hidden": "hidden",
        "first/name": "a file here, a directory there",
        "second/both.css": "of the second",
        "second/sub/only.css": "a" * 1000,
        "second/name/shadowed.css": "x",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "second/linked").symlink_to(tmp_path / "second/sub")
    (tmp_path / "second/sub/up").symlink_to(tmp_path / "second")
    (tmp_path / "out").mkdir()
    return tmp_path


def arguments(project, **values):
    return Namespace(
        **{
            "project_root": str(project),
            "settings": ["settings.py"],
            "settings_pre_overrides": None,
            "settings_post_overrides": None,
            "debug_mode": None,
            "log_level": None,
            "loggers": None,
            "syslog_priorities": None,
            "destination": "out",
            "clean": False,
            "silent": True,
            "dry_run": False,
            **values,
        }
    )


def contents(directory: Path) -> dict[str, bytes]:
    return {
        file.relative_to(directory).as_posix(): file.read_bytes()
        for file in directory.rglob("*")
        if file.is_file()
    }


def test_what_is_collected_is_what_would_be_served(project, capsys):
    collect_static(arguments(project))
    found = contents(project / "out")
    server = Server(str(project), ["settings.py"])
    for path, content in found.items():
        assert Path(server.static_file_loader.resolve(path)).read_bytes() == content
    for client in ("client", "client2"):
        assert {f"_lona/{client}/{name}" for name in client_files()} < set(found)
    assert found["both.css"] == b"of the first"
    assert found["sub/only.css"] == found["linked/only.css"] == b"a" * 1000
    assert found["deep/er/declared.css"] == b"declared"
    assert found["unlinked.js"] == b"unlinked"
    assert found["name"] == b"a file here, a directory there"
    assert {"lona/style.css", "favicon.ico"} < set(found)
    assert not {"disabled.txt", ".hidden", "name/shadowed.css"} & set(found)
    assert f"{project}/first/name is a file" in capsys.readouterr().err


def test_settings_may_be_overridden_by_entries_and_by_values(project):
    collect_static(
        arguments(
            project,
            settings_pre_overrides={"MINE": 1},
            settings_post_overrides=[
                "STATIC_FILES_ENABLED=['disabled']",
                "STATIC_FILES_SERVE_HIDDEN=True",
            ],
        )
    )
    found = contents(project / "out")
    assert found["disabled.txt"] == b"disabled"
    assert found[".hidden"] == b"hidden"


def test_what_is_there_stays_unless_it_is_cleaned(project):
    (project / "out/old").mkdir()
    (project / "out/old/file").write_text("old")
    (project / "out/link").symlink_to(project / "second")
    collect_static(arguments(project))
    assert (project / "out/old/file").exists()
    collect_static(arguments(project, clean=True))
    assert not (project / "out/old").exists()
    assert not (project / "out/link").exists()
    assert (project / "second/both.css").exists()


def test_it_tells_what_it_does_as_a_shell_would(project, capsys):
    (project / "out/old").write_text("old")
    collect_static(arguments(project, clean=True, silent=False, dry_run=True))
    lines = capsys.readouterr().out.splitlines()
    out = project / "out"
    assert lines[0] == f"rm -rf {out}/old"
    assert f"mkdir -p {out}/sub" in lines
    assert f"cp {project}/first/both.css {out}/both.css" in lines
    assert contents(out) == {"old": b"old"}
    collect_static(arguments(project))
    assert capsys.readouterr().out == ""


def test_a_file_that_was_a_link_is_replaced_and_not_written_through(project):
    (project / "precious").write_text("precious")
    (project / "out/both.css").symlink_to(project / "precious")
    collect_static(arguments(project))
    assert (project / "precious").read_text() == "precious"
    assert (project / "out/both.css").read_text() == "of the first"


@pytest.mark.parametrize(
    ("destination", "message"),
    [
        ("missing", "no directory"),
        ("settings.py", "no directory"),
        ("first", "files are collected from"),
        ("second/sub", "files are collected from"),
        (".", "files are collected from"),
    ],
)
def test_a_destination_that_cannot_be_used_is_named(project, destination, message):
    before = contents(project)
    with pytest.raises(SystemExit, match=message):
        collect_static(arguments(project, destination=destination, clean=True))
    assert contents(project) == before


def test_a_directory_where_a_file_belongs_is_named(project):
    (project / "out/both.css").mkdir()
    with pytest.raises(SystemExit, match=r"both\.css is a directory"):
        collect_static(arguments(project))


def test_what_cannot_be_written_is_named_in_one_line(project, monkeypatch):
    def refuse(*args):
        raise PermissionError(13, "Permission denied", str(args[1]))

    monkeypatch.setattr("shutil.copy2", refuse)
    with pytest.raises(SystemExit, match="Permission denied"):
        collect_static(arguments(project))


def test_compressed_siblings_hold_the_same_and_only_where_it_is_worth_it(project):
    import brotli

    collect_static(arguments(project, compress=True))
    found = contents(project / "out")
    assert gzip.decompress(found["sub/only.css.gz"]) == b"a" * 1000
    assert brotli.decompress(found["sub/only.css.br"]) == b"a" * 1000
    assert not {"both.css.gz", "both.css.br", "name.gz"} & set(found)
    again = arguments(project, compress=True)
    collect_static(again)
    assert contents(project / "out") == found


def test_without_brotli_there_is_a_message_and_the_other_siblings(project, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    collect_static(arguments(project, compress=True))
    found = contents(project / "out")
    assert "sub/only.css.gz" in found
    assert "sub/only.css.br" not in found
    assert "pip install brotli" in capsys.readouterr().err


def test_the_command_does_it(project, capsys):
    command = ["lona", "collect-static", "-s", "settings.py", "--dry-run", "out"]
    assert handle_command_line(command) == 0
    assert f"cp {project}/first/both.css {project}/out/both.css" in capsys.readouterr().out
    assert os.listdir(project / "out") == []
