"""Value sanitization of `<input>`: what a text becomes (HTML Living Standard §4.10.5.1)."""

import math
import re

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element

_NUMBER = re.compile(r"-?(\d+\.\d+|\d+|\.\d+)([eE][+-]?\d+)?\Z")

_SHAPES = {
    "date": re.compile(r"\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z"),
    "month": re.compile(r"\d{4,}-(0[1-9]|1[0-2])\Z"),
    "week": re.compile(r"\d{4,}-W(0[1-9]|[1-4]\d|5[0-3])\Z"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?\Z"),
    "datetime-local": re.compile(
        r"\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d"
        r"(:[0-5]\d(\.\d{1,3})?)?\Z"
    ),
}

_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")


def sanitized(element: Element, value: str) -> str:
    """Return what an `<input>` makes of a value that it is given."""
    kind = input_type(element)
    if kind == "range":
        return _in_range(element, value)
    if kind == "number":
        return value if _NUMBER.match(value) and math.isfinite(float(value)) else ""
    if kind in _SHAPES:
        if not _SHAPES[kind].match(value):
            return ""
        return value.replace(" ", "T") if kind == "datetime-local" else value
    if kind == "color":
        return value.lower() if _COLOR.match(value) else "#000000"
    value = value.replace("\r", "").replace("\n", "")
    return value.strip(" \t\f") if kind in ("url", "email") else value


def _in_range(element: Element, text: str) -> str:
    minimum = _number(element, "min", 0.0)
    maximum = _number(element, "max", 100.0)
    step = _number(element, "step", 1.0)
    if _NUMBER.match(text):
        value = float(text)
    else:
        value = minimum + (maximum - minimum) / 2 if maximum >= minimum else minimum
    value = max(minimum, min(value, maximum)) if maximum >= minimum else minimum
    if element.attributes.get("step", "").lower() != "any" and step > 0:
        steps = math.floor((value - minimum) / step + 0.5)
        while steps > 0 and minimum + steps * step > maximum:
            steps -= 1
        value = minimum + steps * step
    return f"{value:.12g}"


def _number(element: Element, name: str, default: float) -> float:
    text = element.attributes.get(name, "")
    return float(text) if _NUMBER.match(text) else default
