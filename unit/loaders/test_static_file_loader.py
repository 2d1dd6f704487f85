import logging
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.loaders.static_file_loader import (
    StaticFileLoader,
    class_directory,
    contained_path,
)
from lona.server import Server
from lona.settings import Settings, default_values
from lona.static_files import SORT_ORDER, Script, StaticFile, StyleSheet


def make_loader(*static_dirs, **settings):
    return StaticFileLoader(
        Settings(values={**default_values(), **settings}), [str(path) for path in static_dirs]
    )


def make_class(directory, *declarations, name="Declaring"):
    """A class that looks as if it were defined in a script in the directory."""
    attributes = {"STATIC_FILES": list(declarations), "__module__": str(directory / "views.py")}
    return type(name, (), attributes)


@pytest.mark.parametrize(
    "path",
    ["", "/", "..", "../x", "a/../b", "a/..", "a//b", "a/", "./a", "a\0b", "a\\..\\b", "//a"],
)
def test_malformed_and_outside_paths_are_refused(path):
    assert contained_path("/root", path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a", "/root/a"), ("/a", "/root/a"), ("a/b.c", "/root/a/b.c"), ("...", "/root/...")],
)
def test_other_paths_lead_below_the_root(path, expected):
    assert contained_path("/root", path) == expected


@given(st.text("./\\ab\0", max_size=12))
def test_no_path_ever_leaves_the_root(path):
    result = contained_path("/root", path)
    assert result is None or os.path.normpath(result).startswith("/root/")


