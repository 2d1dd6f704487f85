"""lona.html.forms.date_inputs."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html import DateInput, DateTimeInput, MonthInput, TimeInput, WeekInput

EXAMPLES = [
    (DateInput, "date", "2024-02-29", date(2024, 2, 29)),
    (MonthInput, "month", "2024-02", date(2024, 2, 1)),
    (WeekInput, "week", "2020-W53", date(2020, 12, 28)),
    (TimeInput, "time", "23:59", time(23, 59)),
    (TimeInput, "time", "23:59:01", time(23, 59, 1)),
    (TimeInput, "time", "23:59:01.250", time(23, 59, 1, 250_000)),
    (DateTimeInput, "datetime-local", "2024-02-29T10:20", datetime(2024, 2, 29, 10, 20)),
    (DateTimeInput, "datetime-local", "0001-01-01T00:00:05", datetime(1, 1, 1, 0, 0, 5)),
]
CLASSES = [DateInput, MonthInput, WeekInput, TimeInput, DateTimeInput]


@pytest.mark.parametrize(("cls", "type_", "text", "value"), EXAMPLES)
def test_values_are_those_of_datetime(cls, type_, text, value, send):
    node = cls(value)
    assert node.attributes["type"] == type_
    assert node.raw_value == text
    assert node.value == value
    assert type(node.value) is type(value)

    node = cls(text)
    assert node.value == value

    node = cls()
    assert node.value is None
    assert node.raw_value == ""
    send(node, text)
    assert node.value == value
    node.value = None
    assert node.raw_value == ""


@pytest.mark.parametrize(
    ("cls", "text"),
    [
        (DateInput, "2023-02-29"),
        (DateInput, "20240229"),
        (DateInput, "2024-W01-1"),
        (DateInput, "2024-02"),
        (DateInput, "12024-02-29"),
        (MonthInput, "2024-13"),
        (MonthInput, "2024"),
        (WeekInput, "2021-W53"),
        (WeekInput, "2021-W00"),
        (TimeInput, "24:00"),
        (TimeInput, "10"),
        (TimeInput, "10:00+01:00"),
        (TimeInput, "10:00:00.1234"),
        (DateTimeInput, "2024-02-30T10:00"),
        (DateTimeInput, "2024-02-29"),
        (DateTimeInput, "2024-02-29T10:00Z"),
    ],
)
def test_what_is_no_value_reads_as_none(cls, text):
    node = cls(text)

    assert node.value is None
    assert node.raw_value == text
    assert node.valid is False


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("name", ["value", "min", "max"])
@pytest.mark.parametrize("value", [5, [], True])
def test_values_of_other_types_are_refused(cls, name, value):
    node = cls()
    before = dict(node.attributes)

    with pytest.raises(TypeError, match=rf"{name} has to be a datetime\."):
        setattr(node, name, value)
    with pytest.raises(TypeError, match=rf"{name} has to be a datetime\."):
        cls(**{name: value})

    assert dict(node.attributes) == before


def test_a_date_is_no_datetime_and_the_other_way_round():
    with pytest.raises(TypeError, match=r"datetime\.date"):
        DateInput(datetime(2024, 1, 1))
    with pytest.raises(TypeError, match=r"datetime\.datetime"):
        DateTimeInput(date(2024, 1, 1))


@pytest.mark.parametrize(
    ("cls", "value"),
    [
        (TimeInput, time(1, tzinfo=UTC)),
        (DateTimeInput, datetime(2024, 1, 1, tzinfo=UTC)),
    ],
)
def test_values_with_a_time_zone_are_refused(cls, value):
    with pytest.raises(ValueError, match="time zone"):
        cls(value)


@pytest.mark.parametrize("step", ["1", True, []])
def test_a_step_is_a_number(step):
    node = DateInput(step=7)

    with pytest.raises(TypeError, match="step"):
        node.step = step

    assert node.step == 7.0
    node.step = None
    assert node.step is None
    assert "step" not in node.attributes


def test_any_day_stands_for_its_month_or_week():
    assert MonthInput(date(2024, 2, 29)).value == date(2024, 2, 1)
    assert WeekInput(date(2024, 12, 31)).raw_value == "2025-W01"
    assert WeekInput(date(2024, 12, 31)).value == date(2024, 12, 30)


def test_limits_are_attributes_with_python_values():
    node = DateInput(min=date(2024, 1, 1), max=date(2024, 12, 31))
    assert node.attributes["min"] == "2024-01-01"
    assert node.max == date(2024, 12, 31)

    node.min = None
    assert node.min is None
    assert "min" not in node.attributes


@pytest.mark.parametrize(
    ("node", "valid"),
    [
        (DateInput(), False),
        (DateInput(date(2024, 1, 1)), True),
        (DateInput(date(2024, 1, 1), min=date(2024, 1, 2)), False),
        (DateInput(date(2024, 1, 1), max=date(2023, 1, 2)), False),
        (DateInput(date(2024, 1, 8), min=date(2024, 1, 1), step=7), True),
        (DateInput(date(2024, 1, 9), min=date(2024, 1, 1), step=7), False),
        (DateInput(date(1970, 1, 3), step=2), True),
        (MonthInput(date(2024, 4, 1), min=date(2024, 1, 1), step=3), True),
        (MonthInput(date(2024, 5, 1), min=date(2024, 1, 1), step=3), False),
        (WeekInput(date(1970, 1, 1), step=5), True),
        (WeekInput(date(1970, 1, 8), step=5), False),
        (WeekInput(date(2024, 1, 15), min=date(2024, 1, 1), step=2), True),
        (TimeInput(time(10, 15), step=900), True),
        (TimeInput(time(10, 16), step=900), False),
        (TimeInput(time(0, 0, 0, 300_000), step=0.1), True),
        (TimeInput(time(23), min=time(22), max=time(6)), True),
        (TimeInput(time(5), min=time(22), max=time(6)), True),
        (TimeInput(time(12), min=time(22), max=time(6)), False),
        (DateTimeInput(datetime(2024, 1, 1, 0, 30), step=1800), True),
        (DateTimeInput(datetime(2024, 1, 1, 0, 31), step=1800), False),
        (DateTimeInput(datetime(2024, 1, 1), max=datetime(2023, 1, 1)), False),
    ],
)
def test_valid_looks_at_limits_and_steps(node, valid):
    assert node.valid is valid


@given(
    st.one_of(
        st.dates().map(lambda value: (DateInput, value)),
        st.dates().map(lambda value: (MonthInput, value.replace(day=1))),
        st.times().map(lambda value: (TimeInput, milliseconds(value))),
        st.datetimes().map(lambda value: (DateTimeInput, milliseconds(value))),
    )
)
def test_a_value_reads_as_it_was_assigned(case):
    cls, value = case

    assert cls(value).value == value


def milliseconds(value):
    return value.replace(microsecond=value.microsecond // 1000 * 1000)
