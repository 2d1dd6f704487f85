"""What every request passes on its way in and out, whatever it is for."""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable

from aiohttp import web

from lona.server import Server
from lona.web.lines import Lines
from lona.web.responses import text_response
from lona.web.sockets import ClientSocket
from lona.work.pool import NoThread

logger = logging.getLogger("lona.server.http")

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Turnstile:
    """Lets an address have so many requests under way; websockets are such until they close."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._counts: Counter[str] = Counter()
        self._lines = Lines(server.settings.LIMIT_REQUESTS_AT_ONCE)

    async def pass_through(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        """Return the answer to a request, or why there is none."""
        client = self._server.client_of(request)
        limit = self._server.settings.LIMIT_CONNECTIONS_OF_ADDRESS
        if 0 < limit <= self._counts[client]:
            self._log(request, client, "too many connections")
            return text_response(429, "429: Too Many Requests", {"Retry-After": "1"})
        socket = request.protocol if isinstance(request.protocol, ClientSocket) else None
        self._counts[client] += 1
        if socket is not None:
            socket.begin(request)
        try:
            response = await self._answer(request, client, answer)
            if not request.content.is_eof():  # what is left of it is not read
                response.force_close()
            return response
        finally:
            self._counts[client] -= 1
            if not self._counts[client]:
                del self._counts[client]
            if socket is not None:
                socket.end()

    async def _answer(
        self, request: web.Request, client: str, answer: Answer
    ) -> web.StreamResponse:
        try:
            async with self._lines.turn(client):
                if request.transport is None:
                    raise ConnectionResetError("the client has gone while it waited")
                return await answer(request)
        except ConnectionError:
            return text_response(400, "400: Bad Request")  # nobody is there to read it
        except web.RequestPayloadError as error:
            self._log(request, client, str(error))
            return text_response(400, "400: Bad Request")
        except NoThread as error:
            self._log(request, client, str(error))
        return text_response(503, "503: Service Unavailable", {"Retry-After": "1"})

    def _log(self, request: web.Request, client: str, reason: str) -> None:
        self._server.client_log.log(
            logger, logging.ERROR, client, "%s %s: %s", request.method, request.path, reason
        )
