"""A queue of jobs that run one after the other on worker threads; different mailboxes never wait.

Whoever posts never blocks. Knows nothing of what the jobs do.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable

from lona.activity import Activity
from lona.worker_pool import PoolClosed, WorkerPool

logger = logging.getLogger("lona")

MAX_WAITING = 10_000
"""Most jobs that may wait in one mailbox."""

MAX_WAITING_CHARACTERS = 16 * 1024 * 1024
"""Most characters that the waiting jobs of one mailbox may hold, if there are several."""


class MailboxFull(Exception):
    """Too many jobs wait already; the sender floods."""


class Mailbox:
    """One lane of work."""

    def __init__(self, worker_pool: WorkerPool, activity: Activity) -> None:
        self._worker_pool = worker_pool
        self._activity = activity
        self._jobs: deque[tuple[Callable[[], None], int]] = deque()
        self._waiting_characters = 0
        self._lock = threading.Lock()
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether a job runs or waits."""
        return self._busy

    def post(self, job: Callable[[], None], is_bounded: bool = True, size: int = 0) -> None:
        """Append a job that holds `size` characters of a peer; raises `MailboxFull` for too many.

        Jobs that a peer can not multiply need no bound, and may have to run come what may.
        """
        with self._lock:
            if is_bounded:
                self._check_room(size)
            self._waiting_characters += size
            self._jobs.append((job, size))
            if self._busy:
                return
            self._busy = True
            self._activity.begin()
        try:
            self._worker_pool.get_executor("worker").spawn(self._drain)
        except PoolClosed:  # the server has ended: nothing is left to be done
            self.clear()
            self._drain()

    def _check_room(self, size: int) -> None:
        if len(self._jobs) >= MAX_WAITING:
            raise MailboxFull(f"more than {MAX_WAITING} jobs wait")
        if self._jobs and self._waiting_characters + size > MAX_WAITING_CHARACTERS:
            raise MailboxFull(f"more than {MAX_WAITING_CHARACTERS} characters wait")

    def clear(self) -> None:
        """Forget the jobs that have not begun."""
        with self._lock:
            self._jobs.clear()
            self._waiting_characters = 0

    def _drain(self) -> None:
        try:
            while True:
                with self._lock:
                    if not self._jobs:
                        self._busy = False
                        return
                    job, size = self._jobs.popleft()
                    self._waiting_characters -= size
                try:
                    job()
                except BaseException:  # what waits behind it must not suffer
                    logger.exception("a job raised an exception")
        finally:
            self._activity.end()
