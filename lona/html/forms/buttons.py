"""Buttons."""

from typing import Any, ClassVar

from lona.events.event_types import CLICK, EventType
from lona.html.forms.properties import BooleanAttribute, check_bool
from lona.html.node import Node


class Button(Node):
    """A button that sends clicks."""

    TAG_NAME = "button"
    EVENTS: ClassVar[list[EventType]] = [CLICK]

    disabled = BooleanAttribute("disabled")

    def __init__(self, *args: Any, disabled: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # False is the default: it must not switch off what `ATTRIBUTES` or `attributes=` set
        if check_bool("disabled", disabled):
            self.disabled = True


class Submit(Node):
    """A button that submits its form; its label is the keyword `value`."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "submit", "value": "Submit"}
    INPUT_ATTRIBUTE_NAME = "value"

    disabled = BooleanAttribute("disabled")
    readonly = BooleanAttribute("readonly")
