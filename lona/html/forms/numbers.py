"""Numbers as HTML writes them, and whether a value stands on a step."""

import math
import re

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_TOLERANCE = 1e-9


def parse_number(value: object) -> float | None:
    """Return the finite number in an attribute value, or None (HTML standard §2.3.4.3)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    text = str(value).strip()
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def check_number(name: str, value: object) -> int | float:
    """Return the number; `TypeError` if it is none, `ValueError` if it is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{name} has to be a number or None, not {value!r}")
    if not math.isfinite(value):
        raise ValueError(f"{name} has to be a finite number, not {value!r}")
    return value


def is_on_step(value: float, base: float, step: float | None) -> bool:
    """Whether `value` is a whole number of steps from `base`, but for rounding.

    Without a step, or one that is not positive, every value is.
    """
    if step is None or step <= 0:
        return True
    steps = (value - base) / step
    if not math.isfinite(steps):
        return True  # steps too small to be told apart
    return abs(steps - round(steps)) <= _TOLERANCE * max(1.0, abs(steps))
