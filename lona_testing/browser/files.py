"""Files that a user chooses: what `set_input_files` takes, and what an `<input>` holds of them."""

import mimetypes
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lona_testing.vocabulary.values import FilePayload, Files

OCTETS = "application/octet-stream"


@dataclass(frozen=True)
class File:
    """One file: its name, its media type, and what is in it."""

    name: str
    content_type: str = OCTETS
    content: bytes = b""


NO_FILE = File("")
"""What a form submits for an input in which nothing is chosen."""


def files_of(files: Files) -> list[File]:
    """Read what a test gives: paths or payloads, one or several.

    Raises `FileNotFoundError` for a path at which no file is, and `TypeError` for anything else.
    """
    is_one = isinstance(files, str | os.PathLike | Mapping)
    return [_file_of(each) for each in ([files] if is_one else files)]  # type: ignore[union-attr]


def _file_of(file: Any) -> File:
    if isinstance(file, Mapping):
        return _from_payload(file)
    if not isinstance(file, str | os.PathLike):
        raise TypeError(f"a file is a path or a dict with name, mimeType and buffer, not {file!r}")
    path = Path(file)
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {str(path)!r}")
    return File(path.name, mimetypes.guess_type(path.name)[0] or OCTETS, path.read_bytes())


def _from_payload(payload: FilePayload) -> File:
    if set(payload) != {"name", "mimeType", "buffer"}:
        raise TypeError(f"a file needs name, mimeType and buffer, and has {sorted(payload)}")
    # A browser gives no type that it does not know.
    return File(payload["name"], payload["mimeType"] or OCTETS, bytes(payload["buffer"]))
