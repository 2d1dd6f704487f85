"""The browser's own style sheet (HTML Living Standard §15, as Chromium has it), and attributes.

Data, and what depends on attributes. `default_of` is what counts where no rule of the page does.
"""

import re
from collections.abc import Callable

from lona_testing.browser.controls import input_type
from lona_testing.browser.details import is_summary
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    Element,
    is_html,
)
from lona_testing.browser.style.properties import PROPERTIES


def _by_tag(values: dict[str, str]) -> dict[str, str]:
    return {tag: value for value, tags in values.items() for tag in tags.split()}


_DISPLAY = _by_tag(
    {
        "block": (
            "address article aside blockquote body center dd details dialog dir div dl dt fieldset"
            " figcaption figure footer form frameset frame h1 h2 h3 h4 h5 h6 header hgroup hr html"
            " legend listing main menu nav ol optgroup option p plaintext pre search section"
            " summary ul xmp"
        ),
        "list-item": "li",
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
    }
)

_LISTS = ("dir", "menu", "ol", "ul")
_MARGIN = dict.fromkeys(
    "blockquote dir dl figure h1 h2 h3 h4 h5 h6 listing menu ol p plaintext pre ul xmp".split(),
    "1em",
) | {"hr": "0.5em", "body": "8px"}
_PADDING = {"td": "1px", "th": "1px", "button": "1px", "textarea": "2px", "dialog": "1em",
            "fieldset": "0.35em", "input": "1px"}  # fmt: skip
_PADDING_X = _PADDING | {"legend": "2px", "option": "2px", "button": "6px"}
_PADDING_LEFT = _PADDING_X | dict.fromkeys(_LISTS, "40px")
_PADDING_BOTTOM = _PADDING | {"option": "1px"}
_BORDER = dict.fromkeys("button dialog fieldset hr iframe input select textarea".split(), "solid")
_SVG_ATTRIBUTES = frozenset(("display", "font-size", "height", "visibility", "width"))
"""Properties that have attributes in pictures (SVG 2 §6.6)."""
_NO_BORDER_INPUTS = frozenset(("checkbox", "radio", "range", "file", "image"))
_KEEPS_SPACE = dict.fromkeys("listing plaintext pre textarea xmp".split(), "preserve")
_KEEPS_CASE = dict.fromkeys("button input select textarea".split(), "none")
_BULLETS = _by_tag({"disc": "dir menu ul", "decimal": "ol", "disclosure-closed": "summary"})

Default = Callable[[Element], str | None]


def is_forced(element: Element, name: str) -> bool:
    """Whether no rule of a page can change what the browser says of a property."""
    if name != "display":
        return False
    return (is_html(element, "input") and input_type(element) == "hidden") or (
        is_html(element, "audio") and "controls" not in element.attributes
    )


def without_hints(element: Element, name: str) -> str | None:
    """Return what the browser says of a property if attributes like `hidden` do not count."""
    if name in ("width", "height"):
        return None
    if name != "display" or not element.has("hidden") or is_forced(element, name):
        return default_of(element, name)
    return _display_of_tag(element)


def default_of(element: Element, name: str) -> str | None:
    """Return the value that the browser gives a property; None: it has no opinion."""
    if element.namespace == SVG_NAMESPACE and name in _SVG_ATTRIBUTES and element.has(name):
        text = (element.get(name) or "").strip().lower()
        if PROPERTIES[name].accepts(text) or PROPERTIES[name].accepts(f"{text}px"):
            return text
    special = _SPECIAL.get(name)
    if special is not None:
        return special(element)
    if element.namespace != HTML_NAMESPACE:
        return None
    return _TABLES[name].get(element.tag) if name in _TABLES else None


def _display(element: Element) -> str | None:
    if element.namespace == MATHML_NAMESPACE:
        return "math"
    if element.namespace != HTML_NAMESPACE:
        return "block" if element.tag in ("text", "foreignObject") else "inline"
    hidden = element.attributes.get("hidden")
    is_hidden = hidden is not None and hidden.lower() != "until-found"
    return "none" if is_hidden else _display_of_tag(element)


