"""Threads on demand, by purpose.

A pool starts a thread whenever no idle one is left, so that no waiting view keeps another from
starting; idle threads end after a while. All threads are daemons: user code that never returns
cannot keep the process from ending. Knows nothing of views.
"""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol, TypeVar

T = TypeVar("T")

IDLE_SECONDS = 10.0

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


class ThreadPool(Executor):
    """An executor without an upper limit; threads are named `<prefix>_<n>`."""

    def __init__(self, prefix: str, idle_seconds: float = IDLE_SECONDS) -> None:
        self._prefix = prefix
        self._idle_seconds = idle_seconds
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0  # below zero: so many jobs wait for a thread that could not be started
        self._started = 0
        self._threads: set[threading.Thread] = set()
        self._closed = False

    @property
    def thread_count(self) -> int:
        """How many threads exist now."""
        return len(self._threads)

    @property
    def has_backlog(self) -> bool:
        """Whether jobs that must run wait because no thread could be started for them."""
        return self._idle < 0

    def start_backlog(self) -> None:
        """Try again to start a thread for what waits."""
        with self._lock:
            if self._idle >= 0:
                return
            thread = self._new_thread([])
        try:
            thread.start()
        except RuntimeError:
            self._threads.discard(thread)

    def spawn(self, job: Callable[[], None], must_run: bool = False) -> None:
        """Run a job that reports its errors itself; nobody waits for its result.

        Raises `PoolClosed`, and `NoThread` if no thread can be started for it. A job that must run
        waits then for the next thread of the pool that is free; if there may be none, somebody has
        to call `start_backlog` now and then.
        """
        with self._lock:
            if self._closed:
                raise PoolClosed(f"{self._prefix} pool is shut down; start a new server")
            if self._idle > 0:
                self._idle -= 1
                self._jobs.put(job)
                return
            thread = self._new_thread([job])
        try:
            thread.start()
        except RuntimeError as error:
            with self._lock:
                self._threads.discard(thread)
                if must_run:
                    self._idle -= 1
                    self._jobs.put(job)
                    return
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
            threads = list(self._threads)
            for _ in range(self._idle):
                self._jobs.put(None)
            self._idle = min(self._idle, 0)
        if wait:
            for thread in threads:
                thread.join()

    def _new_thread(self, first: list[Callable[[], None]]) -> threading.Thread:
        """Return a thread that begins with a job, if there is one; call it under the lock."""
        self._started += 1
        thread = threading.Thread(
            target=self._work,
            args=(first,),  # a list to empty: the thread object keeps its arguments
            name=f"{self._prefix}_{self._started}",
            daemon=True,
        )
        self._threads.add(thread)
        return thread

    def _work(self, first: list[Callable[[], None]]) -> None:
        try:
            job = first.pop() if first else self._next_job()
            while job is not None:
                job()
                job = None  # frees what the job refers to while this thread is idle
                job = self._next_job()
        finally:
            self._threads.discard(threading.current_thread())

    def _next_job(self) -> Callable[[], None] | None:
        with self._lock:
            if self._closed and self._idle >= 0:
                return None
            self._idle += 1
        while True:
            try:
                return self._jobs.get(timeout=self._idle_seconds)
            except queue.Empty:
                with self._lock:
                    # A job that came in between is meant for an idle thread: take it.
                    if self._jobs.empty():
                        self._idle -= 1
                        return None


class PoolSettings(Protocol):
    """The settings that pools read."""

    MAX_STATIC_THREADS: int
    STATIC_FILES_SERVE: bool


class WorkerPool:
    """The thread pools of one server, created on first use.

    The `MAX_*_THREADS` settings are accepted but limit nothing: a view that waits must not keep
    the next one from starting. `MAX_STATIC_THREADS = 0` and `STATIC_FILES_SERVE = False` mean no
    static pool.
    """

    def __init__(self, settings: PoolSettings) -> None:
        self._settings = settings
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
            pool = self._pools.setdefault(name, ThreadPool(_PREFIXES[name]))
            if self._is_closed:
                pool.shutdown()
            return pool

    @property
    def has_backlog(self) -> bool:
        """Whether jobs that must run wait because no thread could be started for them."""
        return any(pool.has_backlog for pool in list(self._pools.values()))

    def start_backlog(self) -> None:
        """Try again to start threads for what waits."""
        for pool in list(self._pools.values()):
            pool.start_backlog()

    def shutdown(self) -> None:
        """End all idle threads; busy ones are daemons and do not hold up the process."""
        with self._lock:
            self._is_closed = True
            for pool in self._pools.values():
                pool.shutdown()

    def _has_static_pool(self) -> bool:
        return bool(self._settings.STATIC_FILES_SERVE and self._settings.MAX_STATIC_THREADS > 0)
