"""Typing into text controls: the caret, the selected part, and what keys do to them."""

import re

from lona_testing.browser import dates
from lona_testing.browser.controls import control_of, input_type, type_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.values import get_value

Edit = tuple[str, int]
"""A new text and the caret's place in it."""

_BEFORE_THE_MIDDLE = 5  # characters: so many end before the middle of a control, however wide
_ENDS = frozenset(("Home", "End", "Control+Home", "Control+End"))
_ONE_WORD = re.compile(r"[A-Za-z0-9]+")
_NOT_IN_NUMBERS = re.compile(r"[^-+.0-9eE]")
_LAST_NEWLINES = re.compile(r"(\r\n|\r|\n)+\Z")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+|\s+|[^\w\s]+")


def takes_text(element: Element) -> bool:
    """Whether keys of the user change the text of the control."""
    return is_html(element, "textarea") or type_of(element).takes_keys


def has_selection(element: Element) -> bool:
    """Whether scripts can set the selection of an `<input>` (HTML Living Standard §4.10.20)."""
    return type_of(element).has_selection


def shown_text(element: Element) -> str:
    """Return what stands in the control; a number field may show what is no number (yet)."""
    raw = element.control.raw if element.control else None
    return get_value(element) if raw is None else raw


def value_of_text(element: Element, text: str) -> str:
    """Return the value that a shown text means."""
    if not is_html(element, "input") or input_type(element) != "number":
        return text
    text = text.removeprefix("+").removesuffix(".")
    return "" if dates.number(text) is None else text


def selection(element: Element) -> tuple[int, int]:
    """Return where the selected text begins and ends; both are the caret if nothing is selected."""
    size = len(shown_text(element))
    control = element.control
    if control is not None and control.is_pointed_at:
        raise NotSupportedInProcess(
            "finding where a click put the caret", "it needs layout; press End first"
        )
    if control is None or control.selection is None:
        return size, size
    start, end = control.selection
    return min(start, size), min(end, size)


def select_text(element: Element, start: int, end: int) -> None:
    """Select a part of the text, or put the caret somewhere."""
    control = control_of(element)
    control.selection = (start, end)
    control.is_pointed_at = False


def select_by_mouse(element: Element, clicks: int) -> None:
    """Do what clicks in the middle of a control select there: the caret, a word, or all.

    They come behind a text that is short; in a longer one only layout knows where.
    """
    text = shown_text(element)
    is_one_word = _ONE_WORD.fullmatch(text) is not None
    if clicks > 2 and "\n" not in text:
        select_text(element, 0, len(text))
    elif len(text) <= _BEFORE_THE_MIDDLE or (clicks == 2 and is_one_word):
        select_text(element, 0 if clicks == 2 and is_one_word else len(text), len(text))
        control_of(element).is_pointed_at = clicks > 1 and not is_one_word and text != ""
    else:
        select_text(element, len(text), len(text))
        control_of(element).is_pointed_at = True


def typed(element: Element, text: str) -> Edit:
    """Replace the selected part by a text, as far as the control and `maxlength` allow."""
    value = shown_text(element)
    start, end = selection(element)
    kind = type_of(element)
    rest = value[:start] + value[end:]
    if is_html(element, "textarea"):
        text = _NEWLINE.sub("\n", text)
    elif kind.is_text:
        text = _NEWLINE.sub(" ", _LAST_NEWLINES.sub("", text))
    else:
        text = _of_number(text, rest)
    limit = element.attributes.get("maxlength", "")
    if limit.isdecimal() and (kind.is_text or is_html(element, "textarea")):
        text = _cut(text, int(limit) - utf16_length(rest))
    return value[:start] + text + value[end:], start + len(text)


def _of_number(text: str, rest: str) -> str:
    taken = ""
    for character in _NOT_IN_NUMBERS.sub("", text):
        if character != "." or "." not in rest + taken:
            taken += character
    return taken


def utf16_length(text: str) -> int:
    """Return the length of a text as browsers count it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, limit: int) -> str:
    kept = ""
    for character in text:
        limit -= utf16_length(character)
        if limit < 0:
            break
        kept += character
    return kept


def erased(element: Element, step: int, *, word: bool = False) -> Edit:
    """Remove the selected part, else what is before (`step` -1) or behind (1) the caret."""
    value = shown_text(element)
    start, end = selection(element)
    if start == end:
        start, end = sorted((start, _beside(value, start, step, word)))
    return value[:start] + value[end:], start


def _beside(text: str, place: int, step: int, word: bool) -> int:
    if not word:
        return max(0, min(len(text), place + step))
    if step < 0:  # back over white space, and then over a word
        before = text[:place].rstrip()
        ends = [match.start() for match in _WORD.finditer(before)]
        return ends[-1] if ends else 0
    match = re.compile(r"\s*(\w+|[^\w\s]+)?").match(text, place)
    return match.end() if match else place


def moved(element: Element, key: str) -> tuple[int, int] | None:
    """Return what is selected after a key moved the caret.

    None if it is no such key, or only layout knows.
    """
    name, shift = key.removeprefix("Shift+"), key.startswith("Shift+")
    text = shown_text(element)
    if not shift and name in _ENDS and (target := _place(element, text, name, 0)) is not None:
        return target, target
    start, end = selection(element)
    if not shift and start != end and name in ("ArrowLeft", "ArrowRight"):
        place = start if name == "ArrowLeft" else end
        return place, place
    target = _place(element, text, name, start if name in ("ArrowLeft", "Home") else end)
    if target is None or (shift and start != end):
        return None  # which end of the selection moves is not kept
    return (min(start, target), max(end, target)) if shift else (target, target)


def _place(element: Element, text: str, key: str, caret: int) -> int | None:
    if key in ("ArrowLeft", "ArrowRight"):
        return max(0, min(len(text), caret + (-1 if key == "ArrowLeft" else 1)))
    if key in ("Control+Home", "Control+End"):
        return 0 if key == "Control+Home" else len(text)
    if not is_html(element, "textarea"):
        return {"Home": 0, "End": len(text), "ArrowUp": 0, "ArrowDown": len(text)}.get(key)
    return None  # lines are broken by layout
