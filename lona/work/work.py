"""The one way to start work of a server, and to have it counted.

Callers say what they start, and with a `Mailbox` in which order to what else. Where it runs is
decided here: plain functions on few threads, coroutines as courses.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextvars import Context
from enum import StrEnum, unique
from functools import partial
from typing import Any, TypeVar

from lona.work.activity import Activity
from lona.work.behalf import on_behalf_of, set_owner
from lona.work.course import Course
from lona.work.latch import running_loop
from lona.work.mailbox import Mailbox, Room
from lona.work.pool import Later, PoolClosed, PoolSettings, WorkerPool, giving_way

T = TypeVar("T")


@unique
class Purpose(StrEnum):
    """What a job is, by the name of the executor that has such jobs."""

    VIEW = "runtime_worker"
    """The life of a view: may wait for its user for ever."""
    CHANNEL = "channel_worker"
    """The handler of a message: ends soon if user code does not keep it."""
    CALL = "worker"
    """Anything that ends soon if user code does not keep it."""


class Work:
    """The threads of one server, and the count of what they do (`activity`).

    `owner` is on whose behalf (`present_owner`) everything runs that is started here.
    """

    def __init__(self, settings: PoolSettings, owner: object = None) -> None:
        self.activity = Activity()
        self.courses = {purpose: _Ways(self, purpose) for purpose in Purpose}
        self._owner = owner
        self._context = Context()  # in which all courses begin
        self._context.run(set_owner, owner)
        self._settings = settings
        self._pool: WorkerPool | None = None
        self._owns_pool = False
        self._loop: asyncio.AbstractEventLoop | None = None

    # life

    @property
    def pool(self) -> WorkerPool:
        """The thread pools; `RuntimeError` before the server is started."""
        if self._pool is None:
            raise RuntimeError("the server has no threads yet; it gets them when it is started")
        return self._pool

    @property
    def has_pool(self) -> bool:
        """Whether the server has threads already."""
        return self._pool is not None

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop on which `async def` functions run; `PoolClosed` if there is none."""
        if self._loop is None:
            raise PoolClosed("the server has no event loop yet, or none any more")
        return self._loop

    def use(self, pool: WorkerPool) -> None:
        """Use these threads; they are not ended with the server."""
        self._pool = pool

    def open(
        self, later: Later | None = None, loop: asyncio.AbstractEventLoop | None = None
    ) -> None:
        """Make threads of its own, unless there are some to use.

        `later` lets the threads be looked after, so that few are enough.
        """
        self._loop = loop
        if self._pool is None:
            self._pool = WorkerPool(self._settings, later)
            self._owns_pool = True

    def close(self) -> None:
        """End its own threads: jobs are refused from now on."""
        if self._pool is not None and self._owns_pool:
            self._pool.shutdown()

    # work

    def start(
        self,
        job: Callable[[], None],
        purpose: Purpose = Purpose.CALL,
        *,
        must_run: bool = False,
    ) -> None:
        """Start a job that reports its errors itself, in no order to others; returns at once.

        Raises `NotStarted` if it is refused: `PoolClosed` when the server has ended, `NoThread`
        when the system is out of threads (then a job that must run is not refused, but runs
        as soon as there is one).
        """
        activity = self.activity

        def carry() -> None:
            with activity.carry(), on_behalf_of(self._owner):
                job()

        activity.begin()
        try:
            self.pool.get_executor(purpose).spawn(carry, must_run)
        except BaseException:
            activity.end()
            raise

    def run(
        self,
        coroutine: Coroutine[Any, Any, T],
        purpose: Purpose = Purpose.CALL,
        *,
        on_loop: bool = False,
        must_run: bool = False,
        done: Callable[[Any, BaseException | None], None] | None = None,
    ) -> Course:
        """Start a coroutine of the runtime as a course, on a thread or on the loop.

        `done` is called with its result, or what it raised, at its end. Raises as `start` does; the
        coroutine is closed then.
        """
        activity = self.activity
        context = self._context.copy()
        ways = self.courses[purpose]
        activity.begin()
        try:
            course = Course(ways, coroutine, context, done)
            if on_loop and running_loop() is self._loop is not None:
                course.run_on_loop()
            elif on_loop:
                ways.to_loop(course.run_on_loop)
            else:
                self.pool.get_executor(purpose).spawn(course.run_on_thread, must_run)
        except BaseException:
            coroutine.close()
            activity.end()
            raise
        return course

    def run_here(self, coroutine: Coroutine[Any, Any, T], purpose: Purpose = Purpose.CALL) -> T:
        """Run a coroutine of the runtime in the calling thread, as far as it can be there.

        Blocks until it has ended; returns its result, or raises what it raised.
        """
        future: Future[T] = Future()
        context = self._context.copy()
        self.activity.begin()
        Course(self.courses[purpose], coroutine, context, partial(settle, future)).run_on_thread()
        if not future.done():
            with giving_way():
                return future.result()
        return future.result()

    def call(self, function: Callable[[], T], purpose: str = Purpose.CALL) -> Future[T]:
        """Start a function and return the future of its result.

        Users may give the name of an executor instead of a purpose (`RuntimeError` for an unknown
        one). Raises `NotStarted` if it is refused. Cancelling the future is of use only before the
        function runs; then it never does.
        """
        activity = self.activity

        def carry() -> T:
            with activity.carry(), on_behalf_of(self._owner):
                return function()

        executor = self.pool.get_executor(purpose)

        def forget_cancelled(future: Future[T]) -> None:
            if future.cancelled():  # nobody carries it
                activity.end()

        activity.begin()
        try:
            future = executor.submit(carry)
        except BaseException:
            activity.end()
            raise
        future.add_done_callback(forget_cancelled)
        return future

    def new_mailbox(self, room: Room | None = None, purpose: Purpose = Purpose.CALL) -> Mailbox:
        """Return a new lane: jobs that are posted to it run one after the other.

        What waits in it takes place in a room, if one is given, that it may share with others.
        """
        return Mailbox(partial(self.run, purpose=purpose), room)


def settle(future: Future[Any], result: Any, error: BaseException | None) -> None:
    """Let a future have the result of a course, or what it raised."""
    if error is None:
        future.set_result(result)
    else:
        future.set_exception(error)


class _Ways:
    """How courses of one purpose get to the loop, and to threads."""

    def __init__(self, work: Work, purpose: Purpose) -> None:
        self.activity = work.activity
        self._work = work
        self._purpose = purpose

    def to_loop(self, start: Callable[[], None]) -> None:
        """Have a function called on the loop; raises `PoolClosed` if that has ended."""
        loop = self._work.loop
        if running_loop() is loop:
            loop.call_soon(start)
            return
        try:
            loop.call_soon_threadsafe(start)
        except RuntimeError as error:
            raise PoolClosed("the event loop of the server has ended") from error

    def to_thread(self, job: Callable[[], None]) -> None:
        """Have a job run on a thread, come what may; raises `PoolClosed`."""
        self._work.pool.get_executor(self._purpose).spawn(job, must_run=True)
