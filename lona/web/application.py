"""The aiohttp application around a server."""

import logging

from aiohttp import web

from lona.server import Server
from lona.web.http import HttpHandler
from lona.web.responses import SERVER_NAME, text_response, to_aiohttp
from lona.web.static import StaticHandler
from lona.work.pool import NoThread

logger = logging.getLogger("lona.server.http")

SERVER_KEY = "lona_server"


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

    async def dispatch(request: web.Request) -> web.StreamResponse:
        is_static = request.path.startswith(prefix + "/")
        route = None if is_static else server.resolve(request.path)[1]
        refusal = server.gate.refuse(request, route)
        if refusal is not None:
            return to_aiohttp(refusal)
        try:
            if is_static:
                return await handle_static(request, request.path[len(prefix) + 1 :])
            return await handle(request)
        except NoThread as error:
            logger.error("%s %s: %s", request.method, request.path, error)
            return text_response(503, "503: Service Unavailable")

    application.router.add_route("*", "/{path:.*}", dispatch)

    async def complete_headers(_: web.Request, response: web.StreamResponse) -> None:
        response.headers["Server"] = SERVER_NAME
        response.headers.update(server.response_headers.missing(response.headers))

    application.on_response_prepare.append(complete_headers)
    return application
