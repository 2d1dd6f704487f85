"""Names of elements: the Accessible Name computation (accname 1.2), as far as static markup has it.

`aria-labelledby`, `aria-label`, labels, `alt`, values of buttons, content, `title`.
"""

from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.accessibility.visibility import is_hidden_itself
from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.labels import labels_of

_NAMED_BY_CONTENT = frozenset(
    "button cell checkbox columnheader gridcell heading link menuitem option radio row rowheader"
    " switch tab tooltip treeitem".split()
)

_BUTTON_LABELS = {"submit": "Submit", "reset": "Reset", "image": "Submit"}


def name_of(element: Element) -> str:
    """Return the accessible name of an element, white space collapsed."""
    return " ".join(_name(element).split())


def _name(element: Element) -> str:
    *_, root = element.ancestors()
    references = (element.get("aria-labelledby") or "").split()
    if references:
        found = [e for e in root.elements() if e.get("id") in references]
        found.sort(key=lambda e: references.index(e.get("id") or ""))
        return " ".join(e.text() for e in found)
    label = element.get("aria-label")
    if label and label.strip():
        return label
    labels = labels_of(element)
    if labels:
        return " ".join(_content(label, element) for label in labels)
    if is_html(element, "input"):
        kind = input_type(element)
        if kind in ("submit", "reset", "button"):
            return element.get("value") or _BUTTON_LABELS.get(kind, "")
        if kind == "image":
            return element.get("alt") or _BUTTON_LABELS[kind]
    if element.tag in ("img", "area"):
        return element.get("alt") or element.get("title") or ""
    caption = {"fieldset": "legend", "table": "caption", "figure": "figcaption"}.get(element.tag)
    for child in element.children:
        if isinstance(child, Element) and child.tag == caption:
            return _content(child)
    if role_of(element) in _NAMED_BY_CONTENT:
        content = _content(element)
        if content.strip():
            return content
    return element.get("title") or element.get("placeholder") or ""


def _content(element: Element, without: Element | None = None) -> str:
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, Text):
            parts.append(child.data)
        elif isinstance(child, Element) and child is not without and not is_hidden_itself(child):
            if child.tag == "img":
                parts.append(child.get("alt") or "")
            else:
                parts.append(child.get("aria-label") or _content(child, without))
    return "".join(parts)
