"""What a click in the middle of an element hits: itself, or a control that lies there.

Widths are not counted, but for one estimate: a few short words at the beginning of a line as wide
as the window do not reach its middle.
"""

from collections.abc import Callable

from lona_testing.browser.accessibility.display import display_of, is_item, is_out_of_flow
from lona_testing.browser.accessibility.visibility import why_unseen
from lona_testing.browser.controls import is_checkable, type_of
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.focus import is_focusable
from lona_testing.browser.labels import labelled_control
from lona_testing.browser.layout.lines import is_inline
from lona_testing.browser.layout.rendering import is_closed, shown_children
from lona_testing.browser.options import options_of
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.documents import reading

Listens = Callable[[Element], bool]
"""Whether a script wants the clicks at an element."""

_LETTER, _SMALL, _LARGE = 32, 32, 300
_HALF_A_LINE = 500
"""Pixels, rather too many: the width of a letter, a check box, a text field; half of a line."""


def middle_of(element: Element, listens: Listens) -> Element:
    """Return what a click in the middle of an element hits, as far as it makes a difference.

    Raises `NotKnown` if that depends on layout.
    """
    with reading(element):
        while (part := _first_acting(element, listens)) is not None:
            if _is_left_of_middle(element):
                return element
            inner = _filling(element)
            if inner is None:
                raise NotKnown(element, "what a click hits", f"{outer_html(part)[:120]} is in it")
            element = inner
        return element


def _first_acting(element: Element, listens: Listens) -> Element | None:
    """Return something in an element where a click is not the same as beside it."""
    own = labelled_control(element) if is_html(element, "label") else None
    for part in element.elements():
        if own is not None and any(e is own for e in part.ancestors()):
            continue
        if (_acts(part) or listens(part)) and why_unseen(part) is None:
            return part
    return None


def _acts(element: Element) -> bool:
    return is_focusable(element) or is_html(
        element, "button", "iframe", "input", "label", "select", "summary", "textarea"
    )


def _filling(element: Element) -> Element | None:
    """Return the one element that is as large as what it stands in, None if there is none."""
    if is_closed(element):
        return next((e for e in shown_children(element) if isinstance(e, Element)), None)
    children = [e for e in shown_children(element) if not isinstance(e, Text) or e.data.strip()]
    if len(children) != 1 or not isinstance(inner := children[0], Element):
        return None
    if is_out_of_flow(inner) or is_item(inner):
        return None
    if is_inline(element):
        return inner
    is_whole = display_of(inner) in ("block", "list-item") and computed(inner, "width") == "auto"
    shrinks = display_of(element) == "inline-block" and computed(element, "width") == "auto"
    return inner if is_whole or shrinks else None


# what does not reach the middle


def _is_left_of_middle(element: Element) -> bool:
    """Whether an element is as wide as the window, and all that is in it stands at its left."""
    return (
        display_of(element) in ("block", "list-item")
        and all(map(_fills_line, element.ancestors()))
        and _is_short(element)
    )


def _fills_line(element: Element) -> bool:
    if element.parent is None or is_html(element, "html"):
        return True
    return (
        display_of(element) in ("block", "list-item")
        and not is_html(element, "center", "fieldset", "legend", "summary", "button")
        and not element.has("align")
        and element.get("dir") in (None, "ltr")
        and not is_out_of_flow(element)
        and not is_item(element)
        and computed(element, "width") == "auto"
        and computed(element, "max-width") == "none"
        and computed(element, "text-align") in ("start", "left")
        and computed(element, "direction") == "ltr"
        and computed(element, "font-size") == "medium"
        and computed(element, "padding-left") in ("0", "40px")
    )


def _is_short(element: Element) -> bool:
    width = 0
    for child in shown_children(element):
        if isinstance(child, Element) and display_of(child) in ("block", "list-item"):
            if _acts(child) or not _fills_line(child) or not _is_short(child):
                return False
        else:
            width += _most(child)
    return width < _HALF_A_LINE


def _most(part: Element | Text) -> int:
    """Return how wide a part of a line can be at most, in pixels."""
    if isinstance(part, Text):
        return _LETTER * len(" ".join(part.data.split()))
    if is_out_of_flow(part) or computed(part, "width") != "auto":
        return _HALF_A_LINE
    if is_html(part, "br", "wbr"):
        return 0
    if is_html(part, "select"):
        return _SMALL + _LETTER * max((len(o.text().strip()) for o in options_of(part)), default=0)
    if is_html(part, "input"):
        return _input_width(part)
    if display_of(part) not in ("inline", "inline-block") or part.tag in _OF_ANY_WIDTH:
        return _HALF_A_LINE
    if any(computed(part, f"{edge}-{side}") not in ("0", "6px", "1px") for side in ("left", "right")
           for edge in ("padding", "margin")):  # fmt: skip
        return _HALF_A_LINE
    return _SMALL + sum(map(_most, shown_children(part)))


_OF_ANY_WIDTH = frozenset(
    "audio canvas embed iframe img math meter object progress svg textarea video".split()
)


def _input_width(element: Element) -> int:
    if is_checkable(element):
        return _SMALL
    if type_of(element).is_button:
        return _SMALL + _LETTER * len(element.attributes.get("value", "Submit"))
    return _HALF_A_LINE if element.has("size") else _LARGE
