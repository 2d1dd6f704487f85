"""Where the page of a test lives: in the process, or in a real browser. One interface for both.

A driver serves one app at a time to pages; `open` gives a page of a named user, `close` ends all.
"""

from collections.abc import Collection
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, cast

from yarl import URL

from lona.app import App
from lona.server import Server
from lona_testing.browser.dom import Document
from lona_testing.browser.dom_checks import problems_of
from lona_testing.browser.errors import ScriptError
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.style.documents import DocumentStyles
from lona_testing.plugin.app_setup import make_server
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.plugin.server_errors import ServerErrors
from lona_testing.vocabulary import Page
from lona_testing.wire.outsiders import Outsiders
from lona_testing.wire.session import Session
from lona_testing.wire.unknown_widgets import unknown_widgets

if TYPE_CHECKING:
    from lona_testing.plugin.contexts import Context


class Driver(Protocol):
    """A running app and the pages that look at it."""

    server: Server

    def open(self, path: str, user: str) -> Page:
        """Return a page at a path; pages of one user share the session."""

    def close_pages(self) -> None:
        """Close all pages."""

    def close(self) -> None:
        """Close all pages and stop the server."""

    def note_script_errors(self) -> None:
        """Note the errors of scripts until now."""

    def problems(self) -> list[str]:
        """Say what is wrong in the pages that are open."""


class InProcessDriver:
    """Pages in the process: no socket, no browser."""

    def __init__(
        self,
        app: App,
        loop_thread: LoopThread,
        known_threads: Collection[Thread] = (),
        errors: ServerErrors | None = None,
    ) -> None:
        self._app = app  # which owns the templates and files that were added to it
        self._loop_thread = loop_thread
        self._outsiders = Outsiders(loop_thread.loop, known_threads)
        self._sessions: dict[str, Session] = {}
        self.server = make_server(app)
        if errors is not None:
            errors.watch(self.server)
        self.server.set_loop(loop_thread.loop)
        self.server.set_worker_pool(loop_thread.worker_pool)
        loop_thread.run(self.server.startup())

    def open(self, path: str, user: str) -> Page:
        """Return a page at a path."""
        session = self._sessions.get(user)
        if session is None:
            session = self._sessions[user] = Session(self.server, outsiders=self._outsiders)
        page = session.new_page()
        page.goto(path)
        return page

    def note_script_errors(self) -> None:
        """Do nothing: in the process run no scripts."""

    def problems(self) -> list[str]:
        """Say what is wrong in the pages that are open."""
        pages = [page for session in self._sessions.values() for page in session.pages]
        return [
            problem
            for page in pages
            for problem in (*problems_of(page.document), *unknown_widgets(self.server, page))
        ]

    def close_pages(self) -> None:
        """Close all pages."""
        for session in self._sessions.values():
            session.close()

    def close(self) -> None:
        """Close all pages and stop the server."""
        self.close_pages()
        self._loop_thread.run(self.server.shutdown())


class ChromiumDriver:
    """Pages in Chromium, with the app on a port of this machine."""

    def __init__(
        self,
        app: App,
        loop_thread: LoopThread,
        browser: Any,
        errors: ServerErrors | None = None,
    ) -> None:
        from lona_testing.plugin.live_server import LiveServer

        self._app = app  # which owns the templates and files that were added to it
        self._browser = browser
        self._errors = errors
        self._contexts: dict[str, Context] = {}
        self._live = LiveServer(app, loop_thread, browser.contexts.port, errors)
        self.server = self._live.server

    def open(self, path: str, user: str) -> Page:
        """Return a page at a path."""
        from lona_testing.plugin.settling import Settling

        context = self._contexts.get(user)
        if context is None:
            context = self._browser.contexts.take(self._live.url, Settling(self.server))
            self._contexts[user] = context
        page = context.new_page()
        page.goto(str(URL(self._live.url).join(URL(path))))
        return cast(Page, page)

    def problems(self) -> list[str]:
        """Say what is wrong in the pages that are open."""
        pages = [page for context in self._contexts.values() for page in context.pages]
        documents = [_document_of(page.content()) for page in pages]
        return [problem for document in documents for problem in problems_of(document)]

    def close_pages(self) -> None:
        """Close all pages."""
        contexts, self._contexts = self._contexts, {}
        for context in contexts.values():
            self._browser.contexts.give_back(context)

    def close(self) -> None:
        """Close all pages and stop the server; errors of the pages' scripts fail the test."""
        try:
            self.close_pages()
        finally:
            self._live.close()
        self.note_script_errors()

    def note_script_errors(self) -> None:
        """Note the errors of scripts until now."""
        if self._errors is None:
            self._browser.raise_page_errors()
            return
        for text in self._browser.take_page_errors():
            self._errors.add(ScriptError(text), "a script in the browser raised an exception")


def _document_of(html: str) -> Document:
    """Return the document of a page; of its style sheets, those in the page count."""
    document = parse_document(html)
    document.styles = DocumentStyles(document, lambda *_: None, lambda _: True)
    return document
