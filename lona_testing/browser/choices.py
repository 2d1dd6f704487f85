"""What actions on controls are about: values, and which options are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lona_testing.browser.controls import is_disabled_option
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotActionable, PageError, WrongElement
from lona_testing.browser.options import option_text, options_of, selected_options
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.values import get_value


def value_of_control(element: Element) -> str:
    """Return the value of a control; raises `WrongElement` for other elements."""
    if not is_html(element, "input", "textarea", "select"):
        raise WrongElement(f"{outer_html(element)[:200]} is no <input>, <textarea> or <select>")
    return get_value(element)


def selected_values(select: Element) -> list[str]:
    """Return the values of the options that are selected."""
    return [get_value(option) for option in selected_options(select)]


def wanted_options(
    select: Element,
    value: str | Sequence[str] | None,
    index: int | Sequence[int] | None,
    label: str | Sequence[str] | None,
) -> list[Element]:
    """Return the options of a select that are named by value (or label), index or label.

    As in Playwright the first option that is named counts, and in a select for one choice no other
    one. Raises `PageError` if one is missing, `NotActionable` for a disabled one.
    """
    if not is_html(select, "select"):
        raise WrongElement(f"{outer_html(select)[:200]} is no <select>")
    wanted = [
        *(_Wanted(index=number) for number in _as_list(index)),
        *(_Wanted(value=text, label=text) for text in _as_list(value)),
        *(_Wanted(label=text) for text in _as_list(label)),
    ]
    chosen: list[Element] = []
    for number, option in enumerate(options_of(select)):
        met = next((one for one in wanted if one.names(option, number)), None)
        if met is None:
            continue
        if is_disabled_option(option):
            raise NotActionable(f"option {met} is disabled")
        chosen.append(option)
        if "multiple" not in select.attributes:
            return chosen
        wanted.remove(met)
    if wanted:
        raise PageError(f"no option {wanted[0]} in {outer_html(select)[:500]}")
    return chosen


@dataclass(frozen=True)
class _Wanted:
    """One option that is asked for, in one way or another."""

    index: int | None = None
    value: str | None = None
    label: str | None = None

    def names(self, option: Element, index: int) -> bool:
        if index == self.index or (self.value is not None and get_value(option) == self.value):
            return True
        text = option.get("label") or option_text(option)
        return self.label is not None and text in (self.label, " ".join(self.label.split()))

    def __str__(self) -> str:
        return repr(self.label if self.index is None else self.index)


def _as_list(value: Any) -> list[Any]:
    """Return one or several values, or None, as a list."""
    if value is None:
        return []
    return [*value] if isinstance(value, list | tuple) else [value]
