"""States and properties of elements: those of HTML, else the ones that ARIA attributes state.

Which role supports which state is in `aria`.
"""

from typing import Literal

from lona_testing.browser.accessibility.aria import has
from lona_testing.browser.accessibility.roles import level_of_tag, role_of
from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.controls import input_type, is_disabled, is_in_disabled_fieldset
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.options import is_selected

Tristate = bool | Literal["mixed"]


def checked_state(element: Element) -> Tristate | None:
    """Return whether an element is checked; None if there is nothing to check."""
    if is_html(element, "input") and input_type(element) in ("checkbox", "radio"):
        return is_checked(element)
    return _tristate(element, "aria-checked") if has(role_of(element), "checked") else None


def pressed_state(element: Element) -> Tristate | None:
    """Return whether a button is pressed; None for what is no button."""
    return _tristate(element, "aria-pressed") if has(role_of(element), "pressed") else None


def selected_state(element: Element) -> bool:
    """Whether an option is selected, or an element by `aria-selected`."""
    if not has(role_of(element), "selected"):
        return False
    if is_html(element, "option"):
        return is_selected(element)
    return _boolean(element, "aria-selected") is True


def expanded_state(element: Element) -> bool | None:
    """Return whether an element is expanded; None: its role has no such state, or it has none."""
    if not has(role_of(element), "expanded"):
        return None
    if is_html(element, "details"):
        return "open" in element.attributes
    return _boolean(element, "aria-expanded")


def disabled_state(element: Element) -> bool:
    """Whether an element is disabled: by HTML, or by `aria-disabled` of itself or around it."""
    if is_disabled(element) and not is_html(element, "fieldset"):
        return True
    if is_html(element, "option", "optgroup") and is_in_disabled_fieldset(element):
        return True
    if not has(role_of(element), "disabled"):
        return False
    stated = (_boolean(e, "aria-disabled", only_words=True) for e in element.ancestors())
    return next((value for value in stated if value is not None), False)


def level_of(element: Element) -> int:
    """Return the level of a heading, list item, row or tree item; 0 if there is none."""
    if not has(role_of(element), "level"):
        return 0
    native = level_of_tag(element)
    return _positive(element.get("aria-level") or "") if native is None else native


def readonly_state(element: Element) -> bool | None:
    """Return whether an element is read-only; None for what nobody could edit."""
    if is_html(element, "input", "textarea", "select"):
        return "readonly" in element.attributes
    if has(role_of(element), "readonly"):
        return element.get("aria-readonly") == "true"
    return False if is_editable_content(element) else None


def is_editable_content(element: Element) -> bool:
    """Whether an element can be edited as a whole: `contenteditable` of it or around it."""
    stated = (e.get("contenteditable") for e in element.ancestors())
    value = next((v.lower() for v in stated if v is not None and v.lower() in _EDITABLE), "false")
    return value != "false"


def invalid_state(element: Element) -> str:
    """Return `aria-invalid`: `false`, `true`, `grammar` or `spelling`."""
    value = (element.get("aria-invalid") or "").strip().lower()
    if value in ("", "false"):
        return "false"
    return value if value in ("grammar", "spelling") else "true"


_EDITABLE = frozenset(("", "true", "plaintext-only", "false"))


def _positive(text: str) -> int:
    """Read a number of 1 and more; what is none is 0."""
    try:
        number = float(text)
    except ValueError:
        return 0
    return int(number) if number >= 1 and number.is_integer() else 0


def _tristate(element: Element, attribute: str) -> Tristate:
    value = (element.get(attribute) or "").lower()
    return "mixed" if value == "mixed" else value == "true"


def _boolean(element: Element, attribute: str, *, only_words: bool = False) -> bool | None:
    """Return whether an attribute is `true`; None: it is absent, or (`only_words`) no such word."""
    value = element.get(attribute)
    if value is None or (only_words and value.lower() not in ("true", "false")):
        return None
    return value.lower() == "true"
