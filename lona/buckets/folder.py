"""The folder of a bucket on the disk: the files that are there, and those that are on their way.

What is on its way lies beside the files, so that a file is there completely or not at all. Every
method blocks for as long as the disk takes; the event loop must not call them. Knows nothing of
requests.
"""

import errno
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedWriter
from typing import NamedTuple

from lona.buckets.names import check_name, is_name
from lona.buckets.refused import GONE, Refused

_FULL = (errno.ENOSPC, errno.EDQUOT)
_BAD_NAME = (errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL)


class Limits(NamedTuple):
    """How many files a folder may have, and how many bytes all together; None: any number."""

    max_files: int | None
    max_size: int | None


class Folder:
    """A temporary folder. `limits` returns those that hold now."""

    def __init__(self, limits: Callable[[], Limits]) -> None:
        self._limits = limits
        self._root = tempfile.mkdtemp(prefix="lona-bucket-")
        self.path = os.path.join(self._root, "files")
        self._incoming = os.path.join(self._root, "incoming")
        os.mkdir(self.path)
        os.mkdir(self._incoming)
        self._lock = threading.RLock()
        self._uploads: dict[Upload, None] = {}
        self._count = 0
        self.is_closed = False

    def sizes(self) -> dict[str, int]:
        """Return the files by name, with their sizes in bytes; none when the folder is gone."""
        try:
            with os.scandir(self.path) as entries:
                return dict(sorted((e.name, e.stat().st_size) for e in entries if e.is_file()))
        except FileNotFoundError:  # the folder, or a file that was just deleted
            return {} if self.is_closed or not os.path.isdir(self.path) else self.sizes()

    def begin(self, stop: Callable[[], None] = lambda: None) -> "Upload":
        """Return a new upload; `stop` is called, on any thread, if the folder goes before it ends.

        Raises `Refused` if the folder is gone.
        """
        with self._lock:
            self._check_open()
            self._count += 1
            upload = Upload(self, os.path.join(self._incoming, str(self._count)), stop)
            self._uploads[upload] = None
            return upload

    def delete(self, name: str) -> None:
        """Delete a file; raises `Refused` if there is none."""
        with self._lock:
            self._check_open()
            path = self.find(name)
            if path is None:
                raise Refused(404, "There is no such file.")
            os.remove(path)
            for upload in self._uploads:
                upload.sizes_before.pop(name, None)

    def find(self, name: str) -> str | None:
        """Return the path of a file, None if there is none."""
        path = os.path.join(self.path, name)
        return path if is_name(name) and os.path.isfile(path) else None

    def close(self) -> bool:
        """Delete everything, and stop what is on its way; False if that was done before."""
        with self._lock:
            if self.is_closed:
                return False
            self.is_closed = True
            uploads = list(self._uploads)
            for upload in uploads:
                upload.abort()
        for upload in uploads:
            upload.stop()
        shutil.rmtree(self._root, ignore_errors=True)
        return True

    def _check_open(self) -> None:
        if self.is_closed:
            raise Refused(404, GONE)

    def _check_limits(self, upload: "Upload") -> None:
        """Raise `Refused` if what is there and on its way is too much.

        What an upload is going to replace does not count for itself.
        """
        limits = self._limits()
        kept = {n: s for n, s in upload.sizes_before.items() if n not in upload.sizes}
        coming = list(self._uploads)
        if limits.max_size is not None:
            size = sum(kept.values()) + sum(sum(each.sizes.values()) for each in coming)
            if size > limits.max_size:
                raise Refused(400, f"Too large: there may be {limits.max_size:,} bytes.")
        if limits.max_files is not None:
            names = set(kept).union(*(each.sizes for each in coming))
            if len(names) > limits.max_files:
                raise Refused(400, f"Too many files: there may be {limits.max_files:,}.")


class Upload:
    """The files of one request, on their way into a folder.

    `sizes` are those of its files by name, as far as they have come.
    """

    def __init__(self, folder: Folder, path: str, stop: Callable[[], None]) -> None:
        self.stop = stop
        self.sizes: dict[str, int] = {}
        self.sizes_before: dict[str, int] = folder.sizes()
        self._folder = folder
        self._path = path
        self._paths: dict[str, str] = {}
        self._file: BufferedWriter | None = None
        self._name = ""

    def begin_file(self, name: str) -> None:
        """Begin the next file; of files with the same name the last one counts.

        Raises `Refused` if it cannot have this name, or if it is one too many.
        """
        check_name(name)
        with self._at_work():
            self._end_file()
            self._name = name
            self.sizes[name] = 0
            self._folder._check_limits(self)
            path = self._paths.setdefault(name, f"{self._path}-{len(self._paths)}")
            self._file = open(path, "wb")  # noqa: SIM115  (`_end_file` closes it)

    def write(self, data: bytes) -> None:
        """Add bytes to the file; raises `Refused` if they are too many."""
        with self._at_work():
            assert self._file is not None
            self.sizes[self._name] += len(data)
            self._folder._check_limits(self)
            self._file.write(data)

    def commit(self) -> list[str]:
        """Let all files be there; return their names.

        Raises `Refused` if they are too many by now. Nobody sees some of them only.
        """
        with self._at_work():
            self._end_file()
            self.sizes_before = self._folder.sizes()
            self._folder._check_limits(self)
            for name, path in self._paths.items():
                os.replace(path, os.path.join(self._folder.path, name))
            self._paths.clear()
            self._forget()
            for other in self._folder._uploads:
                other.sizes_before = self.sizes_before | self.sizes
        return list(self.sizes)

    def abort(self) -> None:
        """Leave nothing behind; doing it again, or after `commit`, has no effect."""
        with self._folder._lock:
            self._forget()
            try:
                self._end_file()
            except OSError:  # what is left of it cannot be written: nobody wants it
                pass
            while self._paths:
                _, path = self._paths.popitem()
                try:
                    os.remove(path)
                except OSError:
                    pass

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Let the body be alone with the folder."""
        with self._folder._lock:
            self._folder._check_open()
            if self not in self._folder._uploads:
                raise RuntimeError("the upload is over")
            try:
                yield
            except OSError as error:
                if error.errno in _FULL:
                    raise Refused(507, "The disk of the server is full.") from error
                if error.errno in _BAD_NAME:
                    raise Refused(400, "The server can not store a file of this name.") from error
                raise

    def _end_file(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _forget(self) -> None:
        self._folder._uploads.pop(self, None)
