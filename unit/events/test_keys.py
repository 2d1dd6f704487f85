"""The names of keys and their combinations."""

import pytest

from lona.events.keys import pressed, read_keys, write_keys

NONE = {"alt_key": False, "ctrl_key": False, "meta_key": False, "shift_key": False}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Enter", "Enter"),
        ("Control+s", "Control+s"),
        ("Shift+Control+ArrowUp", "Control+Shift+ArrowUp"),
        ("Shift+a", "A"),
        ("Control++", "Control++"),
        ("+", "+"),
        (" ", "Space"),
        ("Control+Space", "Control+Space"),
        ("F5", "F5"),
    ],
)
def test_combinations_have_one_spelling(text, keys):
    assert read_keys(text) == keys


@pytest.mark.parametrize("text", ["", "enter", "Ctrl+s", "Control+", "Control+Entr", 5, None])
def test_what_is_no_key_is_refused_with_those_that_are(text):
    with pytest.raises(ValueError, match=r"only|like 'Enter'"):
        read_keys(text)


@pytest.mark.parametrize(
    ("keys", "text"),
    [("Control+s", "Control+s"), (",", "%2C"), ("Control++", "Control+%2B"), (":", "%3A")],
)
def test_no_separator_is_left_in_the_attribute(keys, text):
    assert write_keys(keys) == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({**NONE, "key": "Enter"}, "Enter"),
        ({**NONE, "key": " "}, "Space"),
        ({**NONE, "key": "S", "ctrl_key": True, "shift_key": True}, "Control+S"),
        ({**NONE, "key": "ArrowUp", "shift_key": True}, "Shift+ArrowUp"),
        ({**NONE, "key": "Control", "ctrl_key": True}, "Control"),
    ],
)
def test_what_is_pressed_has_the_spelling_of_the_attribute(data, text):
    assert pressed(data) == text
