"""Live reload: a process that starts the server anew whenever a file has changed.

The supervisor holds the listening sockets and hands them to the server, its child: while that
starts, browsers wait. When it falls, they get a page with what it said, until the next save.
"""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from watchfiles import Change, DefaultFilter, awatch

from lona.web.falling import FallenPage
from lona.web.sockets import BACKLOG

logger = logging.getLogger("lona")

VARIABLE = "LONA_LIVE_RELOAD"
"""Tells a child what it inherits: a pipe that ends with the supervisor, and the sockets."""

PATIENCE = 2.0
"""Seconds that a child may take to end when a file has changed."""

QUIET_MILLISECONDS = 50
"""How long no other file may change, so that one save is one change."""

LONGEST_BURST_MILLISECONDS = 400

NO_SOURCES = (".db", ".log", ".sqlite", ".sqlite3")
"""Files that a program itself writes while it runs."""

TOLD_BYTES = 20_000
"""How much of the last words of a child its page tells."""


class SourceFilter(DefaultFilter):
    """Files that people edit: none of version control, of editors, of caches, of databases."""

    def __call__(self, change: Change, path: str) -> bool:
        """Tell whether a change counts."""
        name = os.path.basename(path).removesuffix("-journal").removesuffix("-wal")
        is_written = name.removesuffix("-shm").endswith(NO_SOURCES)
        return not is_written and super().__call__(change, path)


# in the child


def is_possible() -> bool:
    """Whether the system hands sockets to other processes; warns if not."""
    if os.name != "nt":
        return True
    logger.warning("live reload is off: this system does not hand sockets to other processes")
    return False


def is_supervised() -> bool:
    """Whether this process was started by a supervisor, and has not taken what it inherits."""
    return VARIABLE in os.environ


def take_sockets() -> list[socket.socket]:
    """Return the sockets that a supervisor has left to this process; end with the supervisor."""
    pipe, *sockets = map(int, os.environ.pop(VARIABLE).split(","))
    threading.Thread(target=_end_with, args=(pipe,), name="lona-supervised", daemon=True).start()
    return [socket.socket(fileno=number) for number in sockets]


def _end_with(pipe: int) -> None:
    with suppress(OSError):
        os.read(pipe, 1)
    os.kill(os.getpid(), signal.SIGTERM)


# in the supervisor


@dataclass
class _Child:
    process: asyncio.subprocess.Process
    last_words: bytearray
    listening: asyncio.Task[None]


class Supervisor:
    """Keeps a server running: `command` in a child, started anew when a file below `root` changes.

    `sockets` listen already.
    """

    def __init__(self, command: list[str], root: str, sockets: list[socket.socket]) -> None:
        self._command = command
        self._root = root
        self._sockets = sockets
        self._changed = asyncio.Event()
        self._stopped = asyncio.Event()

    async def run(self) -> int:
        """Run until SIGINT or SIGTERM, or until the server ends well; returns the exit status."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stopped.set)
        pipe, own_end = os.pipe()
        watching = asyncio.create_task(self._watch())
        try:
            while not self._stopped.is_set():
                self._changed.clear()
                child = await self._start(pipe)
                await self._first_of(child.process.wait)
                status = child.process.returncode
                await self._end(child)
                if status == 0:  # it was told to end, but not by the supervisor
                    return 0
                if status is not None:
                    await self._tell(child, status)
            return 0
        finally:
            watching.cancel()
            os.close(own_end)
            os.close(pipe)

    async def _first_of(self, wait: Callable[[], Awaitable[object]]) -> None:
        """Wait for something, for a change, or for the end."""
        tasks = [
            asyncio.ensure_future(each()) for each in (wait, self._changed.wait, self._stopped.wait)
        ]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()

    async def _watch(self) -> None:
        async for changes in awatch(
            self._root,
            watch_filter=SourceFilter(),
            step=QUIET_MILLISECONDS,
            debounce=LONGEST_BURST_MILLISECONDS,
            recursive=True,
        ):
            paths = sorted({os.path.relpath(path, self._root) for _, path in changes})
            more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
            logger.info("%s%s changed: starting again", paths[0], more)
            self._changed.set()

    async def _start(self, pipe: int) -> _Child:
        inherited = [pipe, *(each.fileno() for each in self._sockets)]
        environment = {**os.environ, VARIABLE: ",".join(map(str, inherited))}
        if sys.stderr.isatty():
            environment.setdefault("FORCE_COLOR", "1")  # the child itself writes into a pipe
        process = await asyncio.create_subprocess_exec(
            *self._command, env=environment, stderr=subprocess.PIPE, pass_fds=inherited
        )
        last_words = bytearray()
        listening = asyncio.create_task(_pass_on(process.stderr, last_words))
        return _Child(process, last_words, listening)

    async def _end(self, child: _Child) -> None:
        for end in (child.process.terminate, child.process.kill):
            if child.process.returncode is not None:
                break
            with suppress(ProcessLookupError):
                end()
            with suppress(TimeoutError):
                await asyncio.wait_for(child.process.wait(), PATIENCE)
        # A process that it has started itself may hold the other end.
        await asyncio.wait([child.listening], timeout=0.2)
        child.listening.cancel()

    async def _tell(self, child: _Child, status: int) -> None:
        """Show browsers why there is no server, until a file changes."""
        logger.error("the server ended with status %s; waiting for a change", status)
        async with FallenPage(self._sockets, child.last_words.decode(errors="replace"), status):
            await self._first_of(asyncio.Event().wait)


async def _pass_on(stream: asyncio.StreamReader | None, last_words: bytearray) -> None:
    """Let the terminal have what a child says, and keep the end of it."""
    assert stream is not None
    while chunk := await stream.read(65536):
        sys.stderr.buffer.write(chunk)
        sys.stderr.buffer.flush()
        last_words += chunk
        del last_words[:-TOLD_BYTES]


async def _listen(host: str, port: int) -> list[socket.socket]:
    """Return sockets that listen on an address; raises `OSError`."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(asyncio.Protocol, host, port, start_serving=False)
    sockets = [
        socket.fromfd(each.fileno(), each.family, each.type, each.proto) for each in server.sockets
    ]
    server.close()
    for each in sockets:
        each.listen(BACKLOG)
    return sockets


def supervise(host: str, port: int, root: str) -> bool:
    """Run this very program in a child, and again after each change below a directory.

    Returns False if the address cannot be bound, which is logged in one line.
    """

    async def run() -> bool:
        try:
            sockets = await _listen(host, port)
        except OSError as error:
            logger.error("can not listen on %s:%s: %s", host, port, error.strerror or error)
            return False
        logging.getLogger("watchfiles").setLevel(logging.WARNING)
        logger.warning("live reload is on: the server starts again when a file changes in %s", root)
        command = [sys.executable, *sys.orig_argv[1:]]
        return await Supervisor(command, root, sockets).run() == 0

    return asyncio.run(run())
