"""What a node can listen to: values for `node.events`.

`CHANGE` can be called with a delay: `CHANGE(300)` debounces, so that a change is sent when nothing
was typed for 300 milliseconds. All types but CLICK, CHANGE, FOCUS and BLUR can be called with
options (`DomEventType`), those of keys with the keys that are meant (`KeyEventType`).
"""

from lona.events.keys import read_keys, write_keys
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


class DomEventType(EventType):
    """An event of the browser that can be called with options: `SCROLL_END(delay=300)`.

    `prevent_default` keeps the browser from doing what it does by itself; with a `delay` in
    milliseconds the event is sent when nothing of its kind has happened for so long. `SUBMIT` never
    leaves the page. Variants with different options are equal to each other.
    """

    __slots__ = ("_delay", "_keys", "_prevent_default")

    def __init__(
        self,
        code: INPUT_EVENT_TYPE,
        keys: tuple[str, ...] = (),
        prevent_default: bool = False,
        delay: int | None = None,
    ) -> None:
        super().__init__(code.name, code)
        self._keys = keys
        self._prevent_default = prevent_default
        self._delay = delay

    @property
    def keys(self) -> tuple[str, ...]:
        """The combinations of keys that are sent; none: all."""
        return self._keys

    @property
    def prevent_default(self) -> bool:
        """Whether the browser does not do by itself what it usually does."""
        return self._prevent_default

    @property
    def delay(self) -> int | None:
        """Milliseconds without such an event after which the last one is sent; None: at once."""
        return self._delay

    @property
    def code(self) -> str:
        """Number, delay, flags and keys, with colons between them; the empty end is left out."""
        flags = "p" if self._prevent_default else ""
        keys = ",".join(map(write_keys, self._keys))
        return f"{self._code}:{self._delay or ''}:{flags}:{keys}".rstrip(":")

    def __call__(
        self, *, prevent_default: bool = False, delay: int | None = None
    ) -> "DomEventType":
        """Return the type with options; `ValueError` for values that there are not."""
        return type(self)(INPUT_EVENT_TYPE(self._code), (), *_options(prevent_default, delay))

    def __repr__(self) -> str:
        options = [
            *map(repr, self._keys),
            *(["prevent_default=True"] if self._prevent_default else []),
            *([f"delay={self._delay}"] if self._delay else []),
        ]
        return f"{self._name}({', '.join(options)})" if options else self._name


class KeyEventType(DomEventType):
    """A key that is pressed or released: `KEY_DOWN("Enter", "Control+s")` sends these only."""

    __slots__ = ()

    def __call__(
        self, *keys: str, prevent_default: bool = False, delay: int | None = None
    ) -> "KeyEventType":
        """Return the type for some keys, with options; `ValueError` for what there is not."""
        return KeyEventType(
            INPUT_EVENT_TYPE(self._code),
            tuple(read_keys(key) for key in keys),
            *_options(prevent_default, delay),
        )


def _options(prevent_default: object, delay: object) -> tuple[bool, int | None]:
    if not isinstance(prevent_default, bool):
        raise ValueError(f"prevent_default has to be a bool, not {prevent_default!r}")
    if delay is not None and (type(delay) is not int or delay < 0):
        raise ValueError(f"delay has to be an int of milliseconds, 0 or more, not {delay!r}")
    return prevent_default, delay


CLICK = EventType("CLICK", INPUT_EVENT_TYPE.CLICK)
CHANGE = ChangeEventType()
FOCUS = EventType("FOCUS", INPUT_EVENT_TYPE.FOCUS)
BLUR = EventType("BLUR", INPUT_EVENT_TYPE.BLUR)
SUBMIT = DomEventType(INPUT_EVENT_TYPE.SUBMIT)
INPUT = DomEventType(INPUT_EVENT_TYPE.INPUT)
DBLCLICK = DomEventType(INPUT_EVENT_TYPE.DBLCLICK)
CONTEXT_MENU = DomEventType(INPUT_EVENT_TYPE.CONTEXT_MENU)
KEY_DOWN = KeyEventType(INPUT_EVENT_TYPE.KEY_DOWN)
KEY_UP = KeyEventType(INPUT_EVENT_TYPE.KEY_UP)
POINTER_ENTER = DomEventType(INPUT_EVENT_TYPE.POINTER_ENTER)
POINTER_LEAVE = DomEventType(INPUT_EVENT_TYPE.POINTER_LEAVE)
SCROLL_END = DomEventType(INPUT_EVENT_TYPE.SCROLL_END)
TOGGLE = DomEventType(INPUT_EVENT_TYPE.TOGGLE)

EVENT_TYPES = {
    each.name: each
    for each in (
        CLICK, CHANGE, FOCUS, BLUR, SUBMIT, INPUT, DBLCLICK, CONTEXT_MENU, KEY_DOWN, KEY_UP,
        POINTER_ENTER, POINTER_LEAVE, SCROLL_END, TOGGLE,
    )
}  # fmt: skip
"""All event types, by name."""

HANDLERS = {INPUT_EVENT_TYPE[name]: f"handle_{name.lower()}" for name in EVENT_TYPES}
"""The names of the methods that handle the types. By type: a custom event may have any name."""

DECLARED_BY_HANDLERS = {
    f"handle_{name.lower()}": each
    for name, each in EVENT_TYPES.items()
    if isinstance(each, DomEventType)
}
"""The types that a node listens to when it gets a handler for them, by the handler's keyword."""

VIEW_HANDLERS = {INPUT_EVENT_TYPE[each.name]: name for name, each in DECLARED_BY_HANDLERS.items()}
"""The names of the methods of views that get what no node has handled, by type."""

WITH_VALUE = frozenset((INPUT_EVENT_TYPE.CHANGE, INPUT_EVENT_TYPE.INPUT))
"""The types whose data is the value of a control."""

OF_KEYS = frozenset((INPUT_EVENT_TYPE.KEY_DOWN, INPUT_EVENT_TYPE.KEY_UP))
"""The types that may be about some keys only."""
