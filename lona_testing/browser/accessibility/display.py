"""The CSS property `display` of elements, as it is used: what became a block is told as one.

Names and snapshots need it, too: what is not inline stands apart from the text beside it.
"""

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.style.cascade import computed
from lona_testing.browser.style.documents import remembered

_REPLACED = frozenset(
    "audio br canvas embed frame frameset iframe img input meter object progress select textarea"
    " video wbr".split()
)
_NEVER_INLINE = frozenset("button input meter progress select textarea".split())
_CONTAINERS = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
_ALIASES = {
    "-webkit-box": "flex",
    "-webkit-flex": "flex",
    "-webkit-inline-box": "inline-flex",
    "-webkit-inline-flex": "inline-flex",
    "flow": "block",
}
_AS_BLOCK = {
    "inline-flex": "flex",
    "inline-grid": "grid",
    "inline-table": "table",
    **dict.fromkeys(
        "inline inline-block ruby ruby-text table-caption table-cell table-column"
        " table-column-group table-footer-group table-header-group table-row"
        " table-row-group".split(),
        "block",
    ),
}
"""What inline elements and parts of tables become that stand by themselves (CSS Display 3 §2.7)."""


@remembered
def display_of(element: Element) -> str:
    """Return the computed `display` of an element."""
    display = computed(element, "display")
    display = _ALIASES.get(display, display)
    if display == "contents" and _is_replaced(element):
        return "none"
    if display == "inline" and is_html(element, *_NEVER_INLINE):
        display = "inline" if input_type(element) in ("file", "image") else "inline-block"
    if display in _AS_BLOCK and (is_html(element, "legend") or is_taken_out(element)):
        return _AS_BLOCK[display]
    return display


def _is_replaced(element: Element) -> bool:
    """Whether nothing of an element is left without its own box (CSS Display 3, appendix B)."""
    if element.namespace == HTML_NAMESPACE:
        return element.tag in _REPLACED
    return element.tag in ("svg", "math")


def is_taken_out(element: Element) -> bool:
    """Whether an element is no part of lines or tables: it floats, or is an item of a container."""
    return is_out_of_flow(element) or is_item(element)


def is_out_of_flow(element: Element) -> bool:
    """Whether what is around an element does not make room for it: it floats, or has a position."""
    return is_positioned(element) or computed(element, "float") != "none"


def is_positioned(element: Element) -> bool:
    """Whether an element has its place without regard to what is around."""
    return computed(element, "position") in ("absolute", "fixed")


def is_item(element: Element) -> bool:
    """Whether an element is an item of a flex or grid container."""
    parent = element.parent
    while parent is not None and computed(parent, "display") == "contents":
        parent = parent.parent
    if parent is None or parent.parent is None:
        return False
    if is_html(parent, "details") and not is_html(element, "summary"):
        return False  # there is a box between
    display = computed(parent, "display")
    return _ALIASES.get(display, display) in _CONTAINERS


def is_apart(element: Element) -> bool:
    """Whether an element is not in one line with the text beside it."""
    return is_html(element, "br") or display_of(element) != "inline"
