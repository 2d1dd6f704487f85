"""What goes wrong on a page in the process, under the names that tests import."""

from lona_testing.browser.errors import (
    NotActionable,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
)

__all__ = ["NotActionable", "NotSupportedInProcess", "PageError", "StrictModeError"]
