"""Where HTML and SVG take the name of an element from, if ARIA does not tell it (HTML-AAM §5).

Data only: `names` reads the sources in their order and takes the first that is not empty.
"""

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import HTML_NAMESPACE, SVG_NAMESPACE, Element

LABELS = "(labels)"
"""The labels of the element."""

OWN_LABELS = "(labels, if nothing refers to it)"
"""The labels, unless the element is read because of an `aria-labelledby`."""

Sources = tuple[str, ...]
"""Each is `LABELS` or `OWN_LABELS`, an attribute, the first child of a tag as `<tag>`, or a text in
quotes."""

_BUTTONS: dict[str, Sources] = {
    "button": ("value", "title"),
    "file": (OWN_LABELS, "'Choose File'"),
    "image": (OWN_LABELS, "alt", "title", "'Submit'"),
    "reset": ("value", "'Reset'"),
    "submit": ("value", "'Submit'"),
}
_HAVE_PLACEHOLDER = frozenset(("email", "number", "password", "search", "tel", "text", "url"))

_INSTEAD_OF_CONTENT: dict[str, Sources] = {
    "area": ("alt", "title"),
    "fieldset": ("<legend>", "title"),
    "figure": ("<figcaption>", "title"),
    "img": ("alt", "title"),
    "meter": (LABELS, "title"),
    "output": (LABELS, "title"),
    "progress": (LABELS, "title"),
    "select": (LABELS, "title"),
    "textarea": (LABELS, "title", "placeholder"),
}
_BEFORE_CONTENT: dict[str, Sources] = {
    "button": (LABELS,),
    "table": ("<caption>", "summary"),
}


_YIELD_TO_REFERENCES = frozenset(
    "button fieldset figure meter output progress select textarea".split()
)
"""What HTML says of these, and of inputs that are no buttons, counts without `aria-labelledby`."""


def sources_of(element: Element, has_references: bool) -> tuple[Sources, bool]:
    """Return the sources of an element, and whether its content counts if they are empty.

    `has_references`: its `aria-labelledby` refers to something, though to no text.
    """
    if element.namespace == SVG_NAMESPACE:
        return ("<title>", "xlink:title") if element.tag == "a" else ("<title>",), True
    if element.namespace != HTML_NAMESPACE:
        return (), True
    if has_references and _yields_to_references(element):
        return (), True
    if element.tag == "input":
        return _sources_of_input(element), False
    if element.tag in _INSTEAD_OF_CONTENT:
        return _INSTEAD_OF_CONTENT[element.tag], False
    return _BEFORE_CONTENT.get(element.tag, ()), True


def _yields_to_references(element: Element) -> bool:
    if element.tag == "input":
        return input_type(element) not in _BUTTONS
    return element.tag in _YIELD_TO_REFERENCES


def _sources_of_input(element: Element) -> Sources:
    kind = input_type(element)
    if kind in _BUTTONS:
        return _BUTTONS[kind]
    return (LABELS, "title", "placeholder") if kind in _HAVE_PLACEHOLDER else (LABELS, "title")
