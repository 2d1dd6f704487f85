"""A queue of jobs that run one after the other; different mailboxes never wait for each other.

Whoever posts never blocks. Knows nothing of what the jobs do.
"""

import logging
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Hashable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Any, NamedTuple, Protocol

from lona.work.activity import present_piece
from lona.work.course import leave_loop
from lona.work.latch import Latch
from lona.work.pool import NotStarted, PoolClosed, giving_way

logger = logging.getLogger("lona")


class MailboxFull(Exception):
    """Too much waits already; the sender floods."""


class Room:
    """How much the jobs that wait may hold, in several mailboxes together; 0 means any amount.

    A job that is larger than the room still gets in while nothing else is there.
    """

    def __init__(self, limit: int = 0) -> None:
        self._limit = limit
        self._held = 0
        self._lock = threading.Lock()

    def take(self, size: int) -> None:
        """Make room for a job; raises `MailboxFull`."""
        with self._lock:
            if self._limit and self._held and self._held + size > self._limit:
                raise MailboxFull(f"more than {self._limit} bytes wait to be handled")
            self._held += size

    def give_back(self, size: int) -> None:
        """Note that a job does not wait any more."""
        with self._lock:
            self._held -= size


Job = Callable[[], Coroutine[Any, Any, object] | None]
"""What can be posted: a function, or a coroutine function of the runtime (`lona.work.course`)."""


class Run(Protocol):
    """Starts counted work (`Work.run`); raises `NotStarted` if it is refused."""

    def __call__(
        self, coroutine: Coroutine[Any, Any, None], *, on_loop: bool, must_run: bool
    ) -> object:
        """Start a coroutine in no order to others."""


class _Job(NamedTuple):
    run: Job
    size: int
    key: Hashable
    note_aside: Callable[[bool], None] | None
    on_loop: bool


