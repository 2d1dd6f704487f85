"""lona_testing.browser.focus: who has it, who is next, and what was typed meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.dom import insert
from lona_testing.browser.focus import Autofocus, is_focusable, tab_stops
from lona_testing.browser.html_parser import parse_fragment

Show = Callable[[str], Any]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<button id=x></button>", True),
        ("<button id=x disabled></button>", False),
        ("<input id=x type=hidden>", False),
        ("<a id=x href='/'></a>", True),
        ("<a id=x></a>", False),
        ("<p id=x tabindex=-1></p>", True),
        ("<p id=x contenteditable></p>", True),
        ("<p id=x></p>", False),
        ("<details><summary id=x></summary></details>", True),
        ("<summary id=x></summary>", False),
    ],
)
def test_some_elements_can_have_the_focus(show: Show, html: str, expected: bool) -> None:
    (element,) = show(html).locator("#x").look_up()
    assert is_focusable(element) == expected


def test_tab_takes_positive_indexes_first_and_radio_groups_as_one(show: Show) -> None:
    page = show(
        "<button id=a></button><button id=b tabindex=1></button><button id=c hidden></button>"
        "<button id=d tabindex=-1></button><input id=e type=radio name=n>"
        "<input id=f type=radio name=n checked>"
    )

    def stops(name: str, step: int) -> list[str | None]:
        (element,) = page.locator(f"#{name}").look_up()
        return [e.get("id") for e in tab_stops(page.document, element, step)]

    assert stops("b", 1) == ["a", "f"]
    assert stops("f", -1) == ["a", "b"]
    assert stops("d", 1) == ["f"]


def test_a_typed_text_is_committed_when_its_control_is_left(show: Show) -> None:
    page = show("<input id=a><input id=b>")
    page.locator("#a").press_sequentially("x")
    page.locator("#b").focus()
    assert page.script.events == ["focus a", "input a", "change a", "blur a", "focus b"]


def test_a_text_that_is_the_old_one_again_is_not_committed(show: Show) -> None:
    page = show("<input id=a>")
    page.locator("#a").press("x")
    page.locator("#a").press("Backspace")
    page.locator("#a").blur()
    assert page.script.events == ["focus a", "input a", "input a", "blur a"]


def test_enter_commits_and_leaving_does_not_do_it_again(show: Show) -> None:
    page = show("<input id=a>")
    page.locator("#a").press("x")
    page.locator("#a").press("Enter")
    page.locator("#a").blur()
    assert page.script.events == ["focus a", "input a", "change a", "blur a"]


def test_a_value_that_is_picked_is_committed_at_once(show: Show) -> None:
    page = show("<input id=a type=date>")
    page.locator("#a").fill("2024-02-29")
    page.locator("#a").blur()
    assert page.script.events == ["focus a", "input a", "change a", "blur a"]


def test_the_focus_is_forgotten_with_its_element(show: Show) -> None:
    page = show("<input id=a>")
    page.locator("#a").focus()
    page.user.active.parent.children.clear()
    page.user.active.parent = None
    page.user.check_focus()
    assert page.user.active is None


def test_what_is_new_and_asks_for_the_focus_gets_it_once(show: Show) -> None:
    page = show("<input id=a autofocus hidden><div id=box></div>")
    autofocus = Autofocus()
    (box,) = page.locator("#box").look_up()

    def add(html: str) -> Any:
        insert(box, len(box.children), parse_fragment(html, box))
        chosen = autofocus.choose(page.document)
        return None if chosen is None else chosen.get("id")

    assert autofocus.choose(page.document) is None  # it is hidden, and too late when it is shown
    page.locator("#a").look_up()[0].attributes.pop("hidden")
    assert add("<input id=b>") is None
    page.locator("#b").look_up()[0].attributes["autofocus"] = ""
    assert add("<p>x</p>") is None
    assert add("<input id=c autofocus><input id=d autofocus>") == "c"
    assert add("<input id=e autofocus>") is None


def test_what_asks_for_the_focus_does_not_take_it_away(show: Show) -> None:
    page = show("<input id=a><div id=box></div>")
    autofocus = Autofocus()
    (box,) = page.locator("#box").look_up()
    page.locator("#a").focus()
    insert(box, 0, parse_fragment("<input id=b autofocus>", box))

    assert autofocus.choose(page.document) is None
    page.locator("#a").blur()
    insert(box, 0, parse_fragment("<input id=c autofocus>", box))
    assert autofocus.choose(page.document) is None
