"""What can be said of an element, for questions and assertions.

Raises `WrongElement` where the question makes no sense for the element: it must not be answered
with no, or its negation would be true.
"""

from lona_testing.browser.accessibility.states import (
    Tristate,
    checked_state,
    disabled_state,
    readonly_state,
)
from lona_testing.browser.accessibility.visibility import why_unseen
from lona_testing.browser.choices import selected_values, value_of_control
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.errors import WrongElement
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.targets import target_of


def is_visible(element: Element) -> bool:
    """Whether the element can be seen."""
    return why_unseen(element) is None


def is_enabled(element: Element) -> bool:
    """Whether the element is not disabled; what is no control never is."""
    return not disabled_state(target_of(element))


def is_editable(element: Element) -> bool:
    """Whether a control is neither disabled nor read-only."""
    target = target_of(element)
    is_readonly = readonly_state(target)
    if is_readonly is None:
        raise WrongElement(
            f"{outer_html(element)[:200]} is no <input>, <textarea>, <select> or editable text, "
            "and has no role that can be read-only"
        )
    return not is_readonly and not disabled_state(target)


def is_checked(element: Element) -> bool:
    """Whether a check box or radio button is checked, or something else by `aria-checked`."""
    return _checked(element) is True


def is_indeterminate(element: Element) -> bool:
    """Whether a check box is neither checked nor unchecked."""
    return _checked(element) == "mixed"


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
    return value_of_control(target_of(element))


def values_of(element: Element) -> list[str]:
    """Return the values of the options that are selected in a select for several."""
    target = target_of(element)
    if not is_html(target, "select") or "multiple" not in target.attributes:
        raise WrongElement(f"{outer_html(element)[:200]} is no <select multiple>")
    return selected_values(target)


def _checked(element: Element) -> Tristate:
    state = checked_state(target_of(element))
    if state is None:
        raise WrongElement(f"{outer_html(element)[:200]} is neither check box nor radio button")
    return state
