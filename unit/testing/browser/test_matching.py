"""lona_testing.browser.matching: when a text is what is wanted."""

import re

import pytest

from lona_testing.browser.matching import attribute_matches, contains, equals, flat, text_matches
from lona_testing.vocabulary.values import TextPattern


@pytest.mark.parametrize(
    ("wanted", "exact", "expected"),
    [
        ("save", False, True),
        ("SAVE  now", False, True),
        ("Save", True, False),
        ("Save now", True, True),
        ("Sa\u00adve\u200b now", True, True),
        (re.compile("^ Save"), False, True),
        (re.compile("^ save"), False, False),
        (re.compile("^Save"), False, False),  # a pattern sees the white space as it is
        (re.compile("Save now"), False, False),
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
    assert equals("abc", "ABC", ignore_case=True)
    assert equals("abc", re.compile("B"), ignore_case=True)


def test_attributes_keep_their_white_space() -> None:
    assert attribute_matches("two   words", "TWO   w")
    assert not attribute_matches("two   words", "two words")
    assert not attribute_matches("two   words", "TWO   words", exact=True)
    assert attribute_matches(" two", re.compile("^ two"))


def test_flat_text_has_single_spaces_and_no_soft_hyphens() -> None:
    assert flat("\u00a0soft\u00adhyphen\n zero\u200bwidth\ufeff") == "softhyphen zerowidth"
