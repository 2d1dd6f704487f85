"""Whether check boxes and radio buttons are checked (HTML Living Standard §4.10.5.1)."""

from collections.abc import Iterator

from lona_testing.browser.controls import control_of, form_owner, is_radio
from lona_testing.browser.dom import Element, is_html


def is_checked(element: Element) -> bool:
    """Return the property `checked`."""
    if not is_html(element, "input"):
        return False
    is_decided = element.control is not None and element.control.checked is not None
    return _is_marked(element) and (is_decided or not _is_overruled(element))


def _is_overruled(element: Element) -> bool:
    """Whether the markup checks a radio button of the same group that stands behind this one."""
    if not is_radio(element):
        return False
    *_, last = [e for e in radio_group(element) if e is element or _is_marked(e)]
    return last is not element


def _is_marked(element: Element) -> bool:
    state = element.control.checked if element.control else None
    return "checked" in element.attributes if state is None else state


def set_checked(element: Element, checked: bool) -> None:
    """Set the property `checked`; checking a radio button unchecks the rest of its group."""
    if not is_html(element, "input"):
        return
    control_of(element).checked = checked
    if checked and is_radio(element):
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
        if is_radio(other) and other.attributes.get("name") == name and form_owner(other) is form:
            yield other
