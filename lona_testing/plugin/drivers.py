"""Where the page of a test lives: in the process, or in a real browser. One interface for both.

A driver serves one app at a time to pages; `open` gives a page of a named user, `close` ends all.
"""

from collections.abc import Collection
from threading import Thread
from typing import Any, Protocol

from yarl import URL

from lona.app import App
from lona.server import Server
from lona_testing.plugin.app_setup import make_server
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.outsiders import Outsiders
from lona_testing.wire.session import Session


class Driver(Protocol):
    """A running app and the pages that look at it."""

    server: Server

    def open(self, path: str, user: str) -> Any:
        """Return a page at a path; pages of one user share the session."""

    def close(self) -> None:
        """Close all pages and stop the server."""


class InProcessDriver:
    """Pages in the process: no socket, no browser."""

    def __init__(
        self, app: App, loop_thread: LoopThread, known_threads: Collection[Thread] = ()
    ) -> None:
        self._app = app  # which owns the templates and files that were added to it
        self._loop_thread = loop_thread
        self._outsiders = Outsiders(loop_thread.loop, known_threads)
        self._sessions: dict[str, Session] = {}
        self.server = make_server(app)
        self.server.set_loop(loop_thread.loop)
        self.server.set_worker_pool(loop_thread.worker_pool)
        loop_thread.run(self.server.startup())

    def open(self, path: str, user: str) -> Any:
        """Return a page at a path."""
        session = self._sessions.get(user)
        if session is None:
            session = self._sessions[user] = Session(self.server, outsiders=self._outsiders)
        page = session.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        """Close all pages and stop the server."""
        for session in self._sessions.values():
            session.close()
        self._loop_thread.run(self.server.shutdown())


class ChromiumDriver:
    """Pages in Chromium, with the app on a port of this machine."""

    def __init__(self, app: App, loop_thread: LoopThread, browser: Any) -> None:
        from lona_testing.plugin.live_server import LiveServer

        self._app = app  # which owns the templates and files that were added to it
        self._browser = browser
        self._contexts: dict[str, Any] = {}
        self._live = LiveServer(app, loop_thread)
        self.server = self._live.server

    def open(self, path: str, user: str) -> Any:
        """Return a page at a path."""
        from lona_testing.plugin.settling import Settling

        context = self._contexts.get(user)
        if context is None:
            context = self._browser.new_context(
                settling=Settling(self.server), base_url=self._live.url
            )
            self._contexts[user] = context
        page = context.new_page()
        page.goto(str(URL(self._live.url).join(URL(path))))
        return page

    def close(self) -> None:
        """Close all pages and stop the server; errors of the pages fail the test."""
        try:
            for context in self._contexts.values():
                context.close()
        finally:
            self._live.close()
        self._browser.raise_page_errors()
