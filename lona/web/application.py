"""The aiohttp application around a server."""

import logging
import time

from aiohttp import web

from lona.logging import printable
from lona.server import Server
from lona.web.http import PATH_INFO, HttpHandler
from lona.web.responses import SERVER_NAME, to_aiohttp
from lona.web.static import StaticHandler
from lona.web.turnstile import Turnstile

logger = logging.getLogger("lona.server.http")

SERVER_KEY = "lona_server"
ICON = "/favicon.ico"


def create_application(server: Server) -> web.Application:
    """Return an aiohttp application that serves a Lona server.

    `application['lona_server']` is the server; it starts and stops with the application.
    """
    application = web.Application(client_max_size=server.settings.AIOHTTP_CLIENT_MAX_SIZE)
    application._state[SERVER_KEY] = server  # the key is a public name; aiohttp warns of strings
    server._app = application

    async def run_server(_: web.Application) -> None:
        await server.startup()

    async def stop_server(_: web.Application) -> None:
        await server.shutdown()

    application.on_startup.append(run_server)
    application.on_shutdown.append(stop_server)

    handle_static = StaticHandler(server).handle
    handle = HttpHandler(server).handle
    prefix = "/" + server.settings.STATIC_URL_PREFIX.strip("/")

    async def answer(request: web.Request) -> web.StreamResponse:
        path = server.prefix.completed(request.path)
        is_static = path.startswith(prefix + "/")
        route = None if is_static else server.resolve(path)[1]
        if route is None and server.prefix.inside(path) == ICON:  # browsers ask for it unbidden
            is_static, path = True, prefix + ICON
        refusal = server.gate.refuse(request, route)
        if refusal is not None:
            return to_aiohttp(refusal)
        if is_static:
            return await handle_static(request, path[len(prefix) + 1 :])
        return await handle(request)

    turnstile = Turnstile(server)

    async def dispatch(request: web.Request) -> web.StreamResponse:
        health = server.health.answer(request.method, request.path)
        if health is not None:
            return to_aiohttp(health)
        return await turnstile.pass_through(request, answer)

    async def log_access(request: web.Request) -> web.StreamResponse:
        start = time.monotonic()
        status = 500
        try:
            response = await dispatch(request)
            status = response.status
        except web.HTTPException as error:
            status = error.status
            raise
        finally:
            logger.info(
                "%s %s %s: %s in %.0f ms",
                server.client_of(request) or "-",
                printable(request.method),
                printable(request.path),
                status,
                1000 * (time.monotonic() - start),
            )
        return response

    # Adapters of WSGI applications look for the path under this name.
    handler = log_access if server.settings.ACCESS_LOG else dispatch
    application.router.add_route("*", f"/{{{PATH_INFO}:.*}}", handler)

    async def complete_headers(_: web.Request, response: web.StreamResponse) -> None:
        response.headers["Server"] = SERVER_NAME
        response.headers.update(server.response_headers.missing(response.headers))

    application.on_response_prepare.append(complete_headers)
    return application


def server_of(application: web.Application) -> Server:
    """Return the Lona server that an application serves."""
    server = application._state[SERVER_KEY]
    assert isinstance(server, Server)
    return server
