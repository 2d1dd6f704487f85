"""lona_testing.browser.text_editing: where clicks put the caret, as far as that is known."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotSupportedInProcess

Show = Callable[[str], Any]


@pytest.mark.parametrize(
    ("text", "clicks", "expected"),
    [
        ("", 1, "x"),
        ("one", 1, "onex"),
        ("one", 2, "x"),
        ("oneword", 2, "x"),
        ("Ada Lovelace", 3, "x"),
    ],
)
def test_clicks_put_the_caret_behind_a_short_text_or_select(
    show: Show, text: str, clicks: int, expected: str
) -> None:
    field = show(f"<input value='{text}'>").locator("input")
    field.click(click_count=clicks)
    field.press("x")
    assert field.input_value() == expected


@pytest.mark.parametrize(("text", "clicks"), [("Ada Lovelace", 1), ("a b", 2), ("Ada Byron", 2)])
def test_where_only_layout_knows_the_caret_typing_is_refused(
    show: Show, text: str, clicks: int
) -> None:
    field = show(f"<input value='{text}'>").locator("input")
    field.click(click_count=clicks)
    with pytest.raises(NotSupportedInProcess, match="press End first"):
        field.press("x")


@pytest.mark.parametrize(("key", "expected"), [("End", "Ada Byronx"), ("Home", "xAda Byron")])
def test_a_key_that_moves_the_caret_makes_it_known(show: Show, key: str, expected: str) -> None:
    field = show("<input value='Ada Byron'>").locator("input")
    field.click()
    field.press(key)
    field.press("x")
    assert field.input_value() == expected
