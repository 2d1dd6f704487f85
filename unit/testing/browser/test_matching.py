"""lona_testing.browser.matching: when a text is what is wanted."""

import re

import pytest

from lona_testing.browser.matching import TextPattern, contains, equals, text_matches


@pytest.mark.parametrize(
    ("wanted", "exact", "expected"),
    [
        ("save", False, True),
        ("SAVE  now", False, True),
        ("Save", True, False),
        ("Save now", True, True),
        (re.compile("^Save"), False, True),
        (re.compile("^save"), False, False),
    ],
)
def test_a_part_in_any_case_or_the_whole(wanted: TextPattern, exact: bool, expected: bool) -> None:
    assert text_matches(" Save\n now", wanted, exact) == expected


def test_assertions_look_at_case_but_not_at_white_space() -> None:
    assert equals(" a\n b ", "a b")
    assert not equals("A b", "a b")
    assert contains("one  two", "ne two")
    assert not contains("one two", "One")
    assert equals("abc", re.compile("b"))
