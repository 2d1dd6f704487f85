"""What goes wrong on a page in the process, under the names that tests import."""

from lona_testing.browser.errors import (
    NotActionable,
    NotSettled,
    NotSupportedInProcess,
    PageError,
    ScriptError,
    StrictModeError,
    WrongElement,
)

__all__ = [
    "NotActionable",
    "NotSettled",
    "NotSupportedInProcess",
    "PageError",
    "ScriptError",
    "StrictModeError",
    "WrongElement",
]
