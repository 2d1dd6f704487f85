"""A page (tab): its document, its history, and the script that runs in it.

Documents come from the network of its context. User actions are in `user`, looking things up is in
`locator`. A plain page runs no scripts.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, TypeVar

from yarl import URL

from lona_testing import vocabulary
from lona_testing.browser.addresses import as_url, resolve, without_fragment
from lona_testing.browser.details import close_extra
from lona_testing.browser.dom import Document, Element, Text, insert
from lona_testing.browser.errors import (
    NotSettled,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
    WrongElement,
)
from lona_testing.browser.focus import Autofocus
from lona_testing.browser.forms import Entries
from lona_testing.browser.history import History
from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.locator import Locator
from lona_testing.browser.network import Response
from lona_testing.browser.page_keyboard import Keyboard
from lona_testing.browser.page_shortcuts import PageShortcuts
from lona_testing.browser.script import Event, Script
from lona_testing.browser.serialize import pretty
from lona_testing.browser.style.documents import DocumentStyles, reading
from lona_testing.browser.style.loading import SheetLoader
from lona_testing.browser.timing import Deadline, seconds_of
from lona_testing.browser.titles import set_title, title_of
from lona_testing.browser.user import User
from lona_testing.vocabulary.values import TextPattern, Timeout, WaitUntil

if TYPE_CHECKING:
    from lona_testing.browser.context import Context

DEFAULT_TIMEOUT = 5.0  # seconds

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_BROWSER_SCHEMES = frozenset("about blob data file filesystem ftp javascript".split())

T = TypeVar("T")


class Page(PageShortcuts):
    """A tab, with the names of Playwright's `Page`. `context` has its cookies and its network."""

    context: "Context"
    keyboard: Keyboard

    def __init__(self, context: "Context") -> None:
        self.context = context
        self.document = Document()
        self._autofocus = Autofocus()
        self.script: Script | None = None
        self.history = History()
        self.user = User(self)
        self.keyboard = Keyboard(self)
        self._own_timeout: float | None = None
        self._navigation_timeout: float | None = None
        self._is_closed = False

    # what Playwright's Page has

    @property
    def url(self) -> str:
        """The address in the address bar."""
        return self.look(lambda: self.current_url)

    def title(self) -> str:
        """Return the title of the page."""
        return self.look(lambda: self.current_title)

    def aria_snapshot(
        self,
        *,
        boxes: bool | None = None,
        depth: int | None = None,
        mode: Literal["ai", "default"] | None = None,
        timeout: Timeout = None,
    ) -> str:
        """Return what assistive technology is told of the page, as YAML; see the locator's."""
        body = self.locator("body")
        return body.aria_snapshot(boxes=boxes, depth=depth, mode=mode, timeout=timeout)

    def goto(
        self,
        url: str,
        *,
        referer: str | None = None,
        timeout: Timeout = None,
        wait_until: WaitUntil | None = None,
    ) -> None:
        """Load an address; relative ones count from the site's root.

        Every page is loaded to its end, whatever `wait_until` says.
        """
        deadline = self._navigation_deadline(timeout)
        if referer is not None:
            raise NotSupportedInProcess("goto(referer=)", "pages send no such header")
        self.load(resolve(str(self.context.origin), url))
        self.rest(deadline)

    def reload(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Load the present address again."""
        deadline = self._navigation_deadline(timeout)
        self.load(self.current_url, replace=True)
        self.rest(deadline)

    def go_back(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Go one step back in the history; nothing happens at its beginning."""
        self._go(-1, self._navigation_deadline(timeout))

    def go_forward(self, *, timeout: Timeout = None, wait_until: WaitUntil | None = None) -> None:
        """Go one step forward in the history; nothing happens at its end."""
        self._go(1, self._navigation_deadline(timeout))

    def close(self, *, run_before_unload: bool | None = None, reason: str | None = None) -> None:
        """Close the tab; its script ends."""
        if not self._is_closed:
            self._is_closed = True
            self._leave()
            self.context.pages[:] = [page for page in self.context.pages if page is not self]

    def is_closed(self) -> bool:
        """Whether the tab was closed."""
        return self._is_closed

    def set_default_timeout(self, timeout: float | timedelta) -> None:
        """Set how long actions and `expect` wait for a server that is busy, in milliseconds."""
        self._own_timeout = seconds_of(timeout, self._timeout)

    def set_default_navigation_timeout(self, timeout: float | timedelta) -> None:
        """Set how long loading a page may take, in milliseconds."""
        self._navigation_timeout = seconds_of(timeout, self._timeout)

    def wait_for_load_state(
        self,
        state: Literal["domcontentloaded", "load", "networkidle"] | None = None,
        *,
        timeout: Timeout = None,
    ) -> None:
        """Wait until the server is idle: a page here is loaded to its end at once."""
        self.rest(self._navigation_deadline(timeout))

    def bring_to_front(self) -> None:
        """Do nothing: no page hides another."""

    def locator(
        self,
        selector: str,
        *,
        has: vocabulary.Locator | None = None,
        has_not: vocabulary.Locator | None = None,
        has_not_text: TextPattern | None = None,
        has_text: TextPattern | None = None,
    ) -> Locator:
        """Find by a selector: CSS, or what an engine of Playwright takes (`text=…`, `a >> b`)."""
        return self._locate(selector, has, has_not, has_not_text, has_text)

    def __repr__(self) -> str:
        return f"<Page {self.current_url}>"

    # documents

    def load(
        self,
        address: URL | str,
        post: Entries | None = None,
        *,
        replace: bool = False,
        referrer: str = "",
    ) -> None:
        """Leave this document and load another one from the network.

        `referrer` is the address of the page that leads there, if one does.
        """
        self._leave()
        address, response = self.context.fetch(address, post, without_fragment(referrer))
        self.history.load(address, replace=replace)
        self._show(as_url(address), response)

    def post(self, address: str, post: Entries) -> Response:
        """Send a form to an address of the site, as a script does; the document stays."""
        return self.context.fetch(resolve(self.current_url, address), post)[1]

    def follow(self, href: str) -> None:
        """Go where a link leads: to a place in the document, or to another one.

        An address for another program (`mailto:`, `tel:`) leaves the page as it is.
        """
        scheme = _SCHEME.match(href.strip())
        if scheme is not None and scheme[1].lower() not in ("http", "https"):
            if scheme[1].lower() in _BROWSER_SCHEMES:
                raise NotSupportedInProcess(
                    f"following the link {href!r}", "no server answers, but the browser itself"
                )
            return
        try:
            target = resolve(self.base_address(), href)
        except ValueError:
            raise NotSupportedInProcess(
                f"following the link {href!r}", "it is not known what a browser makes of it"
            ) from None
        if "#" in target and without_fragment(target) == without_fragment(self.current_url):
            self.history.push(target)
            self._move_to(as_url(target).fragment)
        else:
            self.load(target, referrer=self.current_url)

    def base_address(self) -> str:
        """Return what references in the document start from: `<base>`, else its own address."""
        base = next(
            (e for e in self.document.elements() if e.tag == "base" and e.has("href")), None
        )
        return (
            self.current_url if base is None else resolve(self.current_url, base.get("href") or "")
        )

    def _move_to(self, fragment: str) -> None:
        """Let the focus go on from the target of a fragment, if there is one (HTML §7.4.6.3)."""
        target = self.document.target = self._target_of(fragment)
        if target is not None:
            self.user.blur()
            self.user.focus(target)
            self.user.focus_state.start = target

    def _target_of(self, fragment: str) -> Element | None:
        if not fragment:
            return None
        named = (e for e in self.document.elements() if e.tag == "a" and e.get("name") == fragment)
        target = next((e for e in self.document.elements() if e.get("id") == fragment), None)
        return next(named, None) if target is None else target

    def _go(self, step: int, deadline: Deadline) -> None:
        self.settle(deadline.remaining)
        entry = self.history.go(step)
        if entry is None:
            return
        if self.history.is_loaded(entry):
            self.document.target = self._target_of(as_url(entry.address).fragment)
            if self.script is not None:
                self.script.show(entry.url)
        else:
            self.load(entry.address, replace=True)
        self.rest(deadline)

    def _leave(self) -> None:
        self.user.forget_focus()
        script, self.script = self.script, None
        if script is not None:
            script.stop()

    def _show(self, url: URL, response: Response) -> None:
        if not response.headers.get("Content-Type", "text/html").startswith("text/html"):
            self.document = _text_document(response.text)
            return
        loader = SheetLoader(
            self.context.fetch_resource,
            self.base_address,
            response.headers.get("Content-Security-Policy", ""),
        )
        self.document = parse_document(response.text)
        self.document.styles = DocumentStyles(self.document, loader.load, loader.allows_inline)
        self.document.target = self._target_of(url.fragment)
        close_extra(self.document.elements())
        self._autofocus = Autofocus()
        self._focus_what_asks()
        self.script = self.start_script(url, response.text)

    def _focus_what_asks(self) -> None:
        target = self._autofocus.choose(self.document)
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
        set_title(self.document, title)

    # waiting

    def deadline(self, timeout: Timeout) -> Deadline:
        """Return when an action that begins now has to be done."""
        return Deadline(seconds_of(timeout, self._timeout))

    def _navigation_deadline(self, timeout: Timeout) -> Deadline:
        own = (self._navigation_timeout, self._own_timeout, self.context.navigation_timeout)
        default = next((seconds for seconds in own if seconds is not None), self._timeout)
        return Deadline(seconds_of(timeout, default))

    @property
    def _timeout(self) -> float:
        own = self._own_timeout
        return self.context.timeout if own is None else own

    def settle(self, timeout: float | None = None) -> bool:
        """Wait until the server of the script is idle and all that it sent is applied.

        Returns False if it is still busy after `timeout` seconds.
        """
        deadline = Deadline(self._timeout if timeout is None else timeout)
        # Receiving may load another document with a script of its own.
        while self.script is not None:
            script = self.script
            is_idle = script.wait_idle(deadline.remaining)
            if not script.receive():
                return is_idle
            self._focus_what_asks()
            if not deadline.remaining:  # also if the server never stops talking
                return is_idle
        return True

    def rest(self, deadline: Deadline) -> None:
        """Wait until nothing moves any more; raises `NotSettled` if that does not come in time."""
        if self.settle(deadline.remaining):
            return
        raise NotSettled(
            f"the server is still busy after {deadline.seconds:g} seconds\n\n{self._why_busy()}"
        )

    def look(self, read: Callable[[], T], timeout: Timeout = None) -> T:
        """Return what is read on a page at rest."""
        self.rest(self.deadline(timeout))
        with reading(self.document):
            return read()

    def retry(self, attempt: Callable[[], T], timeout: Timeout) -> T:
        """Try on a page at rest, and again after each change for which nobody has asked.

        Raises the last `PageError` when nothing is to be expected any more, or when the time is
        over; at once what no change can mend.
        """
        deadline = self.deadline(timeout)
        self.rest(deadline)
        return self._retry(attempt, deadline)

    def act(
        self, find: Callable[[], T], do: Callable[[T], None], timeout: Timeout, waits: bool = True
    ) -> None:
        """Do something with what is found as `retry` does, and wait for what comes of it."""
        deadline = self.deadline(timeout)
        self.rest(deadline)
        do(self._retry(find, deadline))
        if waits:
            self.rest(deadline)

    def expect(self, attempt: Callable[[], None], timeout: Timeout) -> None:
        """Check as `retry` does; on a server that never rests, when the time is over."""
        deadline = self.deadline(timeout)
        is_idle = self.settle(deadline.remaining)
        try:
            self._retry(attempt, deadline)
        except PageError as error:
            if is_idle:
                raise
            raise type(error)(f"{error}\n\n{self._why_busy()}") from None

    def _retry(self, attempt: Callable[[], T], deadline: Deadline) -> T:
        while True:
            try:
                with reading(self.document):
                    return attempt()
            except (StrictModeError, WrongElement):
                raise
            except PageError:
                if not self._wait_for_change(deadline):
                    raise

    def _wait_for_change(self, deadline: Deadline) -> bool:
        """Wait for a change that nobody has asked for; return False if none can be expected."""
        if self.script is None or not deadline.remaining:
            return False
        if not self.script.wait_for_message(min(deadline.remaining, 0.1)):
            return False
        self.settle(deadline.remaining)
        return True

    def _why_busy(self) -> str:
        return "" if self.script is None else self.script.why_busy()

    # for locators and errors

    @property
    def current_url(self) -> str:
        """The address in the address bar now, without waiting for anything."""
        return self.history.address or "about:blank"

    @property
    def current_title(self) -> str:
        """The title now, without waiting for anything."""
        return title_of(self.document)

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


def _text_document(text: str) -> Document:
    """Return the document that a browser makes of what is no HTML (HTML §7.5.4)."""
    style = "word-wrap: break-word; white-space: pre-wrap;"
    document = parse_document(f'<body><pre style="{style}"></pre></body>')
    insert(next(e for e in document.elements() if e.tag == "pre"), 0, [Text(text)])
    return document
