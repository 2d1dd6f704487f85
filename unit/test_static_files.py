"""lona.static_files: declarations as values."""

from dataclasses import is_dataclass

import pytest

from lona.static_files import SORT_ORDER, Script, StaticFile, StyleSheet


def test_the_sort_order_has_three_steps():
    assert {member.name: member.value for member in SORT_ORDER} == {
        "FRAMEWORK": 100,
        "LIBRARY": 200,
        "APPLICATION": 300,
    }


@pytest.mark.parametrize("cls", [StaticFile, Script, StyleSheet])
def test_a_declaration_has_defaults(cls):
    file = cls("name", "path.js")

    assert is_dataclass(file)
    assert (file.name, file.path, file.url) == ("name", "path.js", "")
    assert file.sort_order is SORT_ORDER.APPLICATION
    assert file.link is True
    assert file.enabled_by_default is True


def test_declarations_are_equal_by_content_and_kind():
    assert Script("a", "b") == Script(name="a", path="b")
    assert Script("a", "b") != Script("a", "b", link=False)
    assert Script("a", "b") != StyleSheet("a", "b")


def test_the_url_path_is_the_url_or_the_path_without_leading_slash():
    assert Script("a", "x/b.js").url_path == "x/b.js"
    assert Script("a", "x/b.js", url="/c.js").url_path == "c.js"
