"""What actions wait for, and what looks and assertions tell of one element: enabled, checked, …

Raises `WrongElement` where the question makes no sense, as Playwright does: it must not be answered
with no, or its negation would be true.
"""

from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.checkedness import is_checked as is_control_checked
from lona_testing.browser.choices import checkable, selected_values, value_of_control
from lona_testing.browser.controls import is_disabled
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.errors import WrongElement
from lona_testing.browser.serialize import outer_html


def is_visible(element: Element) -> bool:
    """Whether the element can be seen."""
    return why_hidden(element) is None


def is_enabled(element: Element) -> bool:
    """Whether the element is not disabled; what is no control never is."""
    return not is_disabled(element)


def is_editable(element: Element) -> bool:
    """Whether a control is neither disabled nor read-only."""
    if not (is_html(element, "input", "textarea", "select") or _has_editable_content(element)):
        raise WrongElement(
            f"{outer_html(element)[:200]} is no <input>, <textarea>, <select> or editable text"
        )
    return is_enabled(element) and "readonly" not in element.attributes


def is_checked(element: Element) -> bool:
    """Whether a check box or radio button is checked."""
    return is_control_checked(checkable(element))


def is_indeterminate(element: Element) -> bool:
    """Whether a check box is neither checked nor unchecked; in HTML only scripts make it so."""
    checkable(element)
    return False


def is_empty(element: Element) -> bool:
    """Whether an input or text area has no value, or another element no text."""
    if is_html(element, "input", "textarea"):
        return not value_of_control(element)
    return not element.text().strip()


def attribute_of(element: Element, name: str) -> str | None:
    """Return an attribute, None if it is absent; names of HTML have no case (DOM §4.9)."""
    return element.get(name.lower() if element.namespace == HTML_NAMESPACE else name)


def value_of(element: Element) -> str:
    """Return the value of an input, text area or select."""
    return value_of_control(element)


def values_of(element: Element) -> list[str]:
    """Return the values of the options that are selected in a select for several."""
    if not is_html(element, "select") or "multiple" not in element.attributes:
        raise WrongElement(f"{outer_html(element)[:200]} is no <select multiple>")
    return selected_values(element)


def _has_editable_content(element: Element) -> bool:
    return element.get("contenteditable") in ("", "true", "plaintext-only")
