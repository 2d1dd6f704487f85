"""The server: puts the parts together, and is the one entry of both shells.

A shell asks `gate` about every request, opens websockets with `open_connection`, answers plain
requests with `intercept_http` and `handle_http` (all three on worker threads), adds what
`response_headers` finds missing, and brackets its life with `startup` and `shutdown`.
No web framework is known here: HTTP requests are any objects with `method`, `path`, `url`,
`headers`, `cookies` and `remote`.
"""

import asyncio
import copy
import logging
import os
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona.base_view import BaseView
from lona.buckets.desk import Desk
from lona.buckets.registry import Buckets
from lona.channels.channel import DEFAULT_HUB
from lona.channels.hub import Hub
from lona.channels.setup import broker_of, workers_of
from lona.compat import set_client_version, set_use_future_node_classes
from lona.connection import Connection, Farewell, Refused, Transport
from lona.connection.client_log import ClientLog
from lona.failures import Failures
from lona.gone import Gone
from lona.html.abstract_node import AbstractNode
from lona.http.answer import HttpAnswer, text_answer, to_answer
from lona.http.clients import client_address
from lona.http.forwarded import Proxies
from lona.http.gate import Gate
from lona.http.headers import ResponseHeaders
from lona.http.health import Health
from lona.http.methods import method_for
from lona.http.prefix import UrlPrefix
from lona.imports import NothingThere, acquire
from lona.loaders.static_file_loader import StaticFileLoader
from lona.loaders.templating import TemplatingEngine
from lona.loaders.view_loader import ViewLoader
from lona.logging import printable
from lona.middlewares.controller import MiddlewareController
from lona.places import at
from lona.protocol import CloseCode
from lona.responses import (
    AbstractResponse,
    HtmlResponse,
    TemplateResponse,
    TemplateStringResponse,
    to_response,
)
from lona.routing import ResolveResult, Route, Router
from lona.runtime.registry import RuntimeRegistry
from lona.settings import load_settings
from lona.state import State
from lona.work.behalf import on_behalf_of
from lona.work.clock import Clock
from lona.work.pool import NoThread, NotStarted, WorkerPool
from lona.work.watchdog import Watchdog
from lona.work.work import Work

if TYPE_CHECKING:
    from jinja2 import Template

    from lona.request import Request

logger = logging.getLogger("lona.server")
routing_logger = logging.getLogger("lona.routing")
http_logger = logging.getLogger("lona.server.http")

SHUTDOWN_SECONDS = 3.0
"""How long the end of a server takes at the most; most of it is for views that do not end."""


