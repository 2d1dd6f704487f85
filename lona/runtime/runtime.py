"""One view from its start until it is removed: puts together what the other files here do.

The way of a request is here (`run`): the view is made, asked, shown, and told that it has ended.
What the view is doing and for how long is in `life`, what it shows in `screen`, its events in
`dispatch`, what blocks its threads in `calls`, what it shows when it fails in `error_pages`.

Lock order: the document's lock, then that of `life`, of `screen` or of a connection; nothing calls
user code under them. User code may hold the document's lock for as long as it likes: whatever ends
a view does without.
"""

import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lona.base_view import BaseView
from lona.connection.window import Window
from lona.errors import ClientError
from lona.exceptions import StopReason
from lona.http.answer import HttpAnswer, to_answer
from lona.logging import printable
from lona.protocol import messages as m
from lona.responses import AbstractResponse, to_response
from lona.runtime.answers import Answers
from lona.runtime.calls import BlockingCalls
from lona.runtime.crash import Crash
from lona.runtime.dispatch import EventDispatch
from lona.runtime.endings import Endings
from lona.runtime.error_pages import ErrorPages, error_code, is_bad_request
from lona.runtime.hooks import ViewHooks, name_of
from lona.runtime.life import Life
from lona.runtime.screen import Screen
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona.runtime.subscriptions import Subscriptions
from lona.runtime.waits import Waits, is_stop
from lona.view import View
from lona.work.activity import lingering
from lona.work.course import hold, reach
from lona.work.latch import is_on_loop
from lona.work.pool import NotStarted

if TYPE_CHECKING:
    from lona.request import Request
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.view_runtime")
states_logger = logging.getLogger("lona.views")


