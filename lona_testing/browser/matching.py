"""How texts are compared: Playwright's rules for strings and regular expressions."""

import re
from typing import Any

from lona_testing.vocabulary.values import TextPattern

_SPACE = re.compile(r"[\s\ufeff]+")
_INVISIBLE = str.maketrans("", "", "\u200b\u00ad")


class JavaScriptPattern:
    """A regular expression of JavaScript, searched as those of Python are.

    Raises `ValueError` if it cannot be read.
    """

    def __init__(self, source: str, flags: str = "") -> None:
        import regress  # only those pay for it who write such a pattern

        self.pattern = source
        try:
            self._compiled = regress.Regex(source, flags)
        except regress.RegressError as error:
            raise ValueError(f"/{source}/{flags} is no regular expression: {error}") from None

    def search(self, text: str) -> Any:
        """Return the first match, None if there is none."""
        return self._compiled.find(text)


Wanted = TextPattern | JavaScriptPattern


def flat(text: str) -> str:
    """Collapse white space, strip both ends, and leave out what marks places to break a line."""
    return _SPACE.sub(" ", text.translate(_INVISIBLE)).strip()


def text_matches(text: str, wanted: Wanted, exact: bool = False) -> bool:
    """Whether a text holds what is wanted: in any case, or with `exact` as a whole.

    White space is collapsed, but not for patterns.
    """
    if not isinstance(wanted, str):
        return wanted.search(text) is not None
    text, wanted = flat(text), flat(wanted)
    return text == wanted if exact else wanted.lower() in text.lower()


def attribute_matches(value: str, wanted: TextPattern, exact: bool = False) -> bool:
    """Whether an attribute holds what is wanted, its white space as it is written."""
    if isinstance(wanted, re.Pattern):
        return wanted.search(value) is not None
    return value == wanted if exact else wanted.lower() in value.lower()


def equals(text: str, wanted: TextPattern, ignore_case: bool | None = None) -> bool:
    """Whether a text is what is wanted, apart from white space; patterns are searched."""
    if isinstance(wanted, re.Pattern):
        return _search(wanted, text, ignore_case)
    return _folded(flat(text), ignore_case) == _folded(flat(wanted), ignore_case)


def contains(text: str, wanted: TextPattern, ignore_case: bool | None = None) -> bool:
    """Whether a text contains what is wanted, with its case; patterns are searched."""
    if isinstance(wanted, re.Pattern):
        return _search(wanted, text, ignore_case)
    return _folded(flat(wanted), ignore_case) in _folded(flat(text), ignore_case)


def is_same(text: str, wanted: TextPattern, ignore_case: bool | None = None) -> bool:
    """Whether a text is what is wanted, to the letter; patterns are searched."""
    if isinstance(wanted, re.Pattern):
        return _search(wanted, text, ignore_case)
    return _folded(text, ignore_case) == _folded(wanted, ignore_case)


def _folded(text: str, ignore_case: bool | None) -> str:
    return text.lower() if ignore_case else text


def _search(pattern: re.Pattern[str], text: str, ignore_case: bool | None) -> bool:
    """Search a pattern; `ignore_case` stands above its own flag, unless it is None."""
    if ignore_case is not None:
        flags = pattern.flags | re.IGNORECASE if ignore_case else pattern.flags & ~re.IGNORECASE
        pattern = re.compile(pattern.pattern, flags)
    return pattern.search(text) is not None
