"""The CSS property `display` of elements, as far as markup alone tells it.

It is that of the attribute `style`, else the browser's own (HTML Living Standard §15.3). Names and
snapshots need it: what is not inline stands apart from the text beside it.
"""

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import HTML_NAMESPACE, MATHML_NAMESPACE, Element, is_html

_DISPLAY_OF_TAGS = {
    tag: display
    for display, tags in {
        "block": (
            "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
            " figcaption figure footer form frameset frame h1 h2 h3 h4 h5 h6 header hgroup hr html"
            " legend listing main menu nav ol optgroup option p plaintext pre search section ul xmp"
        ),
        "list-item": "li summary",
        "inline-block": "button input marquee meter progress select textarea",
        "none": (
            "area base basefont datalist head link meta noembed noframes param rp script style"
            " template title"
        ),
        "contents": "slot",
        "ruby": "ruby",
        "table": "table",
        "table-caption": "caption",
        "table-cell": "td th",
        "table-column": "col",
        "table-column-group": "colgroup",
        "table-footer-group": "tfoot",
        "table-header-group": "thead",
        "table-row": "tr",
        "table-row-group": "tbody",
    }.items()
    for tag in tags.split()
}

_NEVER_INLINE = frozenset("button input legend meter progress select textarea".split())

_MAKES_ITEMS = frozenset(("flex", "inline-flex", "grid", "inline-grid"))


def display_of(element: Element) -> str:
    """Return the computed `display` of an element; `block` stands for all that becomes a block."""
    display = element.style.get("display") or _display_by_default(element)
    if display in ("none", "contents"):
        return display
    return "block" if display == "inline" and _is_made_a_block(element) else display


def _display_by_default(element: Element) -> str:
    if element.namespace == MATHML_NAMESPACE:
        return "math"
    if element.namespace != HTML_NAMESPACE:
        return "block" if element.tag in ("text", "foreignObject") else "inline"
    is_hidden = (
        not {"hidden", "popover"}.isdisjoint(element.attributes)
        or (element.tag == "input" and input_type(element) == "hidden")
        or (element.tag == "audio" and "controls" not in element.attributes)
        or (element.tag == "dialog" and "open" not in element.attributes)
    )
    if is_hidden:
        return "none"
    if element.tag == "rt" and element.parent is not None and is_html(element.parent, "ruby"):
        return "ruby-text"
    return _DISPLAY_OF_TAGS.get(element.tag, "inline")


def _is_made_a_block(element: Element) -> bool:
    """Whether an inline element becomes a block: by its place (CSS Display 3 §2.7) or its kind."""
    style, parent = element.style, element.parent
    return (
        (is_html(element, *_NEVER_INLINE) and input_type(element) not in ("file", "image"))
        or style.get("position") in ("absolute", "fixed")
        or style.get("float", "none") != "none"
        or (parent is not None and parent.style.get("display") in _MAKES_ITEMS)
    )


def is_apart(element: Element) -> bool:
    """Whether an element is not in one line with the text beside it."""
    return is_html(element, "br") or display_of(element) != "inline"
