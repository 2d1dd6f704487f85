"""The Python mirror: server messages in, document out.

One `WindowMirror` is what a browser keeps for one window. It is written from `docs/protocol.md`
alone and shares no code with the server's tree, so that comparing the two proves something. Here
stands the numbering; what messages do to the document is in `content`.
"""

from lona.protocol import ContentKind
from lona.protocol.messages import (
    EventAck,
    EventBusy,
    HttpRedirect,
    Redirect,
    Update,
    ViewStarted,
)
from lona_testing.browser.dom import Element
from lona_testing.browser.focus import Focus
from lona_testing.wire.content import Content
from lona_testing.wire.nodes import MirrorError, ServerNode

__all__ = ["MirrorError", "NumberedMessage", "WindowMirror"]

NumberedMessage = Update | ViewStarted | Redirect | HttpRedirect | EventAck | EventBusy


class WindowMirror:
    """What a browser shows in one window.

    `root` is the window's element, `focus` what has the focus of the page, `title` the last title
    the server sent (None: none), `acked` the highest number that was applied.
    """

    def __init__(self, root: Element | None = None, focus: Focus | None = None) -> None:
        self.root = root if root is not None else Element("div")
        self.focus = focus if focus is not None else Focus()
        self.content = Content(self.root, self.focus)
        self.title: str | None = None
        self.view = 0
        self.acked = 0
        self._early: dict[int, NumberedMessage] = {}

    @property
    def nodes(self) -> dict[int, ServerNode]:
        """All nodes of the server by their id."""
        return self.content.nodes

    @property
    def resend(self) -> Element | None:
        """A control that has become another node before the server saw its last change.

        Who sends events has to send that again.
        """
        return self.content.editing.resend

    def start_view(self, view: int) -> None:
        """Wait for the messages of another view; what is shown stays until it starts."""
        self.view = view
        self.acked = 0
        self._early.clear()

    def receive(self, message: NumberedMessage) -> list[NumberedMessage]:
        """Apply a message and those that waited for it; return what was applied, in order.

        Messages of other views, and numbers that were applied already, are dropped.
        """
        if message.view != self.view or message.seq <= self.acked:
            return []
        self._early[message.seq] = message
        applied = []
        while (following := self._early.pop(self.acked + 1, None)) is not None:
            self.acked += 1
            self._apply(following)
            applied.append(following)
        return applied

    @property
    def has_gap(self) -> bool:
        """Whether messages wait for one that has not come."""
        return bool(self._early)

    def _apply(self, message: NumberedMessage) -> None:
        if isinstance(message, ViewStarted):
            self.content.clear()
        elif isinstance(message, Update):
            if message.title is not None:
                self.title = message.title
            self.content.apply(ContentKind(message.kind), message.content, message.applied)
