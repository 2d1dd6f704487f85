"""lona.html.forms.numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html.forms.numbers import check_number, is_on_step, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1.0), (" -2.5 ", -2.5), (".5", 0.5), ("1e3", 1000.0), (7, 7.0), (0.1, 0.1)],
)
def test_numbers_are_read(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "1_000", "nan", "inf", "1e999", "0x10", "1 2", True, float("nan")]
)
def test_everything_else_is_no_number(text):
    assert parse_number(text) is None


@pytest.mark.parametrize("value", ["1", None, True, [1]])
def test_only_numbers_are_numbers(value):
    with pytest.raises(TypeError, match="limit has to be a number"):
        check_number("limit", value)


def test_numbers_have_to_be_finite():
    with pytest.raises(ValueError, match="finite"):
        check_number("limit", float("inf"))


@given(st.integers(-10_000, 10_000), st.integers(1, 1000), st.integers(0, 3))
def test_every_multiple_of_a_step_is_on_it_whatever_is_rounded(count, tenths, digits):
    step = tenths / 10**digits
    base = count / 7

    assert is_on_step(base + count * step, base, step)
    assert not is_on_step(base + (count + 0.5) * step, base, step)


@pytest.mark.parametrize("step", [None, 0, -1, 5e-324])
def test_without_a_usable_step_every_value_is_proper(step):
    assert is_on_step(0.123, 0.0, step)
