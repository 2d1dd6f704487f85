"""A page (tab) of the in-process browser that can show Lona's frontend."""

import re
from typing import TYPE_CHECKING

from yarl import URL

from lona_testing.browser import page as browser
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import select
from lona_testing.wire.fake_connection import FakeConnection
from lona_testing.wire.frontend import Frontend
from lona_testing.wire.window import PageWindow

if TYPE_CHECKING:
    from lona.server import Server
    from lona_testing.wire.session import Session

# A frontend makes its context itself, or has the data of the default one.
_FRONTEND = re.compile(r"\bLonaContext\b|\bid=\"lona-frontend\"")
_TARGET = re.compile(r"\btarget['\"]?\s*:\s*['\"]([^'\"]+)['\"]")
_TITLE = re.compile(r"\btitle['\"]?\s*:\s*['\"]([^'\"]*)['\"]")


class Page(browser.Page):
    """A tab. Names and behaviour are those of Playwright's `Page`, as far as they are known here.

    `context` is the session it belongs to; `messages` the custom messages of the server (those that
    are not Lona's own), as text.
    """

    context: "Session"
    script: Frontend | None

    def __init__(self, context: "Session") -> None:
        super().__init__(context)
        self.messages: list[str] = []
        self.redirects: list[str] = []  # since the user did something

    @property
    def server(self) -> "Server":
        """The server of the session."""
        return self.context.server

    @property
    def connection(self) -> FakeConnection | None:
        """The websocket of the frontend, None on pages without one."""
        return None if self.script is None else self.script.connection

    @property
    def window(self) -> PageWindow | None:
        """The window in which views are shown, None on pages without one."""
        return None if self.script is None else self.script.window

    def start_script(self, url: URL, html: str) -> Frontend | None:
        """Start Lona's client, if the document is a frontend."""
        if not _FRONTEND.search(html):
            return None
        match = _TARGET.search(html)
        target = match[1] if match else "#lona"
        roots = select(self.document, target)
        if not roots:
            raise NotSupportedInProcess(
                f"finding the window element {target!r} of {url}",
                "it is not in the HTML of the frontend, and scripts do not run",
            )
        title = _TITLE.search(html)
        return Frontend(self, roots[0], url, title[1] if title else "")
