"""The one way to start work of a server, and to have it counted.

Callers say what they start, and with a `Mailbox` in which order to what else. Where it runs is
decided here: every job gets a thread.
"""

from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum, unique
from functools import partial
from typing import TypeVar

from lona.work.activity import Activity
from lona.work.behalf import on_behalf_of
from lona.work.mailbox import Mailbox, Room
from lona.work.pool import PoolSettings, WorkerPool

T = TypeVar("T")

RETRY_SECONDS = 0.5
"""How often it is tried to start a thread for what must run, while the system has none."""

Later = Callable[[float, Callable[[], None]], None]
"""Calls back after some seconds; itself called on any thread."""


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
        self._owner = owner
        self._settings = settings
        self._pool: WorkerPool | None = None
        self._owns_pool = False
        self._later: Later | None = None
        self._is_retry_planned = False

    # life

    @property
    def pool(self) -> WorkerPool:
        """The thread pools; `RuntimeError` before the server is started."""
        if self._pool is None:
            raise RuntimeError("the server has no threads yet; it gets them when it is started")
        return self._pool

    def use(self, pool: WorkerPool) -> None:
        """Use these threads; they are not ended with the server."""
        self._pool = pool

    def open(self, later: Later | None = None) -> None:
        """Make threads of its own, unless there are some to use.

        `later` lets what must run be tried again when the system is out of threads.
        """
        self._later = later
        if self._pool is None:
            self._pool = WorkerPool(self._settings)
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
        if must_run and self.pool.has_backlog:
            self._plan_retry()

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
        return Mailbox(partial(self.start, purpose=purpose), room)

    def _plan_retry(self) -> None:
        if self._later is not None and not self._is_retry_planned:
            self._is_retry_planned = True
            self._later(RETRY_SECONDS, self._retry)

    def _retry(self) -> None:
        self._is_retry_planned = False
        self.pool.start_backlog()
        if self.pool.has_backlog:
            self._plan_retry()
