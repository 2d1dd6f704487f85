"""Versions of static files: with one in its address, a file may be kept for ever."""

import hashlib
import os

_DIGITS = 12


class Versions:
    """What addresses of static files may carry as `?v=`; it changes with their content."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[int, int], str]] = {}

    def of(self, path: str) -> str:
        """Return the version of a file; empty if it cannot be read."""
        try:
            status = os.stat(path)
            state = (status.st_mtime_ns, status.st_size)
            known = self._known.get(path)
            if known is None or known[0] != state:
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                known = self._known[path] = (state, digest[:_DIGITS])
        except OSError:
            return ""
        return known[1]
