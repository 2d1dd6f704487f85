"""Few threads that stay busy, and more only while their jobs block.

A job that finds no idle thread waits for the next one that becomes free. Another thread is started
at once if those that there are wait for users (`giving_way`), and within milliseconds if their jobs
block in any other way, so that nobody keeps others from being served. All threads are daemons: user
code that never returns cannot keep the process from ending. Knows nothing of views.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Job = Callable[[], None]
Later = Callable[[float, Callable[[], None]], None]
"""Calls back after some seconds; itself called on any thread."""

IDLE_SECONDS = 10.0
LOOK_SECONDS = 0.005
"""How long a job may wait until it is looked whether those that run block."""

RETRY_SECONDS = 0.5
"""How often it is tried to start a thread for what waits, while the system has none."""

FEW_THREADS = 8
"""So many threads that do not block are enough, however much waits."""

BUSY_SHARE = 0.7
"""A process that uses so much of a processor gets nothing done sooner with more threads."""

BUSY_PATIENCE = 0.1
"""Seconds that a job of a busy process may take until it is taken for one that blocks."""

_PREFIXES = {
    "worker": "LonaWorker",
    "runtime_worker": "LonaRuntimeWorker",
    "channel_worker": "LonaChannelWorker",
    "static_worker": "LonaStaticWorker",
}


class NotStarted(RuntimeError):
    """A job was refused, and everything is as if it had never been asked for."""


class PoolClosed(NotStarted):
    """A job came after the pool was shut down."""


class NoThread(NotStarted):
    """The system starts no further thread at the moment; later jobs may run."""


class _Runner:
    """One thread of a pool, and the job that it does or begins with."""

    __slots__ = ("has_job", "job", "number", "pool", "seen", "seen_at", "thread")

    def __init__(self, pool: "ThreadPool", job: Job | None) -> None:
        self.pool = pool
        self.job = job
        self.has_job = threading.Lock()  # released by whoever gives an idle thread a job
        self.has_job.acquire()
        self.number = 0  # counts its jobs
        self.seen = -1  # the number at the last look,
        self.seen_at = 0.0  # and when it was seen first
        self.thread: threading.Thread


_local = threading.local()


@contextmanager
def giving_way() -> Iterator[None]:
    """Let other jobs have a thread while the calling one, if it is of a pool, blocks."""
    runner: _Runner | None = getattr(_local, "runner", None)
    if runner is None or not runner.pool.begin_waiting(runner):
        yield
        return
    try:
        yield
    finally:
        runner.pool.end_waiting(runner)


class ThreadPool(Executor):
    """An executor without an upper limit; threads are named `<prefix>_<n>`.

    Without `later`, which lets it look after its threads, every job that finds no idle thread gets
    a new one.
    """

    def __init__(
        self, prefix: str, idle_seconds: float = IDLE_SECONDS, later: Later | None = None
    ) -> None:
        self._prefix = prefix
        self._idle_seconds = idle_seconds
        self._later = later
        self._lock = threading.Lock()
        self._jobs: deque[Job] = deque()  # that wait for a thread
        self._idle: list[_Runner] = []  # the one that became idle last gets the next job
        self._runners: set[_Runner] = set()
        self._active: set[_Runner] = set()  # those that do not wait for a user or another thread
        self._started = 0
        self._closed = False
        self._is_starved = False
        self._is_look_planned = False
        self._looked_at = 0.0
        self._used = 0.0

    @property
    def thread_count(self) -> int:
        """How many threads exist now."""
        return len(self._runners)

    @property
    def is_starved(self) -> bool:
        """Whether all threads block, and the system starts no other: jobs are refused."""
        return self._is_starved

    def spawn(self, job: Job, must_run: bool = False) -> None:
        """Run a job that reports its errors itself; nobody waits for its result.

        Raises `PoolClosed`, and `NoThread` if no thread can be started for it. A job that must run
        waits then until one can.
        """
        runner = None
        with self._lock:
            if self._closed:
                raise PoolClosed(f"{self._prefix} pool is shut down; start a new server")
            if self._idle:
                self._give(self._idle.pop(), job)
            elif self._later is not None and self._active and not self._is_starved:
                self._jobs.append(job)
            else:
                runner = self._new_runner(job)
            must_look = not self._idle and self._plan_look()
        if must_look:
            self._look_later(LOOK_SECONDS)
        if runner is not None and (error := self._start(runner, must_run)) is not None:
            raise NoThread(f"{self._prefix}: no further thread can be started: {error}") from error

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Run a function and return the future of its result."""
        future: Future[T] = Future()

        def job() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.spawn(job)
        return future

    def shutdown(self, wait: bool = False, *, cancel_futures: bool = False) -> None:
        """Let idle threads end; with `wait`, wait for the busy ones too."""
        with self._lock:
            self._closed = True
            threads = [runner.thread for runner in self._runners]
            idle, self._idle = self._idle, []
            for runner in idle:
                runner.has_job.release()
        if wait:
            for thread in threads:
                thread.join()

    # starting threads

    def _new_runner(self, job: Job | None) -> _Runner:
        """Return one more thread, which is not started yet; under the lock."""
        self._started += 1
        runner = _Runner(self, job)
        runner.thread = threading.Thread(
            target=self._work, args=(runner,), name=f"{self._prefix}_{self._started}", daemon=True
        )
        self._runners.add(runner)
        self._active.add(runner)
        return runner

    def _start(self, runner: _Runner, must_run: bool = True) -> RuntimeError | None:
        """Start a thread; return why there can be none, if its job is refused for that."""
        try:
            runner.thread.start()
        except RuntimeError as error:
            with self._lock:
                self._is_starved = True
                self._forget(runner)
                if runner.job is not None and not must_run:
                    return error
                if runner.job is not None:
                    self._jobs.append(runner.job)
        return None

    def _forget(self, runner: _Runner) -> None:
        self._runners.discard(runner)
        self._active.discard(runner)

    def begin_waiting(self, runner: _Runner) -> bool:
        """Let a job that needs a thread have another one; False if the thread waits already."""
        successor = None
        with self._lock:
            if runner not in self._active:
                return False
            self._active.remove(runner)
            if self._jobs and not self._active:
                successor = self._new_runner(self._jobs.popleft())
        if successor is not None:
            self._start(successor)
        return True

    def end_waiting(self, runner: _Runner) -> None:
        """Note that a thread does not wait any more."""
        with self._lock:
            self._active.add(runner)

    # looking after them

    def _plan_look(self) -> bool:
        """Tell whether somebody has to be asked to call `_look`; under the lock."""
        if self._is_look_planned or self._later is None:
            return False
        self._is_look_planned = True
        self._looked_at, self._used = time.monotonic(), time.process_time()
        for runner in self._active:
            if runner.seen != runner.number:
                runner.seen, runner.seen_at = runner.number, self._looked_at
        return True

    def _look_later(self, seconds: float) -> None:
        assert self._later is not None
        self._later(seconds, self._look)

    def _look(self) -> None:
        """Start threads if jobs wait because others block; one to spare if all do."""
        with self._lock:
            self._is_look_planned = False
            if self._idle or (self._closed and not self._jobs):
                return
            missing = self._missing()
            runners = [
                self._new_runner(self._jobs.popleft() if self._jobs else None)
                for _ in range(missing)
            ]
            must_look = not missing
        for runner in runners:
            self._start(runner)
        with self._lock:
            has_threads = bool(self._active)
            must_look = (must_look or bool(self._jobs)) and self._plan_look()
        if must_look:
            self._look_later(LOOK_SECONDS if has_threads else RETRY_SECONDS)

    def _missing(self) -> int:
        """Return how many threads there should be more; under the lock."""
        now = time.monotonic()
        is_busy = self._is_busy(now - self._looked_at)
        seen_until = now - BUSY_PATIENCE if is_busy else now
        stuck = sum(
            runner.seen == runner.number and runner.seen_at <= seen_until for runner in self._active
        )
        free = len(self._active) - stuck
        if free < 1:
            return max(1, min(len(self._jobs), stuck))
        if self._jobs and free < FEW_THREADS and not is_busy:
            return 1
        return 0

    def _is_busy(self, passed: float) -> bool:
        """Whether jobs are slow because the process computes, or has to wait for a processor."""
        is_late = passed > 2 * LOOK_SECONDS
        return is_late or time.process_time() - self._used > BUSY_SHARE * passed

    # what threads do

    def _give(self, runner: _Runner, job: Job) -> None:
        runner.job = job
        runner.has_job.release()

    def _work(self, runner: _Runner) -> None:
        _local.runner = runner
        try:
            while (job := self._next_job(runner)) is not None:
                job()
                del job  # frees what it refers to while this thread is idle
        finally:
            with self._lock:
                self._forget(runner)

    def _next_job(self, runner: _Runner) -> Job | None:
        if runner.number:  # else it has been started with its first one
            with self._lock:
                self._is_starved = False
                runner.job = None
                if self._jobs:
                    runner.number += 1
                    return self._jobs.popleft()
                if self._closed:
                    return None
                self._idle.append(runner)
            if not runner.has_job.acquire(timeout=self._idle_seconds):
                with self._lock:
                    if runner in self._idle:
                        self._idle.remove(runner)
                        return None
                runner.has_job.acquire()  # a job came in between
        runner.number += 1
        job, runner.job = runner.job, None
        return job


