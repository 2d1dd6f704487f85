"""lona.html.elements.inline: links."""

import pytest

from lona.html import A


def test_links_are_interactive_by_default():
    link = A("home", href="/")

    assert link.interactive is True
    assert link.attributes == {"href": "/"}


def test_a_link_can_be_left_to_the_browser():
    link = A("file", href="/file", interactive=False)

    assert link.interactive is False
    assert link.ignore is True
    assert link.attributes["data-lona-ignore"] == ""

    link.interactive = True
    assert link.ignore is False


def test_an_explicit_true_changes_nothing():
    assert A(interactive=True).attributes == {}


@pytest.mark.parametrize("value", ["yes", 1, "no"])
def test_interactive_is_a_bool(value):
    link = A()

    with pytest.raises(TypeError, match="interactive"):
        link.interactive = value
    with pytest.raises(TypeError, match="interactive"):
        A(interactive=value)

    assert link.interactive is True


def test_the_target_can_be_set_as_anything_with_a_string():
    link = A()
    assert link.get_href() is None

    link.set_href(5)

    assert link.get_href() == "5"
    assert link.get_href(None) == "5"
