"""The attribute `pattern`, as Chromium reads it."""

import pytest

from lona_testing.browser.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        (r"\d+", "12", True),
        (r"\d+", "٣", False),
        (r"\p{L}+", "ß", True),
        (r"\p{L}+", "ß1", False),
        (r"[\p{L}--[a-z]]+", "ÄB", True),
        (r"[\p{L}--[a-z]]+", "a", False),
        (r"[a-z\-]+", "A", False),
        ("a|b", "ab", False),
        ("(?<year>[0-9]{4})", "2024", True),
    ],
)
def test_the_whole_value_has_to_match(pattern: str, value: str, expected: bool) -> None:
    assert matches(pattern, value) is expected


@pytest.mark.parametrize("pattern", ["[a-z-]+", r"[\w.-]+", "(", "a)(b"])
def test_a_pattern_that_is_not_valid_restricts_nothing(pattern: str) -> None:
    assert matches(pattern, "!")
