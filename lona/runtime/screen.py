"""What one view shows: its document, its title, and the windows that look at it.

Every change goes to all windows as one message that is encoded once, under the document's lock, so
that the order is the same for all. Knows nothing of user code, of states, and of why something is
shown. User code may hold the document's lock for as long as it likes.
"""

import threading
from collections.abc import Callable
from typing import Any

from lona.connection.window import Window, WindowOwner
from lona.html import patches
from lona.html.document import Document
from lona.protocol import ContentKind
from lona.protocol.codec import encode_update_body, join_update_body

Guard = Callable[[], bool]
"""Asked under the lock whether something may be shown (still); may raise."""


def _always() -> bool:
    return True


class Screen:
    """The windows of one view, and what they have to show."""

    def __init__(self) -> None:
        self.document = Document()
        self.title = ""
        self.is_blank = True
        """Whether nothing was ever shown."""
        self._is_announced = False
        self._windows: tuple[Window, ...] = ()
        self._windows_lock = threading.Lock()

    # windows

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows in which the view is shown now."""
        return self._windows

    def attach(self, window: Window, owner: WindowOwner, may_attach: Guard) -> bool:
        """Show the view in a window too, if it may be attached; tell whether it was."""
        with self.document.lock:
            content = self._take_all()
            if not may_attach():
                return False
            with self._windows_lock:
                self._windows = (*self._windows, window)
            window.join(owner)
            if self._is_announced:
                window.send_started()
            if self.document.html is not None or self.title:
                window.send_update(_encode_body(self.title or None, content))
        return True

    def detach(self, window: Window) -> None:
        """Forget a window."""
        with self._windows_lock:
            self._windows = tuple(other for other in self._windows if other is not window)
        window.leave()

    def detach_all(self) -> None:
        """Forget all windows: nothing is sent to them any more."""
        with self._windows_lock:
            self._windows = ()

    def announce(self) -> None:
        """Let the windows know that the view starts; what they showed goes."""
        with self.document.lock:
            self._is_announced = True
            for window in self._windows:
                window.send_started()

    def resync(self, window: Window) -> None:
        """Send a window that could not keep up the whole current state."""
        with self.document.lock:
            if window in self._windows:
                content = self._take_all()
                window.send_snapshot(_encode_body(self.title or None, content))

    def _take_all(self) -> patches.Content:
        """Bring all windows up to date and return the state that they have now.

        Nodes that left the tree may be marked by others meanwhile: once more then.
        """
        while True:
            self._broadcast(patches.take(self.document))
            try:
                return patches.snapshot(self.document)
            except patches.NotTaken:
                continue

    # showing

    def show(self, html: Any, title: str | None = None, may_show: Guard = _always) -> None:
        """Show a node or a string in all windows, and set their title if one is given."""
        patches.leave_others(self.document, html)
        with self.document.lock:
            if may_show():
                self._broadcast(patches.show(self.document, html), title)

    def update(self, title: str | None = None, may_show: Guard = _always) -> None:
        """Send what changed since the last time, and the title if one is given."""
        with self.document.lock:
            if may_show():
                self._broadcast(patches.take(self.document), title)

    def update_after(self, window: Window, event_id: int) -> None:
        """Send what an event of a window changed; its value counts as applied there."""
        with self.document.lock:
            window.finish_event(event_id)
            self._broadcast(patches.take(self.document))

    def set_title(self, title: str) -> None:
        """Set the title of all windows, and of those that come later."""
        with self.document.lock:
            self._broadcast(None, title)

    def start_over(self, html: Any, title: str | None = None) -> None:
        """Show a node or a string as if the view began with it: windows forget what they have."""
        patches.leave_others(self.document, html)
        with self.document.lock:
            patches.show(self.document, html)
            content = self._take_all()
            self.announce()
            self._broadcast(content, title)

    def show_in(self, window: Window, html: str, title: str | None = None) -> None:
        """Show HTML in one broken window only; the tree stays what it is for the others."""
        with self.document.lock:
            window.show_instead(encode_update_body(title, ContentKind.HTML, html))

    def redirect(self, location: str, leave_page: bool) -> None:
        """Send all windows somewhere else, within the page or away from it."""
        self.is_blank = False
        for window in self._windows:
            window.send_redirect(location, leave_page)

    def _broadcast(self, content: patches.Content | None, title: str | None = None) -> None:
        """Queue one message for every window; call it under the document's lock."""
        if title is not None:
            self.title = title
        if content is None and title is None:
            return
        self.is_blank = False
        body = None
        for window in self._windows:
            if content is not None and content.issued and window in content.issued:
                own = content.for_issuer(window)
                if own is not None or title is not None:
                    window.send_update(_encode_body(title, own))
                continue
            if body is None:
                body = _encode_body(title, content)
            window.send_update(body)


def _encode_body(title: str | None, content: patches.Content | None) -> str:
    if content is None:
        return encode_update_body(title, ContentKind.NOTHING, None)
    return join_update_body(title, content.kind, content.to_json())