class ViewRuntime:
    """The server-side life of one view.

    `route` and `match_info` are those of the first request, and the user is its user as it is now
    (a view may log its user in); a daemon's later windows must equal them. `load_view` gives the
    view class or raises what kept it from being imported; without it the 404 view answers.
    """

    def __init__(
        self,
        server: "Server",
        request: "Request",
        load_view: "Callable[[], type[BaseView]] | None",
    ) -> None:
        self.server = server
        self.request = request
        self.id = request.id
        self.view: BaseView | None = None
        self.answer: HttpAnswer | None = None  # to a plain HTTP request that was answered well
        self._load_view = load_view
        self._active_view: BaseView | None = None  # who gets the events: the view, or an error view
        self._waits = Waits(server.activity, server.clock)
        self._error_waits = Waits(server.activity, server.clock)
        self.life = Life(
            server.clock,
            self._waits,
            self._error_waits,
            self._stops_when_finished,
            on_over=self._leave,
            admit_daemon=lambda: server.runtimes.admit_daemon(self),
            tell=lambda state: self._tell(state.name.lower()),
        )
        self.screen = Screen()
        self.calls = BlockingCalls(self.life, self._waits_of)
        self.answers = Answers(self.screen, self.life, server.render_response, server.failures)
        self._hooks = ViewHooks(server.middleware_controller, request)
        self._error_pages = ErrorPages(server, request, self._make_view, self.life.answering)
        self.subscriptions = Subscriptions(server, self._crash)
        self.endings = Endings()
        self._events = EventDispatch(
            request,
            self.screen,
            get_view=lambda: self._active_view,
            waits_of=self._waits_of,
            taken=self.calls.taken,
            crash=self._crash,
            redirect=self.answers.redirect,
        )

    # what others may ask

    @property
    def state(self) -> VIEW_RUNTIME_STATE:
        """What the view is doing."""
        return self.life.state

    @property
    def stop_reason(self) -> BaseException | None:
        """Why the view was stopped before its time, or None."""
        return self.life.stop_reason

    @property
    def was_left(self) -> bool:
        """Whether the view is on its way out: nobody is connected, and it is no daemon."""
        return (
            self.life.was_held
            and all(window.is_closed for window in self.screen.windows)
            and not self.life.is_kept
        )

    def is_for(self, user: object, route: "Route | None") -> bool:
        """Tell whether the view was requested by this user at this route."""
        return route is self.request.route and bool(user == self.request.user)

    def accepts(self, user: object, route: "Route | None", match_info: Mapping[str, str]) -> bool:
        """Tell whether a request of this user for this route reconnects to the view."""
        return (
            self.view is not None
            and self.life.is_kept
            and match_info == self.request.match_info
            and self.is_for(user, route)
        )

    # the windows (see `WindowOwner`)

    def attach(self, window: Window) -> bool:
        """Show the view in a window from now on; False if the view is on its way out."""
        if not self.screen.attach(window, self, lambda: self.life.hold(window)):
            return False
        if window.is_closed:
            self.note_closed(window)
            self.detach(window)
        return True

    def note_closed(self, window: Window) -> None:
        """Note that the user of a window is gone; it may have events that are still handled."""
        self.server.runtimes.note_left(self)

    def detach(self, window: Window) -> None:
        """Forget a window whose user is gone; the view ends with its last one."""
        self.screen.detach(window)
        self.life.release(window)

    def resync(self, window: Window) -> None:
        """Send a window that could not keep up the whole current state."""
        self.screen.resync(window)

    @property
    def is_async(self) -> bool:
        """Whether the events of the view are best handled on the event loop."""
        view = self._active_view
        return view is not None and view.IS_ASYNC

    async def handle_input_event(self, window: Window, message: m.InputEvent) -> None:
        """Run one event through the chain of hooks."""
        await self._events.handle(window, message)

    async def report_client_error(self, window: Window, text: str) -> None:
        """Log an exception of a browser and show the 500 view in that window only."""
        if window in self.screen.windows:
            crash = self._make_crash(ClientError(text))
            self.server.client_log.log(
                logger,
                logging.ERROR,
                window.connection.client,
                "client error %s in %s:",
                crash.id,
                str(self.request.url),
                text=text,
            )
            pages = self._error_pages
            response = await pages.answer(500, crash.error, crash=crash)
            with await hold(self.screen.document.lock):
                self.answers.show_in(
                    window,
                    response,
                    lambda: pages.default(500, crash.error, crash),
                    pages.title(500, response),
                )

    # the way of the request

    async def run(self) -> AbstractResponse | None:
        """Run the view to its end; returns the response of a plain request. A course."""
        self._tell("asked for")
        self.life.begin()
        response: AbstractResponse | None = None
        reason: BaseException | None = None
        try:
            response = await self._respond()
            reason = self.life.finish()
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            reason = self._waits.reason if is_stop(error, self._waits.reason) else error
            assert reason is not None
            if isinstance(reason, StopReason):
                self.life.note_stopped(reason)
            else:
                response = await self._crash(reason, logger)
        self.calls.taken.end()
        self.life.end()
        self.request.connection.leave()  # if its session was rotated
        if self.view is not None:
            await self._hooks.stop(self.view, reason)
        self.life.let_go()
        return response

    async def _respond(self) -> AbstractResponse | None:
        """Ask the view, and show or keep what it answers."""
        response = await self._ask()
        if self.request.interactive:
            taken = self.calls.taken
            with await hold(self.screen.document.lock):
                taken.finish()
                self.answers.show(response)
            taken.end()
        else:
            response = self.server.render_response(response)
            self.answer = to_answer(response)
        return response

    async def _ask(self) -> AbstractResponse | None:
        if self._load_view is None:
            self.screen.announce()
            return await self._error_pages.answer(404, None, self._give_events_to)
        view = self._make_view(self._load_view())
        is_handled, result = await self._hooks.run_request_middlewares(view)
        self._waits.check()
        with await hold(self.screen.document.lock):
            self.screen.announce()
        if is_handled:
            # Whatever a middleware shows instead must not reach the hooks of the view it withheld.
            self._give_events_to(self._make_view(View))
            return to_response(result)
        self.view = view
        self._give_events_to(view)
        await reach(view.handle_request)
        self.life.take_over()
        self.life.change_state(VIEW_RUNTIME_STATE.RUNNING)
        with self._waits.cancelling(), lingering():
            return to_response(await self._hooks.handle_request(view))

    def _make_view(self, view_class: type[BaseView]) -> BaseView:
        return view_class(server=self.server, view_runtime=self, request=self.request)

    def _give_events_to(self, view: BaseView) -> None:
        self._active_view = view

    def _waits_of(self, view: BaseView | None) -> Waits:
        return self._waits if view is self.view or self.view is None else self._error_waits

    async def _crash(
        self, error: BaseException, log: logging.Logger, what: str = ""
    ) -> AbstractResponse | None:
        """End the view because user code raised, and show the error view in all windows.

        `what` says what the user code was about.
        """
        if is_bad_request(error, self.request):
            self.life.crash(error)
            gate = self.server.gate
            self.answer = gate.answer(self.request.connection.http_request, 400, error)
            return None
        code = error_code(error)
        crash = self._make_crash(error) if code == 500 else None
        if crash is not None and error is not self.stop_reason:  # else it was told when raised
            text = "%s raised an exception%s (error %s)"
            what = what and f" {what}"
            self.server.failures.report(log, error, text, self._name(), what, crash.id)
        if not self.life.crash(error):
            return None
        pages = self._error_pages
        response = await pages.answer(code, error, self._give_events_to, crash)
        if self.request.interactive:
            with await hold(self.screen.document.lock):
                self.answers.show_error(
                    response, lambda: pages.default(code, error, crash), pages.title(code, response)
                )
        return response

    def _make_crash(self, error: BaseException) -> Crash:
        request = self.request
        return Crash(
            error,
            view=self._name(),
            request=f"{request.method} {request.url}",
            address=str(request.url),
            came_from=request.came_from or self.server.prefix.outside("/"),
            is_told=bool(self.server.settings.DEBUG),
        )

    # the end

    def shut_down(self) -> None:
        """Stop and remove the view because the server ends."""
        self.screen.detach_all()
        self.life.shut_down()

    def _stops_when_finished(self) -> bool:
        default = self.server.settings.STOP_DAEMON_WHEN_VIEW_FINISHES
        return bool(getattr(self.view, "STOP_DAEMON_WHEN_VIEW_FINISHES", default))

    def _leave(self) -> None:
        """Have the view removed by a worker, or by its own thread, if there is no other."""
        work = self.server.work
        if not self.request.interactive and not is_on_loop():
            work.run_here(self._remove())
            return
        must_run = is_on_loop() or not self.life.is_own
        try:
            work.run(self._remove(), must_run=must_run)
        except NotStarted:  # no thread for now; or the server gave up on this view before it ended
            work.run_here(self._remove())

    async def _remove(self) -> None:
        try:
            if self.view is not None:
                await self._hooks.clean_up(self.view)
        finally:
            self.subscriptions.end()
            self.endings.run()
            self.server.runtimes.remove(self)
            self._tell("removed")

    def _tell(self, what: str) -> None:
        """Log what becomes of this view, if anybody reads it."""
        if states_logger.isEnabledFor(logging.DEBUG):
            name = "a view" if self.view is None else name_of(self.view)
            path = printable(self.request.url.path)
            states_logger.debug("%s %s of %s: %s", name, self.id, path, what)

    def _name(self) -> str:
        return f"the view of {self.request.url}" if self.view is None else name_of(self.view)

    def __repr__(self) -> str:
        return f"<ViewRuntime({self.id}, {self._name()}, {self.state.name})>"
