"""Lona's client in a page: its connection, its window, and what messages do to the page.

Has no window but the default one, and knows no hooks of custom frontends.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona.protocol import INPUT_EVENT_TYPE, ContentKind
from lona.protocol import messages as m
from lona_testing.browser.addresses import as_url, resolve
from lona_testing.browser.dom import Element
from lona_testing.browser.script import Event
from lona_testing.wire.arrival import Arrival
from lona_testing.wire.busy import describe_busy
from lona_testing.wire.captures import find_event
from lona_testing.wire.events import handle_event, is_wanted
from lona_testing.wire.fake_connection import FakeConnection
from lona_testing.wire.window import PageWindow

if TYPE_CHECKING:
    from lona_testing.wire.page import Page

MAX_REDIRECTS = 20
"""Most redirects that are followed without an action of the user in between."""


class Frontend:
    """The script of a page that shows views: a `browser.script.Script`.

    `root` is the element of the window, `url` what it shows first, `title` the one that the page
    has until a view sets another.
    """

    def __init__(self, page: "Page", root: Element, url: URL, title: str) -> None:
        self._page = page
        self._title = title
        self._new_entry: str | None = None  # waits for its view to start
        page.redirects = []
        self.connection = FakeConnection(
            page.server,
            str(url),
            cookies=page.context.cookie_values(),
            headers={"Origin": str(page.context.origin)},
        ).open()
        self._arrival = Arrival(root, page.user)
        self.window = PageWindow(root, url, self.connection.send, page.user.focus_state, page.post)
        self.show(url)

    # what the browser calls

    def handle(self, event: Event) -> bool:
        """Take an event; tell whether the browser's own action is prevented."""
        if not event.type.startswith("focus"):
            self._page.redirects = []
        if event.type == "blur":
            self._arrival.blurred(event.target)
        return handle_event(self.window, event, self._go)

    def hears(self, event: Event) -> bool:
        """Whether an event is one that the window's elements want."""
        return is_wanted(self.window, event)

    def listens(self, element: Element) -> bool:
        """Whether clicks at an element are wanted."""
        return find_event(element, INPUT_EVENT_TYPE.CLICK) is not None

    def show(self, url: URL) -> None:
        """Show the view of an entry of the history."""
        self._arrival.forget()
        self._run(url, None)

    def wait_idle(self, timeout: float) -> bool:
        """Wait until nothing moves in the server; tell whether that came in `timeout` seconds."""
        return self.connection.settle(timeout)

    def why_busy(self) -> str:
        """Say what the server is doing, for errors."""
        return describe_busy(self._page.server)

    def wait_for_message(self, timeout: float) -> bool:
        """Wait for something that nobody has asked for; return False if nothing can be expected.

        A view that sleeps can send something, and so can a thread that user code started; what the
        latter does without a message cannot be seen, so that it is given the time.
        """
        # What sends and ends between the two questions has sent before the second.
        can_come = self.connection.closed is None and self._may_change()
        return self.connection.wait_for_message(timeout if can_come else 0) or can_come

    def _may_change(self) -> bool:
        activity = self._page.server.activity
        outsiders = self._page.context.outsiders
        return bool(activity.dozing or activity.moving) or (
            outsiders is not None and outsiders.are_alive()
        )

    def receive(self) -> bool:
        """Apply what the server has sent; tell whether there was anything."""
        messages = self.connection.receive()
        for message in messages:
            if self._page.script is self:  # else a message has brought another document
                self.take(message)
        return bool(messages)

    def stop(self) -> None:
        """Say goodbye: the page is left."""
        self.connection.close()

    # views

    def _go(self, url: str, post: Mapping[str, Any] | None) -> None:
        """Show the view of a link or form that the user has chosen."""
        self.run_view(url, post)
        self._arrival.guide()

    def run_view(self, url: str, post: Mapping[str, Any] | None = None) -> None:
        """Show a view in the window, with a new entry in the history when it starts."""
        target = resolve(str(self.window.url), url)
        self._run(as_url(target), post)
        self._new_entry = target

    def _run(self, url: URL, post: Mapping[str, Any] | None) -> None:
        self._new_entry = None
        if self._title:
            self._page.set_title(self._title)
        self.window.run_view(url, post)

    # what the server says

    def take(self, message: m.ServerMessage | str) -> None:
        """Apply a message of the server, or keep one that is not Lona's."""
        if isinstance(message, str):
            self._page.messages.append(message)
            return
        if isinstance(message, m.Pong):
            return
        for applied in self.window.receive(message):
            self._follow(applied)
        self._page.user.check_focus()

    def _follow(self, message: m.ServerMessage) -> None:
        """Do to the page what an applied message asks for."""
        page = self._page
        match message:
            case m.ViewStarted() if self._new_entry is not None:
                page.history.push(self._new_entry)
                self._new_entry = None
            case m.Redirect() | m.HttpRedirect():
                self._redirect(message)
            case m.Update():
                if message.title is not None:
                    page.set_title(message.title)
                if message.kind != ContentKind.NOTHING:
                    self._arrival.arrived()

    def _redirect(self, message: m.Redirect | m.HttpRedirect) -> None:
        """Go where a view wants to; if views have done nothing else for long, tell the server."""
        page = self._page
        target = as_url(resolve(str(self.window.url), message.location))
        redirects = [*page.redirects, str(target)]
        if len(redirects) > MAX_REDIRECTS:
            addresses = "\n".join(redirects)
            self.window.report_error(f"more than {MAX_REDIRECTS} redirects:\n{addresses}")
            redirects = []
        elif isinstance(message, m.Redirect) and target.origin() == page.context.origin.origin():
            self.run_view(str(target))
        else:
            self._new_entry = None
            page.load(target, referrer=str(self.window.url))
        page.redirects = redirects
