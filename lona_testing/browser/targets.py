"""Which control is meant by what stands in it, or labels it: users and Playwright see it so."""

from lona_testing.browser.accessibility.states import is_editable_content
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.labels import labelled_control

_BUTTON_ROLES = frozenset(("button", "checkbox", "radio"))


def target_of(element: Element) -> Element:
    """Return the control that an element stands for: its button, or that of its label.

    Links and options stand for themselves.
    """
    if _takes_values(element):
        return element
    button = next((e for e in element.ancestors() if _is_button(e)), None)
    if button is not None:
        return button
    if is_html(element, "a", "option", "optgroup") or element.get("role") == "link":
        return element
    label = next((e for e in element.ancestors() if is_html(e, "label")), None)
    control = labelled_control(label) if label is not None else None
    return element if control is None else control


def _takes_values(element: Element) -> bool:
    return is_html(element, "input", "textarea", "select") or is_editable_content(element)


def _is_button(element: Element) -> bool:
    return is_html(element, "button") or element.get("role") in _BUTTON_ROLES
