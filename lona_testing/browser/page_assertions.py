"""Assertions on pages, with Playwright's names.

They wait as long as the server is busy, or asleep with something still to come; on an idle server
they fail at once and show what is there instead.
"""

from collections.abc import Callable

from lona_testing.browser.errors import PageError
from lona_testing.browser.matching import TextPattern, equals
from lona_testing.browser.page import Page


class PageAssertions:
    """What can be expected of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def to_have_title(self, title: TextPattern, *, timeout: float | None = None) -> None:
        """Expect a title."""
        self._check("title", title, lambda: self._page.title(), True, timeout)

    def not_to_have_title(self, title: TextPattern, *, timeout: float | None = None) -> None:
        """Expect any other title."""
        self._check("title", title, lambda: self._page.title(), False, timeout)

    def to_have_url(self, url: TextPattern, *, timeout: float | None = None) -> None:
        """Expect an address; a relative one counts from the site's root."""
        self._check("URL", self._absolute(url), lambda: self._page.url, True, timeout)

    def not_to_have_url(self, url: TextPattern, *, timeout: float | None = None) -> None:
        """Expect any other address."""
        self._check("URL", self._absolute(url), lambda: self._page.url, False, timeout)

    def _absolute(self, url: TextPattern) -> TextPattern:
        if isinstance(url, str) and url.startswith("/"):
            return str(self._page.context.origin.with_path("/")).rstrip("/") + url
        return url

    def _check(
        self,
        what: str,
        wanted: TextPattern,
        read: Callable[[], str],
        is_wanted: bool,
        timeout: float | None,
    ) -> None:
        def attempt() -> None:
            actual = read()
            if equals(actual, wanted) != is_wanted:
                negation = "" if is_wanted else "not "
                raise PageError(f"expected the {what} {negation}to be {wanted!r}, is {actual!r}")

        self._page.retry(attempt, timeout)
