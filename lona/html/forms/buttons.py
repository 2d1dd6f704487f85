"""Buttons."""

from typing import Any, ClassVar

from lona.events.event_types import CLICK, EventType
from lona.html.forms.properties import BooleanAttribute, check_bool
from lona.html.node import Node

WHILE_BUSY = "data-lona-disabled-while-busy"
"""The attribute by which the client knows the buttons that it has to switch off."""


class Button(Node):
    """A button that sends clicks.

    With `disabled_while_busy` the browser disables it from a click until the click is handled: a
    second one in between does nothing.
    """

    TAG_NAME = "button"
    EVENTS: ClassVar[list[EventType]] = [CLICK]

    disabled = BooleanAttribute("disabled")
    disabled_while_busy = BooleanAttribute(WHILE_BUSY)

    def __init__(
        self,
        *args: Any,
        disabled: bool = False,
        disabled_while_busy: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if check_bool("disabled_while_busy", disabled_while_busy):
            self.disabled_while_busy = True
        # False is the default: it must not switch off what `ATTRIBUTES` or `attributes=` set
        if check_bool("disabled", disabled):
            self.disabled = True


class Submit(Node):
    """A button that submits its form; its label is the keyword `value`.

    With `disabled_while_busy` the browser disables it until the view that it asks for has started.
    """

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "submit", "value": "Submit"}
    INPUT_ATTRIBUTE_NAME = "value"

    disabled = BooleanAttribute("disabled")
    disabled_while_busy = BooleanAttribute(WHILE_BUSY)
    readonly = BooleanAttribute("readonly")

    def __init__(self, *args: Any, disabled_while_busy: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if check_bool("disabled_while_busy", disabled_while_busy):
            self.disabled_while_busy = True
