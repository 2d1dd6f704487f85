"""Where a browser meets what runs in its pages: events go there, changes come from there."""

from dataclasses import dataclass
from typing import Protocol

from yarl import URL

from lona_testing.browser.dom import Element


@dataclass(frozen=True)
class Event:
    """Something that happened to an element.

    `type` is what the DOM calls it: `click`, `keydown`, `submit` and so on. `modifiers` are the
    keys that are held, `submitter` is the button that submits, `key` and `code` are those of the
    key that is pressed or released. What does not bubble belongs to the target alone.
    """

    type: str
    target: Element
    modifiers: frozenset[str] = frozenset()
    submitter: Element | None = None
    key: str = ""
    code: str = ""
    bubbles: bool = True


class Script(Protocol):
    """What runs in a document: it gets events, changes the document, and talks to its server."""

    def handle(self, event: Event) -> bool:
        """Take an event; tell whether the browser's own action is prevented."""

    def listens(self, element: Element) -> bool:
        """Whether clicks at an element are wanted."""

    def hears(self, event: Event) -> bool:
        """Whether an event is one that the script wants."""

    def show(self, url: URL) -> None:
        """Show another entry of the history that belongs to the same document."""

    def wait_idle(self, timeout: float) -> bool:
        """Wait until the server has nothing to do; tell whether that came in `timeout` seconds."""

    def wait_for_message(self, timeout: float) -> bool:
        """Wait for a message; return False at once if none can be expected."""

    def why_busy(self) -> str:
        """Say what the server is doing, for errors."""

    def receive(self) -> bool:
        """Apply what the server has sent; tell whether there was anything."""

    def stop(self) -> None:
        """End: the document is left."""
