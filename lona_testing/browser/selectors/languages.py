"""Languages, directions, and whether the text of an element can be edited."""

import unicodedata
from collections.abc import Iterator

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    Element,
    Text,
    ascii_lower,
    document_of,
    is_html,
)
from lona_testing.browser.values import get_value

_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_TYPES_BY_VALUE = frozenset("button email hidden password reset search submit tel text url".split())
"""The inputs whose direction `auto` is that of their value (HTML §3.2.6.4)."""
_EDITABLE = {"": True, "true": True, "plaintext-only": True, "false": False}


def speaks(element: Element, wanted: str) -> bool:
    """Whether the language of an element is a certain one, or a variety of it."""
    language, wanted = ascii_lower(_language_of(element)), ascii_lower(wanted)
    return language == wanted or language.startswith(wanted + "-")


def _language_of(element: Element) -> str:
    for ancestor in element.ancestors():
        name = "lang" if ancestor.namespace == HTML_NAMESPACE else "xml:lang"
        language = ancestor.get(name)
        if language is None and name != "lang":
            language = ancestor.get("lang")
        if language is not None:
            return language
    return _language_of_document(element)


def _language_of_document(element: Element) -> str:
    document = document_of(element)
    if document is None:
        return ""
    stated = (
        e.get("content") or ""
        for e in document.elements()
        if is_html(e, "meta") and ascii_lower(e.get("http-equiv") or "") == "content-language"
    )
    return next(stated, "").strip()


def direction_of(element: Element) -> str:
    """Return the direction of an element: `ltr` or `rtl` (HTML Living Standard §3.2.6.4)."""
    for ancestor in element.ancestors():
        if ancestor.namespace != HTML_NAMESPACE:
            continue
        stated = ascii_lower(ancestor.get("dir") or "")
        if stated in ("ltr", "rtl"):
            return stated
        if stated == "auto" or is_html(ancestor, "bdi"):
            return _direction_of_text(ancestor) or "ltr"
        if is_html(ancestor, "input") and input_type(ancestor) == "tel":
            return "ltr"
    return "ltr"


def _direction_of_text(element: Element) -> str | None:
    if is_html(element, "textarea") or (
        is_html(element, "input") and input_type(element) in _TYPES_BY_VALUE
    ):
        return _first_strong(get_value(element))
    return next(filter(None, map(_first_strong, _texts(element))), None)


def _texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text):
            yield child.data
        elif isinstance(child, Element) and not (
            is_html(child, "bdi", "script", "style", "textarea", "input") or child.has("dir")
        ):
            yield from _texts(child)


def _first_strong(text: str) -> str | None:
    return next(filter(None, (_STRONG.get(unicodedata.bidirectional(c)) for c in text)), None)


def is_editable_text(element: Element) -> bool:
    """Whether users can edit its text, because it or something around is `contenteditable`."""
    for ancestor in element.ancestors():
        stated = ancestor.get("contenteditable") if ancestor.namespace == HTML_NAMESPACE else None
        is_editable = _EDITABLE.get(ascii_lower(stated)) if stated is not None else None
        if is_editable is not None:
            return is_editable
    return False
