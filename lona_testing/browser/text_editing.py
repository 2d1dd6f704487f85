"""Typing into text controls: the caret, the selected part, and what keys do to them."""

from lona_testing.browser.controls import control_of, input_type
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.values import get_value

Edit = tuple[str, int]
"""A new text and the caret's place in it."""

_NO_TEXT_TYPES = frozenset(
    "checkbox radio file submit image reset button range color hidden".split()
)


def takes_text(element: Element) -> bool:
    """Whether a user can type into the control."""
    if is_html(element, "textarea"):
        return True
    return is_html(element, "input") and input_type(element) not in _NO_TEXT_TYPES


def has_selection(element: Element) -> bool:
    """Whether scripts can set the selection of an `<input>` (HTML Living Standard §4.10.20)."""
    return is_html(element, "input") and input_type(element) in (
        "text",
        "search",
        "url",
        "tel",
        "password",
    )


def selection(element: Element) -> tuple[int, int]:
    """Return where the selected text begins and ends; both are the caret if nothing is selected."""
    size = len(get_value(element))
    control = element.control
    if control is None or control.selection is None:
        return size, size
    start, end = control.selection
    return min(start, size), min(end, size)


def select_text(element: Element, start: int, end: int) -> None:
    """Select a part of the text, or put the caret somewhere."""
    control_of(element).selection = (start, end)


def typed(element: Element, text: str) -> Edit:
    """Replace the selected part by a text, as far as `maxlength` allows."""
    value = get_value(element)
    start, end = selection(element)
    limit = element.attributes.get("maxlength", "")
    kind = input_type(element) if is_html(element, "input") else "text"
    if limit.isdigit() and kind in ("text", "search", "url", "tel", "email", "password"):
        text = text[: max(0, int(limit) - (len(value) - (end - start)))]
    return value[:start] + text + value[end:], start + len(text)


def erased(element: Element, step: int) -> Edit:
    """Remove the selected part, or the character before (`step` -1) or behind (1) the caret."""
    value = get_value(element)
    start, end = selection(element)
    if start == end:
        start, end = (max(0, start - 1), end) if step < 0 else (start, end + 1)
    return value[:start] + value[end:], start


def moved(element: Element, key: str) -> int | None:
    """Return where a key takes the caret; None if it is no such key or only layout knows."""
    size = len(get_value(element))
    start, end = selection(element)
    if key == "ArrowLeft":
        return start if start != end else max(0, start - 1)
    if key == "ArrowRight":
        return end if start != end else min(size, end + 1)
    if is_html(element, "textarea"):
        return None  # lines are broken by layout
    return {"Home": 0, "End": size}.get(key)
