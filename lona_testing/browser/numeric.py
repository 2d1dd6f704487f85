"""Values of controls as numbers: limits, steps, and what arrow keys make of them.

HTML Living Standard §4.10.5.3 (`min`, `max`, `step`). Numbers are in the unit of the type.
"""

import math

from lona_testing.browser import dates
from lona_testing.browser.controls import input_type, type_of
from lona_testing.browser.dom import Element
from lona_testing.browser.values import get_value


def number_of(element: Element, text: str | None) -> float | None:
    """Return a value of the control as a number; None for other types and malformed values."""
    scale = type_of(element).scale
    return None if scale is None or not text else scale.read(text)


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
    scale = type_of(element).scale
    text = element.attributes.get("step", "")
    if scale is None or text.lower() == "any":
        return None
    step = dates.number(text)
    return scale.step if step is None or step <= 0 else step * scale.unit


def step_base(element: Element) -> float:
    """Return what steps are counted from: the limit below, else the default value, else 0."""
    for name in ("min", "value"):
        base = number_of(element, element.get(name))
        if base is not None:
            return base
    return 0.0


def neighbours(element: Element, value: float) -> tuple[float, float] | None:
    """Return the nearest allowed values if the step does not allow this one, else None."""
    step = step_of(element)
    if step is None:
        return None
    base = step_base(element)
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
        base = step_base(element)
        value = base + math.floor((high - base) / step + 1e-9) * step
        value = max(value, old) if old <= high else value
    if low is not None and value < low:
        value = low
    return f"{value:.12g}"
