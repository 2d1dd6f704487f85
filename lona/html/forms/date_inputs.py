"""Inputs for dates and times, with the values of `datetime`.

The attributes hold the strings of the HTML standard (§2.3.5); `value`, `min` and `max` are Python
values, and None where there is none.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar, TypeVar

from lona.html.forms.limited_input import LimitedInput
from lona.html.forms.numbers import check_number, is_on_step, parse_number

T = TypeVar("T", date, time, datetime)

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?")
_DATE_TIME = re.compile(rf"({_DATE.pattern})[T ]({_TIME.pattern})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")
_EPOCH = datetime(1970, 1, 1)


class TemporalInput(LimitedInput[T]):
    """Base of inputs for dates and times.

    `value` takes a Python value, a string as HTML writes it, or None. `step` is a number of the
    unit that the class names, or None.
    """

    _TYPE: ClassVar[type]

    @property
    def value(self) -> T | None:
        """What the input holds, or None if it is empty or holds nothing proper."""
        return self._read("value")

    @value.setter
    def value(self, value: T | str | None) -> None:
        if value is None:
            value = ""
        self.attributes["value"] = value if isinstance(value, str) else self._write("value", value)

    @property
    def min(self) -> T | None:
        """The lowest proper value, or None."""
        return self._read("min")

    @min.setter
    def min(self, value: T | None) -> None:
        self._set_limit("min", value)

    @property
    def max(self) -> T | None:
        """The highest proper value, or None."""
        return self._read("max")

    @max.setter
    def max(self, value: T | None) -> None:
        self._set_limit("max", value)

    @property
    def step(self) -> float | None:
        """The distance between proper values, counted from `min`; None: any value is proper."""
        return parse_number(self.attributes.get("step", ""))

    @step.setter
    def step(self, value: float | None) -> None:
        if value is None:
            del self.attributes["step"]
        else:
            self.attributes["step"] = check_number("step", value)

    @property
    def valid(self) -> bool:
        """Whether there is a value, within `min` and `max`, and on a step."""
        with self.lock:
            value, low, high = self.value, self.min, self.max
            if value is None or not self._is_within(value, low, high):
                return False
            base = self._origin() if low is None else self._count(low)
            return is_on_step(self._count(value), base, self.step)

    def _is_within(self, value: T, low: T | None, high: T | None) -> bool:
        return (low is None or low <= value) and (high is None or value <= high)

    def _origin(self) -> float:
        """Return what steps are counted from without `min`."""
        return 0.0

    def _set_limit(self, name: str, value: T | None) -> None:
        if value is None:
            del self.attributes[name]
        else:
            self.attributes[name] = self._write(name, value)

    def _read(self, name: str) -> T | None:
        try:
            return self._parse(str(self.attributes.get(name, "")))
        except ValueError:  # the right form, but no such day
            return None

    def _write(self, name: str, value: T) -> str:
        if not isinstance(value, self._TYPE) or (
            isinstance(value, datetime) and self._TYPE is not datetime
        ):
            raise TypeError(
                f"{name} has to be a datetime.{self._TYPE.__name__} or None, not {value!r}"
            )
        if isinstance(value, datetime | time) and value.tzinfo is not None:
            raise ValueError(f"{name} is local and can have no time zone, but {value!r} has one")
        return self._format(value)

    def _parse(self, text: str) -> T | None:
        """Return the value that HTML writes so; None or `ValueError` if there is none."""
        raise NotImplementedError

    def _format(self, value: T) -> str:
        """Return a value as HTML writes it."""
        raise NotImplementedError

    def _count(self, value: T) -> float:
        """Return a value in units of `step`."""
        raise NotImplementedError


class DateInput(TemporalInput[date]):
    """A date; values are `datetime.date`, `step` is in days."""

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "date"}
    _TYPE = date

    def _parse(self, text: str) -> date | None:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None

    def _format(self, value: date) -> str:
        return value.isoformat()

    def _count(self, value: date) -> float:
        return float(value.toordinal() - _EPOCH.toordinal())


class MonthInput(DateInput):
    """A month; values are the `datetime.date` of its first day, `step` is in months.

    Any day of a month can be assigned.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "month"}

    def _parse(self, text: str) -> date | None:
        match = _MONTH.fullmatch(text)
        return date(int(match[1]), int(match[2]), 1) if match else None

    def _format(self, value: date) -> str:
        return f"{value.year:04}-{value.month:02}"

    def _count(self, value: date) -> float:
        return float((value.year - _EPOCH.year) * 12 + value.month - 1)


class WeekInput(DateInput):
    """A week of ISO 8601; values are the `datetime.date` of its Monday, `step` is in weeks.

    Any day of a week can be assigned.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "week"}

    def _parse(self, text: str) -> date | None:
        match = _WEEK.fullmatch(text)
        return date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None

    def _format(self, value: date) -> str:
        year, week, _ = value.isocalendar()
        return f"{year:04}-W{week:02}"

    def _count(self, value: date) -> float:
        return float((value.toordinal() - 1) // 7)  # 0001-01-01 was a Monday

    def _origin(self) -> float:
        return self._count(
            date(1970, 1, 1)
        )  # its week is the first one (HTML standard §4.10.5.1.9)


class TimeInput(TemporalInput[time]):
    """A time of day; values are `datetime.time` of whole milliseconds, `step` is in seconds.

    If `min` is later than `max`, proper times are those from `min` over midnight to `max`.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "time"}
    _TYPE = time

    def _parse(self, text: str) -> time | None:
        return time.fromisoformat(text) if _TIME.fullmatch(text) else None

    def _format(self, value: time) -> str:
        return value.isoformat(_precision(value))

    def _count(self, value: time) -> float:
        return value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6

    def _is_within(self, value: time, low: time | None, high: time | None) -> bool:
        if low is not None and high is not None and low > high:
            return value >= low or value <= high
        return super()._is_within(value, low, high)


class DateTimeInput(TemporalInput[datetime]):
    """A local date and time; `step` is in seconds.

    Values are `datetime.datetime` without time zone, of whole milliseconds.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "datetime-local"}
    _TYPE = datetime

    def _parse(self, text: str) -> datetime | None:
        return datetime.fromisoformat(text) if _DATE_TIME.fullmatch(text) else None

    def _format(self, value: datetime) -> str:
        return value.isoformat(timespec=_precision(value))

    def _count(self, value: datetime) -> float:
        return (value - _EPOCH) / timedelta(seconds=1)


def _precision(value: time | datetime) -> str:
    if value.microsecond:
        return "milliseconds"
    return "seconds" if value.second else "minutes"
