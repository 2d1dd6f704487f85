"""The life of one view: its state, what holds it, why it was stopped, and when it is over.

Whoever looks at the view holds it, and a daemon holds itself. When nothing does any more, the view
is stopped, and when it has ended too, it is over. Knows neither windows nor nodes nor user code:
what is to be done at the end is handed in.

The lock is never held while something else is called but the waits of the view, and the question
whether it stops when it has finished.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from lona.exceptions import ServerStop, StopReason, UserAbort
from lona.runtime.states import VIEW_RUNTIME_STATE, may_follow
from lona.runtime.waits import Waits
from lona.work.clock import Clock
from lona.work.latch import carrier, is_on_loop

STATE = VIEW_RUNTIME_STATE


class Life:
    """What a view does now, and for how long.

    `waits` block its threads and `error_waits` those of an error view that took its place.
    `stops_when_finished` tells whether a daemon is over when its `handle_request` has returned;
    `on_over` is called once, when the view is to be removed. `admit_daemon` raises `RuntimeError`
    if the server has no room for one more daemon that nobody holds. `tell` is called with each new
    state.
    """

    def __init__(
        self,
        clock: Clock,
        waits: Waits,
        error_waits: Waits,
        stops_when_finished: Callable[[], bool],
        on_over: Callable[[], None],
        admit_daemon: Callable[[], None] = lambda: None,
        tell: Callable[[VIEW_RUNTIME_STATE], None] = lambda _: None,
    ) -> None:
        self.state = STATE.NOT_STARTED
        self.started_at: datetime | None = None
        self.stopped_at: datetime | None = None
        self.thread_name = ""
        self._clock = clock
        self._waits = waits
        self._error_waits = error_waits
        self._stops_when_finished = stops_when_finished
        self._admit_daemon = admit_daemon
        self._tell = tell
        self._on_over = on_over
        self._own: object = None  # the thread or task in which `handle_request` runs
        self._answering: set[object] = set()
        self._lock = threading.Lock()
        self._holders: tuple[object, ...] = ()
        self._was_held = False
        self._is_daemon = False
        self._has_ended = False
        self._is_shut_down = False
        self._is_over = False

    # the states

    def begin(self) -> None:
        """Note that the view starts, in the calling thread or task."""
        self.started_at = self._clock.now()
        self.take_over()

    def take_over(self) -> None:
        """Note that the calling thread or task is the view's own from now on."""
        self._own = carrier()
        self.thread_name = "" if is_on_loop() else threading.current_thread().name

    def change_state(self, state: VIEW_RUNTIME_STATE) -> None:
        """Note what the view is doing, unless it cannot do that after what it did."""
        with self._lock:
            has_changed = self._change_state(state)
        if has_changed:
            self._tell(state)

    def _change_state(self, state: VIEW_RUNTIME_STATE) -> bool:
        may_change = may_follow(self.state, state)
        if may_change:
            self.state = state
        return may_change

    def finish(self) -> BaseException | None:
        """Note that the view has done its work; return what crashed it meanwhile, if anything."""
        self.change_state(STATE.FINISHED)
        return self.stop_reason if self.is_crashed else None

    def note_stopped(self, reason: StopReason) -> None:
        """Note that the view's thread obeyed a stop."""
        is_by_server = isinstance(reason, ServerStop)
        self.change_state(STATE.STOPPED_BY_SERVER if is_by_server else STATE.STOPPED_BY_USER)

    def crash(self, error: BaseException) -> bool:
        """Stop the view because of an exception; False if it has crashed or was stopped before."""
        with self._lock:
            if not self._change_state(STATE.CRASHED):
                return False
            self._waits.stop(error)
        self._tell(STATE.CRASHED)
        if self._has_ended:  # else the end of its thread is what is waited for
            self._end_if_unheld()
        return True

    def end(self) -> None:
        """Note that the view has ended; the hooks of its end are still to be run."""
        self.stopped_at = self._clock.now()

    @property
    def is_crashed(self) -> bool:
        """Whether an exception ended the view."""
        return self.state is STATE.CRASHED

    @property
    def is_own(self) -> bool:
        """Whether the calling thread or task is the one in which `handle_request` runs."""
        return carrier() == self._own

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Note that the body is the `handle_request` of an error view, in this thread or task."""
        who = carrier()
        self._answering.add(who)
        try:
            yield
        finally:
            self._answering.discard(who)

    @property
    def is_answering(self) -> bool:
        """Whether the calling code is a `handle_request`: it may wait as long as it likes."""
        who = carrier()
        return who == self._own or who in self._answering

    @property
    def stop_reason(self) -> BaseException | None:
        """Why the view was stopped before its time, or None."""
        return self._waits.reason

    # who holds the view

    def hold(self, holder: object) -> bool:
        """Keep the view until `release`; False if it is on its way out already."""
        with self._lock:
            if self._is_over or self._is_shut_down:
                return False
            if self._was_held and not self.is_kept:
                return False
            self._was_held = True
            self._holders = (*self._holders, holder)
        return True

    def release(self, holder: object) -> None:
        """Let go of the view; without any holder it is stopped, or over."""
        with self._lock:
            if holder not in self._holders:
                return
            self._holders = tuple(other for other in self._holders if other is not holder)
        if self.is_unheld_daemon:
            self._give_way()
        self._end_if_unheld()

    def _give_way(self) -> None:
        """End like any other view, if the server has too many daemons that nobody holds."""
        try:
            self._admit_daemon()
        except RuntimeError:
            self._is_daemon = False

    def let_go(self) -> None:
        """Note that all hooks of the end have run: from now on only its holders keep the view."""
        with self._lock:
            self._has_ended = True
        self._end_if_unheld()
        self._own = None  # the thread is free for others, and they may get its number

    def shut_down(self) -> None:
        """Stop the view because the server ends, whoever holds it."""
        with self._lock:
            self._is_shut_down = True
            self._holders = ()
            self._stop(ServerStop())
        self._end_if_unheld()

    @property
    def was_held(self) -> bool:
        """Whether anybody ever held the view."""
        return self._was_held

    @property
    def is_daemon(self) -> bool:
        """Whether the view stays when the user disconnects."""
        return self._is_daemon

    @is_daemon.setter
    def is_daemon(self, value: bool) -> None:
        if value and not self._is_daemon:
            self._admit_daemon()
        with self._lock:
            self._is_daemon = bool(value)
        self._end_if_unheld()

    @property
    def is_unheld_daemon(self) -> bool:
        """Whether it is only for being a daemon that the view stays."""
        return self._is_daemon and not self._holders and not self._is_over

    @property
    def is_kept(self) -> bool:
        """Whether the view stays without any holder; one that crashed cannot be used again."""
        if not self._is_daemon or self._is_shut_down:
            return False
        if not self._has_ended:
            return True
        return not self.is_crashed and not self._stops_when_finished()

    def _end_if_unheld(self) -> None:
        with self._lock:
            if self._holders or self._is_over or self.is_kept:
                return
            if not self._has_ended:
                self._stop(UserAbort())
                return
            self._is_over = True
        for waits in (self._waits, self._error_waits):  # of handlers
            waits.give_up(UserAbort())
        self._on_over()

    def _stop(self, reason: BaseException) -> None:
        """Make every blocking call raise the reason, those of an error view too."""
        self._waits.stop(reason)
        self._error_waits.stop(reason)
