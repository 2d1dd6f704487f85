"""What a test leaves behind: views, connections, channels, threads, tasks, temporary files.

Noted is what comes into being while the test function runs; looked at is what is still there when
all its fixtures are gone.
"""

import asyncio
import sys
import threading
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from lona.channels.channel import DEFAULT_HUB
from lona_testing.plugin.temp_files import TempFiles
from lona_testing.wire.busy import describe_view
from lona_testing.wire.outsiders import Outsiders

if TYPE_CHECKING:
    from lona.server import Server

PATIENCE = 1.0
"""Seconds that threads and tasks get to end by themselves."""


class Leaks:
    """What one test leaves behind."""

    def __init__(self, loop: asyncio.AbstractEventLoop, temp_files: TempFiles) -> None:
        self._loop = loop
        self._temp_files = temp_files
        self._found: list[str] = []
        self._channels_before = frozenset(DEFAULT_HUB.handlers())
        self.begin()

    def begin(self) -> None:
        """Note what is there before the test function runs."""
        self._outsiders = Outsiders(self._loop, threading.enumerate())
        self._tasks_before = asyncio.all_tasks(self._loop)
        self._temp_files.record()

    def end(self) -> None:
        """Note that the test function has ended."""
        self._temp_files.stop()

    def note_connections(self, server: "Server") -> None:
        """Note the connections that live although all pages are closed."""
        _wait_until(lambda: not server.websocket_connections)
        for connection in server.websocket_connections:
            self._found.append(f"a connection to {connection.http_request.url}")

    def note_views(self, server: "Server") -> None:
        """Note the views that live although the server has ended."""
        for runtime in server.runtimes.runtimes:
            self._found.append(describe_view(runtime))

    def note_channels(self, server: "Server") -> None:
        """Note the channels that were subscribed since the test began and still are."""
        for channel, handler in server.channels.handlers().items():
            if channel not in self._channels_before:
                self._found.append(f"the channel of {channel.topic!r} with the handler {handler!r}")

    def report(self) -> str:
        """Name everything that was left behind; "" if nothing was."""
        _wait_until(lambda: not self._threads() and not self._tasks())
        return "\n\n".join(
            [
                *self._found,
                *map(_describe_thread, self._threads()),
                *map(_describe_task, self._tasks()),
                *(f"the temporary file {path}" for path in self._temp_files.left()),
            ]
        )

    def _threads(self) -> list[threading.Thread]:
        return self._outsiders.threads()

    def _tasks(self) -> "list[asyncio.Task[object]]":
        return [task for task in self._outsiders.tasks() if task not in self._tasks_before]


def _wait_until(is_over: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_over() and time.monotonic() < end:
        time.sleep(0.005)


def _describe_thread(thread: threading.Thread) -> str:
    frame = sys._current_frames().get(thread.ident or 0)
    stack = "".join(traceback.format_stack(frame)) if frame is not None else ""
    target = getattr(thread, "_target", None)
    runs = "" if target is None else f" ({getattr(target, '__qualname__', target)})"
    return f"the thread {thread.name!r}{runs}:\n{stack}".rstrip()


def _describe_task(task: "asyncio.Task[object]") -> str:
    stack = "".join(traceback.format_list(traceback.extract_stack(task.get_stack()[-1])[-1:]))
    return f"the task {task.get_name()!r} ({task.get_coro()!r}):\n{stack}".rstrip()
