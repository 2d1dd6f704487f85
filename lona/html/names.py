"""What may be the name of an element or an attribute, and which attributes hold a URL that can run.

Names are written into HTML as they are: nothing in them may end them.
"""

import re

_NAME = re.compile(r"[^\s\"'<>/=\x00-\x1f\x7f-\x9f]+")
_RUNNABLE = frozenset({"action", "data", "formaction", "href", "src", "xlink:href"})
# Browsers overlook white space in front and line breaks everywhere (URL standard §4.4).
_JAVASCRIPT = re.compile(r"[\x00-\x20]*" + r"[\t\n\r]*".join("javascript:"), re.IGNORECASE)


def is_name(name: object) -> bool:
    """Return whether this can be a name: a string without quotes, spaces, `<`, `>`, `/` and `=`."""
    # most are identifiers, of which this is told at once
    return isinstance(name, str) and (name.isidentifier() or _NAME.fullmatch(name) is not None)


def runs_javascript(name: str, value: object) -> bool:
    """Return whether an attribute holds a URL that browsers run as a script."""
    return (
        name.lower() in _RUNNABLE
        and isinstance(value, str)
        and _JAVASCRIPT.match(value) is not None
    )
