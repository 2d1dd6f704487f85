"""Events that tests make (`dispatch_event`), as browsers make them of a type and a dictionary."""

from collections.abc import Callable, Mapping
from typing import Any

from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.script import Event

_TYPES = frozenset(
    "change click contextmenu dblclick input keydown keyup pointerenter pointerleave"
    " scrollend".split()
)
_FLAGS = {"altKey": "Alt", "ctrlKey": "Control", "metaKey": "Meta", "shiftKey": "Shift"}
_KNOWN = frozenset(("key", "code", "bubbles", "cancelable", "composed", *_FLAGS))


def read_event(event_type: str, init: Mapping[str, Any]) -> Callable[[Element], Event]:
    """Return what makes the event for an element. Raises `NotSupportedInProcess`."""
    if event_type not in _TYPES or not _KNOWN.issuperset(init):
        raise NotSupportedInProcess(
            f"dispatching {event_type!r} with {dict(init)!r}",
            f"what follows is known of {', '.join(sorted(_TYPES))} with "
            f"{', '.join(sorted(_KNOWN))}",
        )
    modifiers = frozenset(name for flag, name in _FLAGS.items() if init.get(flag))

    def make(target: Element) -> Event:
        return Event(
            event_type,
            target,
            modifiers,
            key=str(init.get("key", "")),
            code=str(init.get("code", "")),
            bubbles=bool(init.get("bubbles", True)),
        )

    return make
