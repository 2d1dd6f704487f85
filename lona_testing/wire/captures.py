"""Which events an element wants: the attributes `data-lona-events` and `data-lona-ignore`."""

from typing import NamedTuple

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.dom import Element


class Options(NamedTuple):
    """What an element has asked for about an event; the delay is in ms, 0 for none."""

    delay: int
    prevents: bool
    keys: tuple[str, ...]


def find_options(element: Element, event_type: INPUT_EVENT_TYPE) -> Options | None:
    """Return what an element has asked for about an event, None if it does not send it."""
    if is_ignored(element):
        return None
    for part in element.attributes.get("data-lona-events", "").split(";"):
        code, delay, flags, keys = (*part.split(":"), "", "", "", "")[:4]
        if code == str(int(event_type)):
            names = tuple(keys.split(",")) if keys else ()
            return Options(int(delay) if delay.isdigit() else 0, flags == "p", names)
    return None


def find_event(element: Element, event_type: INPUT_EVENT_TYPE) -> int | None:
    """Return the delay in ms of an event that the element sends (0: none), or None."""
    options = find_options(element, event_type)
    return None if options is None else options.delay


def is_ignored(element: Element) -> bool:
    """Whether Lona leaves the element alone."""
    return "data-lona-ignore" in element.attributes
