"""A window of the in-process page: a mirror, and the client's side of its messages."""

from collections.abc import Callable, Mapping
from typing import Any

from yarl import URL

from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m
from lona_testing.browser.controls import control_of
from lona_testing.browser.dom import Element
from lona_testing.browser.focus import Focus
from lona_testing.wire.captures import find_event, is_ignored
from lona_testing.wire.editing import end, value_of
from lona_testing.wire.mirror import NumberedMessage, WindowMirror

ACK_AFTER = 32
"""Messages after which a client that has nothing to say acknowledges."""


class PageWindow:
    """The element of a page in which views are shown, one at a time."""

    def __init__(
        self, root: Element, url: URL, send: Callable[[m.ClientMessage], None], focus: Focus
    ) -> None:
        self.root = root
        self.url = url
        self.focus = focus
        self.mirror = WindowMirror(root, focus)
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
        resend, self.mirror.resend = self.mirror.resend, None
        if resend is not None:
            self.send_change(resend)
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

    def edited(self, target: Element) -> None:
        """Take note of typed text; it is sent at once if the control sends without a commit."""
        listener, delay = self._change_listener(target)
        if listener is not None:
            control_of(target).unsent = True
            if delay:
                self._send_new_change(target)

    def committed(self, target: Element) -> None:
        """Send a change that the browser reports, or has reported before if there is a delay."""
        listener, delay = self._change_listener(target)
        if listener is not None:
            if delay:
                self._send_new_change(target)
            else:
                self.send_change(target)

    def left(self, target: Element) -> None:
        """End editing of a control that was left; what had changed was committed before."""
        if target.control is not None and target.control.unsent:
            end(target, self.focus)

    def send_change(self, target: Element) -> None:
        """Send the value of a control."""
        listener, _ = self._change_listener(target)
        if listener is None:
            end(target, self.focus)
            return
        control = control_of(target)
        control.unsent = False
        control.held.clear()
        control.sent = value_of(target)
        control.last_event = self.send_event(
            listener, INPUT_EVENT_TYPE.CHANGE, control.sent, target
        )

    def _send_new_change(self, target: Element) -> None:
        if control_of(target).sent == value_of(target):
            end(target, self.focus)
        else:
            self.send_change(target)

    def _change_listener(self, target: Element) -> tuple[Element | None, int]:
        for element in self.path(target):
            delay = None if is_ignored(element) else find_event(element, INPUT_EVENT_TYPE.CHANGE)
            if delay is not None:
                return element, delay
        return None, 0

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
