"""What is on its way out to one client: a bounded queue of texts and of windows' messages.

Messages of windows get their numbers when they leave. If the client does not keep up, queued
updates are given up for one snapshot of each window later. Knows nothing of sockets and views.
"""

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from lona.protocol import MessageCode
from lona.protocol.codec import Draft
from lona.work.activity import Signal

MAX_MESSAGES = 256
MAX_CHARACTERS = 4 * 1024 * 1024
MAX_HARD_MESSAGES = 40 * MAX_MESSAGES
MAX_HARD_CHARACTERS = 16 * MAX_CHARACTERS


class Overflow(Exception):
    """The client reads so slowly that giving up updates does not help any more."""


class Sender(Protocol):
    """What the outbox needs of the window that sends."""

    def stamp(self, draft: Draft) -> str | None:
        """Return the text with the next number, or None if it does not go out after all."""

    def collapse(self) -> None:
        """Give up queued updates in favour of one snapshot later."""


@dataclass(frozen=True, slots=True)
class _Item:
    """One outgoing message: the draft of a sender, or a text that goes out as it is."""

    text: str
    sender: Sender | None = None
    draft: Draft | None = None
    sent: Signal | None = None  # set when the message is taken

    @property
    def is_update(self) -> bool:
        return self.draft is not None and self.draft.code is MessageCode.UPDATE

    def take(self) -> str | None:
        if self.sender is None or self.draft is None:
            return self.text
        return self.sender.stamp(self.draft)


class Outbox:
    """The queue of one client; any thread may put, the shell's takes."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._items: deque[_Item] = deque()
        self._characters = 0
        self._updates = 0
        self._is_closed = False

    @property
    def messages(self) -> int:
        """How many messages are queued."""
        return len(self._items)

    @property
    def characters(self) -> int:
        """How many characters are queued."""
        return self._characters

    def put(self, sender: Sender, draft: Draft) -> bool:
        """Queue a message that its sender is going to number; see `put_text`."""
        return self._put(_Item(draft.rest, sender, draft))

    def put_text(self, text: str, sent: Signal | None = None) -> bool:
        """Queue a text; `sent` is set when it is taken, or never will be. False: it is closed.

        Raises `Overflow` if the client reads far too slowly; the message is queued all the same.
        """
        return self._put(_Item(text, sent=sent))

    def take(self) -> list[str]:
        """Return the texts that go out now, in order."""
        with self._lock:
            items = self._empty()
            texts = [text for item in items if (text := item.take()) is not None]
        _release(items)
        return texts

    def close(self) -> bool:
        """Forget everything, now and from now on; tell whether this was the first time."""
        with self._lock:
            was_open = not self._is_closed
            self._is_closed = True
            items = self._empty()
        _release(items)
        return was_open

    def _put(self, item: _Item) -> bool:
        with self._lock:
            if self._is_closed:
                return False
            self._items.append(item)
            self._characters += len(item.text)
            self._updates += item.is_update
            is_full = len(self._items) > MAX_MESSAGES or self._characters > MAX_CHARACTERS
            if is_full and self._updates > 1:  # a single one is as good as a snapshot
                self._collapse_updates()
            if len(self._items) > MAX_HARD_MESSAGES or (
                self._characters > MAX_HARD_CHARACTERS and len(self._items) > 1
            ):
                raise Overflow
        return True

    def _empty(self) -> deque[_Item]:
        items, self._items = self._items, deque()
        self._characters = self._updates = 0
        return items

    def _collapse_updates(self) -> None:
        """Replace all queued updates by the promise of one snapshot for each window."""
        for item in self._items:
            if item.is_update and item.sender is not None:
                item.sender.collapse()
        self._items = deque(item for item in self._items if not item.is_update)
        self._characters = sum(len(item.text) for item in self._items)
        self._updates = 0


def _release(items: Iterable[_Item]) -> None:
    """Let the threads go on that wait until their message is taken."""
    for item in items:
        if item.sent is not None:
            item.sent.set()
