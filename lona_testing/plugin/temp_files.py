"""Which temporary files the functions of tests make."""

import os
import sys


class TempFiles:
    """The files and folders that `tempfile` makes while it records."""

    def __init__(self) -> None:
        self._paths: list[str] = []
        self._is_recording = False
        self._is_hooked = False

    def record(self) -> None:
        """Begin anew."""
        if not self._is_hooked:  # for ever: such hooks cannot be removed
            self._is_hooked = True
            sys.addaudithook(self._hear)
        self._paths.clear()
        self._is_recording = True

    def stop(self) -> None:
        """Record no more."""
        self._is_recording = False

    def left(self) -> list[str]:
        """Return those that still exist."""
        return list(filter(os.path.exists, self._paths))

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in ("tempfile.mkstemp", "tempfile.mkdtemp") and self._is_recording:
            path = str(arguments[0])
            if not os.path.basename(path).startswith("lona-app-"):  # goes with its `App`
                self._paths.append(path)
