"""One view in one window of one connection, seen from the server: the numbered endpoint.

It numbers what goes out, remembers what came in, and runs its events one at a time. What a message
means for the view is the business of its owner (`WindowOwner`); sockets are the connection's.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from lona.connection.handling import Handling
from lona.protocol import MessageCode, ProtocolError
from lona.protocol import messages as m
from lona.protocol.codec import Draft, draft, draft_update, encode_draft
from lona.work.mailbox import Mailbox
from lona.work.pool import giving_way

if TYPE_CHECKING:
    from lona.connection.connection import Connection

REMINDER_SECONDS = 0.05
"""Seconds after which an event that is still being handled is acknowledged."""

LAST_EVENTS_PATIENCE = 0.5
"""Seconds that the last events of a closed window may take before its view is told."""

MAX_IN_FLIGHT = 256
"""Most messages that a client may leave unacknowledged before updates are held back."""


class WindowOwner(Protocol):
    """What a window needs of the runtime it shows.

    Called by workers, but for `note_closed` and `detach`.
    """

    @property
    def is_async(self) -> bool:
        """Whether events are best handled on the event loop."""

    async def handle_input_event(self, window: "Window", message: m.InputEvent) -> None:
        """Handle one event; called one at a time for each window."""

    async def report_client_error(self, window: "Window", text: str) -> None:
        """Show the window, and only this one, that its client raised an exception."""

    def resync(self, window: "Window") -> None:
        """Send the whole current state."""

    def note_closed(self, window: "Window") -> None:
        """Note that the user is gone; `detach` follows. Called on any thread, must not block."""

    def detach(self, window: "Window") -> None:
        """Forget the window: its user is gone. Called on any thread, must not block."""


class Window:
    """The server's end of a window; `number` and `view` are the client's numbers for it.

    `url` is the address that the client asked for, `came_from` the one that it showed before, if it
    was another; `events` is where its events wait, if not in a mailbox of their own.
    """

    def __init__(
        self,
        connection: "Connection",
        number: int,
        view: int,
        new_mailbox: Callable[[], Mailbox],
        url: str = "",
        events: Mailbox | None = None,
        came_from: str = "",
    ) -> None:
        self.connection = connection
        self.number = number
        self.view = view
        self.url = url
        self.came_from = came_from
        self._new_mailbox = new_mailbox
        self._events = events or new_mailbox()
        self._upkeep = new_mailbox()
        self._owner: WindowOwner | None = None
        self._is_closed = False
        self._is_broken = False
        self._is_collapsed = False
        self._has_gap = False  # the client lacks an update: only the snapshot may leave
        self._snapshot: Draft | None = None
        self._is_resyncing = False
        self._replacement: str | None = None  # body of what a broken window shows instead
        self._seq = 0
        self._acked = 0
        self._applied = 0
        self._last_event = 0
        self._handling = Handling(lambda cls, event_id: self._post(draft(cls, event_id)))

    @property
    def is_closed(self) -> bool:
        """Whether the user is gone, or looks at another view."""
        return self._is_closed

    @property
    def is_broken(self) -> bool:
        """Whether its client reported an exception: it shows that, and its events do not count."""
        return self._is_broken

    @property
    def seq(self) -> int:
        """The number of the last message that left."""
        return self._seq

    # the owner

    def join(self, owner: WindowOwner) -> None:
        """Show what belongs to this owner from now on."""
        self._owner = owner

    def leave(self) -> None:
        """Show nobody's view any more."""
        self._owner = None

    # what came in

    def receive(self, message: m.InputEvent | m.Ack | m.ClientError, size: int = 0) -> None:
        """Take a message that holds about `size` bytes and is for this window; never blocks.

        What is late (of an earlier view) or was seen before is dropped. Raises `ProtocolError` for
        what no client can say, `MailboxFull` when the client floods, and `NoThread`.
        """
        if message.view != self.view:
            return
        match message:
            case m.InputEvent():
                self._note_acked(message.acked)
                self._receive_event(message, size)
            case m.Ack():
                self._note_acked(message.acked)
            case m.ClientError():
                self._receive_error(message.text)

    def _note_acked(self, acked: int) -> None:
        if acked > self._seq:
            raise ProtocolError(f"message acknowledges seq {acked}, but only {self._seq} were sent")
        self._acked = max(self._acked, acked)
        self.catch_up()

    def _receive_event(self, message: m.InputEvent, size: int) -> None:
        event_id = message.event_id
        if event_id <= self._last_event:
            return
        self._last_event = event_id
        # While a handler waits for another event, those of its own node wait for it.
        key = message.node
        self._events.post(
            lambda: self._handle_event(message),
            size=size,
            key=key,
            note_aside=lambda is_aside: self._handling.note_waiting(event_id, is_aside),
            on_loop=self._owner is not None and self._owner.is_async,
        )
        self.connection.call_later(REMINDER_SECONDS, lambda: self._handling.remind(event_id))

    async def _handle_event(self, message: m.InputEvent) -> None:
        if self._owner is not None:
            await self._owner.handle_input_event(self, message)

    def _receive_error(self, text: str) -> None:
        owner = self._owner
        if owner is not None and not self._is_broken:
            self._is_broken = True
            self._upkeep.post(lambda: owner.report_client_error(self, text), must_run=True)

    # what becomes of an event

    def begin_event(self, event_id: int, has_value: bool) -> None:
        """Note that handling begins; an event without a value to store is applied at once."""
        if not has_value:
            self._applied = event_id
        self._handling.begin(event_id)

    def mark_applied(self, event_id: int) -> None:
        """Note that the tree contains the event's value; call it under the document's lock."""
        self._applied = max(self._applied, event_id)

    def finish_event(self, event_id: int) -> None:
        """Note that only the update is missing; call it under the document's lock."""
        self.mark_applied(event_id)
        self._handling.finish(event_id)

    def end_event(self, event_id: int) -> None:
        """Note that handling is over, and say so if no update did."""
        self.mark_applied(event_id)
        self._handling.end(event_id)
        self.connection.leave()

    # what goes out

    def send_started(self) -> None:
        """Queue the message that empties the window for new content; not for a broken window."""
        if not self._is_broken:
            self._post(draft(m.ViewStarted))

    def send_update(self, body: str) -> None:
        """Queue an update with a body that `encode_update_body` made; not for a broken window.

        Call it under the document's lock, so that all windows get the same order.
        """
        if not self._is_broken and not self._is_collapsed:
            self._post(self._make_update(body))

    def send_snapshot(self, body: str) -> None:
        """Queue the whole state, if updates were given up for it; under the document's lock."""
        if self._is_collapsed:
            self._is_collapsed = False
            self._snapshot = self._make_update(
                body if self._replacement is None else self._replacement
            )
            self._post(self._snapshot)

    def show_instead(self, body: str) -> None:
        """Show this, for good, in a window that is broken; call it under the document's lock."""
        self._replacement = body
        self._post(draft(m.ViewStarted))
        if not self._is_collapsed:
            self._post(self._make_update(body))

    def send_redirect(self, location: str, leave_page: bool) -> None:
        """Queue a redirect within the window, or away from the page."""
        location, leave_page = self.connection.redirect_of(self.url, location, leave_page)
        self._post(draft(m.HttpRedirect if leave_page else m.Redirect, location))

    def stamp(self, draft: Draft) -> str | None:
        """Return the text of a message with the next number: it leaves now, in order.

        None if it does not go out: the window is closed, the client has left so much
        unacknowledged that its updates are given up for a snapshot, or it is an update that was
        queued while others were given up.
        """
        if self._is_closed:
            return None
        if draft.code is MessageCode.UPDATE:
            if self._has_gap and draft is not self._snapshot:
                return None
            if self._is_blocked:
                self.collapse()
                return None
            self._has_gap = False
            self._snapshot = None
        self._seq += 1
        return encode_draft(draft, self.number, self.view, self._seq)

    def collapse(self) -> None:
        """Give up queued updates in favour of one snapshot later."""
        self._snapshot = None
        self._has_gap = True
        self._is_collapsed = True

    def catch_up(self) -> None:
        """Ask the owner for the snapshot, if updates were given up and the client reads again."""
        if self._is_collapsed and not self._is_blocked and not self._is_resyncing:
            self._is_resyncing = True
            self._upkeep.post(self._ask_for_snapshot, must_run=True)

    @property
    def _is_blocked(self) -> bool:
        return self._seq - self._acked >= MAX_IN_FLIGHT

    def _ask_for_snapshot(self) -> None:
        self._is_resyncing = False
        if self._owner is not None and not self._is_closed:
            self._owner.resync(self)

    def _make_update(self, body: str) -> Draft:
        self._handling.cover(self._applied)
        return draft_update(self._applied, body)

    def _post(self, draft: Draft) -> None:
        if not self._is_closed:
            self.connection.post(self, draft)

    # the end

    def close(self, keeps_events: bool = True) -> None:
        """End the window: nothing more goes out, and the owner forgets it.

        Events that came before are still handled, unless `keeps_events` is false: a value that was
        typed just before a link was clicked must not be lost. A handler that blocks gets
        `LAST_EVENTS_PATIENCE` seconds.
        """
        self._is_closed = True
        if not keeps_events:
            self._events.clear()
        owner = self._owner
        if owner is None:
            return
        owner.note_closed(self)
        if self._events.is_busy:
            # In a lane of its own: an error page or a lock may keep the upkeep for ever.
            self._new_mailbox().post(lambda: self._leave(owner), must_run=True)
        else:  # at once: the threads that this sets free may be the ones that others need
            owner.detach(self)

    def _leave(self, owner: WindowOwner) -> None:
        is_done = threading.Event()
        self._events.post(is_done.set, must_run=True)
        with giving_way():
            is_done.wait(LAST_EVENTS_PATIENCE)
        self._events.clear()
        owner.detach(self)

    def __repr__(self) -> str:
        return f"<Window({self.number}, view={self.view})>"
