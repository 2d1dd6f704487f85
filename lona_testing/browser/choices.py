"""What actions on controls are about: values, and which options are wanted."""

from collections.abc import Sequence
from typing import Any

from lona_testing.browser.controls import is_disabled_option
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotActionable, PageError, WrongElement
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.values import get_value


def value_of_control(element: Element) -> str:
    """Return the value of a control; raises `WrongElement` for other elements."""
    if not is_html(element, "input", "textarea", "select"):
        raise WrongElement(f"{outer_html(element)[:200]} is no <input>, <textarea> or <select>")
    return get_value(element)


def selected_values(select: Element) -> list[str]:
    """Return the values of the options that are selected."""
    return [get_value(o) for o in options_of(select) if is_selected(o)]


def wanted_options(
    select: Element,
    value: str | Sequence[str] | None,
    index: int | Sequence[int] | None,
    label: str | Sequence[str] | None,
) -> list[Element]:
    """Return the options of a select that are named by value (or label), index or label.

    Raises `PageError` if one is missing or too many are named, `NotActionable` for a disabled one.
    """
    if not is_html(select, "select"):
        raise WrongElement(f"{outer_html(select)[:200]} is no <select>")
    choices = options_of(select)
    chosen: list[Element] = []

    def add(wanted: object, found: Element | None) -> None:
        if found is None:
            raise PageError(f"no option {wanted!r} in {outer_html(select)[:500]}")
        if is_disabled_option(found):
            raise NotActionable(f"option {wanted!r} is disabled")
        chosen.append(found)

    def label_of(option: Element) -> str:
        return option.get("label") or " ".join(option.text().split())

    for number in _as_list(index):
        add(number, choices[number] if 0 <= number < len(choices) else None)
    for text in _as_list(value):
        found = next((o for o in choices if get_value(o) == text), None)
        add(text, found or next((o for o in choices if label_of(o) == text), None))
    for text in _as_list(label):
        add(text, next((o for o in choices if label_of(o) == text), None))
    if len(chosen) > 1 and "multiple" not in select.attributes:
        raise PageError(f"only one option can be chosen in {outer_html(select)[:200]}")
    return chosen


def _as_list(value: Any) -> list[Any]:
    """Return one or several values, or None, as a list."""
    if value is None:
        return []
    return [*value] if isinstance(value, list | tuple) else [value]
