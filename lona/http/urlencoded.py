"""Forms as `application/x-www-form-urlencoded` writes them (URL Standard §5.1)."""

import time
from urllib.parse import unquote_to_bytes

from multidict import MultiDict

PIECE = 16 * 1024
"""Bytes that are decoded in one go: two milliseconds, if they are nothing but escapes."""

PAUSE = 0.004
"""Seconds after a piece in which other threads find the interpreter free."""


def parse(data: bytes, charset: str) -> MultiDict[str]:
    """Return the values of a form, in their order; on a thread that may sleep.

    Raises `UnicodeDecodeError` for what is no text in the character set.
    """
    values: MultiDict[str] = MultiDict()
    for field in filter(None, data.split(b"&")):
        name, _, value = field.partition(b"=")
        values.add(_unquote(name).decode(charset), _unquote(value).decode(charset))
    return values


def _unquote(text: bytes) -> bytes:
    """Return a text with its escapes resolved."""
    pieces = []
    begin = 0
    while begin < len(text):
        end = begin + PIECE
        if end < len(text):
            if (cut := text.find(b"%", end - 2, end)) >= 0:
                end = cut  # an escape stays whole
            time.sleep(PAUSE)
        pieces.append(unquote_to_bytes(text[begin:end].replace(b"+", b" ")))
        begin = end
    return b"".join(pieces)
