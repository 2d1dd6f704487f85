"""What a node can listen to: values for `node.events`.

`CHANGE` can be called with a delay: `CHANGE(300)` debounces, so that a change is sent when nothing
was typed for 300 milliseconds.
"""

from lona.protocol.codes import INPUT_EVENT_TYPE


class EventType:
    """A kind of input event. Immutable; equal to every other event type of the same name."""

    __slots__ = ("_code", "_name")

    def __init__(self, name: str, code: int) -> None:
        self._name = name
        self._code = int(code)

    @property
    def name(self) -> str:
        """The name, in upper case."""
        return self._name

    @property
    def code(self) -> str:
        """How the type stands in the attribute `data-lona-events`."""
        return str(self._code)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, EventType):
            return NotImplemented
        return self._name == other._name

    def __hash__(self) -> int:
        return hash(self._name)

    def __repr__(self) -> str:
        return self._name


class ChangeEventType(EventType):
    """The change event, with an optional delay in milliseconds.

    Variants with different delays are equal to each other: a node has one change event.
    """

    __slots__ = ("_input_delay",)

    def __init__(self, input_delay: int | None = None) -> None:
        if input_delay is not None and (type(input_delay) is not int or input_delay < 0):
            raise ValueError(
                f"input_delay has to be an int of milliseconds, 0 or more, not {input_delay!r}"
            )
        super().__init__("CHANGE", INPUT_EVENT_TYPE.CHANGE)
        self._input_delay = input_delay

    @property
    def input_delay(self) -> int | None:
        """Milliseconds after the last key stroke; None or 0: sent when the input is committed."""
        return self._input_delay

    @property
    def code(self) -> str:
        """The code, with the delay after a colon if there is one."""
        return f"{self._code}:{self._input_delay}" if self._input_delay else str(self._code)

    def __call__(self, input_delay: int | None = None) -> "ChangeEventType":
        """Return a change event type with a delay in milliseconds; `ValueError` if not an int."""
        return ChangeEventType(input_delay)

    def __repr__(self) -> str:
        return f"CHANGE(input_delay={self._input_delay})" if self._input_delay else "CHANGE"


CLICK = EventType("CLICK", INPUT_EVENT_TYPE.CLICK)
CHANGE = ChangeEventType()
FOCUS = EventType("FOCUS", INPUT_EVENT_TYPE.FOCUS)
BLUR = EventType("BLUR", INPUT_EVENT_TYPE.BLUR)
