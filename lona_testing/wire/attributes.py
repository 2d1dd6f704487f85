"""Setting attributes of elements, and the ones that are properties of controls instead."""

import re
from collections.abc import Callable

from lona_testing.browser.checkedness import set_checked
from lona_testing.browser.dom import HTML_NAMESPACE, Element
from lona_testing.browser.options import set_selected
from lona_testing.browser.values import remove_value, sanitize, set_value

_IMPORTANT = re.compile(r"!\s*important\s*\Z", re.IGNORECASE)
_LIMITS = frozenset(("min", "max", "step", "type"))

PROPERTIES: dict[str, Callable[[Element, str | None], None]] = {
    "value": lambda element, value: (
        remove_value(element) if value is None else set_value(element, value)
    ),
    "checked": lambda element, value: set_checked(element, value is not None),
    "selected": lambda element, value: set_selected(element, value is not None),
}
"""Names on the wire that are DOM properties; the value None removes them."""


def set_attribute(element: Element, name: str, value: str) -> None:
    """Set an attribute; in HTML its name is written in lower case."""
    name = _name_in(element, name)
    element.attributes[name] = value
    if name in _LIMITS:
        sanitize(element)


def set_style(element: Element, name: str, value: str) -> None:
    """Set a style property; a value that is not valid changes nothing."""
    from lona_testing.browser.style.declarations import is_valid  # only where there are styles

    if is_valid(name, _IMPORTANT.sub("", value).strip()):
        element.style[name] = value


def remove_attribute(element: Element, name: str) -> None:
    """Remove an attribute if it is there."""
    name = _name_in(element, name)
    element.attributes.pop(name, None)
    if name in _LIMITS:
        sanitize(element)


def set_or_remove(element: Element, name: str, value: str) -> None:
    """Set an attribute, remove it if the value is empty."""
    if value:
        element.attributes[name] = value
    else:
        element.attributes.pop(name, None)


def _name_in(element: Element, name: str) -> str:
    return name.lower() if element.namespace == HTML_NAMESPACE else name
