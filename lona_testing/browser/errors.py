"""What goes wrong in a test, apart from plain assertions.

AssertionError
└── PageError             an action or a look at the page failed; shows the tree
    ├── StrictModeError   a locator matched several elements where one was needed
    ├── WrongElement      the element has no such thing: a check mark, options, a value
    ├── NotActionable     the element is there, but a user could not do this with it
    └── NotSettled        the server was still at work when the time was over
NotSupportedInProcess     only a real browser knows; says what to do
"""


class PageError(AssertionError):
    """An action on the page, or a look at it, failed."""


class StrictModeError(PageError):
    """A locator matched several elements where exactly one was needed."""


class WrongElement(PageError):
    """The element has no such thing as a check mark, options or a value."""


class NotActionable(PageError):
    """The element is there, but a user could not do this with it now."""


class NotSettled(PageError):
    """The server was still at work when the time of an action was over."""


class NotSupportedInProcess(Exception):
    """Only a real browser can know or do this.

    It says what, why, and the way out: `instead`, by default another driver.
    """

    def __init__(self, what: str, why: str, instead: str = "") -> None:
        way_out = instead or "Run this test in a browser with --lona-driver=chromium."
        super().__init__(f"{what} is not possible in-process: {why}. {way_out}")


class ScriptError(Exception):
    """An uncaught error of a script, or a `console.error`, in a page of Chromium."""
