"""Which events of one window are being handled, and what its client is told of it.

Most events need no word: the update that shows what they changed says that they are done.
"""

from collections.abc import Callable
from threading import Lock

from lona.protocol import messages as m


class Handling:
    """The events of a window, from the beginning of their handlers to the end.

    `send` queues a message about an event for the client; it must not block. Methods are called on
    any thread; a handler that waits lets later events pass, so that several may be under way.
    """

    def __init__(self, send: Callable[[type[m.EventAck | m.EventBusy], int], None]) -> None:
        self._send = send
        self._lock = Lock()  # what is said of an event must leave in order
        self._under_way: set[int] = set()
        self._announced: set[int] = set()  # the client waits for the word that they are done
        self._late = 0  # events up to here have waited for long
        self._covered = 0  # of events up to here an update told, or is about to

    def begin(self, event_id: int) -> None:
        """Note that handling begins; a client that has waited for it is told so."""
        with self._lock:
            self._under_way.add(event_id)
            if event_id <= self._late:
                self._announce(event_id)

    def remind(self, event_id: int) -> None:
        """Tell the client that the event is being handled, or else as soon as it is."""
        with self._lock:
            self._late = max(self._late, event_id)
            self._announce(event_id)

    def cover(self, applied: int) -> None:
        """Note that an update with `applied` is about to be queued.

        It would tell that all events up to that one are done: of those that are not, the client is
        told before.
        """
        with self._lock:
            for event_id in sorted(self._under_way):
                if event_id <= applied:
                    self._announce(event_id)
            self._covered = max(self._covered, applied)

    def finish(self, event_id: int) -> None:
        """Note that handling is over, but for an update that may follow at once."""
        with self._lock:
            self._under_way.discard(event_id)

    def note_waiting(self, event_id: int, is_waiting: bool) -> None:
        """Note that the handler waits for another event of the user, or goes on after that.

        As long as it waits, the event is done as far as the client knows: the page is not busy.
        """
        if is_waiting:
            self.end(event_id)
            return
        with self._lock:
            self._under_way.add(event_id)
            self._announce(event_id)

    def end(self, event_id: int) -> None:
        """Note that handling is over; the client is told, if no update did."""
        with self._lock:
            self._under_way.discard(event_id)
            if event_id in self._announced or event_id > self._covered:
                self._announced.discard(event_id)
                self._send(m.EventAck, event_id)

    def _announce(self, event_id: int) -> None:
        if event_id in self._under_way and event_id not in self._announced:
            self._announced.add(event_id)
            self._send(m.EventBusy, event_id)
