"""aiohttp's runner of an application, with our own end of each socket."""

from typing import Any

from aiohttp import web

from lona.web.application import server_of
from lona.web.protocol import HttpServer


class Runner(web.AppRunner):
    """aiohttp's runner of an application, for a protocol of our own.

    `options` are those of `aiohttp.web.RequestHandler`.
    """

    def __init__(
        self, application: web.Application, *, shutdown_timeout: float, **options: Any
    ) -> None:
        self._lona_server = server_of(application)
        # Bodies stay as they came: unpacked, a small one may fill the memory.
        options = {"access_log": None, "auto_decompress": False, **options}
        super().__init__(application, shutdown_timeout=shutdown_timeout, **options)
        self._options = options

    def hurry(self, shutdown_timeout: float) -> None:
        """Give open requests only so many seconds to end."""
        self._shutdown_timeout = shutdown_timeout

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return HttpServer(
            self._lona_server.client_log,
            self._lona_server.response_headers,
            server.request_handler,
            request_factory=server.request_factory,
            **self._options,
        )
