"""lona_testing.browser.accessibility.states: those of HTML, and those that ARIA states."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility import states

Parse = Callable[[str], Any]


def check(markup: Parse, read: Callable[[Any], object], cases: dict[str, object]) -> None:
    for html, expected in cases.items():
        assert read(markup(html)["x"]) == expected, html


def test_checked(markup: Parse) -> None:
    check(
        markup,
        states.checked_state,
        {
            "<input id=x type=checkbox>": False,
            "<input id=x type=radio checked>": True,
            "<input id=x type=checkbox aria-checked=true>": False,
            "<input id=x type=checkbox role=button checked>": True,
            "<input id=x>": None,
            "<i id=x role=checkbox></i>": False,
            "<i id=x role=checkbox aria-checked=TRUE></i>": True,
            "<i id=x role=treeitem aria-checked=mixed></i>": "mixed",
            "<i id=x aria-checked=true></i>": None,
            "<button id=x role=tab aria-checked=true></button>": None,
        },
    )


def test_pressed(markup: Parse) -> None:
    check(
        markup,
        states.pressed_state,
        {
            "<button id=x></button>": False,
            "<button id=x aria-pressed=true></button>": True,
            "<button id=x aria-pressed=mixed></button>": "mixed",
            "<a id=x href=y aria-pressed=true></a>": None,
        },
    )


def test_selected(markup: Parse) -> None:
    check(
        markup,
        states.selected_state,
        {
            "<option id=x selected>": True,
            "<i id=x role=option aria-selected=true></i>": True,
            "<i id=x role=option></i>": False,
            "<button id=x aria-selected=true></button>": False,
        },
    )


def test_expanded(markup: Parse) -> None:
    check(
        markup,
        states.expanded_state,
        {
            "<button id=x></button>": None,
            "<button id=x aria-expanded=true></button>": True,
            "<button id=x aria-expanded=nonsense></button>": False,
            "<details id=x open aria-expanded=true></details>": None,
        },
    )


def test_disabled(markup: Parse) -> None:
    check(
        markup,
        states.disabled_state,
        {
            "<button id=x disabled></button>": True,
            "<fieldset id=x disabled></fieldset>": False,
            "<fieldset disabled><input id=x></fieldset>": True,
            "<fieldset disabled><legend><input id=x></legend></fieldset>": False,
            "<fieldset disabled><legend></legend><legend><input id=x></legend></fieldset>": True,
            "<fieldset disabled><div><legend><input id=x></legend></div></fieldset>": True,
            "<fieldset disabled><fieldset><legend><input id=x></fieldset></fieldset>": True,
            "<fieldset disabled><select><option id=x></select></fieldset>": True,
            "<select disabled><option id=x></select>": False,
            "<button id=x aria-disabled=TRUE></button>": True,
            "<div aria-disabled=true><button id=x></button></div>": True,
            "<div aria-disabled=true><button id=x aria-disabled=false></button></div>": False,
            "<div aria-disabled=true><button id=x aria-disabled=yes></button></div>": True,
            "<div aria-disabled=true><p id=x></p></div>": False,
            "<p id=x aria-disabled=true></p>": False,
        },
    )


def test_level(markup: Parse) -> None:
    check(
        markup,
        states.level_of,
        {
            "<h2 id=x aria-level=5></h2>": 2,
            "<h2 id=x role=button></h2>": 0,
            "<i id=x role=heading aria-level=' 3 '></i>": 3,
            "<i id=x role=heading aria-level=2.5></i>": 0,
            "<i id=x role=heading aria-level=-1></i>": 0,
            "<i id=x role=heading></i>": 0,
            "<i id=x aria-level=3></i>": 0,
        },
    )


def test_read_only(markup: Parse) -> None:
    check(
        markup,
        states.readonly_state,
        {
            "<input id=x>": False,
            "<input id=x aria-readonly=true>": False,
            "<textarea id=x readonly></textarea>": True,
            "<i id=x role=textbox aria-readonly=true></i>": True,
            "<i id=x role=slider></i>": False,
            "<div contenteditable><i id=x></i></div>": False,
            "<div contenteditable><i id=x contenteditable=false></i></div>": None,
            "<p id=x></p>": None,
        },
    )


@pytest.mark.parametrize(
    ("value", "state"),
    [("", "false"), ("FALSE", "false"), ("grammar", "grammar"), ("nonsense", "true")],
)
def test_invalid(markup: Parse, value: str, state: str) -> None:
    assert states.invalid_state(markup(f"<input id=x aria-invalid='{value}'>")["x"]) == state