class Server:
    """One Lona application, configured and ready to be served.

    `project_root` is the directory from which relative paths count. `settings_paths` are settings
    files; the overrides are dicts of settings that come before and after them. Without `routes`
    they come from the setting `ROUTING_TABLE`. `clock` is for tests that control the time.

    Raises `RuntimeError` if the setting `CLIENT_VERSION` is not 1 or 2, and `ValueError` for
    settings about trust and headers that cannot be used.
    """

    def __init__(
        self,
        project_root: str,
        settings_paths: Iterable[str] | None = None,
        settings_pre_overrides: Mapping[str, Any] | None = None,
        settings_post_overrides: Mapping[str, Any] | None = None,
        routes: Sequence[Route] | None = None,
        *,
        clock: Clock | None = None,
    ) -> None:
        self._project_root = os.path.abspath(project_root)
        self._settings_paths = tuple(settings_paths or ())
        self.settings = load_settings(
            self._project_root,
            self._settings_paths,
            settings_pre_overrides,
            settings_post_overrides,
        )
        set_client_version(self.settings.CLIENT_VERSION)
        set_use_future_node_classes(self.settings.USE_FUTURE_NODE_CLASSES)

        self.proxies = Proxies(self.settings.TRUSTED_PROXIES)
        self.gate = Gate(self.settings, self.proxies, self._warn_of_request)
        self.response_headers = ResponseHeaders(self.settings)
        self.prefix = UrlPrefix(self.settings.URL_PREFIX)
        self.health = Health(self.settings, self.prefix)
        # Everybody who makes or finds an address with them means what browsers see.
        for name in ("STATIC_URL_PREFIX", "BUCKETS_URL_PREFIX") if self.prefix.path else ():
            inside = "/" + self.settings.get(name).lstrip("/")
            setattr(self.settings, name, self.prefix.outside(inside))

        self.clock = clock or Clock()
        self.work = Work(self.settings, owner=self)
        self.activity = self.work.activity
        self.client_log = ClientLog(lambda: self.settings.LIMIT_LOG_LINES_A_SECOND, self.clock)
        self.failures = Failures()
        self.channels = Hub()
        self.buckets = Buckets(self.settings.BUCKETS_URL_PREFIX)
        self.bucket_desk = Desk(self)
        self.state = State(copy.deepcopy(self.settings.INITIAL_SERVER_STATE))
        self._loop: asyncio.AbstractEventLoop | None = None
        self._loop_thread_id = 0
        self._watchdog: Watchdog | None = None
        self._is_draining = self._is_shut_down = False
        self._app: Any = None  # the web application around the server, if there is one
        self._connections: list[Connection] = []
        self._connections_lock = threading.Lock()

        self.runtimes = RuntimeRegistry(self)
        self.router = self._router = Router()
        self.view_loader = ViewLoader(self)
        self.static_file_loader = self._static_file_loader = StaticFileLoader(
            self.settings, self._directories("STATIC_DIRS", "CORE_STATIC_DIRS")
        )
        self.templating = TemplatingEngine(
            self, self._directories("TEMPLATE_DIRS", "CORE_TEMPLATE_DIRS")
        )
        self._load_routes(routes)
        self.middleware_controller = self._middleware_controller = MiddlewareController(self)
        self.view_loader.load_all()
        self.static_file_loader.collect(
            [*AbstractNode.get_all_node_classes(), *self.view_loader.view_classes()]
        )

    def _directories(self, *names: str) -> list[str]:
        return [self.resolve_path(path) for name in names for path in self.settings.get(name)]

    def _load_routes(self, routes: Sequence[Route] | None) -> None:
        settings = self.settings
        self.router.resize_name_cache(settings.ROUTING_NAME_CACHE_MAX_SIZE)
        self.router.resize_resolve_cache(settings.ROUTING_RESOLVE_CACHE_MAX_SIZE)
        self.router.resize_reverse_cache(settings.ROUTING_REVERSE_CACHE_MAX_SIZE)
        if routes is None:
            try:
                routes = self.acquire(settings.ROUTING_TABLE)
            except NothingThere as error:
                raise NothingThere(f"ROUTING_TABLE: {error}") from None
        if not routes:
            logger.warning("the routing table is empty: every page will be a 404 page")
        self.router.add_routes(*routes or ())
        for route in self.router.routes:
            for doubt in route.doubts():
                routing_logger.warning("%s%s: %s", route, at(route.place), doubt)

    embed_shell = Gone("use breakpoint(), or a shell of your own")

    # what it is made of

    @property
    def project_root(self) -> str:
        """The absolute directory from which relative paths count."""
        return self._project_root

    @property
    def settings_paths(self) -> tuple[str, ...]:
        """The settings files, as given."""
        return self._settings_paths

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The event loop; `RuntimeError` before it is set."""
        if self._loop is None:
            raise RuntimeError("the server has no event loop yet; it gets one when it is started")
        return self._loop

    @property
    def worker_pool(self) -> WorkerPool:
        """The thread pools; `RuntimeError` before the server is started."""
        return self.work.pool

    # Names that code for 1.x reads and sets: programs that start a server themselves, and shells.

    @property
    def _worker_pool(self) -> WorkerPool | None:
        return self.work.pool if self.work.has_pool else None

    @_worker_pool.setter
    def _worker_pool(self, worker_pool: WorkerPool) -> None:
        self.set_worker_pool(worker_pool)

    @property
    def _view_runtime_controller(self) -> RuntimeRegistry:
        return self.runtimes

    @property
    def template_dirs(self) -> tuple[str, ...]:
        """The template directories, in search order; assignable."""
        return self.templating.template_dirs

    @template_dirs.setter
    def template_dirs(self, template_dirs: Iterable[str]) -> None:
        self.templating.template_dirs = tuple(template_dirs)

    @property
    def static_dirs(self) -> tuple[str, ...]:
        """The static directories, in search order; assignable."""
        return tuple(self.static_file_loader.static_dirs)

    @static_dirs.setter
    def static_dirs(self, static_dirs: Iterable[str]) -> None:
        self.static_file_loader.static_dirs = list(static_dirs)

    def resolve_path(self, path: str) -> str:
        """Return an absolute, normalised path; relative ones count from the project root."""
        return path if os.path.isabs(path) else os.path.normpath(f"{self._project_root}/{path}")

    def acquire(self, import_string: str, ignore_import_cache: bool = False) -> Any:
        """Return what an import string names; relative script paths count from the project root.

        Scripts are executed anew each time, with or without `ignore_import_cache`.
        """
        return acquire(import_string, self._project_root)

    # life

    def set_loop(self, loop: asyncio.AbstractEventLoop) -> None:
        """Set the event loop on which the server is going to run; the step before `startup`."""
        self._loop = loop

    def set_worker_pool(self, worker_pool: WorkerPool) -> None:
        """Use these threads; they are not ended with the server. Call it before `startup`."""
        self.work.use(worker_pool)

    async def startup(self) -> None:
        """Start: threads, then the start-up hooks of the middlewares. Runs on the server's loop."""
        if self._loop is None:
            self.set_loop(asyncio.get_running_loop())
        self._loop_thread_id = threading.get_ident()
        self.work.open(self._call_later, self._loop)
        if not DEFAULT_HUB.is_served:
            self.channels = DEFAULT_HUB
        self.channels.open(self.work, broker_of(self), workers_of(self))
        self._warn_about_test_settings()
        if self.settings.DEBUG:
            self._watchdog = Watchdog(self.loop)
        with on_behalf_of(self):
            await self.middleware_controller.run_startup()
        self.health.is_ready = True

    async def drain(self, timeout: float) -> bool:
        """Take no new users, and let handlers end that are under way.

        Waits `timeout` seconds at most; tells whether all have ended. Views that wait for their
        users go on: `shutdown` stops them.
        """
        self.health.is_ready = False
        self._is_draining = True
        end = time.monotonic() + timeout
        while self.activity.moving and time.monotonic() < end:
            await asyncio.sleep(0.02)
        return not self.activity.moving

    async def shutdown(self, timeout: float = SHUTDOWN_SECONDS) -> None:
        """Stop all views, close all connections, run the shut-down hooks and end the threads.

        Takes about `timeout` seconds at most, even if views or hooks do not want to end. Only the
        first call does anything.
        """
        if self._is_shut_down:
            return
        self._is_shut_down = self._is_draining = True
        self.health.is_ready = False
        end = time.monotonic() + timeout
        await self._end_channels(timeout * 0.25)
        if not await self._end_views(timeout * 0.75):
            logger.warning("views that did not end: %s", list(self.runtimes.runtimes))
        await self._end_buckets()
        for connection in self.websocket_connections:
            if connection.websocket is not None:
                connection.websocket.close(int(CloseCode.SERVICE_RESTART), "server shuts down")
            connection.disconnect(goodbye=False)
        try:
            async with asyncio.timeout(max(0.1, end - time.monotonic())):
                with on_behalf_of(self):
                    await self.middleware_controller.run_shutdown()
        except TimeoutError:
            logger.error("on_shutdown hooks did not end in time")
        self.channels.close()
        self.work.close()
        if self._watchdog is not None:
            self._watchdog.stop()

    async def _end_channels(self, timeout: float) -> None:
        """Let the messages be handled that must not be lost."""
        end = time.monotonic() + timeout
        while self.channels.drop_droppable() and time.monotonic() < end:
            await asyncio.sleep(0.01)

    async def _end_buckets(self) -> None:
        """Delete what views have left behind that do not end."""
        try:
            if len(self.buckets):
                await self.run_function_async(self.buckets.close_all)
        except NotStarted:
            self.buckets.close_all()

    async def _end_views(self, timeout: float) -> bool:
        """Stop all views; tell whether they have cleaned up within the time."""
        shutdown = self.runtimes.shutdown
        if not len(self.runtimes):
            return shutdown(0)
        worker = self.worker_pool.get_executor("worker")
        try:
            async with asyncio.timeout(timeout + 1):
                return await asyncio.get_running_loop().run_in_executor(worker, shutdown, timeout)
        except (NoThread, TimeoutError):  # they are told all the same, but nobody can wait for them
            return shutdown(0)

    def _call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        if self.is_loop_thread():
            self.loop.call_later(seconds, callback)
            return
        try:
            self.loop.call_soon_threadsafe(self.loop.call_later, seconds, callback)
        except RuntimeError:  # the loop is closed: the process is about to end
            pass

    def is_loop_thread(self) -> bool:
        """Whether the calling thread is that of the event loop, which must never wait."""
        return threading.get_ident() == self._loop_thread_id

    def _warn_about_test_settings(self) -> None:
        for name in ("TEST_VIEW_START_TIMEOUT", "TEST_INPUT_EVENT_TIMEOUT"):
            if self.settings.get(name):
                logger.warning("%s is on: everything is slowed down on purpose", name)

    # work on threads and on the loop

    def run_coroutine_sync(
        self, coroutine: Coroutine[Any, Any, Any], wait: bool = True
    ) -> "Any | Future[Any]":
        """From a thread, run a coroutine on the loop.

        Returns its result, or with `wait=False` at once a `concurrent.futures.Future`. Raises
        `RuntimeError` if it would wait for the loop on the loop's own thread.
        """
        if wait and self.is_loop_thread():
            coroutine.close()
            raise RuntimeError("run_coroutine_sync would wait for itself; use await on the loop")
        future = asyncio.run_coroutine_threadsafe(coroutine, self.loop)
        return future.result() if wait else future

    def run_function_async(
        self,
        function: Callable[..., Any],
        *args: Any,
        executor_name: str = "worker",
        **kwargs: Any,
    ) -> "asyncio.Future[Any]":
        """Run a function in a thread pool; returns an awaitable of its result.

        Pools: `worker`, `runtime_worker`, `channel_worker`, `static_worker`; another name is a
        `RuntimeError`.
        """
        future = self.work.call(partial(function, *args, **kwargs), executor_name)
        return asyncio.wrap_future(future, loop=self.loop)

    # routes and views

    def resolve(self, path: str) -> ResolveResult:
        """Find the route of a decoded path: `(matched, route or None, match info)`.

        The addresses of buckets belong to no route, and neither do those outside of the prefix.
        """
        inside = self.prefix.inside(path)
        if inside is None or self.buckets.parse(path) is not None:
            return False, None, {}
        return self.router.resolve(inside)

    def reverse(self, route_name: str, *args: Any, **kwargs: Any) -> str:
        """Return the URL of a route; `ValueError` for an unknown name or a missing argument.

        The arguments of routes have names: one without is a `TypeError`.
        """
        return self.prefix.outside(self.router.reverse(route_name, *args, **kwargs))

    def error_view(self, code: int) -> type[BaseView]:
        """Return the class that shows the 403, 404 or 500 page."""
        view_class: type[BaseView] = self.view_loader.load(
            self.settings.get(f"CORE_ERROR_{code}_VIEW")
        )
        return view_class

    def frontend_view(self, route: Route) -> type[BaseView]:
        """Return the class that shows the page around the windows for a route."""
        view_class: type[BaseView] = self.view_loader.load(
            route.frontend_view or self.settings.CORE_FRONTEND_VIEW
        )
        return view_class

    def get_view_class(
        self,
        route_name: str | None = None,
        route: Route | None = None,
        import_string: str | None = None,
        url: str | None = None,
    ) -> Any:
        """Return the view class behind one of these, or None.

        Raises `ValueError` unless exactly one argument is given, and `KeyError` for a route or
        import string that is not in use.
        """
        given = [value for value in (route_name, route, import_string, url) if value is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of route_name, route, import_string and url")
        if import_string is not None:
            if not self.view_loader.is_known(import_string):
                raise KeyError(import_string)
            return self.view_loader.load(import_string)
        if route_name is not None:
            route = self.router.get_route(route_name)
        elif url is not None:
            route = self.resolve(self.prefix.completed(URL(url).path))[1]
        elif not any(route is known for known in self.router.routes):
            raise KeyError(route)
        return None if route is None else self.view_loader.load(route.view)

    def get_views(
        self,
        route_name: str | None = None,
        route: Route | None = None,
        import_string: str | None = None,
        url: str | None = None,
        user: Any = None,
    ) -> list[BaseView]:
        """Return the views on the server: of the class behind the arguments, of a user, or all.

        Finished views with an open window are among them, frontends are not.
        """
        selectors = (route_name, route, import_string, url)
        view_class = None
        if any(selector is not None for selector in selectors):
            view_class = self.get_view_class(*selectors)
            if view_class is None:
                return []
        views = self.runtimes.views(view_class)
        return views if user is None else [view for view in views if view.request.user == user]

    def get_running_views_count(self, user: Any) -> int:
        """Return the number of views of a user, finished ones with an open window included."""
        return sum(1 for view in self.runtimes.views() if view.request.user == user)

    def view_is_already_running(self, request: "Request") -> bool:
        """Whether a request would reconnect to a running daemon view."""
        return (
            self.runtimes.find_daemon(request.user, request.route, request.match_info) is not None
        )

    def fire_view_event(
        self,
        name: str,
        data: dict[str, Any] | None = None,
        view_classes: type[BaseView] | list[type[BaseView]] | None = None,
    ) -> None:
        """Send a view event to all views, or to those of some classes; never blocks."""
        self.runtimes.fire_view_event(name, data, view_classes)

    # templates

    def get_template(self, template_name: str) -> "Template":
        """Return a Jinja2 template; raises `jinja2.TemplateNotFound`."""
        return self.templating.get_template(template_name)

    def render_template(
        self, template_name: str, template_context: Mapping[str, Any] | None = None
    ) -> str:
        """Render a template; the string is not escaped when another template prints it."""
        return self.templating.render_template(template_name, template_context)

    def render_string(
        self, template_string: str, template_context: Mapping[str, Any] | None = None
    ) -> str:
        """Render a template that is given as string."""
        return self.templating.render_string(template_string, template_context)

    def render_response(self, response: AbstractResponse | None) -> AbstractResponse | None:
        """Turn template responses into HTML; others stay as they are."""
        match response:
            case TemplateResponse(name=name, context=context):
                html = self.render_template(name, context)
            case TemplateStringResponse(string=string, context=context):
                html = self.render_string(string, context)
            case _:
                return response
        return HtmlResponse(html, response.status, response.content_type, response.headers)

    # connections

    @property
    def websocket_connections(self) -> list[Connection]:
        """The open websocket connections, oldest first (a copy)."""
        with self._connections_lock:
            return [connection for connection in self._connections if not connection.closed]

    _websocket_connections = websocket_connections

    def get_connection_count(self, user: Any) -> int:
        """Return the number of websocket connections of a user."""
        return sum(1 for connection in self.websocket_connections if connection.user == user)

    def get_connected_user_count(self) -> int:
        """Return the number of distinct users (by `==`) with websocket connections."""
        users: list[Any] = []
        for connection in self.websocket_connections:
            if connection.user not in users:
                users.append(connection.user)
        return len(users)

    def _warn_of_request(self, http_request: Any, message: str, *args: object) -> None:
        """Log a line because of a request, as often as its client may cause some."""
        client = self.client_of(http_request)
        self.client_log.log(http_logger, logging.WARNING, client, message, *args)

    def client_of(self, http_request: Any) -> str:
        """Return the address of the client that sent a request; "" if it is not known."""
        return client_address(http_request, self.proxies.trusts)

    def open_connection(self, http_request: Any, transport: Transport) -> Connection:
        """Open a websocket connection and admit it. Blocks; worker thread. Raises as `admit`."""
        connection = Connection(server=self, http_request=http_request, transport=transport)
        self.admit(connection)
        return connection

    def admit(self, connection: Connection) -> None:
        """Run the middlewares for a new websocket and register it. Blocks; worker thread.

        Raises `Refused` with the HTTP answer that a middleware gave to the handshake, or `Farewell`
        with the only message that goes out before the websocket is closed.
        """
        self.work.run_here(self._admit(connection))

    async def _admit(self, connection: Connection) -> None:
        is_handled, result = await self.middleware_controller.run(
            "handle_connection", http_request=connection.http_request, connection=connection
        )
        if is_handled:
            if result is None or isinstance(result, str):
                raise Farewell(result)
            raise Refused(self.to_answer(result))
        with self._connections_lock:
            if self._is_draining:
                raise Refused(text_answer(503, "503: Service Unavailable"))
            if not connection.closed:
                self._connections.append(connection)

    def forget_connection(self, connection: Connection) -> None:
        """Drop a websocket connection that was closed."""
        with self._connections_lock:
            self._connections = [c for c in self._connections if c is not connection]

    # plain HTTP

    def intercept_http(self, http_request: Any) -> HttpAnswer | None:
        """Run the middlewares that come before routing, for every request outside the static files.

        Blocks; worker thread. Returns their answer, or None if the request goes on.
        """
        if not self.middleware_controller.has("handle_http_request"):
            return None
        try:
            return self.work.run_here(self._intercept_http(http_request))
        except Exception as error:
            self.failures.report(http_logger, error, "handle_http_request raised an exception")
            return text_answer(500, "500: Internal Error")

    async def _intercept_http(self, http_request: Any) -> HttpAnswer | None:
        is_handled, result = await self.middleware_controller.run(
            "handle_http_request", http_request=http_request
        )
        if not is_handled:
            return None
        return text_answer(503, "") if result is None else self.to_answer(result)

    def handle_http(
        self,
        http_request: Any,
        post: Mapping[str, Any] | None = None,
        resolved: ResolveResult | None = None,
        read_body: Callable[[], bytes] = bytes,
    ) -> HttpAnswer:
        """Answer a plain request that is for a view or its frontend. Blocks; worker thread.

        Shells ask `lona.http.methods.refuse_method` before. `post` holds the values of a posted
        form, and `read_body` gives the body as it came; `resolved` is what `resolve` said of the
        path, for shells that had to ask already.
        """
        path = self.prefix.completed(http_request.path)
        _, route, match_info = resolved or self.resolve(path)
        connection = Connection(server=self, http_request=http_request, route=route)
        try:
            answer = self.work.run_here(self._handle_http(connection, post, match_info, read_body))
        except Exception as error:
            path = printable(path)
            self.failures.report(http_logger, error, "%s %s failed", http_request.method, path)
            answer = text_answer(500, "500: Internal Error")
        answer = self.response_headers.complete(answer, connection.nonce)
        return answer.with_cookies(tuple(connection.cookies))

    def to_answer(self, value: Any) -> HttpAnswer:
        """Convert what a middleware or a pass-through view answered.

        Response objects of the web framework are handed on. Raises `RuntimeError` for values that
        are no response.
        """
        if hasattr(value, "prepare"):  # aiohttp.web.StreamResponse, not to be imported here
            return HttpAnswer(foreign=value)
        return to_answer(self.render_response(to_response(value)))

    async def _handle_http(
        self,
        connection: Connection,
        post: Mapping[str, Any] | None,
        match_info: dict[str, str],
        read_body: Callable[[], bytes],
    ) -> HttpAnswer:
        http_request = connection.http_request
        is_handled, result = await self.middleware_controller.run(
            "handle_connection", http_request=http_request, connection=connection
        )
        if is_handled:
            if result is None:
                return text_answer(503, "503: Service Unavailable")
            return self.to_answer(result)
        route = connection.route
        is_frontend = route is not None and route.interactive
        return await self.runtimes.run_http(
            connection=connection,
            url=self.prefix.completed_url(http_request.url),
            method=method_for(http_request.method, route),
            post=post,
            read_body=read_body,
            route=route,
            match_info=match_info,
            load_view=None if route is None else partial(self._load_http_view, route),
            frontend=is_frontend,
        )

    def _load_http_view(self, route: Route) -> type[BaseView]:
        if route.interactive:
            return self.frontend_view(route)
        view_class: type[BaseView] = self.view_loader.load(route.view)
        return view_class