class Mailbox:
    """One lane of work.

    A job may step aside (`stepping_aside`) while it waits for what a later job brings: then the
    later ones run, but for those with the same key. It comes back when the job that runs then has
    ended, before all that wait.
    """

    def __init__(self, run: Run, room: Room | None = None) -> None:
        self._run = run
        self._room = room or Room()
        self._jobs: list[_Job] = []  # short: an empty deque takes 600 bytes
        self._lock = threading.Lock()
        self._busy = False
        self._aside: list[_Turn] = []
        self._returning: list[_Turn] = []

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits; one that has stepped aside does not count."""
        return self._busy

    def post(
        self,
        job: Job,
        must_run: bool = False,
        size: int = 0,
        key: Hashable = None,
        note_aside: Callable[[bool], None] | None = None,
        on_loop: bool = False,
    ) -> None:
        """Append a job that holds about `size` bytes of a peer.

        `note_aside` is told, by the job itself, when it steps aside (True) and comes back. A job
        that may begin `on_loop` must not block; others begin on a thread.

        Raises `MailboxFull` if there is no room for it, and `NoThread` if it cannot be started.
        Jobs that a peer cannot multiply hold nothing (size 0) and may have to run come what may:
        they are never refused. When the server has ended, nothing is left to be done, and jobs are
        dropped.
        """
        if size:
            self._room.take(size)
        try:
            is_dropped = not self._append(_Job(job, size, key, note_aside, on_loop), must_run)
        except BaseException:
            self._room.give_back(size)
            raise
        if is_dropped:
            self._room.give_back(size)

    def _append(self, job: _Job, must_run: bool) -> bool:
        with self._lock:
            # Under the lock: until the work is counted and has a thread, nobody may rely on it.
            if not self._busy and not self._begin(must_run, job.on_loop):
                return False
            self._jobs.append(job)
        return True

    def _begin(self, must_run: bool, on_loop: bool = False) -> bool:
        """Start to do the jobs; False if the server has ended. Under the lock."""
        try:
            self._run(self._drain(), on_loop=on_loop, must_run=must_run)
        except PoolClosed:
            return False
        self._busy = True
        return True

    def clear(self) -> None:
        """Forget the jobs that have not begun."""
        with self._lock:
            jobs, self._jobs = self._jobs, []
        self._room.give_back(sum(job.size for job in jobs))

    async def _drain(self) -> None:
        turn = _Turn(self)
        _turn.set(turn)
        while (job := self._next(turn)) is not None:
            self._room.give_back(job.size)
            try:
                if not job.on_loop:
                    await leave_loop()
                coroutine = job.run()
                if coroutine is not None and hasattr(coroutine, "__await__"):
                    await coroutine
            except (NotStarted, GeneratorExit):  # the server has ended
                return
            except BaseException:  # what waits behind it must not suffer
                logger.exception("a job raised an exception")

    def _next(self, turn: "_Turn") -> _Job | None:
        """Return the next job of a turn; None if it has none, or is not the one that runs."""
        with self._lock:
            if turn.is_aside:
                return None
            if self._returning:
                self._returning.pop(0).may_run.set()
                return None
            held = {other.key for other in self._aside}
            for number, job in enumerate(self._jobs):
                if job.key is None or job.key not in held:
                    del self._jobs[number]
                    turn.key = job.key
                    turn.note_aside = job.note_aside or _nothing
                    return job
            self._busy = False
            return None

    # what turns do

    def step_aside(self, turn: "_Turn") -> None:
        """Let the later jobs run."""
        turn.note_aside(True)
        with self._lock:
            self._aside.append(turn)
            turn.is_aside = True
            self._busy = False
            if self._jobs or self._returning:
                self._begin(must_run=True)

    def come_back(self, turn: "_Turn") -> Latch:
        """Ask to be the one that runs; return what opens when the job that runs now has ended."""
        turn.may_run = Latch()
        with self._lock:
            self._aside.remove(turn)
            turn.is_aside = False
            if self._busy:
                self._returning.append(turn)
            else:
                self._busy = True
                turn.may_run.set()
        return turn.may_run

    def give_up(self, turn: "_Turn") -> None:
        """Stay aside until the end, but let the jobs with the same key run."""
        with self._lock:
            self._aside.remove(turn)
            if self._jobs and not self._busy:
                self._begin(must_run=True)


def _nothing(_: bool) -> None:
    """Be told in vain."""


class _Turn:
    """Who does the jobs of a mailbox now; `key` and `note_aside` are of its present job."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox
        self.key: Hashable = None
        self.note_aside: Callable[[bool], None] = _nothing
        self.is_aside = False
        self.may_run = Latch()


_turn: ContextVar[_Turn | None] = ContextVar("lona_turn", default=None)


def _present_turn() -> _Turn | None:
    """Return whose job the calling code is; None for tasks that it has started, and the like."""
    turn = _turn.get()
    return None if turn is None or turn.is_aside or present_piece() is None else turn


@contextmanager
def stepping_aside() -> Iterator[None]:
    """Let later jobs of the mailbox run during the body, if the thread does the job of one.

    If the body raises, the job ends beside the others.
    """
    turn = _present_turn()
    if turn is None:
        yield
        return
    turn.mailbox.step_aside(turn)
    try:
        yield
    except BaseException:
        turn.mailbox.give_up(turn)
        raise
    may_run = turn.mailbox.come_back(turn)
    with giving_way():
        may_run.wait()
    turn.note_aside(False)


@asynccontextmanager
async def stepping_aside_async() -> AsyncIterator[None]:
    """Do as `stepping_aside` does, for a task that does the job."""
    turn = _present_turn()
    if turn is None:
        yield
        return
    turn.mailbox.step_aside(turn)
    try:
        yield
    except BaseException:
        turn.mailbox.give_up(turn)
        raise
    await turn.mailbox.come_back(turn).wait_async()
    turn.note_aside(False)