class PoolSettings(Protocol):
    """The settings that pools read."""

    MAX_STATIC_THREADS: int
    STATIC_FILES_SERVE: bool


class WorkerPool:
    """The thread pools of one server, created on first use.

    The `MAX_*_THREADS` settings are accepted but limit nothing: a view that waits must not keep
    the next one from starting. `MAX_STATIC_THREADS = 0` and `STATIC_FILES_SERVE = False` mean no
    static pool. `later` is for `ThreadPool`.
    """

    def __init__(self, settings: PoolSettings, later: Later | None = None) -> None:
        self._settings = settings
        self._later = later
        self._pools: dict[str, ThreadPool] = {}
        self._lock = threading.Lock()
        self._is_closed = False

    def get_executor(self, name: str) -> ThreadPool:
        """Return a pool: `worker`, `runtime_worker`, `channel_worker` or `static_worker`."""
        pool = self._pools.get(name)
        if pool is not None:
            return pool
        if name not in _PREFIXES:
            raise RuntimeError(f"unknown executor {name!r}; there are: {', '.join(_PREFIXES)}")
        if name == "static_worker" and not self._has_static_pool():
            raise RuntimeError("no static pool: static files are not served by this server")
        with self._lock:
            pool = self._pools.setdefault(name, ThreadPool(_PREFIXES[name], later=self._later))
            if self._is_closed:
                pool.shutdown()
            return pool

    def shutdown(self) -> None:
        """End all idle threads; busy ones are daemons and do not hold up the process."""
        with self._lock:
            self._is_closed = True
            for pool in self._pools.values():
                pool.shutdown()

    def _has_static_pool(self) -> bool:
        return bool(self._settings.STATIC_FILES_SERVE and self._settings.MAX_STATIC_THREADS > 0)
