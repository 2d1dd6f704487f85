"""Assertions on pages, with Playwright's names.

They wait as long as the server is busy, or asleep with something still to come; on an idle server
they fail at once and show what is there instead.
"""

import re
from collections.abc import Callable
from typing import Any

from yarl import URL

from lona_testing.browser.errors import PageError
from lona_testing.browser.locator_assertions import LocatorAssertions
from lona_testing.browser.matching import equals, is_same
from lona_testing.browser.only_in_browsers import refuse
from lona_testing.browser.page import Page
from lona_testing.vocabulary.values import TextPattern, Timeout


class PageAssertions:
    """What can be expected of a page; `message` stands at the beginning of errors."""

    def __init__(self, page: Page, message: str | None = None) -> None:
        self._page = page
        self._message = message

    def to_have_title(self, title_or_reg_exp: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect a title."""
        self._title(title_or_reg_exp, True, timeout)

    def not_to_have_title(self, title_or_reg_exp: TextPattern, *, timeout: Timeout = None) -> None:
        """Expect any other title."""
        self._title(title_or_reg_exp, False, timeout)

    def to_have_url(
        self,
        url_or_reg_exp: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect an address; a relative one counts from the site's root."""
        self._url(url_or_reg_exp, True, ignore_case, timeout)

    def not_to_have_url(
        self,
        url_or_reg_exp: TextPattern,
        *,
        ignore_case: bool | None = None,
        timeout: Timeout = None,
    ) -> None:
        """Expect any other address."""
        self._url(url_or_reg_exp, False, ignore_case, timeout)

    def to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect a part of what assistive technology is told of the page, as YAML."""
        self._body(True).to_match_aria_snapshot(expected, timeout=timeout)

    def not_to_match_aria_snapshot(self, expected: str, *, timeout: Timeout = None) -> None:
        """Expect that assistive technology is not told this of the page."""
        self._body(False).to_match_aria_snapshot(expected, timeout=timeout)

    def _body(self, is_wanted: bool) -> LocatorAssertions:
        return LocatorAssertions(self._page.locator("body"), self._message, not is_wanted)

    def _title(self, wanted: TextPattern, is_wanted: bool, timeout: Timeout) -> None:
        page = self._page
        test = _test(wanted, lambda title: equals(title, wanted))
        self._check("title", wanted, lambda: page.current_title, test, is_wanted, timeout)

    def _url(
        self, url: TextPattern, is_wanted: bool, ignore_case: bool | None, timeout: Timeout
    ) -> None:
        page = self._page
        wanted = str(page.context.origin.join(URL(url))) if isinstance(url, str) else url
        test = _test(wanted, lambda actual: is_same(actual, wanted, ignore_case))
        self._check("URL", wanted, lambda: page.current_url, test, is_wanted, timeout)

    def _check(
        self,
        what: str,
        wanted: TextPattern,
        read: Callable[[], str],
        test: Callable[[str], bool],
        is_wanted: bool,
        timeout: Timeout,
    ) -> None:
        def attempt() -> None:
            actual = read()
            if test(actual) == is_wanted:
                return
            beginning = f"{self._message}: " if self._message else ""
            negation = "" if is_wanted else "not "
            raise PageError(
                f"{beginning}expected the {what} {negation}to be {wanted!r}, is {actual!r}"
            )

        self._page.expect(attempt, timeout)

    def __getattr__(self, name: str) -> Any:
        refuse(self, name)


def _test(wanted: object, test: Callable[[str], bool]) -> Callable[[str], bool]:
    if isinstance(wanted, str | re.Pattern):
        return test
    raise TypeError(f"a string or a regular expression is needed, not {wanted!r}")
