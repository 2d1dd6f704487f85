"""The file input: files that users choose, or drop on it, come into a bucket by themselves.

Needs no more of a bucket than that uploads can be watched, and limits be asked for.
"""

import mimetypes
import threading
from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from lona.events.event_types import CHANGE
from lona.html.elements.forms import Label, Progress
from lona.html.elements.text_content import P
from lona.html.forms.bubbling import passed_on
from lona.html.forms.properties import BooleanAttribute, check_bool
from lona.html.node import Node
from lona.protocol import INPUT_EVENT_TYPE

UPLOAD = "data-lona-upload"
"""The attribute that tells the client where the files go."""

_OF_THE_WHOLE = frozenset(
    "class style state events handle-click handle-change handle-focus handle-blur".split()
)
"""Keywords that are not about the `<input>`."""


class UploadTarget(Protocol):
    """The bucket."""

    def watch(self, watcher: Any) -> str:
        """Return the URL to which files are posted; the watcher is told of these uploads."""


class _Chooser(Node):
    """The `<input>` in a file input."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True
    ATTRIBUTES: ClassVar[dict[str, Any]] = {"type": "file"}

    disabled = BooleanAttribute("disabled")
    multiple = BooleanAttribute("multiple")


class FileInput(Node):
    """An input for files, onto which they can be dropped, with its label and a progress bar.

    `bucket` is a `lona.Bucket`: what is chosen is uploaded to it at once. When it is there,
    `handle_change` is called; `file_names` are the names of the files that came (none, if the user
    has taken the choice back), and `bucket.get_path(name)` is where they are. What is refused does
    not count as a change: `error` says why, and is shown.

    `label` is a text or node in front of the input; without it, write a `Label` with `_for` of
    your own. `multiple` lets users choose several files. `accept` says which, as in HTML
    (`'image/*,.pdf'`), and files that are neither called so nor of such a type are refused: their
    content is not looked at. `on_progress(loaded, total)` is called on a worker thread with the
    bytes that have come and those that are expected: first with 0, at last with all, and at most a
    hundred times between; what it changes is shown. `bubble_up` as in other inputs.

    Other keywords are attributes of the `<input>`, also `id`; only `class`, `style`, `state`,
    `events` and handlers belong to the element around it. Raises `TypeError` for arguments of
    other types.
    """

    TAG_NAME = "div"
    CLASS_LIST: ClassVar[list[str]] = ["lona-file-input"]

    def __init__(
        self,
        bucket: UploadTarget,
        label: Any = "Choose files",
        *,
        multiple: bool = False,
        accept: str = "",
        disabled: bool = False,
        bubble_up: bool = False,
        on_progress: Callable[[int, int], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        if not callable(getattr(bucket, "watch", None)):
            raise TypeError(f"a FileInput needs a lona.Bucket, not {bucket!r}")
        if not isinstance(accept, str):
            raise TypeError(f"accept has to be a string like 'image/*,.pdf', not {accept!r}")
        if on_progress is not None and not callable(on_progress):
            raise TypeError(f"on_progress has to be callable, not {on_progress!r}")
        own, others = _split(kwargs)
        super().__init__(**own)
        self.bucket = bucket
        self.bubble_up = check_bool("bubble_up", bubble_up)
        self.on_progress = on_progress
        self.file_names: list[str] = []
        self.input = _Chooser(**others)
        self.multiple = multiple
        self.accept = accept
        if check_bool("disabled", disabled):
            self.disabled = True
        self._arrived: list[list[str]] = []  # uploads of which the browser has yet to tell
        self._arriving = threading.Lock()
        self._progress = Progress(hidden="", _aria_label="Upload", max="100")
        self._error = P(role="alert")
        self.nodes = [
            Label(label, " ", self.input) if label else self.input,
            self._progress,
            self._error,
        ]
        self.events.add(CHANGE)
        self.attributes[UPLOAD] = bucket.watch(self)

    @property
    def disabled(self) -> bool:
        """Whether nothing can be chosen."""
        return self.input.disabled

    @disabled.setter
    def disabled(self, value: bool) -> None:
        self.input.disabled = value

    @property
    def multiple(self) -> bool:
        """Whether several files can be chosen."""
        return self.input.multiple

    @multiple.setter
    def multiple(self, value: bool) -> None:
        self.input.multiple = value

    @property
    def accept(self) -> str:
        """Which files can be chosen: endings of names and types, separated by commas; "": all."""
        return str(self.input.attributes.get("accept", ""))

    @accept.setter
    def accept(self, value: str) -> None:
        with self.lock:
            if value:
                self.input.attributes["accept"] = value
            else:
                self.input.attributes.discard("accept")

    @property
    def error(self) -> str:
        """Why the last upload has failed, as it is shown; "" if it has not. Assignable."""
        return self._error.get_text()

    @error.setter
    def error(self, value: str) -> None:
        self._error.set_text(value)

    # what the bucket tells

    def why_refused(self, name: str, content_type: str, index: int) -> str:
        """Return why a file cannot be taken, "" if it can; `index` counts those of an upload."""
        if self.disabled:
            return "No files are taken at the moment."
        if index and not self.multiple:
            return "Only one file can be chosen."
        if not _is_accepted(self.accept, name, content_type):
            return f"{name} is refused: these files are taken: {self.accept}"
        return ""

    def upload_progressed(self, loaded: int, total: int) -> None:
        """Show how far an upload has come, both in bytes; `total` is 0 if nobody knows."""
        with self.lock:
            if loaded == 0:
                self.error = ""
            self._progress.attributes.discard("hidden")
            if total:
                self._progress.attributes["value"] = str(min(100, loaded * 100 // total))
            else:
                self._progress.attributes.discard("value")
        if self.on_progress is not None:
            self.on_progress(loaded, total)

    def upload_ended(self, file_names: list[str]) -> None:
        """Take note of files that are there."""
        with self._arriving:
            self._arrived.append(file_names)
        self._hide_progress()

    def upload_failed(self, reason: str) -> None:
        """Show why nothing was kept."""
        self.error = reason
        self._hide_progress()

    def _hide_progress(self) -> None:
        with self.lock:
            self._progress.attributes["hidden"] = ""
            self._progress.attributes.discard("value")

    # what the browser tells

    def handle_input_event(self, input_event: Any) -> Any:
        """Take note of a change, then call `handle_change`; an upload that failed is none."""
        if input_event.type is not INPUT_EVENT_TYPE.CHANGE:
            return super().handle_input_event(input_event)
        if not self._take(input_event):
            return None
        result = super().handle_input_event(input_event)
        return passed_on(result, self.bubble_up)

    def _take(self, input_event: Any) -> bool:
        data = input_event.data
        if isinstance(data, dict):
            self.error = self.error or str(data["error"])
            return False
        if not isinstance(data, list):
            return False
        if not data:
            self.error = ""
            self.file_names = []
            return True
        with self._arriving:
            if not self._arrived:  # nobody has uploaded that
                return False
            # Browsers write some names so that others are read.
            names = data if data in self._arrived else self._arrived[0]
            self._arrived.remove(names)
        self.file_names = names
        return True


def _split(keywords: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the keywords of the element around the input, and those of the input."""
    own: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for keyword, value in keywords.items():
        name = keyword.replace("_", "-").removeprefix("-")
        (own if name in _OF_THE_WHOLE else others)[keyword] = value
    return own, others


def _is_accepted(accept: str, name: str, content_type: str) -> bool:
    """Whether a file is one of those that `accept` names (HTML Standard §4.10.5.1.17)."""
    wanted = [part.strip().lower() for part in accept.split(",") if part.strip()]
    types = {content_type.partition(";")[0].strip().lower(), mimetypes.guess_type(name)[0] or ""}
    return not wanted or any(_matches(part, name.lower(), types) for part in wanted)


def _matches(part: str, name: str, types: set[str]) -> bool:
    if part.startswith("."):
        return name.endswith(part)
    if part.endswith("/*"):
        return any(each.startswith(part[:-1]) for each in types)
    return part in types
