"""Whether check boxes and radio buttons are checked (HTML Living Standard §4.10.5.1)."""

from collections.abc import Iterator

from lona_testing.browser.controls import control_of, form_owner, input_type
from lona_testing.browser.dom import Element, is_html


def is_checked(element: Element) -> bool:
    """Return the property `checked`."""
    if not is_html(element, "input"):
        return False
    checked = element.control.checked if element.control else None
    return "checked" in element.attributes if checked is None else checked


def set_checked(element: Element, checked: bool) -> None:
    """Set the property `checked`; checking a radio button unchecks the rest of its group."""
    if not is_html(element, "input"):
        return
    control_of(element).checked = checked
    if checked and input_type(element) == "radio":
        for other in radio_group(element):
            if other is not element:
                control_of(other).checked = False


def radio_group(element: Element) -> Iterator[Element]:
    """Return the radio buttons of the same name with the same form, the element itself included."""
    name = element.attributes.get("name", "")
    if not name:
        yield element
        return
    form = form_owner(element)
    *_, top = element.ancestors()
    for other in top.elements():
        if (
            is_html(other, "input")
            and input_type(other) == "radio"
            and other.attributes.get("name") == name
            and form_owner(other) is form
        ):
            yield other
