"""How texts are compared: Playwright's rules for strings and regular expressions."""

import re

TextPattern = str | re.Pattern[str]


def normalize(text: str) -> str:
    """Collapse white space and strip both ends."""
    return " ".join(text.split())


def text_matches(text: str, wanted: TextPattern, exact: bool = False) -> bool:
    """Whether a text holds what is wanted: in any case, or with `exact` as a whole."""
    if isinstance(wanted, re.Pattern):
        return wanted.search(normalize(text)) is not None
    if exact:
        return normalize(text) == normalize(wanted)
    return normalize(wanted).lower() in normalize(text).lower()


def equals(text: str, wanted: TextPattern) -> bool:
    """Whether a text is what is wanted, apart from white space; patterns are searched."""
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return normalize(text) == normalize(wanted)


def contains(text: str, wanted: TextPattern) -> bool:
    """Whether a text contains what is wanted, with its case; patterns are searched."""
    if isinstance(wanted, re.Pattern):
        return wanted.search(text) is not None
    return normalize(wanted) in normalize(text)
