"""Escaping of text for HTML that may have been escaped already."""

import html
import re
from html.entities import html5

_ESCAPED_REFERENCE = re.compile(r"&amp;(#[0-9]+;|#[xX][0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)")


def escape_once(text: str) -> str:
    """Escape `<`, `>`, `"`, `'`, and `&` unless it begins a character reference.

    `'a & b &lt; c'` becomes `'a &amp; b &lt; c'`: what is escaped already stays as it is.
    """
    escaped = html.escape(text)
    return _ESCAPED_REFERENCE.sub(_restore, escaped) if "&amp;" in escaped else escaped


def _restore(match: re.Match[str]) -> str:
    reference = match[1]
    return "&" + reference if reference[0] == "#" or reference in html5 else match[0]
