"""Dates of HTML as numbers, compared with Python's own."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lona_testing.browser import dates

EPOCH = date(1970, 1, 1)


@given(st.dates())
def test_days_are_counted_as_python_counts_them(day: date) -> None:
    assert dates.day(day.isoformat()) == (day - EPOCH).days


@given(st.dates(min_value=date(2, 1, 1)))
def test_weeks_begin_on_the_monday_that_python_knows(day: date) -> None:
    year, week, _ = day.isocalendar()
    number = dates.week(f"{year:04}-W{week:02}")
    assert number is not None
    assert number * 7 - 3 == (date.fromisocalendar(year, week, 1) - EPOCH).days


def test_months_and_times_are_counted_from_their_beginning() -> None:
    assert dates.month("1971-02") == 13
    assert dates.time("00:01:00.5") == 60_500
    assert dates.moment("1970-01-02T00:00:01") == dates.DAY + 1000
