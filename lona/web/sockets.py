"""The sockets of a server: how many there may be, and which have to go.

Sockets are what an attacker opens first, and a process has few. A socket that asks nothing, or not
to the end, has to go in time, and at once if there is no room for another one. Knows nothing of
what requests are about.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiohttp import web

from lona.web import effort
from lona.web.protocol import HttpServer, RequestProtocol

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

RESERVED_FILES = 64
"""File handles that sockets leave for everything else."""

MOST_SOCKETS = 100_000
"""How many sockets there may be where the system does not tell."""

BATCH = 16
"""How many sockets are accepted before those are closed that have to go."""

BACKLOG = 1024
"""How many connections may wait to be accepted."""

PIECE = 8 * 1024
"""How many bytes are read from a socket before others get their turn."""


@dataclass(frozen=True)
class SocketLimits:
    """How many sockets one address may have, and how long they may keep silent; 0: no limit.

    `send_seconds` is how long a client may take nothing of an answer.
    """

    of_address: int
    head_seconds: float
    body_seconds: float
    send_seconds: float
    keep_alive_seconds: float


class ClientSocket(RequestProtocol):
    """aiohttp's end of one socket, that tells `Sockets` what happens to it."""

    __slots__ = (
        "_ignores",
        "_rests",
        "_sockets",
        "_unsent",
        "_unsent_since",
        "head_since",
        "last_data",
        "peer",
        "request",
        "sender",
    )

    def __init__(self, sockets: "Sockets", server: HttpServer, **kwargs: Any) -> None:
        super().__init__(server, **kwargs)
        self._sockets = sockets
        self.peer = ""
        self.request: web.BaseRequest | None = None  # the one that is being answered
        self.last_data = self._loop.time()
        self.head_since: float | None = self.last_data  # when the next request began to come
        self.sender: asyncio.Task[Any] | None = None  # sends a file
        self._ignores = False
        self._rests = False
        self._unsent = 0  # bytes of answers
        self._unsent_since = self.last_data

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Be opened."""
        super().connection_made(transport)
        peername = transport.get_extra_info("peername")
        self.peer = peername[0] if isinstance(peername, tuple) else ""
        if hasattr(transport, "max_size"):  # asyncio's own
            transport.max_size = PIECE
        self._sockets.note_opened(self)

    def data_received(self, data: bytes) -> None:
        """Take what the client sent."""
        if self._ignores:
            return
        if not data:  # aiohttp goes on with what it has
            super().data_received(data)
            return
        self.last_data = self._loop.time()
        if self.request is None and self.head_since is None:
            self.head_since = self.last_data
        began = effort.begin()
        super().data_received(data)
        rest = effort.rest_after(began)
        if rest and not self._rests:
            self._rests = True
            self._loop.call_later(rest, self._go_on)
            self._pause()

    def resume_reading(self, *args: Any, **kwargs: Any) -> None:
        """Go on reading, if the client is not left alone for now."""
        super().resume_reading(*args, **kwargs)
        if self._rests:
            self._pause()

    def _pause(self) -> None:
        if isinstance(self.transport, asyncio.Transport):
            self.transport.pause_reading()

    def _go_on(self) -> None:
        self._rests = False
        is_kept = self._reading_paused or getattr(self, "_buffer_paused", False)  # by aiohttp
        if isinstance(self.transport, asyncio.Transport) and not is_kept:
            self.transport.resume_reading()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Be closed."""
        self._sockets.note_lost(self)
        super().connection_lost(exc)

    def begin(self, request: web.BaseRequest) -> None:
        """Note that a request is being answered (for a websocket: until it closes)."""
        self.request = request
        self.head_since = None
        self._sockets.note_begun(self)

    def end(self) -> None:
        """Note that the answer is there; it may still have to be sent.

        What is left of the request is not looked at: it may be endless, or compressed.
        """
        self._ignores = self.request is not None and not self.request.content.is_eof()
        self.request = None
        self._sockets.note_ended(self)

    @contextmanager
    def sending_file(self) -> Iterator[None]:
        """Note that the current task opens a file, sends and closes it."""
        self.sender = asyncio.current_task()
        self._sockets.note_file(1)
        try:
            yield
        finally:
            self.sender = None
            self._sockets.note_file(-1)

    def drop(self) -> None:
        """Close the socket at once; what the client did not take of its answers is lost."""
        transport = self.transport
        if self.sender is not None:
            self.sender.cancel()  # it would wait for a closed socket, with an open file
        self.force_close()
        if transport is not None:
            transport.abort()

    def is_late(self, limits: SocketLimits) -> bool:
        """Tell whether the client has kept the server waiting for too long."""
        now = self._loop.time()
        if 0 < limits.send_seconds < self._stalled_seconds(now):
            return True
        if self.request is None:
            return 0 < limits.head_seconds < now - (self.head_since or now)
        if not 0 < limits.body_seconds < now - self.last_data or self.request.content.is_eof():
            return False
        # Else it is the view that does not read.
        return isinstance(self.transport, asyncio.Transport) and self.transport.is_reading()

    def _stalled_seconds(self, now: float) -> float:
        """Return for how long the client has taken nothing of what is there for it."""
        transport = self.transport
        unsent = 0 if transport is None else transport.get_write_buffer_size()
        if not unsent or unsent != self._unsent:
            self._unsent, self._unsent_since = unsent, now
        return now - self._unsent_since


