"""One view in one window of one connection, seen from the server: the numbered endpoint.

It numbers what goes out, remembers what came in, and runs its events one at a time. What a message
means for the view is the runtime's business (`WindowOwner`); sockets are the connection's.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from lona.mailbox import Mailbox
from lona.protocol import MessageCode
from lona.protocol import messages as m

if TYPE_CHECKING:
    from lona.connection import Connection

LAST_EVENTS_PATIENCE = 0.5
"""Seconds that the last events of a closed window may take before its view is told."""

MAX_IN_FLIGHT = 256
"""Most messages that a client may leave unacknowledged before updates are held back."""


class WindowOwner(Protocol):
    """What a window needs of the runtime it shows."""

    def handle_input_event(self, window: "Window", message: m.InputEvent) -> None:
        """Handle one event; called on a worker thread, one at a time for each window."""

    def resync(self, window: "Window") -> None:
        """Send the whole current state; called on a worker thread."""

    def detach(self, window: "Window") -> None:
        """Forget the window: its user is gone."""


class Window:
    """The server's end of a window; `number` and `view` are the client's numbers for it."""

    def __init__(
        self,
        connection: "Connection",
        number: int,
        view: int,
        new_mailbox: Callable[[], Mailbox],
    ) -> None:
        self.connection = connection
        self.number = number
        self.view = view
        self._events = new_mailbox()
        self._upkeep = new_mailbox()
        self._resyncing = False
        self.owner: WindowOwner | None = None
        self.closed = False
        self.collapsed = False
        self.is_broken = False
        self.replacement: str | None = None  # body of what a broken window shows instead
        self.seq = 0
        self.acked = 0
        self.applied = 0
        self._last_event = 0
        self._started_event = 0
        self._covered_event = 0
        self._late_event = 0

    # what came in

    def is_new_event(self, event_id: int) -> bool:
        """Tell whether the event was not seen before, and remember it."""
        if event_id <= self._last_event:
            return False
        self._last_event = event_id
        return True

    def begin_event(self, event_id: int, has_value: bool) -> None:
        """Note that handling begins; an event without a value to store is applied at once."""
        self._started_event = event_id
        if not has_value:
            self.applied = event_id
        if self._late_event >= event_id:
            self._acknowledge(event_id)

    def mark_applied(self, event_id: int) -> None:
        """Note that the tree contains the event's value; call it under the document's lock."""
        self.applied = max(self.applied, event_id)

    def end_event(self, event_id: int) -> None:
        """Note that handling is over, and acknowledge the event if no update did."""
        self.mark_applied(event_id)
        self._acknowledge(event_id)

    def remind(self, event_id: int) -> None:
        """Acknowledge what is still being handled; shells call it 50 ms after an event."""
        self._late_event = max(self._late_event, event_id)
        if self._started_event >= event_id:
            self._acknowledge(event_id)

    def _acknowledge(self, event_id: int) -> None:
        if self._covered_event < event_id:
            self._covered_event = event_id
            self.connection.post(self, MessageCode.EVENT_ACK, str(event_id))

    # what goes out

    @property
    def is_blocked(self) -> bool:
        """Whether the client has left too much unacknowledged."""
        return self.seq - self.acked >= MAX_IN_FLIGHT

    def send_update(self, body: str) -> None:
        """Queue an update with a body that `encode_update_body` made.

        Call it under the document's lock, so that all windows get the same order.
        """
        if self.collapsed or self.closed:
            return
        self._covered_event = max(self._covered_event, self.applied)
        self.connection.post(self, MessageCode.UPDATE, f"{self.applied},{body}")

    def send_started(self) -> None:
        """Queue the message that empties the window for new content."""
        self.connection.post(self, MessageCode.VIEW_STARTED, "")

    def send_redirect(self, encoded_location: str, leave_page: bool) -> None:
        """Queue a redirect to a JSON encoded location, within the window or away from the page."""
        code = MessageCode.HTTP_REDIRECT if leave_page else MessageCode.REDIRECT
        self.connection.post(self, code, encoded_location)

    def number_message(self, code: MessageCode, rest: str) -> str:
        """Give the text of a message with the next `seq`; called when it leaves, in order."""
        self.seq += 1
        head = f"lona:[{code:d},{self.number},{self.view},{self.seq}"
        return f"{head},{rest}]" if rest else f"{head}]"

    def collapse(self) -> None:
        """Give up queued updates in favour of one snapshot later."""
        self.collapsed = True

    def resync(self) -> None:
        """Ask the owner for the snapshot, on a worker thread; not behind events that wait."""
        if not self._resyncing:
            self._resyncing = True
            self._upkeep.post(self._ask_for_snapshot, is_bounded=False)

    def receive_event(self, message: m.InputEvent, size: int = 0) -> None:
        """Queue an event of `size` characters; raises `MailboxFull` when the client floods."""
        self._events.post(lambda: self._handle_event(message), size=size)

    def upkeep(self, job: Callable[[], None]) -> None:
        """Run a job for this window on a worker thread, not behind events that wait."""
        self._upkeep.post(job, is_bounded=False)

    def close(self, keeps_events: bool = True) -> None:
        """End the window: nothing more goes out, and the owner forgets it.

        Events that came before are still handled, unless `keeps_events` is false: a value that was
        typed just before a link was clicked must not be lost. A handler that blocks gets
        `LAST_EVENTS_PATIENCE` seconds.
        """
        self.closed = True
        if not keeps_events:
            self._events.clear()
        owner = self.owner
        if owner is not None:
            self._upkeep.post(lambda: self._leave(owner), is_bounded=False)

    def _leave(self, owner: WindowOwner) -> None:
        if self._events.is_busy:
            is_done = threading.Event()
            self._events.post(is_done.set, is_bounded=False)
            is_done.wait(LAST_EVENTS_PATIENCE)
        self._events.clear()
        owner.detach(self)

    def _ask_for_snapshot(self) -> None:
        self._resyncing = False
        if self.owner is not None and not self.closed:
            self.owner.resync(self)

    def _handle_event(self, message: m.InputEvent) -> None:
        if self.owner is not None:
            self.owner.handle_input_event(self, message)

    def __repr__(self) -> str:
        return f"<Window({self.number}, view={self.view})>"
