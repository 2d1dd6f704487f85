"""What form controls hold beside their attributes: value, checkedness, selectedness.

Follows the HTML Living Standard §4.10 as far as scripts can see it: value modes and sanitization of
`<input>`, radio groups, the selectedness of options. Knows nothing of messages or events.
"""

import math
import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from lona_testing.browser.dom import HTML_NAMESPACE, Element

# Input types whose `value` property is the attribute (modes "default" and "default/on").
_ATTRIBUTE_VALUE_TYPES = {"hidden": "", "submit": "", "image": "", "reset": "", "button": ""}
_DEFAULT_ON_TYPES = {"checkbox": "on", "radio": "on"}

_INPUT_TYPES = frozenset(
    "hidden text search tel url email password date month week time datetime-local number range"
    " color checkbox radio file submit image reset button".split()
)

# Elements outside of forms whose `value` property is the attribute.
_REFLECTING_TAGS = frozenset(("button", "option", "data", "li", "meter", "progress", "param"))

_NUMBER = re.compile(r"-?(\d+\.\d+|\d+|\.\d+)([eE][+-]?\d+)?\Z")
_SHAPES = {
    "date": re.compile(r"\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z"),
    "month": re.compile(r"\d{4,}-(0[1-9]|1[0-2])\Z"),
    "week": re.compile(r"\d{4,}-W(0[1-9]|[1-4]\d|5[0-3])\Z"),
    "time": re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?\Z"),
    "datetime-local": re.compile(
        r"\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[T ]([01]\d|2[0-3]):[0-5]\d"
        r"(:[0-5]\d(\.\d{1,3})?)?\Z"
    ),
}
_COLOR = re.compile(r"#[0-9a-fA-F]{6}\Z")

Value: TypeAlias = bool | list[str | int] | str
"""What a change event reports."""


class Control:
    """State of one control.

    `value` is None until a script or the user has set it (the attribute or the text decides);
    `last_event` is the id of the last change event that was sent for it, `held` what the server
    has set while it is edited, `unsent` whether something was typed and not sent, `sent` the value
    that both sides know (None: not known). `is_typed` tells that the user made the value;
    `selection` is where the selected text begins and ends (None: the caret is at the end).
    """

    __slots__ = (
        "checked",
        "held",
        "is_typed",
        "last_event",
        "selected",
        "selection",
        "sent",
        "unsent",
        "value",
    )

    def __init__(self) -> None:
        self.value: str | None = None
        self.checked: bool | None = None
        self.selected: bool | None = None
        self.last_event = 0
        self.held: dict[tuple[int, str], tuple[Element, str | None]] = {}
        self.unsent = False
        self.sent: Value | None = None
        self.is_typed = False
        self.selection: tuple[int, int] | None = None


def control_of(element: Element) -> Control:
    """Give the control state of an element, made on first use."""
    control = element.control
    if control is None:
        control = element.control = Control()
    return control


def is_html(element: Element, *tags: str) -> bool:
    """Whether it is an HTML element with one of these tags."""
    return element.tag in tags and element.namespace == HTML_NAMESPACE


def input_type(element: Element) -> str:
    """Give the type of an `<input>`; missing and unknown types are `text`."""
    name = element.attributes.get("type", "text").lower()
    return name if name in _INPUT_TYPES else "text"


def get_value(element: Element) -> str:
    """Give the property `value`, `""` for elements that have none."""
    if is_html(element, "input"):
        return _input_value(element)
    if is_html(element, "textarea"):
        value = element.control.value if element.control else None
        value = element.text() if value is None else value
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if is_html(element, "select"):
        chosen = [option for option in options(element) if is_selected(option)]
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
    elif is_html(element, "input") and input_type(element) == "file":
        return  # browsers refuse it; the client ignores that
    elif reflects_value(element):
        element.attributes["value"] = value
    else:
        old = get_value(element)
        control = control_of(element)
        control.value = value
        control.is_typed = False
        sanitize(element)
        _keep_selection(control, old, get_value(element))


def _keep_selection(control: Control, old: str, new: str) -> None:
    if control.selection is not None:
        start, end = (len(new) if at >= len(old) else min(at, len(new)) for at in control.selection)
        control.selection = (start, end)


def reflects_value(element: Element) -> bool:
    """Whether the property `value` is the attribute."""
    if is_html(element, "input"):
        return input_type(element) in {**_ATTRIBUTE_VALUE_TYPES, **_DEFAULT_ON_TYPES}
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
    control.value = _sanitized(element, control.value)


def _input_value(element: Element) -> str:
    kind = input_type(element)
    attribute = element.attributes.get("value")
    if kind in _ATTRIBUTE_VALUE_TYPES:
        return attribute or ""
    if kind in _DEFAULT_ON_TYPES:
        return "on" if attribute is None else attribute
    if kind == "file":
        return ""
    value = element.control.value if element.control else None
    return _sanitized(element, attribute or "") if value is None else value


