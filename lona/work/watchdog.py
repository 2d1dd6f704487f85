"""Warns of coroutines that block the event loop, with their stack: for debug mode.

A thread asks the loop for a sign of life now and then. If none comes, and the loop runs code of a
view just then, that is where it is blocked.
"""

import asyncio
import logging
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from types import FrameType

from lona.work import course

logger = logging.getLogger("lona")

PATIENCE = 0.1
"""Seconds for which code may block the loop unnoticed."""

_frames: Callable[[], Mapping[int, FrameType]] = getattr(sys, "_current_frames")  # noqa: B009


class Watchdog:
    """Watches one running loop, from its own thread; made on the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._loop_thread = threading.get_ident()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="LonaWatchdog", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopped.set()

    def _watch(self) -> None:
        while not self._stopped.wait(PATIENCE / 2):
            is_alive = threading.Event()
            try:
                self._loop.call_soon_threadsafe(is_alive.set)
            except RuntimeError:  # the loop is closed
                return
            if not is_alive.wait(PATIENCE):
                self._report()
                while not is_alive.wait(PATIENCE) and not self._stopped.is_set():
                    pass

    def _report(self) -> None:
        frame = _frames().get(self._loop_thread)
        stack = traceback.extract_stack(frame) if frame is not None else []
        own = [number for number, line in enumerate(stack) if line.filename == course.__file__]
        if own:
            logger.warning(
                "a coroutine has blocked the event loop for more than %d ms; what takes long "
                "belongs in a plain function or in asyncio.to_thread():\n%s",
                PATIENCE * 1000,
                "".join(traceback.format_list(stack[own[-1] + 1 :])).rstrip(),
            )
