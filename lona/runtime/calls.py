"""The calls with which the threads of a view block, as the methods of `View` need them.

A view and the error view that may take its place block apart: what stopped the first lets the
second go on. What the view's own thread waits for shows in the state of the view.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from lona.connection.connection import SENDING_SECONDS
from lona.html.abstract_node import AbstractNode
from lona.runtime.life import Life
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona.runtime.waits import Waits
from lona.work.activity import Signal
from lona.work.mailbox import stepping_aside

if TYPE_CHECKING:
    from lona.events.input_event import InputEvent
    from lona.view import View

T = TypeVar("T")

STATE = VIEW_RUNTIME_STATE


class BlockingCalls:
    """Everything that blocks a thread of one view; each call raises the stop reason."""

    def __init__(self, life: Life, waits_of: "Callable[[View | None], Waits]") -> None:
        self._life = life
        self._waits_of = waits_of

    def check(self, view: "View") -> None:
        """Raise the stop reason if this view was stopped; an error view may go on."""
        self._waits_of(view).check()

    def await_event(
        self,
        view: "View",
        kind: str,
        nodes: Sequence[AbstractNode],
        show: Callable[[], None] | None,
    ) -> "InputEvent":
        """Block until an event of the kind comes, of these nodes if any are given.

        What is to be shown for it is shown when the event can be awaited already.
        """
        waits = self._waits_of(view)
        waiter = waits.arm(kind, nodes)
        if show is not None:
            try:
                show()
            except BaseException:
                waits.disarm(waiter)
                raise
        # A handler lets later events pass: what it waits for is one of them.
        with self._shown_as(STATE.WAITING_FOR_INPUT), stepping_aside():
            return waiter.wait()

    def sleep(self, view: "View", seconds: float) -> None:
        """Block for some seconds, or until the view is stopped.

        A `handle_request` is at rest then; a handler that sleeps is still at work.
        """
        with self._shown_as(STATE.SLEEPING):
            self._waits_of(view).sleep(seconds, dozes=self._life.is_answering)

    def await_sync(
        self, view: "View", awaitable: Awaitable[T], loop: asyncio.AbstractEventLoop
    ) -> T:
        """Block until an awaitable has run on the loop; returns its result."""
        with self._shown_as(STATE.WAITING_FOR_IOLOOP):
            return self._waits_of(view).run_on_loop(awaitable, loop, self._life.is_answering)

    def await_sending(self, view: "View", sent: Sequence[Signal]) -> None:
        """Block until messages were handed to their transports, for a second altogether."""
        self._waits_of(view).wait_for_all(sent, SENDING_SECONDS)

    @contextmanager
    def _shown_as(self, state: VIEW_RUNTIME_STATE) -> Iterator[None]:
        """Show what the view's own thread is doing; waits of other threads do not show."""
        life = self._life
        if not life.is_own_thread:
            yield
            return
        life.change_state(state)
        try:
            yield
        finally:
            life.change_state(STATE.RUNNING)
