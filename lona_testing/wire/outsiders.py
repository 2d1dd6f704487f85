"""What user code has started by itself: a server neither counts nor awaits it.

Nobody waits for such threads and tasks to end, nor for the timeouts that a view has set itself; but
as long as one lives, it may change a page.
"""

import asyncio
import os
import sys
import threading
from collections.abc import Collection, Iterator
from contextvars import Context

import lona
import lona_testing
from lona.work.activity import is_within_work

_OURS = ("Lona", "lona-testing", "asyncio-waitpid", "pytest_timeout")
"""How the names of threads begin that belong to a server, to the test kit, to a child process of
the browser, or to a plugin of pytest that has one for each test."""


class Outsiders:
    """What lives beside a server. `known` are threads that were there before any user code."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, known: Collection[threading.Thread] = ()
    ) -> None:
        self._loop = loop
        self._known = {*known, threading.main_thread()}

    def are_alive(self) -> bool:
        """Whether a thread, a task or a timeout of user code lives."""
        return bool(self.threads() or self.tasks() or self.has_timeouts())

    def threads(self) -> list[threading.Thread]:
        """Return the threads of user code that live."""
        return [thread for thread in threading.enumerate() if self._is_outsider(thread)]

    def tasks(self) -> "list[asyncio.Task[object]]":
        """Return the tasks of user code that live on the loop."""
        return [task for task in asyncio.all_tasks(self._loop) if _is_of_user(task)]

    def has_timeouts(self) -> bool:
        """Whether something on the loop is going to be cancelled because it takes too long."""
        scheduled: list[asyncio.TimerHandle] = list(getattr(self._loop, "_scheduled", ()))
        return any(_is_timeout_of_user(handle) for handle in scheduled)

    def _is_outsider(self, thread: threading.Thread) -> bool:
        return (
            thread not in self._known
            and thread is not threading.current_thread()
            and not thread.name.startswith(_OURS)
            and not isinstance(thread, threading._DummyThread)  # nobody's `Thread` started it
            and not _is_idle(thread)
        )


def _is_idle(thread: threading.Thread) -> bool:
    """Whether the thread of an executor waits for work."""
    frame = sys._current_frames().get(thread.ident or 0)
    code = None if frame is None else frame.f_code
    return code is not None and code.co_name == "_worker" and "concurrent" in code.co_filename


def _is_of_user(task: "asyncio.Task[object]") -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is None or not code.co_filename.startswith(tuple(_our_folders()))


def _is_timeout_of_user(handle: asyncio.TimerHandle) -> bool:
    """Whether a timer is that of an `asyncio.timeout` in code of a view."""
    timeout = getattr(getattr(handle, "_callback", None), "__self__", None)
    if handle.cancelled() or not isinstance(timeout, asyncio.Timeout):
        return False
    context: Context | None = getattr(handle, "_context", None)
    return context is not None and is_within_work(context)


def _our_folders() -> Iterator[str]:
    """Return where the coroutines stand with which servers serve."""
    for module in (lona, lona_testing, sys.modules.get("aiohttp")):
        if module is not None and module.__file__ is not None:
            yield os.path.dirname(module.__file__) + os.sep
