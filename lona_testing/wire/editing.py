"""Who owns the value of a control: docs/protocol.md, section Typing.

What the user is editing is never overwritten by a value that the server made before it had seen the
latest input. Time is not modelled here: what a delay would send later is sent at once.
"""

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import Control, Value, control_of, input_type
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.focus import Focus
from lona_testing.browser.options import is_selected, options_of, select_of
from lona_testing.browser.values import PROPERTIES, get_value, sanitize
from lona_testing.wire.captures import find_event


def value_of(element: Element) -> Value:
    """Give what a change event reports: checked state, selected options, or the value.

    An option is its node id as a string, or its index if it is not the server's.
    """
    if is_html(element, "select"):
        options = enumerate(options_of(element))
        chosen = ((i, o.id) for i, o in options if is_selected(o))
        return [index if node_id is None else str(node_id) for index, node_id in chosen]
    return is_checked(element) if _is_toggle(element) else get_value(element)


def offer(element: Element, name: str, value: str | None, applied: int, focus: Focus) -> None:
    """Apply a property that the server has set, keep it aside, or drop it.

    `applied` is the highest event id that the server had seen.
    """
    control = _owner(element, name, applied)
    if control is None or _is_free(control, applied):
        _set(element, name, value, focus)
    # A value older than the last change is obsolete: the server gets to know the change yet.
    elif control.last_event <= applied:
        control.held[id(element), name] = (element, value)


def end(element: Element, focus: Focus) -> None:
    """End editing without a change: the values that the server has set meanwhile count again."""
    control = control_of(element)
    control.unsent = False
    held, control.held = control.held, {}
    for (_, name), (owner, value) in held.items():
        _set(owner, name, value, focus)


def hand_over(old: Element, new: Element, applied: int) -> bool:
    """Make a new element the control that an old one was, with its text and caret.

    Tells whether the server has not seen its last change, so that it has to be sent again.
    """
    control, old.control = old.control, None
    if control is None:
        return False
    new.control = control
    sanitize(new)
    held, control.held = control.held, {}
    if find_event(new, INPUT_EVENT_TYPE.CHANGE) is None:
        control.unsent = False
        control.last_event = 0
        control.sent = None
        return False
    for (_, name), (owner, value) in held.items():
        owner = new if owner is old else owner
        control.held[id(owner), name] = (owner, value)
    return control.last_event > applied and not control.unsent


def _is_free(control: Control, applied: int) -> bool:
    return not control.unsent and control.last_event <= applied


def _is_toggle(element: Element) -> bool:
    return is_html(element, "input") and input_type(element) in (
        "checkbox",
        "radio",
    )


def _owner(element: Element, name: str, applied: int) -> Control | None:
    """Give the control that a property belongs to, if the user has edited it."""
    if name == "selected":
        select = select_of(element)
        return select.control if select is not None else None
    if (name == "checked") != _is_toggle(element):
        return None
    if not is_html(element, "input") or input_type(element) != "radio":
        return element.control
    # Checking one radio button unchecks the others: the group is one control.
    edited = (radio.control for radio in radio_group(element))
    return next((c for c in edited if c is not None and not _is_free(c, applied)), None)


def _set(element: Element, name: str, value: str | None, focus: Focus) -> None:
    PROPERTIES[name](element, value)
    select = select_of(element) if name == "selected" else None
    target = element if select is None else select
    if target.control is not None and target.control.sent is not None:
        target.control.sent = value_of(target)
    if focus.element is target:
        focus.commit()
