"""One view from its start until it is removed: document, windows, stop reason.

It knows the protocol only through `Window`, user code only through `View`, and no socket at all.
Lock order: `document.lock`, then `_lock` or a connection's lock; nothing here calls user code under
them. User code may hold `document.lock` for as long as it likes: whatever ends a view does without.
"""

import dataclasses
import logging
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lona.activity import Signal
from lona.errors import ClientError, ForbiddenError, NotFoundError
from lona.events.input_event import InputEvent
from lona.exceptions import ServerStop, StopReason, UserAbort
from lona.html import patches
from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.render import to_html
from lona.http_answer import HttpAnswer, to_answer
from lona.protocol import INPUT_EVENT_TYPE, ContentKind, encode_json
from lona.protocol import messages as m
from lona.protocol.codec import encode_update_body, join_update_body
from lona.responses import (
    AbstractResponse,
    FileResponse,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
    check_interactive,
    to_response,
)
from lona.runtime.chain import AnyRedirect, run_chain
from lona.runtime.states import ENDED, VIEW_RUNTIME_STATE, may_follow
from lona.runtime.waits import Waits
from lona.view import View
from lona.warnings import DictResponseDeprecationWarning
from lona.window import Window
from lona.worker_pool import PoolClosed

if TYPE_CHECKING:
    from lona.request import Request
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.view_runtime")
event_logger = logging.getLogger("lona.input_events")
views_logger = logging.getLogger("lona.views")

STATE = VIEW_RUNTIME_STATE


