"""Counts what is moving in a server, so that a test can wait until nothing does.

Whoever starts work calls `begin` before the work can be seen by anybody else; the thread that does
it carries it (`carry`) until it is done. A thread that waits for something outside of the server
does so with a `Signal`: it does not count meanwhile, and whoever sets the signal counts it again,
so that the count never drops to zero on the way. A thread that nobody counted may wait likewise,
and changes nothing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Activity:
    """A counter of moving work that can be waited on."""

    def __init__(self) -> None:
        self._moving = 0
        self._begun = 0
        self._sent = 0
        self._dozing = 0
        self._idle = threading.Condition(threading.Lock())
        self._thread = threading.local()
        self._threads: set[int] = set()

    @property
    def moving(self) -> int:
        """How many pieces of work are under way."""
        return self._moving

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
        return tuple(self._threads)

    def begin(self) -> None:
        """Count one more piece of work; every call needs one `end`, or a thread that carries it."""
        with self._idle:
            self._moving += 1
            self._begun += 1

    def end(self) -> None:
        """Count one piece of work less."""
        with self._idle:
            self._moving -= 1
            if self._moving == 0:
                self._idle.notify_all()

    def carry(self) -> "_Carrying":
        """Return a context whose body is work that was begun before, done by this thread."""
        return _Carrying(self, self._thread, self._threads)

    def rest(self, thread: int) -> None:
        """Count the work that a thread carries no more, until it is resumed."""
        with self._idle:
            self._threads.discard(thread)
            self._moving -= 1
            if self._moving == 0:
                self._idle.notify_all()

    def resume(self, thread: int) -> None:
        """Count the work of a thread that rests again; any thread may do so."""
        with self._idle:
            self._threads.add(thread)
            self._moving += 1
            self._begun += 1

    @contextmanager
    def work(self) -> Iterator[None]:
        """Count the body as one piece of work, unless the thread counts already."""
        if self.counts_this_thread:
            yield
            return
        self.begin()
        with self.carry():
            yield

    @property
    def counts_this_thread(self) -> bool:
        """Whether the calling thread carries a piece of work."""
        return getattr(self._thread, "is_counted", False)

    @property
    def dozing(self) -> int:
        """How many views sleep: nothing moves, but something will without being asked."""
        return self._dozing

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
        with self._idle:
            return self._idle.wait_for(lambda: self._moving == 0, timeout)


class _Carrying:
    """The time in which a thread carries a piece of work."""

    __slots__ = ("_activity", "_thread", "_threads")

    def __init__(self, activity: Activity, thread: threading.local, threads: set[int]) -> None:
        self._activity = activity
        self._thread = thread
        self._threads = threads

    def __enter__(self) -> None:
        self._thread.is_counted = True
        self._threads.add(threading.get_ident())

    def __exit__(self, *_: object) -> None:
        self._thread.is_counted = False
        self._threads.discard(threading.get_ident())
        self._activity.end()


Wait = Callable[[threading.Event], object]
"""Blocks until the event is set, or for as long as it likes."""


class Signal:
    """Something outside of the server that one thread waits for.

    A thread that counts does not while it waits; `set` counts it again before it wakes.
    """

    def __init__(self, activity: Activity) -> None:
        self._activity = activity
        self._lock = threading.Lock()
        self._resting: int | None = None  # the thread that waits, if it does not count meanwhile
        self._event = threading.Event()

    @property
    def is_set(self) -> bool:
        """Whether there is nothing to wait for (any more)."""
        return self._event.is_set()

    def set(self) -> None:
        """Let the thread go on, now or when it comes to wait. Doing it again has no effect."""
        with self._lock:
            self._wake()
            self._event.set()

    def wait(self, wait: Wait = threading.Event.wait, rests: bool = True) -> None:
        """Block until the signal is set, or until `wait` returns; for one thread only.

        A thread that does not rest counts as moving all the while.
        """
        with self._lock:
            if self._event.is_set():
                return
            if rests and self._activity.counts_this_thread:
                self._resting = threading.get_ident()
                self._activity.rest(self._resting)
        try:
            wait(self._event)
        finally:
            with self._lock:
                self._wake()

    def _wake(self) -> None:
        if self._resting is not None:
            self._activity.resume(self._resting)
            self._resting = None
