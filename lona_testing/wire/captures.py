"""Which events an element wants: the attributes `data-lona-events` and `data-lona-ignore`."""

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.dom import Element


def find_event(element: Element, event_type: INPUT_EVENT_TYPE) -> int | None:
    """Return the delay in ms of an event that the element sends (0: none), or None."""
    for part in element.attributes.get("data-lona-events", "").split(";"):
        code, _, delay = part.partition(":")
        if code == str(int(event_type)):
            return int(delay) if delay.isdigit() else 0
    return None


def is_ignored(element: Element) -> bool:
    """Whether Lona leaves the element alone."""
    return "data-lona-ignore" in element.attributes
