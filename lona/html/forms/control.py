"""What all controls have in common: they store what the user did, then tell their handler.

A control is a node whose value the browser can change.
"""

from collections.abc import Iterable
from typing import Any

from lona.events.event_types import CHANGE, WITH_VALUE
from lona.html.forms.bubbling import passed_on
from lona.html.forms.properties import BooleanAttribute, check_bool
from lona.html.node import Node

INPUT_DELAY = 300
"""Milliseconds without typing after which a change is sent."""


class Control(Node):
    """Base of inputs, text areas, selects and radio buttons.

    `bubble_up` (bool) decides whether a change event goes on to the ancestors after
    `handle_change` returned it. Redirects that `handle_change` returns always take effect.
    """

    INPUT_ATTRIBUTE_NAME = "value"

    disabled = BooleanAttribute("disabled")
    readonly = BooleanAttribute("readonly")

    _bubble_up: bool = False

    def __init__(
        self,
        *args: Any,
        disabled: bool = False,
        readonly: bool = False,
        bubble_up: bool = False,
        input_delay: int | None = None,
        **kwargs: Any,
    ) -> None:
        change = CHANGE(input_delay)
        super().__init__(*args, **kwargs)
        self.events.add(change)
        self.bubble_up = bubble_up
        # False is the default: it must not switch off what `ATTRIBUTES` or `attributes=` set
        if check_bool("disabled", disabled):
            self.disabled = True
        if check_bool("readonly", readonly):
            self.readonly = True

    @property
    def bubble_up(self) -> bool:
        """Whether change events go on to the ancestors."""
        return self._bubble_up

    @bubble_up.setter
    def bubble_up(self, value: bool) -> None:
        self._bubble_up = check_bool("bubble_up", value)

    def handle_input_event(self, input_event: Any) -> Any:
        """Store the new value of a change or input event, then call its handler.

        A change whose data cannot come from such a control is dropped.
        """
        if input_event.type not in WITH_VALUE:
            return super().handle_input_event(input_event)
        with self.lock:
            if not self._store(input_event.data, input_event.issuer):
                return None
            input_event.mark_applied()
        return self._after_change(input_event)

    def _after_change(self, input_event: Any) -> Any:
        result = super().handle_input_event(input_event)
        return passed_on(result, self._bubble_up)

    def _store(self, data: Any, issuer: Any) -> bool:
        """Store what the client `issuer` sent; False if it makes no sense for this control."""
        raise NotImplementedError

    def undo_change(self, data: Any) -> None:
        """Have browsers show the value that the control has."""
        self._send_again([self], self.INPUT_ATTRIBUTE_NAME)

    def _send_again(self, nodes: Iterable[Node], name: str) -> None:
        """Mark an attribute of some nodes as set, to what it is."""
        with self.lock:
            for node in nodes:
                node.attributes._mark(name)


class StringControl(Control):
    """Base of controls whose value is a string in the browser."""

    def _store(self, data: Any, issuer: Any) -> bool:
        if not isinstance(data, str):
            return False
        self.attributes.set("value", data, issuer)
        return True

    @property
    def raw_value(self) -> str:
        """The value as it stands in the browser; `''` for none."""
        return str(self.attributes.get("value", ""))


class Input(StringControl):
    """Base of `<input>` elements whose value is a string in the browser."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
