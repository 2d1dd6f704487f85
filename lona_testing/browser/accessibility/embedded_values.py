"""What a control within a name says: its value (accname 1.2 §4.3.2, step 2C)."""

from collections.abc import Callable

from lona_testing.browser.accessibility.references import content_of
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.options import is_selected, options_of
from lona_testing.browser.values import get_value

Value = str | list[Element]
"""A text, or the elements whose names are the value."""


def embedded_value(element: Element, role: str | None) -> Value | None:
    """Return the value of a control, None for what is named as usual."""
    read = _VALUES.get(role) if role is not None else None
    return None if read is None else read(element)


def _text(element: Element) -> str:
    return get_value(element) if is_html(element, "input", "textarea") else element.text()


def _choice(element: Element) -> Value:
    if is_html(element, "select"):
        options = options_of(element)
        return [option for option in options if is_selected(option)] or options[:1]
    chosen = _chosen(element)
    return get_value(element) if not chosen and is_html(element, "input") else chosen


def _chosen(element: Element) -> list[Element]:
    inside = _descendants(element)
    if role_of(element) == "combobox":
        box = next((e for e in inside if role_of(e) == "listbox"), None)
        inside = [] if box is None else _descendants(box)
    return [e for e in inside if e.get("aria-selected") == "true" and role_of(e) == "option"]


def _descendants(element: Element) -> list[Element]:
    found: list[Element] = []
    for child in content_of(element):
        if isinstance(child, Element):
            found += [child, *_descendants(child)]
    return found


def _number(element: Element) -> str:
    values = map(element.get, ("aria-valuetext", "aria-valuenow", "value"))
    return next((value for value in values if value is not None), "")


_VALUES: dict[str, Callable[[Element], Value]] = {
    "combobox": _choice,
    "listbox": _choice,
    "menu": lambda element: "",
    "meter": _number,
    "progressbar": _number,
    "scrollbar": _number,
    "searchbox": _text,
    "slider": _number,
    "spinbutton": _number,
    "textbox": _text,
}
