"""A page (tab): its document, its history, and the script that runs in it.

Documents come from the network of its context. User actions are in `user`, looking things up is in
`locator`. A plain page runs no scripts.
"""

import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from yarl import URL

from lona_testing.browser.addresses import as_url, resolve, without_fragment
from lona_testing.browser.details import close_extra
from lona_testing.browser.dom import Element, Text, insert
from lona_testing.browser.errors import NotSupportedInProcess, PageError
from lona_testing.browser.focus import can_have_focus
from lona_testing.browser.history import History
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.locator import Locator
from lona_testing.browser.network import Response
from lona_testing.browser.queries import Queries
from lona_testing.browser.script import Event, Script
from lona_testing.browser.selectors import select
from lona_testing.browser.serialize import pretty
from lona_testing.browser.user import User

if TYPE_CHECKING:
    from lona_testing.browser.context import Context

DEFAULT_TIMEOUT = 5.0  # seconds

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BROWSER_SCHEMES = frozenset("about blob data file filesystem ftp javascript".split())

T = TypeVar("T")


class Page(Queries):
    """A tab, with the names of Playwright's `Page`. `context` has its cookies and its network."""

    def __init__(self, context: "Context") -> None:
        self.context = context
        self.document = Element("#document")
        self.script: Script | None = None
        self.history = History()
        self.user = User(self)
        self._title = ""
        self._timeout = DEFAULT_TIMEOUT
        self._is_closed = False

    # what Playwright's Page has

    @property
    def url(self) -> str:
        """The address in the address bar."""
        return self.history.address or "about:blank"

    def title(self) -> str:
        """Return the title of the page."""
        self.settle()
        return self._title

    def content(self) -> str:
        """Return the document as an indented tree."""
        self.settle()
        return pretty(self.document, limit=10_000)

    def goto(self, url: str) -> None:
        """Load an address; relative ones count from the site's root."""
        self.load(resolve(str(self.context.origin), url))
        self.settle()

    def reload(self) -> None:
        """Load the present address again."""
        self.load(self.url, replace=True)
        self.settle()

    def go_back(self) -> None:
        """Go one step back in the history; nothing happens at its beginning."""
        self._go(-1)

    def go_forward(self) -> None:
        """Go one step forward in the history; nothing happens at its end."""
        self._go(1)

    def close(self) -> None:
        """Close the tab; its script ends."""
        if not self._is_closed:
            self._is_closed = True
            self._leave()
            self.context.pages[:] = [page for page in self.context.pages if page is not self]

    def is_closed(self) -> bool:
        """Whether the tab was closed."""
        return self._is_closed

    def set_default_timeout(self, timeout: float) -> None:
        """Set how long actions and `expect` wait for a server that is busy, in milliseconds."""
        self._timeout = timeout / 1000

    def __repr__(self) -> str:
        return f"<Page {self.url}>"

    # documents

    def load(
        self,
        address: URL | str,
        post: Mapping[str, Any] | None = None,
        *,
        replace: bool = False,
    ) -> None:
        """Leave this document and load another one from the network."""
        self._leave()
        address, response = self.context.fetch(address, post)
        self.history.load(address, replace=replace)
        self._show(as_url(address), response)

    def follow(self, href: str) -> None:
        """Go where a link leads: to a place in the document, or to another one.

        An address for another program (`mailto:`, `tel:`) leaves the page as it is.
        """
        scheme = _SCHEME.match(href.strip())
        if scheme is not None and scheme[1].lower() not in ("http", "https"):
            if scheme[1].lower() in _BROWSER_SCHEMES:
                raise NotSupportedInProcess(f"following the link {href!r}")
            return
        try:
            target = resolve(self.base_address(), href)
        except ValueError:
            raise NotSupportedInProcess(f"following the link {href!r}") from None
        if "#" in target and without_fragment(target) == without_fragment(self.url):
            self.history.push(target)
            self._move_to(as_url(target).fragment)
        else:
            self.load(target)

    def base_address(self) -> str:
        """Return what references in the document start from: `<base>`, else its own address."""
        base = next(
            (e for e in self.document.elements() if e.tag == "base" and e.has("href")), None
        )
        return self.url if base is None else resolve(self.url, base.get("href") or "")

    def _move_to(self, fragment: str) -> None:
        """Let the focus go on from the target of a fragment, if there is one (HTML §7.4.6.3)."""
        if not fragment:
            return
        named = (e for e in self.document.elements() if e.tag == "a" and e.get("name") == fragment)
        target = next((e for e in self.document.elements() if e.get("id") == fragment), None)
        target = next(named, None) if target is None else target
        if target is not None:
            self.user.blur()
            self.user.focus(target)
            self.user.focus_state.start = target

    def _go(self, step: int) -> None:
        self.settle()
        entry = self.history.go(step)
        if entry is None:
            return
        if self.history.is_loaded(entry):
            if self.script is not None:
                self.script.show(entry.url)
        else:
            self.load(entry.address, replace=True)
        self.settle()

    def _leave(self) -> None:
        self.user.forget_focus()
        script, self.script = self.script, None
        if script is not None:
            script.stop()

    def _show(self, url: URL, response: Response) -> None:
        if not response.headers.get("Content-Type", "text/html").startswith("text/html"):
            self.document = Element("#document")
            insert(self.document, 0, [Text(response.text)])
            self._title = ""
            return
        self.document = parse_document(response.text)
        self._title = " ".join("".join(e.text() for e in select(self.document, "title")).split())
        close_extra(self.document.elements())
        self._focus_first()
        self.script = self.start_script(url, response.text)

    def _focus_first(self) -> None:
        """Give the focus to the first element that asks for it and can have it (`autofocus`)."""
        wanted = (e for e in self.document.elements() if "autofocus" in e.attributes)
        target = next(filter(can_have_focus, wanted), None)
        if target is not None:
            self.user.focus(target)

    # scripts

    def start_script(self, url: URL, html: str) -> Script | None:
        """Start what runs in the document that was just loaded; return None if nothing does."""
        return None

    def dispatch(self, event: Event) -> bool:
        """Tell the script of an event; return whether it prevents the browser's own action."""
        return self.script is not None and self.script.handle(event)

    def set_title(self, title: str) -> None:
        """Give the page another title, as scripts do."""
        self._title = title

    def settle(self, timeout: float | None = None) -> bool:
        """Wait until the server of the script is idle and all that it sent is applied.

        Returns False if it is still busy after `timeout` seconds.
        """
        end = time.monotonic() + (self._timeout if timeout is None else timeout)
        # Receiving may load another document with a script of its own.
        while self.script is not None:
            script = self.script
            is_idle = script.wait_idle(max(0.0, end - time.monotonic()))
            if not script.receive():
                return is_idle
            if time.monotonic() > end:  # also if the server never stops talking
                return is_idle
        return True

    def retry(self, attempt: Callable[[], T], timeout: float | None) -> T:
        """Try on a settled page, and again whenever a server that sleeps has sent something.

        Raises the last `PageError` when nothing is to be expected any more, or after `timeout`
        milliseconds (None: the page's own time).
        """
        seconds = self._timeout if timeout is None else timeout / 1000
        end = time.monotonic() + seconds
        self.settle(seconds)
        while True:
            try:
                return attempt()
            except PageError:
                if not self._wait_for_change(end - time.monotonic()):
                    raise

    def _wait_for_change(self, timeout: float) -> bool:
        """Wait for news of a server that sleeps; return False if none can be expected."""
        if self.script is None or timeout <= 0:
            return False
        if not self.script.wait_for_message(min(timeout, 0.1)):
            return False
        self.settle(timeout)
        return True

    # for locators and errors

    @property
    def page(self) -> "Page":
        """The page itself, so that pages and locators can be searched alike."""
        return self

    def tree(self) -> str:
        """Return what errors show: the document, and why a form was not submitted."""
        parts = [pretty(self.document), self.user.refusal]
        return "\n\n".join(filter(None, parts))

    def _base(self) -> Locator:
        return Locator(self, (), "page")
