"""What becomes of one input event: whether it counts, the chain of hooks, and what follows.

Knows nothing of how a view is shown and how it ends: what the chain asks for is handed on.
"""

import dataclasses
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from lona.connection.window import Window
from lona.events.input_event import InputEvent
from lona.exceptions import StopReason
from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m
from lona.runtime.chain import AnyRedirect, run_chain
from lona.runtime.screen import Screen
from lona.runtime.waits import Waits

if TYPE_CHECKING:
    from lona.request import Request
    from lona.view import View

logger = logging.getLogger("lona.input_events")


class EventDispatch:
    """Handles the input events of one view; called on worker threads, in order for each window.

    `get_view` gives the view that gets the events now, if any; `crash` ends the view because a hook
    raised, and `redirect` sends its windows somewhere else.
    """

    def __init__(
        self,
        request: "Request",
        screen: Screen,
        get_view: "Callable[[], View | None]",
        waits_of: "Callable[[View | None], Waits]",
        crash: Callable[[BaseException, logging.Logger], object],
        redirect: Callable[[AnyRedirect], None],
    ) -> None:
        self._request = request
        self._screen = screen
        self._get_view = get_view
        self._waits_of = waits_of
        self._crash = crash
        self._redirect = redirect

    def handle(self, window: Window, message: m.InputEvent) -> None:
        """Run one event through the chain, and acknowledge it."""
        self._delay_for_tests()
        window.begin_event(message.event_id, message.type == INPUT_EVENT_TYPE.CHANGE)
        try:
            view = self._get_view()
            event = self._find(window, message)
            if view is not None and event is not None:
                self._run(view, event, window)
        finally:
            window.end_event(message.event_id)

    def _run(self, view: "View", event: InputEvent, window: Window) -> None:
        try:
            outcome = run_chain(view, event, self._waits_of(view).deliver)
        except StopReason:
            return
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            self._crash(error, logger)
            return
        if outcome.redirect is not None:
            self._redirect(outcome.redirect)
        elif not outcome.was_awaited:
            self._screen.update_after(window, event.event_id)

    def _find(self, window: Window, message: m.InputEvent) -> InputEvent | None:
        """Return the event, or None if it does not count (any more)."""
        if window not in self._screen.windows or window.is_broken:
            return None
        if window.connection.user != self._request.user:
            return None
        document = self._screen.document
        node = target = None
        if message.node is not None:
            node = document.get_node(message.node)
            if node is None or not node.listens_to(message.type):
                return None
        if message.target is not None:
            target = document.get_node(message.target)
        changed = node if target is None else target
        if message.type == INPUT_EVENT_TYPE.CHANGE and changed is not None:
            data = changed.read_change(message.data, document.get_node)
            if data is not message.data:
                message = dataclasses.replace(message, data=data)
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

    def _delay_for_tests(self) -> None:
        """Be slow on purpose, if a setting says so."""
        settings = self._request.server.settings
        if settings.TEST_INPUT_EVENT_TIMEOUT:
            try:
                self._waits_of(self._get_view()).sleep(settings.CLIENT_INPUT_EVENT_TIMEOUT + 1)
            except BaseException:  # why the view was stopped; handling goes its usual way
                pass
