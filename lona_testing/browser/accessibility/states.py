"""States and properties of elements: those of HTML, else the ones that ARIA attributes state."""

import re

from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.options import is_selected


def checked_state(element: Element) -> bool:
    """Whether an element is checked, by itself or by `aria-checked`."""
    return is_checked(element) or element.get("aria-checked") == "true"


def selected_state(element: Element) -> bool:
    """Whether an option is selected, or an element by `aria-selected`."""
    if is_html(element, "option"):
        return is_selected(element)
    return element.get("aria-selected") == "true"


def aria_state(element: Element, name: str) -> bool | None:
    """Return a state that can be true or false, None if the element has none of that name."""
    if name == "expanded" and is_html(element, "details"):
        return "open" in element.attributes
    value = element.get(f"aria-{name}")
    return None if value is None else value == "true"


def level_of(element: Element) -> int | None:
    """Return the level of a heading, None if there is none."""
    level = element.get("aria-level") or (
        element.tag[1:] if re.fullmatch("h[1-6]", element.tag) else ""
    )
    return int(level) if level.isdigit() else None
