"""A window of the in-process page: a mirror, and the client's side of its messages."""

from collections.abc import Callable, Mapping
from typing import Any

from yarl import URL

from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m
from lona_testing.browser.dom import Element
from lona_testing.browser.focus import Focus
from lona_testing.browser.forms import Entries
from lona_testing.browser.network import Response
from lona_testing.wire.captures import find_event
from lona_testing.wire.editing import Editing, value_of
from lona_testing.wire.mirror import NumberedMessage, WindowMirror
from lona_testing.wire.nodes import id_of

WHILE_BUSY = "data-lona-disabled-while-busy"
"""The attribute of buttons that are off until their event is handled."""

ACK_AFTER = 32
"""Messages after which a client that has nothing to say acknowledges."""


class PageWindow:
    """The element of a page in which views are shown, one at a time.

    `post` sends a form to an address of the site.
    """

    def __init__(
        self,
        root: Element,
        url: URL,
        send: Callable[[m.ClientMessage], None],
        focus: Focus,
        post: Callable[[str, Entries], Response],
    ) -> None:
        self.post = post
        self.root = root
        self.url = url
        self.mirror = WindowMirror(root, focus)
        self._send = send
        self._event_id = 0
        self._unacked = 0
        self._held: list[Element] = []

    @property
    def editing(self) -> Editing:
        """The controls that were edited."""
        return self.mirror.content.editing

    def run_view(self, url: URL, post: Mapping[str, Any] | None = None) -> None:
        """Ask for a view; what is shown stays until it starts."""
        self.url = url
        self.mirror.start_view(self.mirror.view + 1)
        self._event_id = 0
        self._unacked = 0
        values = dict(post) if post is not None else None
        self._send(m.RunView(1, self.mirror.view, 0, str(url), values))

    def receive(self, message: NumberedMessage) -> list[NumberedMessage]:
        """Apply a message; return what was applied (later ones may have waited for it)."""
        if not isinstance(message, m.EventBusy):
            self._held.clear()
        applied = self.mirror.receive(message)
        self._unacked += len(applied)
        resend = self.editing.take_resend()
        if resend is not None:
            self._send_change(resend, resend)
        if self._unacked >= ACK_AFTER:
            self._unacked = 0
            self._send(m.Ack(1, self.mirror.view, self.mirror.acked))
        return applied

    def hold(self, clicked: Element) -> bool:
        """Note a click; return False if its button is off until an earlier one is handled.

        The button is not really off: nobody can look at it before the server is idle.
        """
        button = next((e for e in clicked.ancestors() if e.has(WHILE_BUSY)), None)
        if button is None:
            return True
        if button in self._held:
            return False
        self._held.append(button)
        return True

    def send_event(
        self, element: Element, event_type: int | str, data: Any, target: Element | None
    ) -> int:
        """Send an input event of an element; returns its id."""
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
                id_of(element),
                id_of(target),
                tag,
                element.attributes.get("id", "").split(" "),
                element.attributes.get("class", "").split(" "),
            )
        )
        return self._event_id

    def report_error(self, text: str) -> None:
        """Tell the server that something went wrong here."""
        self._send(m.ClientError(1, self.mirror.view, text))

    def edited(self, control: Element, listener: Element, delay: int) -> None:
        """Take note of typed text; with a delay (in ms) it is sent without a commit.

        `listener` is the element that has the change event.
        """
        state = self.editing.state(control)
        state.unsent, state.is_pushed = True, False
        if delay:
            self._send_new(control, listener)

    def committed(self, control: Element, listener: Element, delay: int) -> None:
        """Send a value that the browser commits, unless it was sent before."""
        if delay or self.editing.state(control).is_pushed:
            self._send_new(control, listener)
        else:
            self._send_change(control, listener)

    def push(self, control: Element, listener: Element) -> None:
        """Send what was typed and the browser has not committed, for what comes next."""
        state = self.editing.state(control)
        if state.unsent:
            state.is_pushed = True
            self._send_new(control, listener)

    def _send_new(self, control: Element, listener: Element) -> None:
        if self.editing.state(control).sent == value_of(control):
            self.editing.end(control)
        else:
            self._send_change(control, listener)

    def _send_change(self, control: Element, listener: Element) -> None:
        if find_event(listener, INPUT_EVENT_TYPE.CHANGE) is None:
            self.editing.end(control)  # a later message has taken the event away
            return
        value = value_of(control)
        event_id = self.send_event(listener, INPUT_EVENT_TYPE.CHANGE, value, control)
        self.editing.sent(control, value, event_id)
