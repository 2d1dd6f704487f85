"""The property `value` of elements, by its mode (HTML Living Standard §4.10.5.4)."""

from lona_testing.browser.controls import Control, control_of, type_of
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.options import (
    option_text,
    options_of,
    selected_options,
)
from lona_testing.browser.sanitization import sanitized

# Elements outside of forms whose `value` property is the attribute.
_REFLECTING_TAGS = frozenset(("button", "option", "data", "li", "meter", "progress", "param"))


def get_value(element: Element) -> str:
    """Return the property `value`, `""` for elements that have none."""
    if is_html(element, "input"):
        return _input_value(element)
    if is_html(element, "textarea"):
        value = element.control.value if element.control else None
        value = element.text() if value is None else value
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if is_html(element, "select"):
        chosen = selected_options(element)
        return get_value(chosen[0]) if chosen else ""
    if is_html(element, "option") and "value" not in element.attributes:
        return option_text(element)
    if is_html(element, *_REFLECTING_TAGS):
        return element.attributes.get("value", "")
    return (element.control.value if element.control else None) or ""


def set_value(element: Element, value: str) -> None:
    """Set the property `value` as a script does."""
    if is_html(element, "select"):
        _select_by_value(element, value)
    elif type_of(element).value_mode == "filename":
        if not value and element.control is not None:
            element.control.files = []
        # Browsers refuse anything else; the client ignores that.
    elif reflects_value(element):
        element.attributes["value"] = value
    else:
        old = get_value(element)
        control = control_of(element)
        control.value = value
        control.raw = None
        control.is_typed = False
        sanitize(element)
        _keep_selection(control, old, get_value(element))


def _keep_selection(control: Control, old: str, new: str) -> None:
    if control.selection is None:
        if new != old:
            control.selection = (len(new), len(new))
    else:
        start, end = (len(new) if at >= len(old) else min(at, len(new)) for at in control.selection)
        control.selection = (start, end)


def reflects_value(element: Element) -> bool:
    """Whether the property `value` is the attribute."""
    if is_html(element, "input"):
        return type_of(element).value_mode in ("default", "default/on")
    return is_html(element, *_REFLECTING_TAGS)


def remove_value(element: Element) -> None:
    """Take the value away: the attribute where the property is the attribute, else the text."""
    if reflects_value(element):
        element.attributes.pop("value", None)
    else:
        set_value(element, "")


def sanitize(element: Element) -> None:
    """Bring a stored value of an `<input>` into the form of its type and within its limits."""
    control = element.control
    if control is None or control.value is None or not is_html(element, "input"):
        return
    control.value = sanitized(element, control.value)


def _input_value(element: Element) -> str:
    mode = type_of(element).value_mode
    attribute = element.attributes.get("value")
    if mode == "default":
        return attribute or ""
    if mode == "default/on":
        return "on" if attribute is None else attribute
    if mode == "filename":
        files = element.control.files if element.control else []
        return f"C:\\fakepath\\{files[0].name}" if files else ""
    value = element.control.value if element.control else None
    return sanitized(element, attribute or "") if value is None else value


def _select_by_value(select: Element, value: str) -> None:
    hit = next((option for option in options_of(select) if get_value(option) == value), None)
    for option in options_of(select):
        control_of(option).selected = option is hit
