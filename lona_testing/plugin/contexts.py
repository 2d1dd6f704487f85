"""Browser contexts that serve one test after the other, as if they were new.

To make a context and its page takes longer than many a test. So it is cleared and used again if the
test did with it only what can be undone. What a page shows and runs ends with its document; what
lives longer is deleted here: storage, cookies, cache, history, the position of the mouse.
"""

import socket
from typing import Any, Protocol

from lona_testing.plugin.remote import Playwright, Remote, Tabs
from lona_testing.plugin.settling import Settling

_LEAVES_NO_TRACE = frozenset(
    "add_cookies and_ blur bounding_box bring_to_front check clear clear_cookies click close"
    " content context cookies count dblclick describe description dispatch_event drag_and_drop"
    " drag_to eval_on_selector eval_on_selector_all evaluate evaluate_all evaluate_handle fill"
    " filter first focus go_back go_forward goto highlight hover input_value insert_text keyboard"
    " last locator main_frame mouse move new_page nth or_ page pages press press_sequentially"
    " query_selector query_selector_all reload screenshot scroll_into_view_if_needed select_option"
    " select_text set_checked set_content set_input_files storage_state tap text_content title type"
    " uncheck url viewport_size wheel".split()
)
_FAMILIES = ("all", "aria_", "get_", "inner_", "is_", "not_to_", "to_", "wait_for_")
_OWN_ADDRESSES = ("about:", "blob:", "data:")
_PATIENCE = 5_000  # milliseconds until a page that does not want to be left is given up
_OUTSIDE = -1  # a place where the mouse touches nothing


def leaves_no_trace(name: str) -> bool:
    """Whether what a method or property does to a page ends with its document, or is cleared."""
    return name in _LEAVES_NO_TRACE or name.startswith(_FAMILIES)


class Browser(Playwright, Protocol):
    """What makes the contexts."""

    Error: type[Exception]
    """What Playwright raises."""

    def create_context(self, **options: Any) -> Any:
        """Return a new context of Playwright; on its thread."""


class Context:
    """A browser context with a page, for one user of one test at a time."""

    def __init__(self, browser: Browser, base_url: str) -> None:
        self.base_url = base_url
        self._browser = browser
        self._was_elsewhere = False
        browser.run(self._create)

    def _create(self) -> None:
        self._target = self._browser.create_context(base_url=self.base_url)
        self._target.on("page", lambda page: page.on("framenavigated", self._note_address))
        self._page = self._target.new_page()
        self._session = self._target.new_cdp_session(self._page)

    def _note_address(self, frame: Any) -> None:
        """Note that a page was at another site: nobody knows what that stored."""
        if not frame.url.startswith((self.base_url, *_OWN_ADDRESSES)):
            self._was_elsewhere = True

    def begin(self, settling: Settling) -> None:
        """Begin with a test, whose server can be brought to rest."""
        self._tabs = Tabs(self._browser, settling)
        self._remote = Remote(self._browser, self._target, self._tabs)
        self._is_untouched = True

    def new_page(self) -> Any:
        """Return a page that this test has not used yet."""
        if self._is_untouched:
            self._is_untouched = False
            return self._tabs.remote_of(self._page)
        return self._remote.new_page()

    @property
    def pages(self) -> Any:
        """The open pages."""
        return self._remote.pages

    def end(self) -> bool:
        """Clear all that is left of the test, or close the context; tell whether it is as new."""
        traces = [name for name in self._tabs.used if not leaves_no_trace(name)]
        self._tabs.end()
        return bool(self._browser.run(lambda: self._clear(not traces)))

    def _clear(self, is_reusable: bool) -> bool:
        try:
            if is_reusable and not self._was_elsewhere and not self._page.is_closed():
                self._leave()
                return True
        except self._browser.Error:
            pass  # a page that does not want to be left, or that crashed
        self._target.close()
        return False

    def _leave(self) -> None:
        for page in self._target.pages:
            if page is not self._page:
                page.close()
        self._page.goto("about:blank", timeout=_PATIENCE)
        self._page.mouse.move(_OUTSIDE, _OUTSIDE)
        self._page.evaluate("window.name = ''")
        everything = {"origin": self.base_url, "storageTypes": "all"}
        self._session.send("Storage.clearDataForOrigin", everything)
        self._session.send("Network.clearBrowserCache")
        self._session.send("Page.resetNavigationHistory")
        self._target.clear_cookies()

    def close(self) -> None:
        """Close the context and its pages."""
        self._browser.run(self._target.close)


class Contexts:
    """The contexts of a browser, for servers that follow each other on one port."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._waiting: list[Context] = []
        # Keeps the port while no server listens there; it never listens itself.
        self._port_keeper = socket.socket()
        self._port_keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._port_keeper.bind(("127.0.0.1", 0))
        self.port: int = self._port_keeper.getsockname()[1]

    def take(self, base_url: str, settling: Settling) -> Context:
        """Return a context that is as good as new, for pages of the server at `base_url`."""
        context = next((c for c in self._waiting if c.base_url == base_url), None)
        if context is None:
            context = Context(self._browser, base_url)
        else:
            self._waiting.remove(context)
        context.begin(settling)
        return context

    def give_back(self, context: Context) -> None:
        """Keep a context for other tests if it can be cleared; close it otherwise."""
        if not context.end():
            return
        if context.base_url.endswith(f":{self.port}"):
            self._waiting.append(context)
        else:
            context.close()

    def close(self) -> None:
        """Give the port free; the contexts end with their browser."""
        self._port_keeper.close()
