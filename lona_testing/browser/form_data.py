"""What a form would submit (HTML Living Standard §4.10.21)."""

from collections.abc import Iterator

from lona_testing.browser import controls
from lona_testing.browser.dom import Element
from lona_testing.browser.selectors import is_disabled

FormValues = dict[str, str | list[str]]

_BUTTON_TYPES = frozenset(("submit", "image", "reset", "button"))


def form_controls(form: Element) -> Iterator[Element]:
    """Give the controls of a form in document order."""
    *_, root = form.ancestors()
    for element in root.elements():
        is_control = controls.is_html(element, "button", "input", "select", "textarea")
        if is_control and controls.form_owner(element) is form:
            yield element


def values_of(form: Element, submitter: Element | None) -> FormValues:
    """Give the values by name: lists for multiple selects, else the last value of a name."""
    values: FormValues = {}
    for control in form_controls(form):
        name = control.attributes.get("name", "")
        if not name or is_disabled(control):
            continue
        if controls.is_html(control, "select"):
            _add_select(values, name, control)
        elif _is_successful(control, submitter):
            values[name] = controls.get_value(control)
    return values


def is_submit_button(element: Element) -> bool:
    """Whether a click on the element submits its form."""
    if controls.is_html(element, "button"):
        return element.attributes.get("type", "submit").lower() not in ("button", "reset")
    return controls.is_html(element, "input") and controls.input_type(element) in (
        "submit",
        "image",
    )


def _is_successful(control: Element, submitter: Element | None) -> bool:
    if controls.is_html(control, "textarea"):
        return True
    kind = controls.input_type(control) if controls.is_html(control, "input") else "button"
    if kind in _BUTTON_TYPES:
        return control is submitter
    if kind in ("checkbox", "radio"):
        return controls.is_checked(control)
    return True


def _add_select(values: FormValues, name: str, select: Element) -> None:
    chosen = [
        controls.get_value(option)
        for option in controls.options(select)
        if controls.is_selected(option) and not controls.is_disabled_option(option)
    ]
    if "multiple" in select.attributes:
        known = values.get(name)
        values[name] = [*(known if isinstance(known, list) else []), *chosen]
        if not chosen and known is None:
            del values[name]
    elif chosen:
        values[name] = chosen[-1]
