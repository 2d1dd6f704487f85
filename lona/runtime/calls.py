"""The calls with which the threads and tasks of a view wait, as `View` and `AsyncView` need them.

A view and the error view that may take its place wait apart: what stopped the first lets the
second go on. What the view's own thread or task waits for shows in the state of the view.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from lona.connection.connection import SENDING_SECONDS
from lona.html.abstract_node import AbstractNode
from lona.runtime.life import Life
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona.runtime.taken import TakenEvents
from lona.runtime.waits import Waiter, Waits
from lona.work.activity import Signal
from lona.work.mailbox import stepping_aside, stepping_aside_async

if TYPE_CHECKING:
    from lona.base_view import BaseView
    from lona.events.input_event import InputEvent

T = TypeVar("T")

STATE = VIEW_RUNTIME_STATE


class BlockingCalls:
    """Everything that blocks a thread of one view; each call raises the stop reason."""

    def __init__(self, life: Life, waits_of: "Callable[[BaseView | None], Waits]") -> None:
        self.taken = TakenEvents()
        self._life = life
        self._waits_of = waits_of

    def check(self, view: "BaseView") -> None:
        """Raise the stop reason if this view was stopped; an error view may go on."""
        self._waits_of(view).check()

    def await_event(
        self,
        view: "BaseView",
        kind: str,
        nodes: Sequence[AbstractNode],
        show: Callable[[], None] | None,
    ) -> "InputEvent":
        """Block until an event of the kind comes, of these nodes if any are given.

        What is to be shown for it is shown when the event can be awaited already.
        """
        waiter = self._arm(view, kind, nodes, show)
        # A handler lets later events pass: what it waits for is one of them.
        with self._shown_as(STATE.WAITING_FOR_INPUT), stepping_aside():
            event = waiter.wait()
        self.taken.take(event)
        return event

    def _arm(
        self,
        view: "BaseView",
        kind: str,
        nodes: Sequence[AbstractNode],
        show: Callable[[], None] | None,
    ) -> Waiter:
        waits = self._waits_of(view)
        waiter = waits.arm(kind, nodes)
        if show is not None:
            try:
                show()
            except BaseException:
                waits.disarm(waiter)
                raise
        self.taken.end()
        return waiter

    async def await_event_async(
        self,
        view: "BaseView",
        kind: str,
        nodes: Sequence[AbstractNode],
        show: Callable[[], None] | None,
    ) -> "InputEvent":
        """Do as `await_event` does, in a task."""
        waiter = self._arm(view, kind, nodes, show)
        with self._shown_as(STATE.WAITING_FOR_INPUT):
            try:
                async with stepping_aside_async():
                    event = await waiter.wait_async()
            except BaseException:
                if waiter.event is not None:  # it came, but the task does not go on
                    self.taken.take(waiter.event)
                    self.taken.end()
                raise
        self.taken.take(event)
        return event

    async def sleep_async(self, view: "BaseView", seconds: float) -> None:
        """Do as `sleep` does, in a task."""
        self.taken.end()
        with self._shown_as(STATE.SLEEPING):
            await self._waits_of(view).sleep_async(seconds, dozes=self._life.is_answering)

    async def run(self, view: "BaseView", awaitable: Awaitable[T]) -> T:
        """Await something, as `await_sync` does in a thread."""
        self.taken.end()
        with self._shown_as(STATE.WAITING_FOR_IOLOOP):
            return await self._waits_of(view).run(awaitable)

    async def await_sending_async(self, view: "BaseView", sent: Sequence[Signal]) -> None:
        """Do as `await_sending` does, in a task."""
        await self._waits_of(view).wait_for_all_async(sent, SENDING_SECONDS)

    def sleep(self, view: "BaseView", seconds: float) -> None:
        """Block for some seconds, or until the view is stopped.

        A `handle_request` is at rest then; a handler that sleeps is still at work.
        """
        self.taken.end()
        with self._shown_as(STATE.SLEEPING):
            self._waits_of(view).sleep(seconds, dozes=self._life.is_answering)

    def await_sync(
        self, view: "BaseView", awaitable: Awaitable[T], loop: asyncio.AbstractEventLoop
    ) -> T:
        """Block until an awaitable has run on the loop; returns its result."""
        self.taken.end()
        with self._shown_as(STATE.WAITING_FOR_IOLOOP):
            return self._waits_of(view).run_on_loop(awaitable, loop, self._life.is_answering)

    def await_sending(self, view: "BaseView", sent: Sequence[Signal]) -> None:
        """Block until messages were handed to their transports, for a second altogether."""
        self._waits_of(view).wait_for_all(sent, SENDING_SECONDS)

    @contextmanager
    def _shown_as(self, state: VIEW_RUNTIME_STATE) -> Iterator[None]:
        """Show what the view's own thread is doing; waits of other threads do not show."""
        life = self._life
        if not life.is_own:
            yield
            return
        life.change_state(state)
        try:
            yield
        finally:
            life.change_state(STATE.RUNNING)
