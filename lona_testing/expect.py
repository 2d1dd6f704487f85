"""`expect`: assertions about pages and locators, of whichever driver they are.

What is asserted on the page in the process stands in `browser`; a driver with assertions of its own
brings them along, so that one test body runs on all of them.
"""

from typing import Any, overload

from lona_testing import vocabulary
from lona_testing.browser.locator import Locator
from lona_testing.browser.locator_assertions import LocatorAssertions
from lona_testing.browser.page import Page
from lona_testing.browser.page_assertions import PageAssertions


@overload
def expect(actual: Locator, message: str | None = None) -> LocatorAssertions: ...
@overload
def expect(actual: Page, message: str | None = None) -> PageAssertions: ...
@overload
def expect(
    actual: vocabulary.Locator, message: str | None = None
) -> vocabulary.LocatorAssertions: ...
@overload
def expect(actual: vocabulary.Page, message: str | None = None) -> vocabulary.PageAssertions: ...
def expect(actual: Any, message: str | None = None) -> Any:
    """Return the assertions about a locator or a page, of whichever driver.

    A message stands at the beginning of what they say when they fail.
    """
    if isinstance(actual, Locator):
        return LocatorAssertions(actual, message)
    if isinstance(actual, Page):
        return PageAssertions(actual, message)
    if "lona_expect" in dir(type(actual)):
        return actual.lona_expect(message)
    raise TypeError(f"expect() takes a page or a locator, not {actual!r}")
