"""What actions wait for, and what looks and assertions tell of one element: enabled, checked, …

Raises `WrongElement` where the question makes no sense, as Playwright does: it must not be answered
with no, or its negation would be true.
"""

from lona_testing.browser.accessibility.states import (
    Tristate,
    checked_state,
    disabled_state,
    readonly_state,
)
from lona_testing.browser.choices import value_of_control
from lona_testing.browser.dom import Element
from lona_testing.browser.errors import WrongElement
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.targets import target_of


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


def value_of(element: Element) -> str:
    """Return the value of an input, text area or select."""
    return value_of_control(target_of(element))


def _checked(element: Element) -> Tristate:
    state = checked_state(target_of(element))
    if state is None:
        raise WrongElement(f"{outer_html(element)[:200]} is neither check box nor radio button")
    return state
