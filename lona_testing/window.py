"""A window of the in-process page: a mirror, and the client's side of its messages."""

from collections.abc import Callable, Mapping
from typing import Any

from yarl import URL

from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m
from lona_testing.dom import Element
from lona_testing.mirror import NumberedMessage, WindowMirror

ACK_AFTER = 32
"""Messages after which a client that has nothing to say acknowledges."""


class PageWindow:
    """The element of a page in which views are shown, one at a time."""

    def __init__(self, root: Element, url: URL, send: Callable[[m.ClientMessage], None]) -> None:
        self.root = root
        self.url = url
        self.mirror = WindowMirror(root)
        self._send = send
        self._event_id = 0
        self._unacked = 0

    def run_view(self, url: URL, post: Mapping[str, Any] | None = None) -> None:
        """Ask for a view; what is shown stays until it starts."""
        self.url = url
        self.mirror.start_view(self.mirror.view + 1)
        self._event_id = 0
        self._unacked = 0
        values = dict(post) if post is not None else None
        self._send(m.RunView(1, self.mirror.view, 0, str(url), values))

    def receive(self, message: NumberedMessage) -> list[NumberedMessage]:
        """Apply a message; give what was applied (later ones may have waited for it)."""
        applied = self.mirror.receive(message)
        self._unacked += len(applied)
        if self._unacked >= ACK_AFTER:
            self._unacked = 0
            self._send(m.Ack(1, self.mirror.view, self.mirror.acked))
        return applied

    def send_event(
        self, element: Element, event_type: int | str, data: Any, target: Element | None
    ) -> int:
        """Send an input event of an element; gives its id."""
        self._event_id += 1
        self._unacked = 0
        tag = element.tag.upper() if element.namespace.endswith("xhtml") else element.tag
        self._send(
            m.InputEvent(
                1,
                self.mirror.view,
                self.mirror.acked,
                self._event_id,
                int(event_type) if not isinstance(event_type, str) else event_type,
                data,
                element.id,
                target.id if target is not None else None,
                tag,
                element.attributes.get("id", "").split(" "),
                element.attributes.get("class", "").split(" "),
            )
        )
        return self._event_id

    def path(self, target: Element) -> list[Element]:
        """Give the elements from the target up to below the window's root, outside of raw HTML.

        Empty for elements that are not in this window.
        """
        elements: list[Element] = []
        for element in target.ancestors():
            if element is self.root:
                return elements
            if element.raw:
                elements.clear()
            elements.append(element)
        return []


def find_event(element: Element, event_type: INPUT_EVENT_TYPE) -> int | None:
    """Give the delay in ms of an event that the element sends (0: none), or None."""
    for part in element.attributes.get("data-lona-events", "").split(";"):
        code, _, delay = part.partition(":")
        if code == str(int(event_type)):
            return int(delay) if delay.isdigit() else 0
    return None


def is_ignored(element: Element) -> bool:
    """Whether Lona's client leaves the element alone."""
    return "data-lona-ignore" in element.attributes
