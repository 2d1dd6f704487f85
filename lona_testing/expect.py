"""`expect`: assertions about pages and locators, of whichever driver they are.

What is asserted on the page in the process stands in `browser`; a driver with assertions of its own
brings them along, so that one test body runs on all of them.
"""

from typing import Any, Protocol, overload

from lona_testing.browser.locator import Locator
from lona_testing.browser.locator_assertions import LocatorAssertions
from lona_testing.browser.page import Page
from lona_testing.browser.page_assertions import PageAssertions


class ExpectsItself(Protocol):
    """An object of another driver, which brings its own assertions."""

    def lona_expect(self) -> Any:
        """Return the assertions about the object."""


@overload
def expect(actual: Locator) -> LocatorAssertions: ...
@overload
def expect(actual: Page) -> PageAssertions: ...
@overload
def expect(actual: ExpectsItself) -> Any: ...
def expect(actual: Any) -> Any:
    """Return the assertions about a locator or a page, of whichever driver."""
    if isinstance(actual, Locator):
        return LocatorAssertions(actual)
    if isinstance(actual, Page):
        return PageAssertions(actual)
    if "lona_expect" in dir(type(actual)):
        return actual.lona_expect()
    raise TypeError(f"expect() takes a page or a locator, not {actual!r}")
