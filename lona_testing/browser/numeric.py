"""Values of controls as numbers: limits, steps, and what arrow keys make of them.

HTML Living Standard §4.10.5.1 (numbers of each type) and §4.10.5.3 (`min`, `max`, `step`).
Numbers are in the unit of the type: 1, days, weeks, months, or milliseconds.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element
from lona_testing.browser.values import get_value

_DAY = 86_400_000
_MONDAY = date(1970, 1, 5).toordinal()  # weeks are counted from a Monday
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True)
class _Kind:
    read: Callable[[str], float]
    step: float  # default of the attribute, in the unit of the type
    scale: float  # what one of the attribute's steps is in the unit of the type


def _day(text: str) -> float:
    return date.fromisoformat(text).toordinal() - _EPOCH


def _week(text: str) -> float:
    year, week = text.split("-W")
    return (date.fromisocalendar(int(year), int(week), 1).toordinal() - _MONDAY) / 7


def _month(text: str) -> float:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def _time(text: str) -> float:
    hours, minutes, *seconds = text.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + float(seconds[0] if seconds else 0) * 1000


def _moment(text: str) -> float:
    moment = datetime.fromisoformat(text)
    return (moment.toordinal() - _EPOCH) * _DAY + _time(moment.time().isoformat())


_KINDS = {
    "number": _Kind(float, 1, 1),
    "range": _Kind(float, 1, 1),
    "date": _Kind(_day, 1, 1),
    "week": _Kind(_week, 1, 1),
    "month": _Kind(_month, 1, 1),
    "time": _Kind(_time, 60_000, 1000),
    "datetime-local": _Kind(_moment, 60_000, 1000),
}


def number_of(element: Element, text: str | None) -> float | None:
    """Return a value of the control as a number; None for other types and malformed values."""
    kind = _KINDS.get(input_type(element))
    if kind is None or not text:
        return None
    try:
        return kind.read(text)
    except ValueError:
        return None


def limits(element: Element) -> tuple[float | None, float | None]:
    """Return the smallest and the largest allowed value; a range has them always."""
    low = number_of(element, element.get("min"))
    high = number_of(element, element.get("max"))
    if input_type(element) == "range":
        low = 0.0 if low is None else low
        high = 100.0 if high is None else high
    return low, high


def step_of(element: Element) -> float | None:
    """Return the distance of allowed values; None if all are allowed."""
    kind = _KINDS[input_type(element)]
    text = element.attributes.get("step", "")
    if text.lower() == "any":
        return None
    try:
        step = float(text)
    except ValueError:
        return kind.step
    return step * kind.scale if step > 0 and math.isfinite(step) else kind.step


def neighbours(element: Element, value: float) -> tuple[float, float] | None:
    """Return the nearest allowed values if the step does not allow this one, else None."""
    step = step_of(element)
    if step is None:
        return None
    base = limits(element)[0] or 0.0
    steps = (value - base) / step
    if math.isclose(steps, round(steps), abs_tol=1e-9):
        return None
    return base + math.floor(steps) * step, base + math.ceil(steps) * step


def stepped(element: Element, count: int) -> str:
    """Return the value of a number or range after some steps up, or down if `count` is negative."""
    low, high = limits(element)
    step = step_of(element) or 1.0
    value = number_of(element, get_value(element))
    value = 0.0 if value is None else value
    old = value
    between = neighbours(element, value)
    if between is not None:
        value = between[1] if count > 0 else between[0]
        count -= 1 if count > 0 else -1
    value += count * step
    if high is not None and value > high:
        base = low or 0.0
        value = base + math.floor((high - base) / step + 1e-9) * step
        value = max(value, old) if old <= high else value
    if low is not None and value < low:
        value = low
    return f"{value:.12g}"
