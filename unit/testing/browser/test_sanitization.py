"""What an `<input>` makes of a value; all of it is what Chromium answers."""

import pytest

from lona_testing.browser.dom import Element
from lona_testing.browser.sanitization import sanitized


def make_input(kind: str, **attributes: str) -> Element:
    element = Element("input")
    element.attributes.update(type=kind, **attributes)
    return element


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("date", "2024-02-29 0001-01-01 10000-01-01 275760-09-13"),
        ("month", "2024-12 275760-09"),
        ("week", "2020-W53 2024-W01 0001-W01 275760-W37"),
        ("time", "13:05 13:05:00 13:05:30.5 13:05:30.500"),
        ("datetime-local", "2024-07-01T10:00 2024-07-01T10:00:30.5"),
        ("number", "1e3 .5 -.5 -0 1E3"),
        ("range", "49.5 0.5"),
    ],
)
def test_valid_values_stay(kind: str, values: str) -> None:
    for value in values.split():
        assert sanitized(make_input(kind, value=value), value) == value


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("date", ["2023-02-31", "0000-01-01", "275760-09-14", " 2024-01-01", "2024-1-1"]),
        ("month", ["2023-00", "0000-01", "275760-10"]),
        ("week", ["2021-W53", "2024-W00", "275760-W38"]),
        ("time", ["24:00", "1:05", "13:05:30.1234"]),
        ("datetime-local", ["2024-02-30T10:00", "2024-07-01t10:00"]),
        ("number", ["1.", "+5", "1e400", " 7 ", "0x10", "1e", "1,5", "٣"]),
    ],
)
def test_other_values_are_dropped(kind: str, values: list[str]) -> None:
    for value in values:
        assert sanitized(make_input(kind), value) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-07-01 10:00:00", "2024-07-01T10:00"),
        ("2024-07-01T10:00:30.500", "2024-07-01T10:00:30.5"),
        ("2024-07-01T10:00:00.000", "2024-07-01T10:00"),
    ],
)
def test_a_date_with_time_is_written_in_its_shortest_form(value: str, expected: str) -> None:
    assert sanitized(make_input("datetime-local"), value) == expected


@pytest.mark.parametrize(
    ("value", "attributes", "expected"),
    [
        ("x", {}, "50"),
        ("200", {}, "100"),
        ("-5", {}, "0"),
        ("1e1", {}, "1e+1"),
        ("1", {"min": "0", "max": "10", "step": "3"}, "0"),
        ("x", {"min": "0", "max": "10", "step": "3"}, "6"),
        ("12", {"min": "0", "max": "10", "step": "3"}, "9"),
        ("4.2", {"step": "2", "value": "4.2"}, "4.2"),
        ("4.25", {"step": "any"}, "4.25"),
        ("4", {"min": "10", "max": "5"}, "10"),
    ],
)
def test_a_range_has_a_value_within_its_limits_and_on_a_step(
    value: str, attributes: dict[str, str], expected: str
) -> None:
    assert sanitized(make_input("range", **attributes), value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("#FF0000", "#ff0000"),
        ("#f00", "#ff0000"),
        ("", "#000000"),
        ("#12", "#000000"),
        ("red", "#ff0000"),
        ("rgb(1,2,3)", "#010203"),
        ("transparent", "#000000"),
        ("nonsense", "#000000"),
    ],
)
def test_a_color_has_six_digits(value: str, expected: str) -> None:
    assert sanitized(make_input("color"), value) == expected


def test_addresses_are_trimmed_each() -> None:
    assert sanitized(make_input("email"), " a@b.c ") == "a@b.c"
    assert sanitized(make_input("email", multiple=""), " a@b.c , d@e.f ") == "a@b.c,d@e.f"
    assert sanitized(make_input("text"), " a\nb ") == " ab "
