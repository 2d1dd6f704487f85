"""All views of one server, and how they begin and end.

The entry for connections (`start`) and shells (`run_http`, `shutdown`).
`start` is called where messages are read, so it only hands over; the rest happens on the threads
of views.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona.base_view import BaseView
from lona.connection.window import Window
from lona.events.view_event import ViewEvent
from lona.exceptions import ServerStop, StopReason
from lona.http.answer import HttpAnswer, text_answer, to_answer
from lona.logging import printable
from lona.protocol import ProtocolError
from lona.request import Request
from lona.responses import AbstractResponse
from lona.runtime.chain import is_of_lona
from lona.runtime.runtime import ViewRuntime
from lona.work.course import call, hold, leave_loop
from lona.work.pool import NotStarted, PoolClosed, giving_way
from lona.work.work import Purpose, settle

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.view_runtime")
event_logger = logging.getLogger("lona.view_events")

ENDING_PATIENCE = 10.0
"""Seconds that a reloaded page waits for the `on_cleanup` of the view it replaces, at the most."""


class _Start:
    """A view that was asked for, until its thread has ended."""

    def __init__(
        self,
        registry: "RuntimeRegistry",
        window: Window,
        url: URL,
        path: str,
        post: Mapping[str, str | list[str]] | None,
    ) -> None:
        self.window = window
        self.url = url
        self.path = path
        self.post = post
        self.runtime: ViewRuntime | None = None
        self._registry = registry

    @property
    def is_under_way(self) -> bool:
        """Whether it has nothing to show yet, or was stopped and does not end."""
        runtime = self.runtime
        return runtime is None or runtime.screen.is_blank or runtime.stop_reason is not None

    def go(self) -> None:
        """Begin on a thread; raises `NoThread`."""
        try:
            self._registry.work.run(self._run(), Purpose.VIEW)
        except PoolClosed:  # nothing starts any more
            return

    async def _run(self) -> None:
        try:
            await self._registry.start_now(self)
        except Exception as error:
            self._registry.report(
                logger, error, "the view of %s could not be started", printable(str(self.url))
            )
        finally:
            self.window.connection.end_view(self)


class RuntimeRegistry:
    """The views that live on a server, finished ones with an open window included."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self.work = server.work
        self.report = server.failures.report
        self._runtimes: dict[str, ViewRuntime] = {}
        # Those of them among which the few are that others ask for: there may be many views.
        self._daemons: dict[str, ViewRuntime] = {}
        self._left: dict[str, ViewRuntime] = {}
        self._changed = threading.Condition()
        self._is_shut_down = False

    def __len__(self) -> int:
        return len(self._runtimes)

    @property
    def runtimes(self) -> tuple[ViewRuntime, ...]:
        """All of them now, oldest first."""
        with self._changed:
            return tuple(self._runtimes.values())

    @property
    def _view_runtimes(self) -> dict[str, ViewRuntime]:
        """The same, by their ids: a name of Lona 1.x."""
        with self._changed:
            return dict(self._runtimes)

    @property
    def daemons(self) -> list[ViewRuntime]:
        """Those that are daemons now, oldest first."""
        with self._changed:
            runtimes = list(self._daemons.values())
        return [runtime for runtime in runtimes if runtime.life.is_daemon]

    def find(self, runtime_id: str) -> ViewRuntime | None:
        """Return the view of a request, by the request's id, if it lives."""
        return self._runtimes.get(runtime_id)

    def views(self, view_class: type | None = None) -> list[BaseView]:
        """Return the started view objects (of a class), without those of frontend requests."""
        return [
            runtime.view
            for runtime in self.runtimes
            if runtime.view is not None
            and not runtime.request.frontend
            and (view_class is None or type(runtime.view) is view_class)
        ]

    # interactive views

    def start(self, window: Window, url: str, post: Mapping[str, str | list[str]] | None) -> None:
        """Show the view of a URL in a window; returns at once.

        Raises `ProtocolError` for a bad URL, and `NoThread` if no thread can be started for it.
        """
        try:
            location = URL(url)
            path = location.path
            if location.scheme not in ("", "http", "https"):
                raise ValueError("views have http and https addresses")
        except ValueError as error:
            raise ProtocolError(f"RunView.url can not be {url[:60]!r}: {error}") from None

        window.connection.begin_view(window, _Start(self, window, location, path, post))

    async def start_now(self, start: "_Start") -> None:
        """Show a view that was asked for: find a daemon, or run a new view to its end."""
        window, url, path, post = start.window, start.url, start.path, start.post
        server = self._server
        if window.is_closed:  # the client asked for something else already
            return
        if server.prefix.inside(path) is None:
            self._lead_inside(window, url, path)
            return
        is_match, route, match_info = server.resolve(path)
        is_plain = route is not None and (route.http_pass_through or not route.interactive)
        if is_plain or server.buckets.parse(path) is not None:
            window.send_redirect(str(url), leave_page=True)
            return
        connection = window.connection
        self._wait_for_ending(connection.user, route)
        if window.is_closed:  # left already
            return
        if is_match and self._reconnect(window, connection.user, route, match_info):
            return
        if server.settings.TEST_VIEW_START_TIMEOUT:
            time.sleep(server.settings.CLIENT_VIEW_START_TIMEOUT + 1)
        request = Request(
            connection=connection,
            url=url,
            post=post,
            route=route,
            match_info=match_info,
            came_from=window.came_from,
        )
        load_view = None if route is None else partial(server.view_loader.load, route.view)
        runtime = ViewRuntime(server, request, load_view)
        if self._add(runtime):
            start.runtime = runtime
            runtime.attach(window)
            await runtime.run()

    def _lead_inside(self, window: Window, url: URL, path: str) -> None:
        """Redirect a link that was written without the prefix of the server, or leave the page.

        It is ours if a route matches, or if the server has answered it (a page of its own).
        """
        prefix = self._server.prefix
        is_ours = self._server.resolve(prefix.completed(path))[0] or not window.came_from
        target = prefix.completed_url(url) if is_ours else url
        window.send_redirect(str(target), leave_page=not is_ours)

    def _add(self, runtime: ViewRuntime) -> bool:
        """Let a view live on the server; False if that is shutting down."""
        with self._changed:
            if self._is_shut_down:
                return False
            self._runtimes[runtime.id] = runtime
        return True

    def remove(self, runtime: ViewRuntime) -> None:
        """Forget a view after its `on_cleanup`."""
        with self._changed:
            for runtimes in (self._runtimes, self._daemons, self._left):
                runtimes.pop(runtime.id, None)
            self._changed.notify_all()

    def note_left(self, runtime: ViewRuntime) -> None:
        """Note that a window of a view was closed: it may be on its way out."""
        with self._changed:
            if runtime.id in self._runtimes:
                self._left[runtime.id] = runtime

    def find_daemon(
        self, user: object, route: "Route | None", match_info: Mapping[str, str]
    ) -> ViewRuntime | None:
        """Return the running daemon that a request would reconnect to."""
        for runtime in self.daemons:
            if runtime.accepts(user, route, match_info):
                return runtime
        return None

    def admit_daemon(self, runtime: ViewRuntime) -> None:
        """Let a view be a daemon; `RuntimeError` if too many have nobody who looks at them."""
        limit = self._server.settings.LIMIT_DAEMONS
        others = (other.life.is_unheld_daemon for other in self.daemons if other is not runtime)
        if limit and sum(others) >= limit:
            raise RuntimeError(
                f"the server has {limit} daemon views at which nobody looks, and may not have "
                "more; see the setting LIMIT_DAEMONS"
            )
        with self._changed:
            if runtime.id in self._runtimes:
                self._daemons[runtime.id] = runtime

    def _reconnect(
        self, window: Window, user: object, route: "Route | None", match_info: Mapping[str, str]
    ) -> bool:
        runtime = self.find_daemon(user, route, match_info)
        return runtime is not None and runtime.attach(window)

    def _wait_for_ending(self, user: object, route: "Route | None") -> None:
        """Let a view that this user just left clean up first, as a reload expects; not for long."""
        with self._changed:
            candidates = list(self._left.values())
        left = {  # found without the lock: users are compared as the application likes
            runtime.id
            for runtime in candidates
            if runtime.request.interactive and runtime.was_left and runtime.is_for(user, route)
        }
        with self._changed:
            if left.isdisjoint(self._runtimes):
                return
            with giving_way():
                ended = self._changed.wait_for(
                    lambda: left.isdisjoint(self._runtimes), ENDING_PATIENCE
                )
        if not ended:
            logger.warning(
                "a view was reloaded before the one that it replaces has ended; its handle_request "
                "or on_cleanup takes more than %g seconds: %s",
                ENDING_PATIENCE,
                [runtime for runtime in candidates if runtime.id in left],
            )

    # plain HTTP

    async def run_http(
        self,
        *,
        connection: "Connection",
        url: URL,
        post: Mapping[str, Any] | None,
        route: "Route | None",
        match_info: Mapping[str, str],
        load_view: "Callable[[], type[BaseView]] | None",
        frontend: bool,
        method: str = "",
        read_body: Callable[[], bytes] = bytes,
    ) -> HttpAnswer:
        """Run a view for a plain HTTP request to its end; returns its answer. Part of a course.

        Without `load_view` the 404 view answers; if it raises, the 500 view does.
        """
        request = Request(
            connection=connection,
            url=url,
            post=post,
            route=route,
            match_info=dict(match_info),
            frontend=frontend,
            method=method,
            came_from=self._came_from(connection.http_request, url),
            read_body=read_body,
        )
        runtime = ViewRuntime(self._server, request, load_view)
        if not self._add(runtime):
            return text_answer(503, "503: Service Unavailable")
        try:
            response = await self._run_apart(runtime)
        except NotStarted:
            self.remove(runtime)
            return text_answer(503, "503: Service Unavailable")
        if runtime.answer is None and isinstance(runtime.stop_reason, ServerStop):
            return text_answer(503, "503: Service Unavailable")
        return runtime.answer or to_answer(response)

    async def _run_apart(self, runtime: ViewRuntime) -> AbstractResponse | None:
        """Run a view on a thread of views, whatever thread this is."""
        future: Future[AbstractResponse | None] = Future()
        self.work.run(runtime.run(), Purpose.VIEW, done=partial(settle, future))
        await leave_loop()
        with giving_way():
            return future.result()

    def _came_from(self, http_request: Any, url: URL) -> str:
        """Return the page of this site that led to an address, if the request tells it."""
        referrer = http_request.headers.get("Referer", "")
        try:
            page = URL(referrer)
            is_own = self._server.proxies.is_same_origin(http_request, str(page.origin()))
        except ValueError:
            return ""
        return referrer if is_own and page != url else ""

    # view events

    def fire_view_event(
        self,
        name: str,
        data: dict[str, Any] | None = None,
        view_classes: "type[BaseView] | Sequence[type[BaseView]] | None" = None,
    ) -> None:
        """Send a view event to the running views (of some classes); returns at once."""
        if not isinstance(name, str):
            raise ValueError(f"a view event's name has to be a string, not {name!r}")
        if data is not None and not isinstance(data, dict):
            raise ValueError(f"a view event's data has to be a dict, not {data!r}")
        classes = (view_classes,) if isinstance(view_classes, type) else view_classes
        told = 0
        for runtime in self.runtimes:
            view = runtime.view
            if (
                view is None
                or runtime.request.frontend
                or is_of_lona(view.on_view_event)
                or runtime.stop_reason is not None
                or (classes is not None and type(view) not in classes)
            ):
                continue
            self._deliver(runtime, view, ViewEvent(name, dict(data or {}), classes))
            told += 1
        event_logger.debug("view event %r for %s views: %r", name, told, data)

    def _deliver(self, runtime: ViewRuntime, view: BaseView, event: ViewEvent) -> None:
        async def job() -> None:
            try:
                answer = await call(view.on_view_event, event)
                with await hold(runtime.screen.document.lock):
                    runtime.answers.show_notification(answer)
            except StopReason:
                return
            except Exception as error:
                self.report(event_logger, error, "%r raised an exception in on_view_event", view)

        self.work.run(job(), must_run=True, on_loop=view.IS_ASYNC)

    # the end

    def shutdown(self, timeout: float) -> bool:
        """Stop all views with `ServerStop` and wait until they have cleaned up.

        Blocks at most `timeout` seconds; False if some view did not end by then (its thread is a
        daemon thread and dies with the process).
        """
        with self._changed:
            self._is_shut_down = True
        for runtime in self.runtimes:
            runtime.shut_down()
        with self._changed:
            return self._changed.wait_for(lambda: not self._runtimes, timeout)