def _sanitized(element: Element, value: str) -> str:
    kind = input_type(element)
    if kind == "range":
        return _in_range(element, value)
    if kind == "number":
        return value if _NUMBER.match(value) and math.isfinite(float(value)) else ""
    if kind in _SHAPES:
        if not _SHAPES[kind].match(value):
            return ""
        return value.replace(" ", "T") if kind == "datetime-local" else value
    if kind == "color":
        return value.lower() if _COLOR.match(value) else "#000000"
    value = value.replace("\r", "").replace("\n", "")
    return value.strip(" \t\f") if kind in ("url", "email") else value


def _in_range(element: Element, text: str) -> str:
    minimum = _number(element, "min", 0.0)
    maximum = _number(element, "max", 100.0)
    step = _number(element, "step", 1.0)
    if _NUMBER.match(text):
        value = float(text)
    else:
        value = minimum + (maximum - minimum) / 2 if maximum >= minimum else minimum
    value = max(minimum, min(value, maximum)) if maximum >= minimum else minimum
    if element.attributes.get("step", "").lower() != "any" and step > 0:
        steps = math.floor((value - minimum) / step + 0.5)
        while steps > 0 and minimum + steps * step > maximum:
            steps -= 1
        value = minimum + steps * step
    return f"{value:.12g}"


def _number(element: Element, name: str, default: float) -> float:
    text = element.attributes.get(name, "")
    return float(text) if _NUMBER.match(text) else default


def is_checked(element: Element) -> bool:
    """Give the property `checked`."""
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
    """Give the radio buttons of the same name with the same form, the element itself included."""
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


def form_owner(element: Element) -> Element | None:
    """Give the form a control belongs to: that of the attribute `form`, else the nearest one."""
    name = element.attributes.get("form")
    if name is not None:
        *_, top = element.ancestors()
        forms = (e for e in top.elements() if is_html(e, "form"))
        return next((form for form in forms if form.attributes.get("id") == name), None)
    return next((e for e in element.ancestors() if is_html(e, "form")), None)


def options(select: Element) -> list[Element]:
    """Give the options of a select: its children and those of its groups."""
    found = []
    for child in select.children:
        if type(child) is not Element:
            continue
        if is_html(child, "option"):
            found.append(child)
        elif is_html(child, "optgroup"):
            inner = (c for c in child.children if type(c) is Element)
            found.extend(option for option in inner if is_html(option, "option"))
    return found


def option_text(option: Element) -> str:
    """Give the text of an option, with white space as browsers show it."""
    return " ".join(option.text().split())


def select_of(option: Element) -> Element | None:
    """Give the select an option belongs to."""
    parent = option.parent
    if parent is not None and is_html(parent, "optgroup"):
        parent = parent.parent
    return parent if parent is not None and is_html(parent, "select") else None


def is_selected(option: Element) -> bool:
    """Give the property `selected`."""
    selected = option.control.selected if option.control else None
    return "selected" in option.attributes if selected is None else selected


def set_selected(option: Element, selected: bool) -> None:
    """Set the property `selected`; a single select keeps one selected option at most."""
    if not is_html(option, "option"):
        return
    control_of(option).selected = selected
    select = select_of(option)
    if select is None or "multiple" in select.attributes:
        return
    if selected:
        for other in options(select):
            if other is not option:
                control_of(other).selected = False
    else:
        settle_select(select)


def settle_select(select: Element) -> None:
    """Run the selectedness setting algorithm: one option is selected in a drop-down list."""
    if "multiple" in select.attributes:
        return
    choices = options(select)
    chosen = [option for option in choices if is_selected(option)]
    if chosen:
        for option in chosen[:-1]:
            control_of(option).selected = False
    elif select.attributes.get("size", "1") in ("", "0", "1"):
        enabled = next((o for o in choices if not is_disabled_option(o)), None)
        if enabled is not None:
            control_of(enabled).selected = True


def is_disabled_option(option: Element) -> bool:
    """Whether the option or its group is disabled."""
    parent = option.parent
    return "disabled" in option.attributes or (
        parent is not None and is_html(parent, "optgroup") and "disabled" in parent.attributes
    )


def _select_by_value(select: Element, value: str) -> None:
    hit = next((option for option in options(select) if get_value(option) == value), None)
    for option in options(select):
        control_of(option).selected = option is hit


PROPERTIES: dict[str, Callable[[Element, str | None], None]] = {
    "value": lambda element, value: (
        remove_value(element) if value is None else set_value(element, value)
    ),
    "checked": lambda element, value: set_checked(element, value is not None),
    "selected": lambda element, value: set_selected(element, value is not None),
}
"""Names on the wire that are DOM properties; the value None removes them."""
