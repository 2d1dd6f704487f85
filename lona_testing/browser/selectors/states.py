"""What elements are at the moment: focused, targeted, open; and what they are at all."""

from lona_testing.browser.controls import type_of
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    SVG_NAMESPACE,
    Element,
    document_of,
    is_html,
)
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors.languages import is_editable_text

_NOT_CUSTOM = frozenset(
    "annotation-xml color-profile font-face font-face-format font-face-name font-face-src"
    " font-face-uri missing-glyph".split()
)


def has_focus(element: Element) -> bool:
    """Whether it has the focus."""
    document = document_of(element)
    return document is not None and document.focused is element


def has_focus_within(element: Element) -> bool:
    """Whether it has the focus, or something in it."""
    document = document_of(element)
    focused = None if document is None else document.focused
    return focused is not None and any(e is element for e in focused.ancestors())


def shows_focus(element: Element) -> bool:
    """Whether a browser shows that it has the focus: always in a text."""
    if not has_focus(element):
        return False
    kind = type_of(element)
    if kind.takes_keys or kind.is_segmented or is_html(element, "textarea"):
        return True
    if is_editable_text(element):
        return True
    raise NotSupportedInProcess(
        "the pseudo-class :focus-visible",
        "it depends on whether a key or a pointer moved the focus",
    )


def is_target(element: Element) -> bool:
    """Whether the fragment of the address names it."""
    document = document_of(element)
    return document is not None and document.target is element


def is_link(element: Element) -> bool:
    """Whether it is a link; browsers do not tell whether it was visited."""
    if element.namespace == SVG_NAMESPACE and element.tag == "a":
        return element.has("href") or element.has("xlink:href")
    return is_html(element, "a", "area") and element.has("href")


def is_open(element: Element) -> bool:
    """Whether it is open; menus of controls never are between two actions."""
    return is_html(element, "details", "dialog") and element.has("open")


def is_defined(element: Element) -> bool:
    """Whether a browser knows the element; custom ones are defined by scripts only."""
    if element.namespace != HTML_NAMESPACE:
        return True
    is_custom = "-" in element.tag and element.tag not in _NOT_CUSTOM
    return not is_custom and not element.has("is")
