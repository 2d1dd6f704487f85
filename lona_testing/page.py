"""A page (tab) of the in-process browser: document, history, and the websocket of its frontend.

The page is loaded over (in-memory) HTTP like any other. If what comes is a Lona frontend, it
opens a `FakeConnection` and shows views in the frontend's window. User actions are in `user`,
looking things up is in `locator`.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona.protocol import messages as m
from lona_testing.dom import Element, Node, Text, insert
from lona_testing.errors import NotSupportedInProcess, PageError
from lona_testing.fake_connection import FakeConnection
from lona_testing.html_parser import parse_fragment
from lona_testing.locator import Locator, Queries
from lona_testing.selectors import select
from lona_testing.serialize import pretty
from lona_testing.user import User
from lona_testing.window import PageWindow

if TYPE_CHECKING:
    from lona.server import Server
    from lona_testing.session import Session

DEFAULT_TIMEOUT = 5.0
MAX_REDIRECTS = 50

# A frontend makes its context itself, or has the data of the default one.
_FRONTEND = re.compile(r"\bLonaContext\b|\bid=\"lona-frontend\"")
_TARGET = re.compile(r"\btarget['\"]?\s*:\s*['\"]([^'\"]+)['\"]")
_TITLE = re.compile(r"\btitle['\"]?\s*:\s*['\"]([^'\"]*)['\"]")


@dataclass(frozen=True)
class _Entry:
    """One step of the history; `load` tells which document it belongs to."""

    url: URL
    load: int


class Page(Queries):
    """A tab. Names and behaviour are those of Playwright's `Page`, as far as they are known here.

    `context` is the session it belongs to; `messages` the custom messages of the server (those that
    are not Lona's own), as text.
    """

    def __init__(self, context: "Session") -> None:
        self.context = context
        self.document = Element("#document")
        self.connection: FakeConnection | None = None
        self.window: PageWindow | None = None
        self.user = User(self)
        self.messages: list[str] = []
        self.is_closed_by_user = False
        self._title = ""
        self._frontend_title = ""
        self._history: list[_Entry] = []
        self._position = -1
        self._new_entry: URL | None = None  # waits for its view to start
        self._load = 0
        self._timeout = DEFAULT_TIMEOUT
        self._redirects = 0

    # what Playwright's Page has

    @property
    def server(self) -> "Server":
        """The server of the session."""
        return self.context.server

    @property
    def url(self) -> str:
        """The address in the address bar."""
        return str(self._history[self._position].url) if self._history else "about:blank"

    def title(self) -> str:
        """Give the title of the page."""
        self.settle()
        return self._title

    def content(self) -> str:
        """Give the document as an indented tree."""
        self.settle()
        return pretty(self.document, limit=10_000)

    def tree(self) -> str:
        """Give what errors show: the document, and why a form was not submitted."""
        parts = [pretty(self.document), self.user.refusal]
        return "\n\n".join(filter(None, parts))

    def goto(self, url: str) -> None:
        """Load an address; relative ones count from the site's root."""
        target = self.context.origin.join(URL(url))
        self.load(target)
        self.settle()

    def reload(self) -> None:
        """Load the present address again."""
        self.load(URL(self.url), replace=True)
        self.settle()

    def go_back(self) -> None:
        """Go one step back in the history; nothing happens at its beginning."""
        self._go(-1)

    def go_forward(self) -> None:
        """Go one step forward in the history; nothing happens at its end."""
        self._go(1)

    def close(self) -> None:
        """Close the tab; its views end."""
        if not self.is_closed_by_user:
            self.is_closed_by_user = True
            self._leave()
            self.context.pages[:] = [page for page in self.context.pages if page is not self]

    def is_closed(self) -> bool:
        """Whether the tab was closed."""
        return self.is_closed_by_user

    def set_default_timeout(self, timeout: float) -> None:
        """Set how long actions and `expect` wait for a server that is busy, in milliseconds."""
        self._timeout = timeout / 1000

    @property
    def default_timeout(self) -> float:
        """How long actions and `expect` wait for a server that is busy, in seconds."""
        return self._timeout

    def __repr__(self) -> str:
        return f"<Page {self.url}>"

    # loading

    def load(
        self, url: URL, post: Mapping[str, Any] | None = None, *, replace: bool = False
    ) -> None:
        """Leave this document and load another one over HTTP."""
        self._leave()
        url, answer = self.context.fetch(url, post)
        self._load += 1
        if replace and self._history:
            self._history[self._position] = _Entry(url, self._load)
        else:
            self._push(url)
        self._show_document(url, answer)

    def _push(self, url: URL) -> None:
        del self._history[self._position + 1 :]
        self._history.append(_Entry(url, self._load))
        self._position += 1

    def _go(self, step: int) -> None:
        self.settle()
        target = self._position + step
        if not 0 <= target < len(self._history):
            return
        is_same_document = self._history[target].load == self._load
        self._position = target
        url = self._history[target].url
        if is_same_document and self.window is not None:
            self._run(url, None)
        else:
            self.load(url, replace=True)
        self.settle()

    def _leave(self) -> None:
        self.user.forget_focus()
        if self.connection is not None:
            self.connection.close()
        self.connection = None
        self.window = None

    def _show_document(self, url: URL, answer: Any) -> None:
        content_type = answer.headers.get("Content-Type", "text/html")
        html = answer.text if answer.path is None else ""
        if not content_type.startswith("text/html"):
            self.document = Element("#document")
            insert(self.document, 0, [Text(html)])
            self._title = ""
            return
        self.document = _copy(_parse_document(html))
        self._title = " ".join("".join(e.text() for e in select(self.document, "title")).split())
        if _FRONTEND.search(html):
            self._start_frontend(url, html)

    def _start_frontend(self, url: URL, html: str) -> None:
        match = _TARGET.search(html)
        target = match[1] if match else "#lona"
        roots = select(self.document, target)
        if not roots:
            raise NotSupportedInProcess(f"finding the window element {target!r} of {url}")
        title = _TITLE.search(html)
        self._frontend_title = title[1] if title else ""
        self.connection = FakeConnection(
            self.server,
            str(url),
            cookies=self.context.cookie_values(),
            headers={"Origin": str(self.context.origin)},
        ).open()
        self.window = PageWindow(roots[0], url, self.connection.send, self.user.focus_state)
        self._run(url, None)

    # views

    def run_view(self, url: str, post: Mapping[str, Any] | None = None) -> None:
        """Show a view in the window, with a new entry in the history when it starts."""
        window = self.window
        assert window is not None
        target = window.url.join(URL(url))
        self._run(target, post)
        self._new_entry = target

    def _run(self, url: URL, post: Mapping[str, Any] | None) -> None:
        assert self.window is not None
        self._new_entry = None
        self._title = self._frontend_title or self._title
        self.window.run_view(url, post)

    # keeping up with the server

    def settle(self, timeout: float | None = None) -> bool:
        """Wait until the server is idle and all its messages are applied.

        Gives False if it is still busy after `timeout` seconds.
        """
        end = time.monotonic() + (self._timeout if timeout is None else timeout)
        self._redirects = 0
        while True:
            connection = self.connection
            if connection is None:
                return True
            is_idle = connection.settle(max(0.0, end - time.monotonic()))
            messages = connection.receive()
            if not messages:
                return is_idle
            for message in messages:
                if self.connection is connection:  # else it left the page
                    self._handle(message)
            if time.monotonic() > end:  # also if a view never stops talking
                return is_idle

    def wait_for_change(self, timeout: float) -> bool:
        """Wait for a message of a server that sleeps; gives False if none can be expected."""
        connection = self.connection
        if connection is None or timeout <= 0 or connection.closed is not None:
            return False
        activity = self.server.activity
        if not activity.dozing and not activity.moving:
            return False
        connection.wait_for_message(min(timeout, 0.1))
        self.settle(timeout)
        return True

    def _handle(self, message: m.ServerMessage | str) -> None:
        if isinstance(message, str):
            self.messages.append(message)
            return
        window = self.window
        if window is None or isinstance(message, m.Pong):
            return
        for applied in window.receive(message):
            if isinstance(applied, m.ViewStarted) and self._new_entry is not None:
                self._push(self._new_entry)
                self._new_entry = None
            elif isinstance(applied, m.Redirect):
                self._count_redirect(applied.location)
                self.run_view(applied.location)
            elif isinstance(applied, m.HttpRedirect):
                self._count_redirect(applied.location)
                self._new_entry = None
                self.load(window.url.join(URL(applied.location)))
            elif isinstance(applied, m.Update) and applied.title is not None:
                self._title = applied.title
        self.user.check_focus()

    def _count_redirect(self, location: str) -> None:
        self._redirects += 1
        if self._redirects > MAX_REDIRECTS:
            raise PageError(f"the views redirect in circles, last to {location!r}")

    # for locators

    @property
    def page(self) -> "Page":
        """The page itself, so that pages and locators can be searched alike."""
        return self

    def _base(self) -> Locator:
        return Locator(self, (), "page")


@lru_cache(maxsize=16)
def _parse_document(html: str) -> Element:
    document = Element("#document")
    insert(document, 0, parse_fragment(html, document))
    for template in select(document, "template"):
        template.children.clear()  # what is in them is no part of the document
    return document


def _copy(element: Element) -> Element:
    copy = Element(element.tag, element.namespace)
    copy.attributes = dict(element.attributes)
    copy.style = dict(element.style)
    children: list[Node] = []
    for child in element.children:
        if type(child) is Element:
            children.append(_copy(child))
        elif type(child) is Text:
            children.append(Text(child.data))
    insert(copy, 0, children)
    return copy
