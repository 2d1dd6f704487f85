"""Who owns the value of a control: docs/protocol.md, section Typing.

What the user is editing is never overwritten by a value that the server made before it had seen the
latest input. Time is not modelled here: what a delay would send later is sent at once.
"""

from dataclasses import dataclass, field
from typing import TypeAlias
from weakref import WeakKeyDictionary

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import control_of, is_checkable, is_radio
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.focus import Focus
from lona_testing.browser.options import (
    is_selected,
    option_text,
    options_of,
    select_of,
    selected_options,
)
from lona_testing.browser.values import get_value, sanitize
from lona_testing.wire.attributes import PROPERTIES
from lona_testing.wire.captures import find_event
from lona_testing.wire.nodes import id_of

Value: TypeAlias = bool | list[str | int] | str
"""What a change event reports."""


def value_of(element: Element) -> Value:
    """Return what a change event reports: checked state, selected options, or the value.

    An option is its node id as a string, or its index if it is not the server's.
    """
    if is_html(element, "select"):
        places = {id(option): index for index, option in enumerate(options_of(element))}
        chosen = ((places[id(o)], id_of(o)) for o in selected_options(element))
        return [index if node_id is None else str(node_id) for index, node_id in chosen]
    return is_checked(element) if is_checkable(element) else get_value(element)


def _label(option: Element) -> str:
    """Return what the user knows an option by, to find it among others."""
    return get_value(option) + option_text(option)


@dataclass(slots=True, eq=False)
class State:
    """A control that was edited.

    `last_event` is the id of the last change event that was sent for it, `unsent` tells whether
    something was typed and not sent, `is_pushed` whether it was sent before it is committed, `sent`
    is the value that both sides know (None: not known),
    `held` the newest values of the server that wait for the end of editing, by element.
    """

    last_event: int = 0
    unsent: bool = False
    is_pushed: bool = False
    sent: Value | None = None
    held: dict[Element, tuple[str, str | None]] = field(default_factory=dict)

    def is_free(self, applied: int) -> bool:
        """Whether values count of a server that has seen the events up to `applied`."""
        return not self.unsent and self.last_event <= applied


class Editing:
    """The controls of one window that were edited, and the values that a message sets."""

    def __init__(self, focus: Focus) -> None:
        self._focus = focus
        self._states: WeakKeyDictionary[Element, State] = WeakKeyDictionary()
        self._plans: dict[tuple[Element, str], str | None] = {}
        self._applied = 0
        self._resend: Element | None = None
        self._chosen: list[str] | None = None

    def state(self, element: Element) -> State:
        """Return the state of a control, made on first use."""
        return self._states.setdefault(element, State())

    # what the user does

    def sent(self, element: Element, value: Value, event_id: int) -> None:
        """Note that a change was sent; what the server had set before is obsolete."""
        state = self.state(element)
        state.unsent = False
        state.held.clear()
        state.sent = value
        state.last_event = event_id

    def left(self, element: Element) -> None:
        """End editing of a control that was left; what had changed was committed before."""
        state = self._states.get(element)
        if state is not None and state.unsent:
            self.end(element)

    def end(self, element: Element) -> None:
        """End editing without a change: the values that the server has set meanwhile count."""
        state = self.state(element)
        state.unsent = False
        held, state.held = state.held, {}
        for owner, (name, value) in held.items():
            self._set(owner, name, value)

    # what the server does

    def begin(self, applied: int) -> None:
        """Begin a message; `applied` is the highest event id that the server had seen."""
        self._applied = applied

    def plan(self, element: Element, name: str, value: str | None) -> None:
        """Plan to set `value`, `checked` or `selected` (None: remove) at the end of the message."""
        self._plans.pop((element, name), None)
        self._plans[element, name] = value

    def finish(self) -> None:
        """Apply what was planned: of options the first counts, of radio buttons the last."""
        plans = list(self._plans.items())
        for (element, name), value in reversed(plans):
            if name != "checked":
                self._offer(element, name, value)
        for (element, name), value in plans:
            if name == "checked":
                self._offer(element, name, value)
        self._plans.clear()
        chosen, self._chosen = self._chosen, None
        if chosen is not None and self._resend is not None:
            for option in options_of(self._resend):
                control_of(option).selected = _label(option) in chosen

    def adopt(self, old: Element, new: Element) -> None:
        """Make a new element the control that an old one was, with its text and caret.

        If the server has not seen the last change, that has to be sent again: `take_resend` tells.
        """
        new.control, old.control = old.control, None
        sanitize(new)
        state = self._states.pop(old, None)
        if find_event(new, INPUT_EVENT_TYPE.CHANGE) is None:
            return
        if not is_html(new, "select"):
            # The new node's value counts, given or not.
            name = "checked" if is_checkable(new) else "value"
            self._plans.setdefault((new, name), None)
        if state is None:
            return
        state.held = {new if e is old else e: value for e, value in state.held.items()}
        self._states[new] = state
        if state.last_event > self._applied and not state.unsent:
            self._resend = new
            if is_html(old, "select"):
                self._chosen = [_label(o) for o in options_of(old) if is_selected(o)]

    @property
    def resend(self) -> Element | None:
        """A control whose last change has to be sent again, as one of another node."""
        return self._resend

    def take_resend(self) -> Element | None:
        """Return the control of `resend`, and forget it."""
        resend, self._resend = self._resend, None
        return resend

    def _offer(self, element: Element, name: str, value: str | None) -> None:
        """Set a property, keep it aside, or drop it."""
        state = self._owner(element, name)
        if state is None or state.is_free(self._applied):
            self._set(element, name, value)
        # A value older than the last change is obsolete: the server gets to know the change yet.
        elif state.last_event <= self._applied:
            state.held[element] = (name, value)

    def _owner(self, element: Element, name: str) -> State | None:
        """Return the state of the control that a property belongs to, if the user has edited it."""
        if name == "selected":
            select = select_of(element)
            return None if select is None else self._states.get(select)
        if (name == "checked") != is_checkable(element):
            return None
        if not is_radio(element):
            return self._states.get(element)
        # Checking one radio button unchecks the others: the group is one control.
        edited = (self._states.get(radio) for radio in radio_group(element))
        return next((s for s in edited if s is not None and not s.is_free(self._applied)), None)

    def _set(self, element: Element, name: str, value: str | None) -> None:
        PROPERTIES[name](element, value)
        select = select_of(element) if name == "selected" else None
        target = element if select is None else select
        state = self._states.get(target)
        if state is not None and state.sent is not None:
            state.sent = value_of(target)
        if self._focus.element is target:
            self._focus.commit()
