"""Descriptions and error messages of elements (accname 1.2 §4.2, WAI-ARIA 1.2 §6.6)."""

from lona_testing.browser.accessibility.names import text_of_references
from lona_testing.browser.accessibility.states import invalid_state
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.matching import flat
from lona_testing.browser.validation import why_invalid


def description_of(element: Element, *, include_hidden: bool = False) -> str:
    """Return the accessible description: `aria-describedby`, `aria-description` or `title`."""
    if "aria-describedby" in element.attributes:
        return text_of_references(element, "aria-describedby", include_hidden=include_hidden)
    description = element.get("aria-description")
    return flat(description if description is not None else element.get("title") or "")


def error_message_of(element: Element) -> str:
    """Return the text of `aria-errormessage`, if ARIA or the value makes the element invalid."""
    if invalid_state(element) == "false" and not _has_invalid_value(element):
        return ""
    return text_of_references(element, "aria-errormessage")


def _has_invalid_value(element: Element) -> bool:
    return is_html(element, "input", "select", "textarea") and why_invalid(element) is not None
