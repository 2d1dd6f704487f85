"""lona_testing.browser.page_keyboard: keys go to what has the focus."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotSupportedInProcess

Show = Callable[[str], Any]


def test_keys_go_to_what_has_the_focus(show: Show) -> None:
    page = show("<input id=a><input id=b type=checkbox>")
    page.locator("#a").focus()
    page.keyboard.type("Ada")
    page.keyboard.insert_text(" ü")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator("#a").input_value() == "Ada ü"
    assert page.locator("#b").is_checked()


def test_keys_where_nothing_has_the_focus_change_nothing(show: Show) -> None:
    page = show("<input id=a>")
    page.keyboard.press("x")
    page.keyboard.insert_text("x")
    assert page.locator("#a").input_value() == ""


def test_what_the_keyboard_here_cannot_do_is_refused(show: Show) -> None:
    page = show("<input id=a>")
    with pytest.raises(NotSupportedInProcess):
        page.keyboard.down("Shift")
    with pytest.raises(ValueError, match="unknown key"):
        page.keyboard.press("Nonsense")
