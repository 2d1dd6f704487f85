"""What a request for a file asks for: which part of it, and in which coding.

Knows nothing of sockets and disks. What cannot be read is ignored, as RFC 9110 §14.2 wants it:
then the whole file is the answer.
"""

import math
import re
from collections.abc import Container
from email.utils import formatdate

CODINGS = {"br": ".br", "gzip": ".gz"}
"""Codings, the preferred one first, and how the names of compressed siblings end."""

_ONE_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))", re.IGNORECASE)
_QUALITY = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


def entity_tag(modified_ns: int, size: int) -> str:
    """Return the strong `ETag` of a file: when it changed (nanoseconds), and its size in bytes."""
    return f'"{modified_ns:x}-{size:x}"'


def accepted_coding(accepted: str, available: Container[str]) -> str | None:
    """Return the coding to send, of those that are available; None for the file as it is.

    `accepted` is the header `Accept-Encoding` (RFC 9110 §12.5.3); `q=0` refuses a coding.
    """
    wanted = {}
    for entry in accepted.lower().split(","):
        name, _, parameter = (part.strip() for part in entry.partition(";"))
        quality = _QUALITY.fullmatch(parameter)
        wanted[name] = float(quality[1]) if quality else float(not parameter)
    others = wanted.get("*", 0.0)
    for coding in CODINGS:
        if coding in available and wanted.get(coding, others) > 0:
            return coding
    return None


def wanted_range(asked: str, condition: str | None, modified_ns: int, size: int) -> str | None:
    """Return the range to answer with, as it was asked for; None if the whole file is to be sent.

    `asked` is the header `Range`, `condition` the header `If-Range`: the part is sent only if the
    file is still the one of which the client has the rest, or if there is no condition (RFC 9110
    §13.1.5). Several ranges at once and unreadable ones are answered with the whole file.
    """
    if condition is not None and condition not in (
        entity_tag(modified_ns, size),
        formatdate(math.ceil(modified_ns / 1e9), usegmt=True),
    ):
        return None
    match = _ONE_RANGE.fullmatch(asked)
    if match is None:
        return None
    first, last, tail = match.groups()
    is_empty = int(tail) == 0 if tail else last is not None and int(last) < int(first)
    return None if is_empty else asked