def _display_of_tag(element: Element) -> str | None:
    is_hidden = (
        "popover" in element.attributes
        or is_forced(element, "display")
        or (element.tag == "dialog" and "open" not in element.attributes)
    )
    if is_hidden:
        return "none"
    if element.tag == "rt" and element.parent is not None and is_html(element.parent, "ruby"):
        return "ruby-text"
    if element.tag == "summary" and is_summary(element):
        return "list-item"
    return _DISPLAY.get(element.tag)


def _content_visibility(element: Element) -> str | None:
    hidden = element.attributes.get("hidden", "").lower()
    return "hidden" if hidden == "until-found" and element.namespace == HTML_NAMESPACE else None


def _border(element: Element) -> str | None:
    if element.namespace != HTML_NAMESPACE:
        return None
    if element.tag == "input" and input_type(element) in _NO_BORDER_INPUTS:
        return None
    if element.tag in ("table", "img"):
        return "solid" if _is_number(element.attributes.get("border"), missing="0") else None
    return _BORDER.get(element.tag)


def _padding(table: dict[str, str]) -> Default:
    def padding(element: Element) -> str | None:
        if element.namespace != HTML_NAMESPACE:
            return None
        if element.tag in ("td", "th"):
            tables = (e for e in element.ancestors() if is_html(e, "table"))
            stated = next((e.attributes.get("cellpadding") for e in tables), None)
            return "1px" if stated is None or _is_number(stated, missing="1") else "0"
        if element.tag == "input" and input_type(element) in _NO_BORDER_INPUTS:
            return None
        return table.get(element.tag)

    return padding


def _margin(element: Element) -> str | None:
    if element.namespace != HTML_NAMESPACE:
        return None
    if element.tag in _LISTS and any(
        is_html(e, *_LISTS) for e in element.ancestors() if e is not element
    ):
        return "0"
    return _MARGIN.get(element.tag)


def _position(element: Element) -> str | None:
    is_apart = is_html(element, "dialog") or "popover" in element.attributes
    return "absolute" if is_apart and element.namespace == HTML_NAMESPACE else None


def _size(name: str) -> Default:
    """Return what an attribute says of a width or height (HTML §15.4.4)."""

    def size(element: Element) -> str | None:
        has_it = is_html(element, "canvas", "embed", "iframe", "img", "object", "video") or (
            is_html(element, "input") and input_type(element) == "image"
        )
        in_table = is_html(element, "table", "td", "th", "col", "colgroup", "tr", "hr")
        stated = element.attributes.get(name) if has_it or in_table else None
        if is_html(element, "hr") and name == "height":
            stated = element.attributes.get("size")
        match = re.match(r"\s*(\d+\.?\d*)(%?)", stated or "")
        if match is None or (in_table and not float(match[1])):
            return None
        return match[1] + (match[2] or "px")

    return size


def _is_number(text: str | None, *, missing: str) -> bool:
    """Whether an attribute with a number is more than 0."""
    match = re.match(r"\s*(\d+)", missing if text is None else text or "1")
    return match is not None and int(match[1]) > 0


_TABLES: dict[str, dict[str, str]] = {
    "white-space-collapse": _KEEPS_SPACE,
    "text-transform": _KEEPS_CASE,
    "list-style-type": _BULLETS,
    "list-style-position": {"summary": "inside"},
}
_SPECIAL: dict[str, Default] = {
    "display": _display,
    "content-visibility": _content_visibility,
    "position": _position,
    "width": _size("width"),
    "height": _size("height"),
    "margin-top": _margin,
    "margin-bottom": _margin,
    "padding-top": _padding(_PADDING),
    "padding-bottom": _padding(_PADDING_BOTTOM),
    "padding-left": _padding(_PADDING_LEFT),
    "padding-right": _padding(_PADDING_X),
    **{f"border-{side}-style": _border for side in ("top", "right", "bottom", "left")},
}
