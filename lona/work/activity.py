"""Counts what is moving in a server, so that a test can wait until nothing does.

Whoever starts work calls `begin` before the work can be seen by anybody else; the thread or task
that does it carries it (`carry`) until it is done. Who waits for something outside of the server
does so with a `Signal`: it does not count meanwhile, and whoever sets the signal counts it again,
so that the count never drops to zero on the way. A thread that nobody counted may wait likewise,
and changes nothing; a task that nobody counted counts from being woken to its next `await`.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context, ContextVar, Token

from lona.work.latch import Latch, Wait, carrier, resolved
from lona.work.pool import giving_way

LINGER_SECONDS = 0.2
"""So long a view that waits for something of its own (a query, a queue) is taken to be at work;
after that, it is at rest like one that sleeps."""


class Piece:
    """A piece of work and who carries it now: a task, or the number of a thread.

    One that may linger is at rest when it has waited for something of its own for long.
    """

    __slots__ = ("activity", "carrier", "is_resting", "may_linger")

    def __init__(self, activity: "Activity") -> None:
        self.activity = activity
        self.carrier: int | asyncio.Task[object] = 0
        self.is_resting = False
        self.may_linger = False


_present: ContextVar[Piece | None] = ContextVar("lona_piece", default=None)


def present_piece() -> Piece | None:
    """Return the piece of work that the calling thread or task itself carries, if any.

    Tasks that user code starts within it, on its own, carry nothing.
    """
    piece = _present.get()
    return piece if piece is not None and piece.carrier == carrier() else None


def is_within_work(context: Context | None = None) -> bool:
    """Whether the calling code is part of a server's work: carries it, or was started within it.

    With a context, it is the code that runs in that one.
    """
    return (_present.get() if context is None else context.get(_present)) is not None


def enter(piece: Piece) -> Token[Piece | None]:
    """Make a piece the one of the present context."""
    return _present.set(piece)


@contextmanager
def lingering() -> Iterator[None]:
    """Let the present piece of work be at rest in the body when it waits for long.

    For what may go on for ever, and wait for things that nobody here knows.
    """
    piece = present_piece()
    if piece is None:
        yield
        return
    piece.may_linger = True
    try:
        yield
    finally:
        piece.may_linger = False


class Activity:
    """A counter of moving work that can be waited on."""

    def __init__(self) -> None:
        self._moving = 0
        self._begun = 0
        self._sent = 0
        self._dozing = 0
        self._idle = threading.Condition(threading.Lock())
        self._carried: set[Piece] = set()
        self._lingering: dict[Piece, float] = {}  # since when

    @property
    def moving(self) -> int:
        """How many pieces of work are under way."""
        with self._idle:
            return self._moving - self._at_rest(time.monotonic())

    @property
    def begun(self) -> int:
        """How often work has begun or gone on: if not more often than before, nothing happened."""
        return self._begun

    @property
    def sent(self) -> int:
        """How often something was sent to a client: if not more often, no page has news."""
        return self._sent

    def note_sent(self) -> None:
        """Note that something is on its way to a client."""
        self._sent += 1

    @property
    def threads(self) -> tuple[int, ...]:
        """The identifiers of the threads that carry what moves now."""
        return tuple(who for who in self._carriers() if isinstance(who, int))

    @property
    def tasks(self) -> "tuple[asyncio.Task[object], ...]":
        """The tasks that carry what moves now."""
        return tuple(who for who in self._carriers() if not isinstance(who, int))

    def _carriers(self) -> "list[int | asyncio.Task[object]]":
        with self._idle:
            return [piece.carrier for piece in self._carried]

    def begin(self) -> None:
        """Count one more piece of work; every call needs one `end`, or somebody who carries it."""
        with self._idle:
            self._moving += 1
            self._begun += 1

    def end(self) -> None:
        """Count one piece of work less."""
        with self._idle:
            self._moving -= 1
            self._tell()

    def take(self, piece: Piece) -> None:
        """Note that the calling thread or task carries a piece of work from now on."""
        piece.carrier = carrier()
        with self._idle:
            self._carried.add(piece)

    def drop(self, piece: Piece) -> None:
        """Note that nobody carries a piece of work any more; it has ended."""
        piece.carrier = 0
        with self._idle:
            self._carried.discard(piece)
            self._moving -= 1
            self._tell()

    def carry(self) -> "_Carrying":
        """Return a context whose body is work that was begun before, done by this thread."""
        return _Carrying(self)

    def rest(self, piece: Piece) -> None:
        """Do not count a piece of work until it is resumed."""
        with self._idle:
            piece.is_resting = True
            self._carried.discard(piece)
            self._moving -= 1
            self._tell()

    def resume(self, piece: Piece) -> None:
        """Count a piece of work again that rests; any thread may do so."""
        with self._idle:
            piece.is_resting = False
            self._carried.add(piece)
            self._moving += 1
            self._begun += 1

    def _tell(self) -> None:
        """Let who waits for idleness look again, if it may have come; under the lock."""
        if self._moving <= len(self._lingering):
            self._idle.notify_all()

    def linger(self, piece: Piece) -> None:
        """Note that a piece of work waits for something of its own."""
        with self._idle:
            self._lingering[piece] = time.monotonic()
            self._tell()

    def go_on(self, piece: Piece) -> None:
        """Note that a piece of work that lingered goes on."""
        with self._idle:
            since = self._lingering.pop(piece, None)
            if since is not None and time.monotonic() - since >= LINGER_SECONDS:
                self._begun += 1

    def _at_rest(self, now: float) -> int:
        """Return how many pieces of work have lingered for long."""
        if not self._lingering:
            return 0
        return sum(now - since >= LINGER_SECONDS for since in self._lingering.values())

    @contextmanager
    def work(self) -> Iterator[None]:
        """Count the body as one piece of work, unless the thread counts already."""
        if self.counts_here:
            yield
            return
        self.begin()
        with self.carry():
            yield

    @property
    def counts_here(self) -> bool:
        """Whether the calling thread or task carries a piece of work."""
        piece = present_piece()
        return piece is not None and piece.activity is self

    @property
    def dozing(self) -> int:
        """How many views sleep: nothing moves, but something will without being asked."""
        with self._idle:
            return self._dozing + self._at_rest(time.monotonic())

    @contextmanager
    def doze(self) -> Iterator[None]:
        """Count the body as the sleep of a view."""
        with self._idle:
            self._dozing += 1
        try:
            yield
        finally:
            with self._idle:
                self._dozing -= 1

    def wait_idle(self, timeout: float) -> bool:
        """Block until nothing moves, for at most `timeout` seconds; tell whether that came."""
        end = time.monotonic() + timeout
        with self._idle:
            while True:
                now = time.monotonic()
                if self._moving == self._at_rest(now):
                    return True
                if now >= end:
                    return False
                rests = [since + LINGER_SECONDS for since in self._lingering.values()]
                self._idle.wait(min([end, *(at for at in rests if at > now)]) - now)


class _Carrying:
    """The time in which a thread carries a piece of work."""

    __slots__ = ("_piece", "_token")

    def __init__(self, activity: Activity) -> None:
        self._piece = Piece(activity)

    def __enter__(self) -> None:
        self._token = enter(self._piece)
        self._piece.activity.take(self._piece)

    def __exit__(self, *_: object) -> None:
        self._piece.activity.drop(self._piece)
        _present.reset(self._token)


class Signal(Latch):
    """Something outside of the server that one thread or task waits for.

    Who counts does not while it waits; `set` counts it again before it wakes.
    """

    __slots__ = ("_activity", "_is_guest", "_resting")

    def __init__(self, activity: Activity) -> None:
        super().__init__()
        self._activity = activity
        self._resting: Piece | None = None  # the piece of who waits, if it does not count meanwhile
        self._is_guest = False  # whether a task waits that nobody counted

    def set(self) -> None:
        """Let the one that waits go on, now or when it comes. Doing it again has no effect."""
        with self._lock:
            if not self._is_set:
                self._wake()
                self._open()

    def wait(self, wait: Wait = threading.Event.wait, rests: bool = True) -> None:
        """Block until the signal is set, or until `wait` returns; for one thread only.

        A thread that does not rest counts as moving all the while.
        """
        event = threading.Event()
        with self._lock:
            if self._is_set:
                return
            self._event = event
            if rests:
                self._rest()
        try:
            with giving_way():
                wait(event)
        finally:
            with self._lock:
                self._wake()

    async def wait_async(
        self,
        call_later: Callable[[Callable[[], None]], asyncio.TimerHandle] | None = None,
        rests: bool = True,
    ) -> None:
        """Let the task wait until the signal is set; for one task only.

        `call_later` plans when it goes on at the latest. A task that does not rest counts as moving
        all the while.
        """
        future = self._new_future()
        if future is None:
            return
        with self._lock:
            if not self._is_set:
                if rests:
                    self._rest()
                self._is_guest = self._resting is None and not self._activity.counts_here
        planned = call_later(lambda: resolved(future)) if call_later is not None else None
        try:
            await future
        finally:
            if planned is not None:
                planned.cancel()
            with self._lock:
                self._future = None
                self._is_guest = False
                self._wake()

    def _rest(self) -> None:
        if self._activity.counts_here:
            self._resting = present_piece()
            assert self._resting is not None
            self._activity.rest(self._resting)

    def _wake(self) -> None:
        if self._resting is not None:
            self._activity.resume(self._resting)
            self._resting = None

    def _open(self, resolve: "Callable[[asyncio.Future[None]], None] | None" = None) -> None:
        if self._future is not None and self._is_guest:
            self._activity.begin()
            resolve = self._resolve_guest
        super()._open(resolve)

    def _resolve_guest(self, future: "asyncio.Future[None]") -> None:
        resolved(future)
        # What the task does until its next `await` comes before this in the loop's queue.
        future.get_loop().call_soon(self._activity.end)
