"""What Playwright raises, under the names of the page in the process.

A test that expects a refusal says the same for both drivers. Playwright has one type of error, and
tells the rest in words.
"""

import re

from lona_testing.browser.errors import NotActionable, PageError, StrictModeError, WrongElement

_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (StrictModeError, r"strict mode violation"),
    (
        TypeError,
        r": expected (?:string|boolean|number|integer|float|array|object|Buffer)"
        r"|cannot be a RegExp",
    ),
    (
        ValueError,
        r"while parsing|Unknown engine|is not a valid (?:selector|XPath)|Invalid regular"
        r"|must be one of|: expected one of|can ?not be used|only supported for roles|Unknown key"
        r"|attribute must (?:be compared|have a value)|engine expects|Cookie should have",
    ),
    (
        WrongElement,
        r"(?:Element|Node) is not an? |Not an? (?:checkbox|input|select)|is not an HTMLElement",
    ),
    (
        NotActionable,
        r"[Ee]lement is (?:not (?:visible|enabled|editable)|inert)|intercepts pointer events"
        r"|outside of the viewport|option being selected is not enabled|Malformed value"
        r"|cannot be filled|Cannot (?:type text|set value)|did not change its state|Cannot uncheck"
        r"|Non-multiple file input",
    ),
)
"""Which words mean what; the first that is found counts."""


def kind_of(text: str) -> type[Exception]:
    """Return the kind of error that a text of Playwright tells of: by default a `PageError`."""
    return next((kind for kind, words in _KINDS if re.search(words, text)), PageError)
