"""Inputs whose value is a number."""

from typing import Any, ClassVar

from lona.html.forms.limited_input import LimitedInput
from lona.html.forms.numbers import check_number, is_on_step, parse_number


class _NumberAttribute:
    """Property that reads as `float` or None and takes a number, or None to remove it."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.__doc__ = f"The attribute `{name}`: a `float`, or None."

    def __get__(self, node: "NumberInput", owner: type) -> float | None:
        return parse_number(node.attributes.get(self._name, ""))

    def __set__(self, node: "NumberInput", value: float | None) -> None:
        if value is None:
            del node.attributes[self._name]
        else:
            node.attributes[self._name] = check_number(self._name, value)


class NumberInput(LimitedInput[float]):
    """A number.

    `value` takes a number, a string or None, and reads as `float` or None. `min`, `max` and `step`
    take a number or None.
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "number"}

    min = _NumberAttribute("min")
    max = _NumberAttribute("max")
    step = _NumberAttribute("step")

    @property
    def value(self) -> float | None:
        """The number, or None if the input is empty or holds no number."""
        return parse_number(self.raw_value)

    @value.setter
    def value(self, value: float | str | None) -> None:
        self._set_value(value)

    def _set_value(self, value: float | str | None) -> None:
        if value is None:
            value = ""
        elif not isinstance(value, str):
            value = check_number("value", value)
        self.attributes["value"] = value

    @property
    def valid(self) -> bool:
        """Whether there is a number, within `min` and `max`, whole steps from `min` (or 0)."""
        with self.lock:
            value, low, high = self.value, self.min, self.max
            if value is None:
                return False
            if (low is not None and value < low) or (high is not None and value > high):
                return False
            return is_on_step(value, low or 0.0, self.step)


class RangeInput(NumberInput):
    """A number that is chosen with a slider.

    It always has one: without a value, that in the middle, and `min` and `max` are 0 and 100 if
    they are not set (HTML standard §4.10.5.1.13).
    """

    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "range"}

    @property
    def value(self) -> float:
        """The number; without one that in the middle."""
        with self.lock:
            value = parse_number(self.raw_value)
            return self._middle() if value is None else value

    @value.setter
    def value(self, value: float | str | None) -> None:
        self._set_value(value)

    def _middle(self) -> float:
        low = 0.0 if self.min is None else self.min
        high = 100.0 if self.max is None else self.max
        return low if high < low else low + (high - low) / 2

    @property
    def valid(self) -> bool:
        """Whether the number is within the limits and on a step."""
        with self.lock:
            low = 0.0 if self.min is None else self.min
            high = 100.0 if self.max is None else self.max
            return low <= self.value <= high and is_on_step(self.value, low, self.step)