class Sockets:
    """All sockets of an aiohttp server. `may_have_many` tells of an address: it is a proxy's."""

    def __init__(
        self,
        server: HttpServer,
        limits: SocketLimits,
        may_have_many: Callable[[str], bool],
        most: int = 0,
    ) -> None:
        self._server = server
        self._limits = limits
        self._may_have_many = may_have_many
        self._most = most or _most_sockets()
        self._open: set[ClientSocket] = set()
        self._idle: dict[ClientSocket, None] = {}  # those that are idle for the longest time first
        self._files = 0  # open files that are being sent
        self._counts: Counter[str] = Counter()

    async def listen(
        self, host: str, port: int, inherited: Sequence[socket.socket] = ()
    ) -> list[asyncio.Server]:
        """Accept connections on an address, or on sockets that listen on it; raises `OSError`."""
        create = partial(asyncio.get_running_loop().create_server, self._new, backlog=BATCH)
        if inherited:
            listeners = [await create(sock=each) for each in inherited]
        else:
            listeners = [await create(host, port)]
        for listening in [each for listener in listeners for each in listener.sockets]:
            # The loop accepts as many at once as it lets wait, which is too many or too few.
            with socket.fromfd(listening.fileno(), listening.family, listening.type) as same:
                same.listen(BACKLOG)
        return listeners

    async def sweep(self, every_seconds: float = 1.0) -> None:
        """Close sockets that keep the server waiting; again and again, until it is cancelled."""
        while True:
            await asyncio.sleep(every_seconds)
            for each in [each for each in self._open if each.is_late(self._limits)]:
                each.drop()

    def _new(self) -> ClientSocket:
        """Return the end of a socket that was just accepted, and make room for it."""
        each = ClientSocket(
            self,
            self._server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=self._limits.keep_alive_seconds,
            access_log=None,
        )
        self._open.add(each)
        self._make_room()
        return each

    def _make_room(self) -> None:
        """Close the socket that is idle for the longest time, if there are too many handles.

        One that takes its answer, or does not, is idle too.
        """
        if len(self._open) + self._files > self._most and self._idle:
            oldest = next(iter(self._idle))
            del self._idle[oldest]
            oldest.drop()

    def note_opened(self, each: ClientSocket) -> None:
        """Note a socket; it is closed at once if there are too many."""
        self._counts[each.peer] += 1
        is_too_many = len(self._open) + self._files > self._most + BATCH or (
            0 < self._limits.of_address < self._counts[each.peer]
            and not self._may_have_many(each.peer)
        )
        if is_too_many:
            each.drop()
        else:
            self._idle[each] = None

    def note_begun(self, each: ClientSocket) -> None:
        """Note that a socket is not idle."""
        self._idle.pop(each, None)

    def note_ended(self, each: ClientSocket) -> None:
        """Note that a socket is idle again."""
        if each in self._open:
            self._idle[each] = None

    def note_file(self, change: int) -> None:
        """Note that a file was opened (1) or closed (-1)."""
        self._files += change
        self._make_room()

    def note_lost(self, each: ClientSocket) -> None:
        """Forget a socket."""
        self._open.discard(each)
        self._idle.pop(each, None)
        self._counts[each.peer] -= 1
        if self._counts[each.peer] <= 0:
            del self._counts[each.peer]


def _most_sockets() -> int:
    """Return how many sockets this process can have and still open files."""
    if resource is None:
        return MOST_SOCKETS
    most: int = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if most == resource.RLIM_INFINITY:
        return MOST_SOCKETS
    return max(most - RESERVED_FILES, most // 2)
