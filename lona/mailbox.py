"""A queue of jobs that run one after the other on worker threads; different mailboxes never wait.

Whoever posts never blocks. Knows nothing of what the jobs do.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable

from lona.activity import Activity
from lona.worker_pool import WorkerPool

logger = logging.getLogger("lona.server")

MAX_WAITING = 10_000
"""Most jobs that may wait in one mailbox."""


class MailboxFull(Exception):
    """Too many jobs wait already; the sender floods."""


class Mailbox:
    """One lane of work."""

    def __init__(self, worker_pool: WorkerPool, activity: Activity) -> None:
        self._worker_pool = worker_pool
        self._activity = activity
        self._jobs: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._busy = False

    def post(self, job: Callable[[], None], is_bounded: bool = True) -> None:
        """Append a job; raises `MailboxFull` if more than `MAX_WAITING` wait.

        Jobs that a peer can not multiply need no bound, and may have to run come what may.
        """
        with self._lock:
            if is_bounded and len(self._jobs) >= MAX_WAITING:
                raise MailboxFull(f"more than {MAX_WAITING} jobs wait")
            self._jobs.append(job)
            if self._busy:
                return
            self._busy = True
            self._activity.begin()
        self._worker_pool.get_executor("worker").spawn(self._drain)

    def clear(self) -> None:
        """Forget the jobs that have not begun."""
        with self._lock:
            self._jobs.clear()

    def _drain(self) -> None:
        try:
            while True:
                with self._lock:
                    if not self._jobs:
                        self._busy = False
                        return
                    job = self._jobs.popleft()
                try:
                    job()
                except Exception:  # the next job must run all the same
                    logger.exception("a job failed")
        finally:
            self._activity.end()