class ViewRuntime:
    """The server-side life of one view.

    `user`, `route` and `match_info` are those of the first request (the user as it is now: a view
    may log its user in); a daemon's later windows must equal them. `load_view` gives the view class
    or raises what kept it from being imported;
    without it the 404 view answers.
    """

    def __init__(
        self,
        server: "Server",
        request: "Request",
        load_view: "Callable[[], type[View]] | None",
    ) -> None:
        self.server = server
        self.request = request
        self.route: Route | None = request.route
        self.match_info: Mapping[str, str] = request.match_info
        self.connection = request.connection
        self.id = request.id
        self.document = Document()
        self.title = ""
        self.view: View | None = None
        self.started_at: datetime | None = None
        self.stopped_at: datetime | None = None
        self.thread_name = ""
        self.answer: HttpAnswer | None = None  # to a plain HTTP request that was answered well
        self.state = STATE.NOT_STARTED
        self._load_view = load_view
        self._was_attached = False
        self._is_announced = False
        self._active_view: View | None = None
        self._windows: tuple[Window, ...] = ()
        self._waits = Waits(server.activity, server.clock)
        self._error_waits = Waits(server.activity, server.clock)
        self._thread_id = 0
        self._lock = threading.Lock()
        self._is_daemon = False
        self._has_ended = False
        self._is_shut_down = False
        self._is_removed = False

    # what others may ask

    @property
    def interactive(self) -> bool:
        """Whether the view was requested over a websocket."""
        return bool(self.request.interactive)

    @property
    def user(self) -> Any:
        """Who may use the view: the present user of the connection that asked for it."""
        return self.request.user

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows in which the view is shown now."""
        return self._windows

    @property
    def stop_reason(self) -> BaseException | None:
        """Why the view was stopped before its time, or None."""
        return self._waits.reason

    @property
    def was_left(self) -> bool:
        """Whether the view is on its way out: nobody is connected, and it is no daemon."""
        return (
            self._was_attached
            and all(window.closed for window in self._windows)
            and not self._is_kept()
        )

    @property
    def is_daemon(self) -> bool:
        """Whether the view stays when the user disconnects."""
        return self._is_daemon

    @is_daemon.setter
    def is_daemon(self, value: bool) -> None:
        with self._lock:
            self._is_daemon = bool(value)
        self._end_without_windows()

    def accepts(self, user: object, route: "Route | None", match_info: Mapping[str, str]) -> bool:
        """Tell whether a request of this user for this route reconnects to the view."""
        return (
            self.view is not None
            and self._is_kept()
            and route is self.route
            and match_info == self.match_info
            and bool(user == self.user)
        )

    # windows

    def attach(self, window: Window) -> bool:
        """Show the view in a window from now on; False if the view is on its way out."""
        with self.document.lock:
            content = self._take_all()
            with self._lock:
                if self._is_removed or self._is_shut_down:
                    return False
                if self._was_attached and not self._is_kept():
                    return False
                self._was_attached = True
                self._windows = (*self._windows, window)
            window.owner = self
            if self._is_announced:
                window.send_started()
            if self.document.html is not None or self.title:
                window.send_update(_encode_body(self.title or None, content))
        if window.closed:
            self.detach(window)
        return True

    def _announce(self) -> None:
        """Let the windows know that the view starts; what they showed goes."""
        with self.document.lock:
            self._is_announced = True
            for window in self._windows:
                window.send_started()

    def detach(self, window: Window) -> None:
        """Forget a window whose user is gone; the view ends with its last one."""
        with self._lock:
            if window not in self._windows:
                return
            self._windows = tuple(other for other in self._windows if other is not window)
        window.owner = None
        self._end_without_windows()

    def resync(self, window: Window) -> None:
        """Send a window that could not keep up the whole current state."""
        with self.document.lock:
            if window not in self._windows or not window.collapsed:
                return
            content = self._take_all()
            window.collapsed = False
            if window.replacement is not None:
                window.send_update(window.replacement)
            else:
                window.send_update(_encode_body(self.title or None, content))

    def _take_all(self) -> patches.Content:
        """Bring all windows up to date and give the state that they have now.

        Nodes that left the tree may be marked by others meanwhile: once more then.
        """
        while True:
            self._broadcast(patches.take(self.document))
            try:
                return patches.snapshot(self.document)
            except patches.NotTaken:
                continue

    def report_client_error(self, window: Window, text: str) -> None:
        """Log an exception of a browser and show the 500 view in that window only."""
        if window not in self._windows:
            return
        logger.error("client error in %s:\n%s", self.request.url, text)
        response = self.server.render_response(
            self._run_error_view(500, ClientError(text), takes_over=False)
        )
        match response:
            case HtmlResponse(html=html):
                self._replace_in(window, to_html(html) if isinstance(html, AbstractNode) else html)
            case Response(text=str(html)):
                self._replace_in(window, html)
            case RedirectResponse(url=url) | HttpRedirectResponse(url=url):
                leave_page = isinstance(response, HttpRedirectResponse)
                window.send_redirect(encode_json(str(url)), leave_page)

    def _replace_in(self, window: Window, html: str) -> None:
        """Show HTML in one window only; the tree stays what it is for the others."""
        with self.document.lock:
            window.replacement = encode_update_body(None, ContentKind.HTML, html)
            window.send_started()
            window.send_update(window.replacement)

    # the main thread of the view

    def run(self) -> AbstractResponse | None:
        """Run the view to its end in this thread; gives the response of a non-interactive one."""
        self.started_at = self.server.clock.now()
        self._thread_id = threading.get_ident()
        self.thread_name = threading.current_thread().name
        response: AbstractResponse | None = None
        reason: BaseException | None = None
        try:
            response = self._get_response()
            if self.interactive:
                self._show_response(response)
            else:
                response = self.server.render_response(response)
                self.answer = to_answer(response)
            self._change_state(STATE.FINISHED)
            if self.state is STATE.CRASHED:
                reason = self.stop_reason
        except StopReason as error:
            reason = error
            self._change_state(
                STATE.STOPPED_BY_SERVER if isinstance(error, ServerStop) else STATE.STOPPED_BY_USER
            )
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            reason = error
            response = self._crash(error, logger, _error_code(error))
        self._end(reason)
        return response

    def _get_response(self) -> AbstractResponse | None:
        if self._load_view is None:
            self._announce()
            return self._run_error_view(404, None)
        view = self._load_view()(server=self.server, view_runtime=self, request=self.request)
        is_handled, result = self.server.middleware_controller.run(
            "handle_request", connection=self.connection, request=self.request, view=view
        )
        self._waits.check()
        self._announce()
        if is_handled:
            # Whatever a middleware shows instead must not reach the hooks of the view it withheld.
            self._active_view = View(server=self.server, view_runtime=self, request=self.request)
            return to_response(result)
        self.view = self._active_view = view
        self._change_state(STATE.RUNNING)
        result = view.handle_request(self.request)
        if isinstance(result, dict):
            _warn_of_dict(view)
        return to_response(result)

    def _end(self, reason: BaseException | None) -> None:
        self.stopped_at = self.server.clock.now()
        if self.view is not None:
            self._run_middlewares("on_view_stop", reason=reason)
            self._run_hook("on_stop", reason)
        with self._lock:
            self._has_ended = True
        self._end_without_windows()

    def _end_without_windows(self) -> None:
        """Stop or remove the view if nothing holds it any more: no window, no daemon."""
        with self._lock:
            if self._windows or self._is_removed or self._is_kept():
                return
            if not self._has_ended:
                self._stop_all(UserAbort())
                return
            self._is_removed = True
        if self.interactive:
            self.server.activity.begin()
            try:
                self.server.worker_pool.get_executor("worker").spawn(self._remove_in_worker)
            except PoolClosed:  # the server gave up on this view while it did not want to end
                self._remove_in_worker()
        else:
            self._remove()

    def _remove_in_worker(self) -> None:
        try:
            self._remove()
        finally:
            self.server.activity.end()

    def _remove(self) -> None:
        try:
            if self.view is not None:
                self._run_middlewares("on_view_cleanup")
                self._run_hook("on_cleanup")
        finally:
            self.server.runtimes.remove(self)

    def _is_kept(self) -> bool:
        """Whether the view stays without any window; one that crashed can not be used again."""
        if not self._is_daemon or self._is_shut_down:
            return False
        if not self._has_ended:
            return True
        return self.state is not STATE.CRASHED and not self._stops_when_finished()

    def _stops_when_finished(self) -> bool:
        default = self.server.settings.STOP_DAEMON_WHEN_VIEW_FINISHES
        return bool(getattr(self.view, "STOP_DAEMON_WHEN_VIEW_FINISHES", default))

    def _stop_all(self, reason: BaseException) -> None:
        """Make every blocking call raise the reason, those of an error view too."""
        self._waits.stop(reason)
        self._error_waits.stop(reason)

    def shut_down(self) -> None:
        """Stop and remove the view because the server ends."""
        with self._lock:
            self._is_shut_down = True
            self._windows = ()
            self._stop_all(ServerStop())
        self._end_without_windows()

    # errors

    def crash(self, error: BaseException, log: logging.Logger) -> None:
        """End the view because a handler raised, and show the 500 view in all windows."""
        self._crash(error, log, 500)

    def _crash(
        self, error: BaseException, log: logging.Logger, code: int
    ) -> AbstractResponse | None:
        if code == 500 and error is not self.stop_reason:  # else it was logged when it was raised
            log.error("%s raised an exception", self._name(), exc_info=error)
        with self._lock:
            if not may_follow(self.state, STATE.CRASHED):
                return None
            self._change_state(STATE.CRASHED)
            self._waits.stop(error)
        response = self._run_error_view(code, error)
        if self.interactive:
            self._show_error(code, response)
        return response

    def _show_error(self, code: int, response: AbstractResponse | None) -> None:
        try:
            self._show_response(response, is_error=True)
        except StopReason:
            return
        except Exception:
            views_logger.exception("the %d view could not be shown", code)
            self._replace(self._default_error(code), is_error=True)

    def _run_error_view(
        self, code: int, error: BaseException | None, takes_over: bool = True
    ) -> AbstractResponse | None:
        extra = {} if code == 404 else {"exception": error}
        response: AbstractResponse | None
        try:
            view = self.server.error_view(code)(
                server=self.server, view_runtime=self, request=self.request
            )
            if takes_over:
                self._active_view = view  # from now on it gets the events
            response = to_response(view.handle_request(self.request, **extra))
            if not self.interactive:
                response = self.server.render_response(response)
        except StopReason:
            response = None
        except BaseException:
            views_logger.exception("the %d view raised an exception", code)
            response = HtmlResponse(self._default_error(code, **extra))
        return response if self.interactive else _with_status(response, code)

    def _default_error(self, code: int, **extra: Any) -> str:
        """Give the built-in page of an error, for when the application's own one failed."""
        try:
            name = self.server.settings.get(f"ERROR_{code}_TEMPLATE")
            return str(self.server.render_template(name, {"request": self.request, **extra}))
        except Exception:
            views_logger.exception("the template of the %d page raised an exception", code)
            return f"<h1>{code}</h1>"

    # showing

    def show(self, view: "View", html: Any, title: str | None = None) -> None:
        """Show a node or string, or with None or '' what changed in the present tree."""
        patches.leave_others(self.document, html)
        with self.document.lock:
            self.check(view)  # it may have crashed since; the error page stays
            if html is None or (isinstance(html, str) and html == ""):
                content = patches.take(self.document)
            else:
                content = patches.show(self.document, html)
            self._broadcast(content, title)

    def set_title(self, title: str) -> None:
        """Set the title of all windows, and of those that come later."""
        with self.document.lock:
            self._broadcast(None, title)

    def flush(self) -> None:
        """Send what changed since the last time."""
        with self.document.lock:
            self._broadcast(patches.take(self.document))

    def render(self, template: str | None, template_string: str | None, context: Any) -> str:
        """Render a template; a key `template_context` in the context stands for the whole."""
        if context is not None and "template_context" in context:
            context = context["template_context"]
        if template_string is not None:
            return str(self.server.render_string(template_string, context))
        assert template is not None
        return str(self.server.render_template(template, context))

    def _broadcast(self, content: patches.Content | None, title: str | None = None) -> None:
        """Queue one message for every window; call it under the document's lock."""
        if title is not None:
            self.title = title
        if content is None and title is None:
            return
        body = None
        for window in self._windows:
            if window.is_broken:
                continue
            if content is not None and content.issued and window in content.issued:
                own = content.for_issuer(window)
                if own is not None or title is not None:
                    window.send_update(_encode_body(title, own))
                continue
            if body is None:
                body = _encode_body(title, content)
            window.send_update(body)

    def _show_response(self, response: AbstractResponse | None, is_error: bool = False) -> None:
        if response is None:
            return
        check_interactive(response)
        match self.server.render_response(response):
            case RedirectResponse() | HttpRedirectResponse() as redirect:
                if is_error or self.state is not STATE.CRASHED:
                    self.redirect(redirect)
            case HtmlResponse(html=html):
                self._replace(html, is_error)
            case Response(text=text):
                self._replace(text or "", is_error)
            case _:
                raise RuntimeError(f"{response!r} can not be shown in a window")

    def _replace(self, html: Any, is_error: bool = False) -> None:
        """Show what a view answered; what crashed in another thread meanwhile gives way."""
        patches.leave_others(self.document, html)
        with self.document.lock:
            if is_error:
                patches.show(self.document, html)
                content = self._take_all()  # in full: the windows forget what they have
                self._is_announced = True
                for window in self._windows:
                    if not window.is_broken:
                        window.send_started()
                self._broadcast(content)
            elif self.state is not STATE.CRASHED:
                self._broadcast(patches.show(self.document, html))

    def redirect(self, response: AnyRedirect) -> None:
        """Send all windows of the view somewhere else."""
        location = encode_json(str(response.url))
        leave_page = isinstance(response, HttpRedirectResponse)
        for window in self.windows:
            window.send_redirect(location, leave_page)

    # events

    def handle_input_event(self, window: Window, message: m.InputEvent) -> None:
        """Run one event through the chain; called on a worker thread, in order for each window."""
        if self.server.settings.TEST_INPUT_EVENT_TIMEOUT:
            try:
                self._active_waits.sleep(self.server.settings.CLIENT_INPUT_EVENT_TIMEOUT + 1)
            except BaseException:  # why the view was stopped; handling goes its usual way
                pass
        has_value = message.type == INPUT_EVENT_TYPE.CHANGE
        window.begin_event(message.event_id, has_value)
        try:
            self._handle_event(window, message)
        finally:
            window.end_event(message.event_id)

    def _handle_event(self, window: Window, message: m.InputEvent) -> None:
        view = self._active_view
        event = self._find_event(window, message)
        if view is None or event is None:
            return
        try:
            outcome = run_chain(view, event, self._active_waits.deliver)
        except StopReason:
            return
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            self.crash(error, event_logger)
            return
        if outcome.redirect is not None:
            self.redirect(outcome.redirect)
        elif not outcome.was_awaited:
            with self.document.lock:
                window.mark_applied(message.event_id)
                self._broadcast(patches.take(self.document))

    def _find_event(self, window: Window, message: m.InputEvent) -> InputEvent | None:
        """Give the event, or None if it does not count (any more)."""
        if window not in self._windows or window.is_broken:
            return None
        if window.connection.user != self.user:
            return None
        node = target = None
        if message.node is not None:
            node = self.document.get_node(message.node)
            if node is None or not node.listens_to(message.type):
                return None
        if message.target is not None:
            target = self.document.get_node(message.target)
        changed = node if target is None else target
        if message.type == INPUT_EVENT_TYPE.CHANGE and changed is not None:
            data = changed.read_change(message.data, self.document.get_node)
            if data is not message.data:
                message = dataclasses.replace(message, data=data)
        return InputEvent(
            message,
            document=self.document,
            connection=window.connection,
            request=self.request,
            node=node,
            target_node=target,
            issuer=window,
            mark_applied=lambda: window.mark_applied(message.event_id),
        )

    def handle_answer(self, answer: object) -> None:
        """Show what a notification hook (`on_view_event`) returned; None means pending changes."""
        response = to_response(answer)
        if response is None:
            self.flush()
        else:
            self._show_response(response)

    # blocking calls of the view

    def check(self, view: "View") -> None:
        """Raise the stop reason if this view was stopped; an error view may go on."""
        self._waits_of(view).check()

    def _waits_of(self, view: "View | None") -> Waits:
        return self._waits if view is self.view or self.view is None else self._error_waits

    @property
    def _active_waits(self) -> Waits:
        return self._waits_of(self._active_view)

    def await_event(
        self, view: "View", kind: str, nodes: Sequence[AbstractNode], html: Any
    ) -> InputEvent:
        """Block until an event of the kind comes, of these nodes if any are given."""
        waits = self._waits_of(view)
        waiter = waits.arm(kind, nodes)
        if html is not None:
            try:
                self.show(view, html)
            except BaseException:
                waits.disarm(waiter)
                raise
        with _Waiting(self, STATE.WAITING_FOR_INPUT):
            return waiter.wait()

    def sleep(self, view: "View", seconds: float) -> None:
        """Block for some seconds, or until the view is stopped."""
        with _Waiting(self, STATE.SLEEPING):
            self._waits_of(view).sleep(seconds)

    def await_sync(self, view: "View", awaitable: Any) -> Any:
        """Block until an awaitable has run on the server's loop."""
        with _Waiting(self, STATE.WAITING_FOR_IOLOOP):
            return self._waits_of(view).run_on_loop(awaitable, self.server.loop)

    def await_sending(self, view: "View", sent: Sequence[Signal]) -> None:
        """Block until messages were handed to their transports."""
        waits = self._waits_of(view)
        for signal in sent:
            waits.wait_for(signal)

    # small parts

    def change_wait_state(self, state: VIEW_RUNTIME_STATE) -> None:
        """Note what the view's own thread is doing; waits of other threads do not show."""
        if threading.get_ident() == self._thread_id:
            self._change_state(state)

    def _change_state(self, state: VIEW_RUNTIME_STATE) -> None:
        if state is not self.state and may_follow(self.state, state):
            self.state = state

    def _run_middlewares(self, hook: str, **data: Any) -> None:
        try:
            self.server.middleware_controller.run(
                hook, connection=self.connection, request=self.request, view=self.view, **data
            )
        except BaseException:
            logger.exception("a middleware's %s raised an exception", hook)

    def _run_hook(self, name: str, *arguments: Any) -> None:
        try:
            getattr(self.view, name)(*arguments)
        except StopReason:
            return
        except BaseException:
            logger.exception("%s.%s raised an exception", self._name(), name)

    def _name(self) -> str:
        if self.view is None:
            return f"the view of {self.request.url}"
        cls = type(self.view)
        return f"{cls.__module__}.{cls.__qualname__}"

    def __repr__(self) -> str:
        return f"<ViewRuntime({self.id}, {self._name()}, {self.state.name})>"


