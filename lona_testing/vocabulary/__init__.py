"""The one vocabulary of tests: what pages and locators of both drivers can do.

The names and arguments are Playwright's, as far as a page in the process has them, too. Nothing is
implemented here: `lona_testing.browser` is the page in the process, and Playwright the other one.
"""

from lona_testing.vocabulary.assertions import LocatorAssertions, PageAssertions
from lona_testing.vocabulary.context import BrowserContext
from lona_testing.vocabulary.keyboard import Keyboard
from lona_testing.vocabulary.locator import Locator
from lona_testing.vocabulary.page import Page

__all__ = [
    "BrowserContext",
    "Keyboard",
    "Locator",
    "LocatorAssertions",
    "Page",
    "PageAssertions",
]
