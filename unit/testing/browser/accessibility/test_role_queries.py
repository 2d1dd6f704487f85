"""lona_testing.browser.accessibility.matching, as pages use it: get_by_role."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.page import Page

Show = Callable[[str], Page]

BUTTONS = """
<button id=a aria-pressed=mixed aria-expanded=true>Save</button>
<button id=b aria-pressed=false aria-description='what b does'>Save  all</button>
<button id=c aria-pressed=TRUE aria-expanded>save</button>
<button id=d disabled>Delete</button>
<button id=e hidden>Hidden</button>
<div aria-hidden=true><button id=f>Told nobody</button></div>
"""


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ({}, "abcd"),
        ({"include_hidden": True}, "abcdef"),
        ({"pressed": True}, "c"),
        ({"pressed": False}, "bd"),
        ({"pressed": "mixed"}, "a"),
        ({"expanded": True}, "a"),
        ({"expanded": False}, "c"),
        ({"disabled": True}, "d"),
        ({"disabled": False}, "abc"),
        ({"name": " SAVE "}, "abc"),
        ({"name": "Save", "exact": True}, "a"),
        ({"name": "Save all", "exact": True}, "b"),
        ({"name": re.compile("^Save")}, "ab"),
        ({"name": ""}, "abcd"),
        ({"name": "Told"}, ""),
        ({"name": "Told", "include_hidden": True}, "f"),
        ({"description": "WHAT b"}, "b"),
        ({"description": "WHAT b", "exact": True}, ""),
    ],
)
def test_buttons_are_found(show: Show, query: dict[str, Any], ids: str) -> None:
    found = show(BUTTONS).get_by_role("button", **query)
    assert [e.get_attribute("id") for e in found.all()] == [*ids]


def test_the_role_is_asked_in_any_case(show: Show) -> None:
    assert show(BUTTONS).get_by_role("BUTTON").count() == 4


def test_levels(show: Show) -> None:
    page = show("<h2>a</h2><i role=heading aria-level=2>b</i><i role=heading>c</i>")
    assert page.get_by_role("heading", level=2).all_text_contents() == ["a", "b"]
    assert page.get_by_role("heading", level=0).all_text_contents() == ["c"]


@pytest.mark.parametrize(
    ("role", "state"),
    [("group", "expanded"), ("heading", "checked"), ("link", "pressed"), ("button", "level")],
)
def test_a_state_that_the_role_does_not_have_is_an_error(show: Show, role: str, state: str) -> None:
    with pytest.raises(ValueError, match=f"the role '{role}' has no such state"):
        show("").get_by_role(role, **{state: True})
