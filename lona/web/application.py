"""The aiohttp application around a server."""

import logging

from aiohttp import web

from lona.server import Server
from lona.web.http import HttpHandler
from lona.web.responses import text_response
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
        try:
            if request.path.startswith(prefix + "/"):
                return await handle_static(request, request.path[len(prefix) + 1 :])
            return await handle(request)
        except NoThread as error:
            logger.error("%s %s: %s", request.method, request.path, error)
            return text_response(503, "503: Service Unavailable")

    application.router.add_route("*", "/{path:.*}", dispatch)
    return application