class _Waiting:
    """Shows in the state what the view's thread waits for."""

    __slots__ = ("_runtime", "_state")

    def __init__(self, runtime: ViewRuntime, state: VIEW_RUNTIME_STATE) -> None:
        self._runtime = runtime
        self._state = state

    def __enter__(self) -> None:
        self._runtime.change_wait_state(self._state)

    def __exit__(self, *exc_info: object) -> None:
        if self._runtime.state not in ENDED:
            self._runtime.change_wait_state(STATE.RUNNING)


def _warn_of_dict(view: View) -> None:
    """Warn at the place of the view, so that each view with this habit is named."""
    hook: Any = view.handle_request
    place = hook if hasattr(hook, "__code__") else _warn_of_dict
    warnings.warn_explicit(
        f"{type(view).__name__}.handle_request returned a dictionary, which is deprecated; "
        "return a response object instead",
        DictResponseDeprecationWarning,
        filename=place.__code__.co_filename,
        lineno=place.__code__.co_firstlineno,
        module=type(view).__module__,
        registry=place.__globals__.setdefault("__warningregistry__", {}),
    )


def _error_code(error: BaseException) -> int:
    return next((code for cls, code in _ERROR_CODES.items() if isinstance(error, cls)), 500)


_ERROR_CODES: dict[type[Exception], int] = {ForbiddenError: 403, NotFoundError: 404}


def _encode_body(title: str | None, content: patches.Content | None) -> str:
    if content is None:
        return encode_update_body(title, ContentKind.NOTHING, None)
    return join_update_body(title, content.kind, content.to_json())


def _with_status(response: AbstractResponse | None, status: int) -> AbstractResponse | None:
    """Give an error page its HTTP status, unless it chose one itself or is a redirect."""
    if response is None:
        return HtmlResponse("", status=status)
    kinds = HtmlResponse | Response | JsonResponse | FileResponse
    if isinstance(response, kinds) and response.status is None:
        return dataclasses.replace(response, status=status)
    return response
