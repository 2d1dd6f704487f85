"""The aiohttp application around a server."""

from aiohttp import web

from lona.server import Server
from lona.web.gate import Gate
from lona.web.http import HttpHandler
from lona.web.static import StaticHandler

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

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.startswith(prefix + "/"):
            return await handle_static(request, request.path[len(prefix) + 1 :])
        return await handle(request)

    gate = Gate(server)

    async def dispatch(request: web.Request) -> web.StreamResponse:
        return await gate.pass_through(request, answer)

    application.router.add_route("*", "/{path:.*}", dispatch)
    return application


def server_of(application: web.Application) -> Server:
    """Return the Lona server that an application serves."""
    server = application._state[SERVER_KEY]
    assert isinstance(server, Server)
    return server
