"""Objects of Playwright as tests use them: each call travels to Playwright's thread and back.

Calls that look at a page or act on it find it at rest, and leave it so.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from lona_testing.browser import page as in_process
from lona_testing.browser.errors import NotSettled
from lona_testing.browser.only_in_browsers import REASONS, unknown
from lona_testing.browser.timing import seconds_of
from lona_testing.plugin.settling import (
    Moment,
    Patience,
    Settling,
    is_assertion,
    moves,
    needs_rest,
)

_PLAIN = (str, bytes, int, float, bool, type(None))


class Playwright(Protocol):
    """The thread on which Playwright lives, and what only it knows of its objects."""

    def run(self, function: Callable[[], Any]) -> Any:
        """Run a function on Playwright's thread and give its result."""

    def expect(self, target: Any, message: str | None) -> Any:
        """Return the assertions about a page or locator; on Playwright's thread."""

    def is_page(self, value: Any) -> bool:
        """Whether something is a page."""

    def refusal(self, error: Exception) -> Exception | None:
        """Return an error of Playwright as the page in the process names it, None if it is none."""


class Tab:
    """A page of a server, which is brought to rest."""

    def __init__(self, playwright: Playwright, page: Any, settling: Settling, tabs: "Tabs") -> None:
        self.stays = False
        self.timeout: float | timedelta | None = None
        self._tabs = tabs
        self._playwright = playwright
        self._page = page
        self._settling = settling
        self._calm_since: Moment | None = None
        playwright.run(lambda: page.on("requestfailed", self._note_failure))

    def end(self) -> None:
        """Listen to the page no longer."""
        self._playwright.run(
            lambda: self._page.remove_listener("requestfailed", self._note_failure)
        )

    def call(self, name: str, method: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Call a method of the page, or of something on it."""
        if name == "set_default_timeout":
            owner = self if getattr(method, "__self__", None) is self._page else self._tabs
            (owner.timeout,) = args or kwargs.values()
        if is_assertion(name):
            return self._check(method, args, kwargs)
        patience = self._patience(kwargs)
        if needs_rest(name):
            self.rest(patience)
        self.stays = False
        if moves(name):
            self._calm_since = None
        result = self._do(name, lambda: method(*args, **kwargs))
        if moves(name) and not kwargs.get("no_wait_after"):
            self.rest(patience)
        return result

    def rest(self, patience: Patience | None = None) -> None:
        """Wait until the server is idle and the page has applied what it sent."""
        if self._calm_since is not None and self._calm_since == self._settling.moment:
            return
        if not self._playwright.run(self._page.is_closed):
            self._calm_since = self._settling.rest(self, patience or self._patience({}))

    def _check(self, method: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        """Call an assertion, at last also on a server that does not come to rest."""
        if (timeout := self._default_timeout) is not None:
            kwargs.setdefault("timeout", timeout)
        busy = ""
        try:
            self.rest(self._patience(kwargs))
        except NotSettled as error:
            busy = f"\n\n{error}"
        try:
            return self._do("expect", lambda: method(*args, **kwargs))
        except AssertionError as error:
            if not busy:
                raise
            raise type(error)(f"{error}{busy}") from None

    def _do(self, name: str, do: Callable[[], Any]) -> Any:
        """Do something on the page; what is refused is refused as in the process."""
        try:
            return self._playwright.run(do)
        except Exception as error:
            if name in REASONS or (refusal := self._playwright.refusal(error)) is None:
                raise
            raise refusal from None

    @property
    def _default_timeout(self) -> float | timedelta | None:
        return self._tabs.timeout if self.timeout is None else self.timeout

    def _note_failure(self, request: Any) -> None:
        """Note that what the page wanted to load is no page: a file, or nothing at all."""
        if request.is_navigation_request():
            self.stays = True

    def _patience(self, kwargs: Any) -> Patience:
        default = seconds_of(self._default_timeout, in_process.DEFAULT_TIMEOUT)
        return Patience(seconds_of(kwargs.get("timeout"), default))

    def ask(self, script: str, argument: Any) -> Any:
        """Evaluate a script in the page; return what it resolves to."""
        return self._playwright.run(lambda: self._page.evaluate(script, argument))


class Tabs:
    """The pages of one browser context, each with what is known of it.

    `used` are the names of all methods and properties that were used on them.
    """

    def __init__(self, playwright: Playwright, settling: Settling) -> None:
        self.used: set[str] = set()
        self.timeout: float | timedelta | None = None
        self._playwright = playwright
        self._settling = settling
        self._tabs: dict[Any, Tab] = {}
        self._has_ended = False

    def of(self, page: Any) -> Tab:
        """Return the tab of a page of Playwright, made on first use."""
        tab = self._tabs.get(page)
        if tab is None:
            tab = self._tabs[page] = Tab(self._playwright, page, self._settling, self)
        return tab

    def remote_of(self, page: Any) -> "Remote":
        """Return a page of Playwright as tests use it."""
        return Remote(self._playwright, page, self, self.of(page))

    def note(self, name: str) -> None:
        """Note that a method or property is used; `RuntimeError` after the end."""
        if self._has_ended:
            raise RuntimeError(f"{name}: the test that this page was opened for has ended")
        self.used.add(name)

    def end(self) -> None:
        """Listen to the pages no longer: others will use them."""
        self._has_ended = True
        for tab in self._tabs.values():
            tab.end()


class Remote:
    """An object that lives on Playwright's thread; used like the object itself.

    `tabs` are pages of a server that can be asked, `tab` is the one that the object belongs to.
    """

    def __init__(
        self,
        playwright: Playwright,
        target: Any,
        tabs: Tabs | None = None,
        tab: Tab | None = None,
    ) -> None:
        self._lona_playwright = playwright
        self._lona_target = target
        self._lona_tabs = tabs
        self._lona_tab = tab

    def __getattr__(self, name: str) -> Any:
        tab = self._lona_tab
        if self._lona_tabs is not None:
            self._lona_tabs.note(name)
        if tab is not None and name == "url":
            tab.rest()
        value = self._lona_get(name)
        if not callable(value):
            return self._lona_wrap(value)

        def call(*args: Any, **kwargs: Any) -> Any:
            plain_args = [_unwrap(arg) for arg in args]
            plain_kwargs = {key: _unwrap(arg) for key, arg in kwargs.items()}
            if tab is not None:
                return self._lona_wrap(tab.call(name, value, plain_args, plain_kwargs))
            return self._lona_wrap(
                self._lona_playwright.run(lambda: value(*plain_args, **plain_kwargs))
            )

        return call

    def _lona_get(self, name: str) -> Any:
        target = self._lona_target
        try:
            return self._lona_playwright.run(lambda: getattr(target, name))
        except AttributeError:
            if name in dir(target):
                raise
            raise unknown(type(target).__name__, name, dir(target)) from None

    def __repr__(self) -> str:
        return f"<Remote {self._lona_target!r}>"

    def lona_expect(self, message: str | None) -> Any:
        """Return Playwright's assertions about the object."""
        playwright, target = self._lona_playwright, self._lona_target
        return self._lona_wrap(playwright.run(lambda: playwright.expect(target, message)))

    def _lona_wrap(self, value: Any) -> Any:
        """Return a value of Playwright to the test: plain values as they are."""
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, list | tuple):
            return [self._lona_wrap(item) for item in value]
        if isinstance(value, dict):
            return {key: self._lona_wrap(item) for key, item in value.items()}
        tab, tabs = self._lona_tab, self._lona_tabs
        if tabs is not None and self._lona_playwright.is_page(value):
            tab = tabs.of(value)
        return Remote(self._lona_playwright, value, tabs, tab)


def _unwrap(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_unwrap(item) for item in value)
    return value._lona_target if isinstance(value, Remote) else value
