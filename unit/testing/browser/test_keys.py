"""The names of keys."""

import pytest

from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.keys import read_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("a", "a"),
        ("A", "A"),
        ("+", "+"),
        (" ", "Space"),
        ("\n", "Enter"),
        ("KeyB", "b"),
        ("Digit7", "7"),
        ("Shift+a", "a"),
        ("Shift+KeyA", "A"),
        ("Shift+Digit1", "!"),
        ("Shift+Tab", "Shift+Tab"),
        ("ControlOrMeta+a", "Control+a"),
        ("ControlLeft+Backspace", "Control+Backspace"),
        ("Control++", "Control++"),
        ("F1", "F1"),
    ],
)
def test_a_key_is_written_in_one_way(text: str, key: str) -> None:
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "ab", "nonsense", "ä", "Foo+a", "Shift+"])
def test_there_are_no_other_keys(text: str) -> None:
    with pytest.raises(ValueError, match="unknown key"):
        read_key(text)


def test_keys_of_the_browser_are_for_browsers() -> None:
    with pytest.raises(NotSupportedInProcess):
        read_key("Alt+x")
