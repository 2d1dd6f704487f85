"""What is not even HTTP: answered in one line, and told in one line of the log.

aiohttp would log a traceback for each, and send what it found with its versions.
"""

import logging
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from lona.web.responses import SERVER_NAME, text_response

logger = logging.getLogger("lona.server.http")


class Runner(web.AppRunner):
    """aiohttp's runner of an application, for a protocol of our own.

    `options` are those of `aiohttp.web.RequestHandler`.
    """

    def __init__(
        self, application: web.Application, *, shutdown_timeout: float, **options: Any
    ) -> None:
        options = {"access_log": None, **options}
        super().__init__(application, shutdown_timeout=shutdown_timeout, **options)
        self._options = options

    async def _make_server(self) -> web.Server:
        server = await super()._make_server()
        return _Server(
            server.request_handler, request_factory=server.request_factory, **self._options
        )


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return RequestProtocol(self, loop=self._loop, **self._kwargs)


class RequestProtocol(web.RequestHandler):
    """aiohttp's end of a socket, which tells of broken requests in one line."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Return the answer to a request that cannot be understood, or whose handler failed."""
        if isinstance(exc, HttpProcessingError):
            # Only what aiohttp says of it: the text itself may hold a cookie.
            reason = f"{type(exc).__name__}: {exc.message.partition(':')[0]!r}"
            logger.warning("request of %s refused with %d: %s", request.remote, status, reason)
        elif isinstance(exc, ConnectionError):
            logger.debug("%s is gone before its answer", request.remote)
        else:
            logger.error("a request of %s failed", request.remote, exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        response = text_response(status, f"{status}: {HTTPStatus(status).phrase}")
        response.headers["Server"] = SERVER_NAME
        response.force_close()
        return response
