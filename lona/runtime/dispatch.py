"""What becomes of one input event: whether it counts, the chain of hooks, and what follows.

Knows nothing of how a view is shown and how it ends: what the chain asks for is handed on.
"""

import dataclasses
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from lona.connection.window import Window
from lona.events.event_data import can_be_data
from lona.events.event_types import WITH_VALUE
from lona.events.input_event import InputEvent
from lona.exceptions import StopReason
from lona.html.abstract_node import AbstractNode
from lona.html.changes import changed_by, is_possible
from lona.html.disabled import is_disabled
from lona.html.document import Document
from lona.protocol import messages as m
from lona.runtime.chain import AnyRedirect, run_chain
from lona.runtime.hooks import name_of
from lona.runtime.screen import Screen
from lona.runtime.taken import TakenEvents
from lona.runtime.waits import Waits, is_stop
from lona.work.course import hold, leave_loop

if TYPE_CHECKING:
    from lona.base_view import BaseView
    from lona.request import Request

logger = logging.getLogger("lona.input_events")


class _Refused(Exception):
    """No user can have made this change of a node."""

    def __init__(self, node: AbstractNode, data: Any) -> None:
        super().__init__(node, data)
        self.node = node
        self.data = data


class EventDispatch:
    """Handles the input events of one view, in order for each window.

    `get_view` gives the view that gets the events now, if any; `crash` ends the view because a hook
    raised, and `redirect` sends its windows somewhere else.
    """

    def __init__(
        self,
        request: "Request",
        screen: Screen,
        get_view: "Callable[[], BaseView | None]",
        waits_of: "Callable[[BaseView | None], Waits]",
        taken: TakenEvents,
        crash: Callable[[BaseException, logging.Logger, str], Awaitable[object]],
        redirect: Callable[[AnyRedirect], None],
    ) -> None:
        self._request = request
        self._screen = screen
        self._get_view = get_view
        self._waits_of = waits_of
        self._taken = taken
        self._crash = crash
        self._redirect = redirect

    async def handle(self, window: Window, message: m.InputEvent) -> None:
        """Run one event through the chain, and acknowledge it."""
        if self._request.server.settings.TEST_INPUT_EVENT_TIMEOUT:
            await self._delay_for_tests()
        window.begin_event(message.event_id, message.type in WITH_VALUE)
        was_awaited = False
        try:
            view = self._get_view()
            event = self._find(window, message)
            if logger.isEnabledFor(logging.DEBUG):
                _tell(message, view, event)
            if view is not None and event is not None:
                was_awaited = await self._run(view, event, window)
        except _Refused as refused:
            with await hold(self._screen.document.lock):
                refused.node.undo_change(refused.data)
                self._screen.update_after(window, message.event_id)
        finally:
            self._taken.end()
            if not was_awaited:  # else it is finished by who has taken it
                window.end_event(message.event_id)

    async def _run(self, view: "BaseView", event: InputEvent, window: Window) -> bool:
        """Run the chain; tell whether a waiting view has taken the event."""
        waits = self._waits_of(view)
        try:
            outcome = await run_chain(view, event, waits.deliver)
        except StopReason:
            return False
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            if not is_stop(error, waits.reason):
                await self._crash(error, logger, f"at {_describe(event)}")
            return False
        if outcome.redirect is not None:
            self._redirect(outcome.redirect)
        elif not outcome.was_awaited:
            with await hold(self._screen.document.lock):
                self._taken.finish()
                self._screen.update_after(window, event.event_id)
        return outcome.was_awaited

    def _find(self, window: Window, message: m.InputEvent) -> InputEvent | None:
        """Return the event, or None if it does not count (any more).

        Raises `_Refused` for a change that no user can make.
        """
        if window not in self._screen.windows or window.is_broken:
            return None
        if window.connection.user != self._request.user:
            return None
        if not can_be_data(message.type, message.data):
            return None
        document = self._screen.document
        node = target = None
        if message.node is not None:
            node = document.get_node(message.node)
            if node is None or not node.listens_to(message.type):
                return None
            if is_disabled(node) or not node.wants(message.type, message.data):
                return None
        if message.target is not None:
            target = _read_target(document, node, message)
            if target is not node and target is not None and is_disabled(target):
                return None
        if message.type in WITH_VALUE:
            message = _read_change(document, node, target, message)
        return InputEvent(
            message,
            document=document,
            connection=window.connection,
            request=self._request,
            node=node,
            target_node=target,
            issuer=window,
            mark_applied=lambda: window.mark_applied(message.event_id),
        )

    async def _delay_for_tests(self) -> None:
        """Be slow on purpose, if a setting says so."""
        await leave_loop()
        seconds = self._request.server.settings.CLIENT_INPUT_EVENT_TIMEOUT + 1
        try:
            self._waits_of(self._get_view()).sleep(seconds)
        except BaseException:  # why the view was stopped; handling goes its usual way
            pass


def _tell(message: m.InputEvent, view: "BaseView | None", event: InputEvent | None) -> None:
    """Log an event in words."""
    if view is None or event is None:
        what = f"{message.type} of node {message.node}"
        logger.debug("event %s, %s: does not count", message.event_id, what)
    else:
        logger.debug("event %s, %s: for %s", message.event_id, _describe(event), name_of(view))


def _describe(event: InputEvent) -> str:
    """Say what the user did, for the log."""
    node = event.node
    if node is None:
        return f"a {event.name}"
    words = [type(node).__name__, *(f"#{name}" for name in getattr(node, "id_list", ()))]
    if text := " ".join(node.get_text().split()):
        words.append(repr(text[:40]))
    return f"a {event.name} of <{' '.join(words)}>"


def _read_target(
    document: Document, node: AbstractNode | None, message: m.InputEvent
) -> AbstractNode | None:
    """Return the node that was hit, if it can be: events of the browser come from within a node."""
    assert message.target is not None
    target = document.get_node(message.target)
    if node is None or isinstance(message.type, str):
        return target
    at = target
    while at is not None and at is not node:
        at = at.parent
    return None if at is None else target


def _read_change(
    document: Document,
    node: AbstractNode | None,
    target: AbstractNode | None,
    message: m.InputEvent,
) -> m.InputEvent:
    """Return a change event with its data as handlers see it; raises `_Refused`."""
    changed = target if node is None else changed_by(node, target)
    if changed is None:
        return message
    data = changed.read_change(message.data, document.get_node)
    if not is_possible(changed, data):
        raise _Refused(changed, data)
    return message if data is message.data else dataclasses.replace(message, data=data)
