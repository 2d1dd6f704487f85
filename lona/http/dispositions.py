"""The names of files in forms, as browsers write them (RFC 7578 §4.2; HTML Standard §4.10.22.8)."""

import re
from urllib.parse import unquote

_QUOTED = re.compile(r';\s*filename\s*=\s*"((?:\\"|[^"])*)"', re.I)
_PLAIN = re.compile(r';\s*filename\s*=\s*([^\s";]+)\s*(?:;|$)', re.I)
_EXTENDED = re.compile(r";\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)", re.I)
_ESCAPES = {r"\"": '"', "%22": '"', "%0D": "\r", "%0A": "\n"}
_ESCAPE = re.compile(r'\\"|%22|%0D|%0A', re.I)


def file_name_of(disposition: str) -> str | None:
    """Return the file name in a `Content-Disposition` header, None if it is that of no file.

    What an unquoted name may not have is left as it was sent, paths too: the caller judges.
    """
    if match := _QUOTED.search(disposition):
        return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0].upper()], match[1])
    if match := _EXTENDED.search(disposition):  # not allowed in forms, but some clients do it
        return unquote(match[1], errors="surrogateescape")
    if match := _PLAIN.search(disposition):
        return match[1]
    return None
