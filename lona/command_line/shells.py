"""The shells of a server that is started from the command line."""

import logging
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from lona.shell import terminal
from lona.shell.remote import ShellServer

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona")

Run = Callable[[Callable[[Callable[[], None]], None]], bool]
"""Serves until it is stopped, and tells whether it could; given what is called with the function
that stops it, as soon as it runs."""


def _leave(*_: object) -> None:
    raise SystemExit


class Shells:
    """What `--shell` and `--shell-server-url` ask for. `names` are those of their users."""

    def __init__(self, with_terminal: bool, url: str, names: dict[str, Any]) -> None:
        self._with_terminal = with_terminal
        self._url = url
        self._names = names
        self._shell_server: ShellServer | None = None
        self._stop: Callable[[], None] | None = None
        self._begun = threading.Event()  # to run, or ended without

    def name(self, server: "Server") -> None:
        """Let the users of the shells have the server."""
        self._names |= {"server": server, "loop": server.loop}

    def run(self, run: Run) -> bool:
        """Serve with these shells; False, after a line in the log, if one cannot be had."""
        if not self._with_terminal:
            return self._run(run)
        if not terminal.is_there():
            logger.error(terminal.NEEDED)
            return False
        results: list[bool] = []
        # The terminal wants the main thread.
        thread = threading.Thread(target=lambda: results.append(self._run(run)), name="lona-server")
        thread.start()
        self._begun.wait()
        if self._stop is not None:
            before = signal.signal(signal.SIGTERM, _leave)
            try:
                terminal.embed(self._names)
            except SystemExit:
                pass  # the server ends with the shell, as well as ever
            finally:
                signal.signal(signal.SIGTERM, before)
                with suppress(RuntimeError):  # the loop has ended already
                    self._stop()
        thread.join()
        return results == [True]

    def _run(self, run: Run) -> bool:
        try:
            return run(self._open)
        finally:
            if self._shell_server is not None:
                self._shell_server.close()
            self._begun.set()

    def _open(self, stop: Callable[[], None]) -> None:
        if self._url:
            try:
                self._shell_server = ShellServer(self._url, self._names)
                logger.info("a shell is at %s: attach with `lona shell %s`", self._url, self._url)
            except (OSError, ValueError) as error:
                logger.error("there is no shell at %s: %s", self._url, error)
        self._stop = stop
        self._begun.set()
