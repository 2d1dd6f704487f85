"""The channels of one view: what their handlers change is shown, and they end with the view.

Knows nothing of how messages travel.
"""

import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any

from lona.channels.channel import Channel
from lona.channels.message import Message
from lona.exceptions import StopReason
from lona.work.behalf import on_behalf_of
from lona.work.course import call
from lona.work.work import Purpose

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona.channels")


class Subscriptions:
    """What one view has subscribed to; `crash` ends the view because a handler raised."""

    def __init__(
        self,
        server: "Server",
        crash: Callable[[BaseException, logging.Logger, str], Awaitable[object]],
    ) -> None:
        self._server = server
        self._crash = crash
        self._lock = threading.Lock()
        self._channels: list[Channel] = []
        self._is_over = False

    def add(
        self,
        topic: str,
        handler: Callable[[Message], Any],
        show: Callable[[], Awaitable[object]] | None,
    ) -> Channel:
        """Subscribe to a topic; `show` is called after each message that was handled."""
        if not callable(handler):
            raise TypeError(f"the handler of a channel has to be callable, not {handler!r}")
        with on_behalf_of(self._server):
            channel = Channel(topic)

        async def handle(message: Message) -> None:
            try:
                await call(handler, message)
                if show is not None:
                    await show()
            except StopReason:
                return
            except BaseException as error:  # SystemExit too: it must not end a thread
                channel.unsubscribe()
                await self._crash(error, logger, f"at a message to {message.topic!r}")

        with self._lock:
            if not self._is_over:
                self._channels.append(channel)
                channel.subscribe(_Handler(self._server, handle))
        return channel

    def end_all(self) -> None:
        """Unsubscribe from everything."""
        with self._lock:
            channels, self._channels = self._channels, []
        for channel in channels:
            channel.unsubscribe()

    def end(self) -> None:
        """Unsubscribe from everything, for good."""
        self._is_over = True
        self.end_all()


class _Handler:
    """What a channel of a view calls with each message; brokers of users may call it, too."""

    def __init__(
        self, server: "Server", in_course: Callable[[Message], Coroutine[Any, Any, None]]
    ) -> None:
        self.in_course = in_course
        self._server = server

    def __call__(self, message: Message) -> None:
        self._server.work.run_here(self.in_course(message), Purpose.CHANNEL)
