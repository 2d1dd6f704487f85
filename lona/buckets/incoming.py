"""One request with files for a bucket: what comes of it is told to the client, the hooks, the page.

The shell hands over the parts as they come, on worker threads; every method blocks for as long as
the disk and the hooks take.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from lona.buckets.log import log, logger, named
from lona.buckets.refused import Refused
from lona.exceptions import StopReason
from lona.work.course import call

if TYPE_CHECKING:
    from lona.buckets.bucket import Bucket, Hook, UploadWatcher
    from lona.server import Server

BATCH = 256 * 1024
"""Bytes of a file that shells write at once."""

STEPS = 100
"""How often the watcher of an upload hears of its progress, at the most."""


class Incoming:
    """The files of one request.

    `total` is how many bytes they have, if the client told, and `client` its address. `stop` is
    called, on any thread, if the bucket goes before all has come. Raises `Refused` if it is gone
    already.
    """

    def __init__(
        self,
        server: "Server",
        bucket: "Bucket",
        watcher: "UploadWatcher | None",
        total: int,
        client: str,
        stop: Callable[[], None],
    ) -> None:
        self._server = server
        self._bucket = bucket
        self._watcher = watcher
        self._total = total
        self._client = client
        self._loaded = 0
        self._told = 0
        self._count = 0
        self._upload = bucket.folder.begin(stop)
        self._tell_progress(0)

    def begin_file(self, name: str, content_type: str = "") -> None:
        """Begin the next file, of the type that the client says; raises `Refused`."""
        self._upload.begin_file(name)
        if self._watcher is not None:
            reason = self._watcher.why_refused(name, content_type, self._count)
            if reason:
                raise Refused(400, reason)
        self._count += 1

    def write(self, data: bytes) -> None:
        """Add bytes to the file; raises `Refused` if they are too many."""
        self._upload.write(data)
        self._loaded += len(data)
        is_step = (self._loaded - self._told) * STEPS >= self._total
        if is_step and (self._loaded < self._total or not self._total):
            self._tell_progress(self._loaded)

    def finish(self) -> list[str]:
        """Let the files be there, run the hooks, and return the names; raises `Refused`."""
        names = self._upload.commit()
        self._log("added", named(names))
        self._total = self._loaded
        if names:
            self._tell_progress(self._loaded)
        if self._watcher is not None:
            with self._telling("on_add"):
                self._watcher.upload_ended(names)
        if names:
            run_hook(self._server, "on_add", self._bucket.on_add, names)
        return names

    def give_up(self, reason: str = "") -> None:
        """Leave nothing behind, and say why; without a reason: the client has gone."""
        self._upload.abort()
        self._log("upload failed", reason or "it was cut off")
        if self._watcher is not None and not self._bucket.is_closed:
            with self._telling("on_error"):
                self._watcher.upload_failed(reason or "The upload was cut off.")

    def _log(self, what: str, text: str) -> None:
        log(self._server, self._client, what, f"bucket %s: {what}: %s", self._bucket.id, text)

    def _tell_progress(self, loaded: int) -> None:
        self._told = loaded
        if self._watcher is not None:
            with self._telling("on_progress"):
                self._watcher.upload_progressed(loaded, self._total)

    @contextmanager
    def _telling(self, hook: str) -> Iterator[None]:
        """Show what the body changes."""
        with reporting(self._server, hook):
            yield
            self._bucket.show()


@contextmanager
def reporting(server: "Server", hook: str) -> Iterator[None]:
    """Log what user code raises; that the view has ended is no news."""
    try:
        yield
    except StopReason:
        pass
    except Exception as error:
        server.failures.report(logger, error, "%s of a bucket raised an exception", hook)


def run_hook(server: "Server", name: str, hook: "Hook | None", file_names: list[str]) -> None:
    """Call a hook of a bucket, if there is one, with a list of its own."""
    if hook is not None:
        with reporting(server, name):
            server.work.run_here(call(hook, list(file_names)))
