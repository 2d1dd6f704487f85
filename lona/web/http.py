"""Everything that is no static file: middlewares, routing, pass-through, websocket or page.

User code never runs on the loop here; pass-through coroutines are the exception by design.
"""

import asyncio
import logging
from inspect import isawaitable, iscoroutinefunction
from typing import Any

from aiohttp import web

from lona.base_view import BaseView
from lona.http.answer import HttpAnswer
from lona.http.gate import is_websocket
from lona.http.methods import refuse_method
from lona.logging import printable
from lona.routing import ResolveResult, Route
from lona.server import Server
from lona.web.buckets import BucketHandler
from lona.web.forms import BrokenForm, FormReader
from lona.web.responses import text_response, to_aiohttp
from lona.web.websocket import WebsocketHandler
from lona.work.pool import NoThread

logger = logging.getLogger("lona.server.http")

PATH_INFO = "path_info"
"""What the path is called in `match_info` of the aiohttp request, as aiohttp-wsgi wants it.

A pass-through route may have an argument of that name, for what is mounted below a prefix.
"""

INTERNAL_ERROR = "500: Internal Error"


class HttpHandler:
    """Answers the requests of one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._websockets = WebsocketHandler(server)
        self._forms = FormReader(server)
        self._buckets = BucketHandler(server, self._forms)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request outside of the static files; raises `NoThread`."""
        server = self._server
        if server.middleware_controller.has("handle_http_request"):
            answer = await self._in_worker(server.intercept_http, request)
            if answer is not None:
                return to_aiohttp(answer)
        path = server.prefix.completed(request.path)
        address = server.buckets.parse(path)
        if address is not None:
            return await self._buckets.handle(request, address)
        resolved = server.resolve(path)
        route = resolved[1]
        if route is not None and route.http_pass_through:
            if PATH_INFO in resolved[2]:
                request.match_info[PATH_INFO] = resolved[2][PATH_INFO]
            return await self._pass_through(request, route)
        if is_websocket(request):
            return await self._websockets.handle(request)
        return await self._page(request, resolved)

    async def _page(self, request: web.Request, resolved: ResolveResult) -> web.StreamResponse:
        route = resolved[1]
        refusal = refuse_method(request.method, route)
        if refusal is not None:
            return to_aiohttp(refusal)
        try:
            posted = await self._forms.read(
                request, any_kind=route is not None and not route.interactive
            )
        except BrokenForm as error:
            return to_aiohttp(self._server.gate.answer(request, error.status, error))
        try:
            answer: HttpAnswer = await self._in_worker(
                self._server.handle_http, request, posted.values, resolved, posted.read_body
            )
        finally:
            posted.close()
        return to_aiohttp(answer)

    async def _pass_through(self, request: web.Request, route: Route) -> web.StreamResponse:
        try:
            result = await self._call_pass_through(request, route)
            answer: HttpAnswer = await self._in_worker(self._server.to_answer, result)
        except (web.HTTPException, web.RequestPayloadError, NoThread):
            raise
        except Exception as error:
            if isinstance(error, ConnectionError) and request.transport is None:
                raise  # the client has gone, it is not the view's fault
            path = printable(request.path)
            self._server.failures.report(
                logger, error, "%s %s: pass-through view failed", request.method, path
            )
            return text_response(500, INTERNAL_ERROR)
        return to_aiohttp(answer)

    async def _call_pass_through(self, request: web.Request, route: Route) -> Any:
        view = self._server.view_loader.load(route.view)
        if isinstance(view, type) and issubclass(view, BaseView):
            unbound: Any = view  # neither a runtime nor a Lona request exists here
            view = unbound(server=self._server, view_runtime=None, request=request).handle_request
        if iscoroutinefunction(view) or iscoroutinefunction(view.__call__):
            return await view(request)
        result = await self._server.run_function_async(
            view, request, executor_name="runtime_worker"
        )
        return await result if isawaitable(result) else result

    def _in_worker(self, function: Any, *args: Any) -> "asyncio.Future[Any]":
        return self._server.run_function_async(function, *args)
