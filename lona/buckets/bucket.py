"""What views have of a bucket."""

import os
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import quote, urlencode

from lona.buckets.folder import Folder, Limits
from lona.buckets.log import log

if TYPE_CHECKING:
    from lona.request import Request

Hook = Callable[[list[str]], Any]
"""Gets the names of the files that came or went."""

_ID_BYTES = 16  # 128 bits: who does not know the address cannot guess it


class UploadWatcher(Protocol):
    """Who wants to know how an upload goes on; called on worker threads, one after the other.

    What it changes is shown.
    """

    def why_refused(self, name: str, content_type: str, index: int) -> str:
        """Return why a file cannot be taken, "" if it can; `index` counts those of an upload."""

    def upload_progressed(self, loaded: int, total: int) -> None:
        """Be told how many bytes of all have come; first 0, and all of them at last."""

    def upload_ended(self, file_names: list[str]) -> None:
        """Be told that the files are there."""

    def upload_failed(self, reason: str) -> None:
        """Be told that nothing was kept, and what the user has to know of it."""


class Bucket:
    """A temporary folder for the files of one view, to which its user can upload.

    It belongs to the view of `request`, and is deleted with everything in it when that view is
    removed. It takes `max_files` files with `max_size` bytes all together; None: as many as the
    settings `LIMIT_BUCKET_FILES` and `LIMIT_BUCKET_BYTES` allow. Without `index` nobody can
    download or list what is in it.

    `on_add` and `on_delete` get a list of file names, after files have come or gone and before the
    client hears of it; they run on worker threads, and may call `View.show`.

    Raises `ValueError` for limits that are no whole numbers or below zero, `TypeError` for hooks
    that cannot be called, and `RuntimeError` if the view is gone.
    """

    def __init__(
        self,
        request: "Request",
        max_files: int | None = None,
        max_size: int | None = None,
        index: bool = True,
        on_add: Hook | None = None,
        on_delete: Hook | None = None,
    ) -> None:
        _check_limit("max_files", max_files)
        _check_limit("max_size", max_size)
        for name, hook in (("on_add", on_add), ("on_delete", on_delete)):
            if hook is not None and not callable(hook):
                raise TypeError(f"{name} has to be callable, not {hook!r}")
        self.request = request
        self.id = secrets.token_hex(_ID_BYTES)
        self.max_files = max_files
        self.max_size = max_size
        self.index = index
        self.on_add = on_add
        self.on_delete = on_delete
        self._server = request.server
        self._watchers: dict[str, UploadWatcher] = {}
        self.folder = Folder(self._limits)
        self._log("opened")
        self._server.buckets.add(self)
        runtime = self._server.runtimes.find(request.id)
        self._endings = None if runtime is None else runtime.endings
        if self._endings is None or not self._endings.add(self.close):
            self.close()
            raise RuntimeError(f"the view of {request!r} is gone: it can have no bucket any more")

    # what is in it

    def get_path(self, file_name: str = "") -> str:
        """Return the absolute path of the folder, or of a file in it, whether it exists or not.

        Raises `ValueError` for the name of a file that would lie elsewhere.
        """
        path = os.path.normpath(os.path.join(self.folder.path, file_name))
        if path != self.folder.path and not path.startswith(self.folder.path + os.sep):
            raise ValueError(f"the file {file_name!r} would not lie in the bucket")
        return path

    def get_file_names(self) -> list[str]:
        """Return the names of the files, sorted."""
        return list(self.folder.sizes())

    def get_size(self) -> int:
        """Return how many bytes the files have all together."""
        return sum(self.folder.sizes().values())

    # its addresses

    def get_url(self, file_name: str = "") -> str:
        """Return the URL of the index page, or of a file."""
        url = f"{self._server.buckets.prefix}/{self.request.id}/{self.id}"
        return f"{url}/{quote(file_name, safe='')}" if file_name else url

    def get_add_url(self) -> str:
        """Return the URL to which files are posted, as `multipart/form-data`."""
        return f"{self.get_url()}/add"

    def get_delete_url(self) -> str:
        """Return the URL to which the `name` of a file is posted that is to be deleted."""
        return f"{self.get_url()}/delete"

    # its end

    @property
    def is_closed(self) -> bool:
        """Whether the bucket is gone."""
        return self.folder.is_closed

    def close(self) -> None:
        """Delete the bucket with all files, and stop uploads that are on their way.

        That happens by itself when the view is removed. Doing it again has no effect.
        """
        self._server.buckets.discard(self)
        if self._endings is not None:
            self._endings.remove(self.close)
        if self.folder.close():
            self._log("closed")

    def _log(self, what: str) -> None:
        client = self.request.connection.client
        log(self._server, client, what, f"bucket %s {what}: %s", self.id, self.folder.path)

    # for who takes files

    def watch(self, watcher: UploadWatcher) -> str:
        """Return another URL to which files are posted: `watcher` is told of these uploads."""
        key = str(len(self._watchers))
        self._watchers[key] = watcher
        return f"{self.get_add_url()}?{urlencode({'input': key})}"

    def watcher(self, key: str) -> UploadWatcher | None:
        """Return who watches the uploads of such a URL."""
        return self._watchers.get(key)

    def show(self) -> None:
        """Show what has changed in the view."""
        runtime = self._server.runtimes.find(self.request.id)
        if runtime is None or runtime.view is None or not self.request.interactive:
            return
        try:
            runtime.view.show()
        except BaseException as error:
            if error is not runtime.stop_reason:  # that the view has ended is no news
                raise

    def _limits(self) -> Limits:
        settings = self._server.settings
        return Limits(
            _limit(self.max_files, settings.LIMIT_BUCKET_FILES),
            _limit(self.max_size, settings.LIMIT_BUCKET_BYTES),
        )

    def __repr__(self) -> str:
        return f"<Bucket({self.id}, {self.folder.path!r})>"


def _limit(own: int | None, setting: int) -> int | None:
    return own if own is not None else setting or None


def _check_limit(name: str, value: Any) -> None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
        raise ValueError(f"{name} has to be a whole number from 0 on, or None, not {value!r}")
