"""Which names uploaded files may have: those of a file in one folder, on every system.

A name that is anything else is refused and not mended: the user knows a file by its name.
"""

import os
import re

from lona.buckets.refused import Refused

MOST_BYTES = 255
"""Bytes of a name, which is what file systems can store."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
# With any extension, they are devices on Windows.
_DEVICE = re.compile(r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])[ ]*(?:\..*)?", re.I)


def check_name(name: str) -> str:
    """Return the name of an uploaded file; raises `Refused` if it cannot have this one."""
    reason = _why_not(name)
    if reason is not None:
        raise Refused(400, f"The file name {_shown(name)} can not be used: {reason}.")
    return name


def is_name(name: str) -> bool:
    """Whether a file in a bucket can have this name."""
    return _why_not(name) is None


def _why_not(name: str) -> str | None:
    if not name:
        return "it is empty"
    if "/" in name or "\\" in name:
        return "it is a path"
    if name in (".", ".."):
        return "it is a folder"
    if _CONTROL.search(name):
        return "it has control characters"
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return "it is no text"
    if size > MOST_BYTES:
        return "it is too long"
    if _DEVICE.fullmatch(name):
        return "it is a device"
    if os.name == "nt" and (_NOT_ON_WINDOWS.search(name) or name[-1] in ". "):
        return "Windows does not allow it"
    return None


def _shown(name: str) -> str:
    return ascii(name if len(name) <= 60 else f"{name[:60]}…")
