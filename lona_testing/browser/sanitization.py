"""Value sanitization of `<input>`: what a text becomes (HTML Living Standard §4.10.5.1)."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from lona_testing.browser import dates
from lona_testing.browser.controls import input_type, type_of
from lona_testing.browser.dom import Element

_HEX_COLOR = re.compile(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\Z")
_MAYBE_COLOR = re.compile(r"[a-zA-Z]{3,}(\(.*\))?\Z")


def sanitized(element: Element, value: str) -> str:
    """Return what an `<input>` makes of a value that it is given."""
    kind = input_type(element)
    if kind == "range":
        return _in_range(element, value)
    if kind == "color":
        return _color(value)
    scale = type_of(element).scale
    if scale is not None:
        if scale.read(value) is None:
            return ""
        return dates.normal_moment(value) if kind == "datetime-local" else value
    value = value.replace("\r", "").replace("\n", "")
    if kind == "email" and "multiple" in element.attributes:
        return ",".join(part.strip(" \t\f") for part in value.split(","))
    return value.strip(" \t\f") if kind in ("url", "email") else value


def _color(value: str) -> str:
    value = value.strip()
    match = _HEX_COLOR.match(value)
    if match is not None:
        digits = match[1].lower()
        return "#" + (digits[:6] if len(digits) > 4 else "".join(d * 2 for d in digits[:3]))
    return _css_color(value) if _MAYBE_COLOR.match(value) else "#000000"


def _css_color(value: str) -> str:
    # Few pages have such colors. It ships no types.
    from tinycss2.color4 import parse_color  # type: ignore[import-untyped]

    color = parse_color(value)
    if color is None or color == "currentcolor":
        return "#000000"
    return "#" + "".join(f"{round(255 * part):02x}" for part in color.to("srgb").coordinates)


def _in_range(element: Element, text: str) -> str:
    minimum = _number(element, "min") or Decimal(0)
    maximum = _number(element, "max")
    maximum = max(minimum, Decimal(100) if maximum is None else maximum)
    value = minimum + (maximum - minimum) / 2 if dates.number(text) is None else Decimal(text)
    value = max(minimum, min(value, maximum))
    step = _number(element, "step")
    if step is None or step <= 0:
        step = Decimal(1)
    if element.attributes.get("step", "").lower() == "any":
        return str(value).lower()
    base = next((n for name in ("min", "value") if (n := _number(element, name)) is not None), 0)
    if (value - base) % step == 0:
        return str(value).lower()

    def whole(steps: Decimal, rounding: str) -> Decimal:
        return base + steps.to_integral_value(rounding) * step

    nearest = whole((value - base) / step + Decimal("0.5"), ROUND_FLOOR)
    if nearest > maximum:
        nearest = whole((maximum - base) / step, ROUND_FLOOR)
    if nearest < minimum:
        nearest = whole((minimum - base) / step, ROUND_CEILING)
    return format((nearest if nearest <= maximum else value).normalize(), "f")


def _number(element: Element, name: str) -> Decimal | None:
    text = element.attributes.get(name, "")
    return None if dates.number(text) is None else Decimal(text)