def test_the_first_directory_that_has_the_file_wins(tmp_path):
    for name in ("one/a.txt", "two/a.txt", "two/b/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    loader = make_loader(tmp_path / "one", tmp_path / "two")
    assert loader.resolve("a.txt") == str(tmp_path / "one/a.txt")
    assert loader.resolve("/b/c.txt") == str(tmp_path / "two/b/c.txt")
    assert loader.resolve("c.txt") is None


def test_a_directory_under_the_name_ends_the_search(tmp_path):
    (tmp_path / "one/a").mkdir(parents=True)
    (tmp_path / "two").mkdir()
    (tmp_path / "two/a").write_text("")
    assert make_loader(tmp_path / "one", tmp_path / "two").resolve("a") is None


def test_a_directory_that_is_appended_later_is_searched(tmp_path):
    (tmp_path / "a.txt").write_text("")
    loader = make_loader()
    loader.static_dirs.append(str(tmp_path))
    assert loader.resolve("a.txt") == str(tmp_path / "a.txt")


def test_links_inside_of_a_directory_are_followed(tmp_path):
    (tmp_path / "outside.txt").write_text("")
    (tmp_path / "static").mkdir()
    (tmp_path / "static/link.txt").symlink_to(tmp_path / "outside.txt")
    loader = make_loader(tmp_path / "static")
    assert loader.resolve("link.txt") == str(tmp_path / "static/link.txt")


@pytest.mark.parametrize("path", ["../secret.txt", "x" * 5000, "\ud800", "a\0"])
def test_odd_paths_are_just_missing(tmp_path, path):
    (tmp_path / "static").mkdir()
    (tmp_path / "secret.txt").write_text("")
    assert make_loader(tmp_path / "static").resolve(path) is None


def test_declared_files_are_served_under_their_url(tmp_path):
    for name in ("a.css", "b.js", "c.map"):
        (tmp_path / name).write_text("")
    loader = make_loader()
    loader.collect(
        [
            make_class(
                tmp_path,
                StyleSheet("a", "a.css", url="/deep/a.css"),
                Script("b", "b.js"),
                StaticFile("c", "c.map", link=False),
            )
        ]
    )
    assert loader.resolve("deep/a.css") == str(tmp_path / "a.css")
    assert loader.resolve("b.js") == str(tmp_path / "b.js")
    assert loader.resolve("c.map") == str(tmp_path / "c.map")
    assert [file.url for file in loader.style_sheets] == ["deep/a.css"]
    assert [(file.name, file.path) for file in loader.scripts] == [("b", str(tmp_path / "b.js"))]


def test_files_are_linked_by_sort_order_and_then_by_definition(tmp_path):
    (tmp_path / "x.js").write_text("")
    loader = make_loader()
    loader.collect(
        [
            make_class(tmp_path, Script("app 1", "x.js"), Script("app 2", "x.js")),
            make_class(tmp_path, Script("lib", "x.js", sort_order=SORT_ORDER.LIBRARY)),
            make_class(tmp_path, Script("frame", "x.js", sort_order=SORT_ORDER.FRAMEWORK)),
        ]
    )
    assert [file.name for file in loader.scripts] == ["frame", "lib", "app 1", "app 2"]


def test_unlinked_files_are_served_only(tmp_path):
    (tmp_path / "x.js").write_text("")
    loader = make_loader()
    loader.collect([make_class(tmp_path, Script("x", "x.js", link=False))])
    assert loader.scripts == []
    assert loader.resolve("x.js") is not None


def test_files_can_be_switched_on_and_off_by_name(tmp_path):
    (tmp_path / "x.js").write_text("")
    declaring = make_class(
        tmp_path,
        Script("off", "x.js", url="off"),
        Script("on", "x.js", url="on", enabled_by_default=False),
        Script("never", "x.js", url="never", enabled_by_default=False),
    )
    loader = make_loader(STATIC_FILES_ENABLED=["on"], STATIC_FILES_DISABLED=["off"])
    loader.collect([declaring])
    assert [file.name for file in loader.scripts] == ["on"]
    assert [loader.resolve(name) is None for name in ("off", "on", "never")] == [True, False, True]


def test_an_equal_declaration_is_ignored_and_a_different_one_is_an_error(tmp_path, caplog):
    (tmp_path / "x.js").write_text("")
    loader = make_loader()
    with caplog.at_level(logging.ERROR, "lona.static_file_loader"):
        loader.collect([make_class(tmp_path, Script("x", "x.js")) for _ in range(2)])
        assert caplog.text == ""
        loader.collect([make_class(tmp_path, StyleSheet("x", "x.js"))])
    assert "'x' is used already" in caplog.text
    assert len(loader.declared) == 1


def test_missing_files_and_foreign_declarations_are_logged_and_skipped(tmp_path, caplog):
    loader = make_loader()
    loader.collect([make_class(tmp_path, Script("x", "nothing.js"), "nonsense")])
    assert loader.declared == []
    assert "nothing.js" in caplog.text
    assert "'nonsense'" in caplog.text


def test_classes_belong_to_the_directory_of_their_file(tmp_path):
    assert class_directory(make_class(tmp_path)) == str(tmp_path)
    assert class_directory(StaticFileLoader) == os.path.dirname(
        class_directory.__code__.co_filename
    )


# hidden files


@pytest.mark.parametrize(
    ("path", "is_served"),
    [
        (".env", False),
        (".git/config", False),
        ("a/.hidden/b.txt", False),
        ("a/.htaccess", False),
        (".well-known/security.txt", True),
        (".well-known/.hidden", False),
        (".well-known.txt", False),
        ("a/b..txt", True),
    ],
)
@pytest.mark.parametrize("serves_hidden", [False, True])
def test_names_that_begin_with_a_dot_are_hidden(tmp_path, path, is_served, serves_hidden):
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("content")
    settings = Settings("", {**default_values(), "STATIC_FILES_SERVE_HIDDEN": serves_hidden})
    found = StaticFileLoader(settings, [str(tmp_path)]).resolve(path)
    assert found == (str(file) if is_served or serves_hidden else None)


@pytest.mark.parametrize("url", ["../x.css", "a/../../x.css", "a//x.css", "a/"])
def test_a_url_that_leads_elsewhere_is_refused_with_its_name(tmp_path, caplog, url):
    (tmp_path / "x.css").write_text("x")
    file = StyleSheet(name="odd", path=str(tmp_path / "x.css"), url=url)
    loader = Server(str(tmp_path), routes=[]).static_file_loader
    caplog.clear()
    loader.collect([type("Odd", (), {"STATIC_FILES": [file]})])
    (line,) = caplog.messages
    assert "'odd'" in line
    assert repr(url) in line
    assert url not in loader.reachable()


@pytest.mark.parametrize("files", [5, "abc", StyleSheet(name="one", path="x.css")])
def test_declarations_that_are_no_list_are_named_in_one_line(tmp_path, caplog, files):
    loader = Server(str(tmp_path), routes=[]).static_file_loader
    caplog.clear()
    loader.collect([type("Odd", (), {"STATIC_FILES": files})])
    (line,) = caplog.messages
    assert line.endswith(f"Odd: STATIC_FILES has to be a list, not {files!r}")


def test_templates_get_whether_a_file_is_enabled_and_where_it_is(tmp_path):
    (tmp_path / "a.css").write_text("")
    declarations = [
        StyleSheet(name="on", path=str(tmp_path / "a.css"), url="a.css"),
        StyleSheet(name="off", path=str(tmp_path / "a.css"), url="b.css", enabled_by_default=False),
    ]
    loader = make_loader(STATIC_URL_PREFIX="/files/")
    loader.collect([make_class(tmp_path, *declarations)])
    assert [file.enabled for file in loader.declared] == [True, False]
    assert [file.enabled for file in declarations] == [True, False]
    assert {file.static_url_prefix for file in loader.declared} == {"/files/"}
