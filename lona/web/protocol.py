"""What is not even HTTP: answered in one line, and told in one line of the log.

aiohttp would log a traceback for each, and send what it found with its versions.
"""

import logging
from http import HTTPStatus
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError

from lona.connection.client_log import ClientLog
from lona.http.headers import ResponseHeaders
from lona.web.responses import SERVER_NAME, text_response

logger = logging.getLogger("lona.server.http")


class HttpServer(web.Server):
    """aiohttp's factory of protocols, for our own; `client_log` gets what clients do wrong."""

    def __init__(
        self,
        client_log: ClientLog,
        response_headers: ResponseHeaders,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.client_log = client_log
        self.response_headers = response_headers

    def __call__(self) -> web.RequestHandler:
        """Return the end of a new socket."""
        return RequestProtocol(self, loop=self._loop, **self._kwargs)


class RequestProtocol(web.RequestHandler):
    """aiohttp's end of a socket, which tells of broken requests in one line."""

    __slots__ = ("_client_log", "_response_headers")

    def __init__(self, server: HttpServer, **kwargs: Any) -> None:
        super().__init__(server, **kwargs)
        self._client_log = server.client_log
        self._response_headers = server.response_headers

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
            self._tell(request.remote, "request of %s refused with %d: %s", status, reason)
        elif isinstance(exc, ConnectionError):
            logger.debug("%s is gone before its answer", request.remote)
        else:
            logger.error("a request of %s failed", request.remote, exc_info=exc)
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        response = text_response(status, f"{status}: {HTTPStatus(status).phrase}")
        response.headers["Server"] = SERVER_NAME
        response.headers.update(self._response_headers.missing(response.headers))
        response.force_close()
        return response

    def log_exception(self, *args: Any, **kwargs: Any) -> None:
        """Tell of an exception behind an answer, unless what was left of the request is broken."""
        if isinstance(kwargs.get("exc_info"), web.RequestPayloadError):
            logger.debug("what was left of a request is broken")
        else:
            super().log_exception(*args, **kwargs)

    def _tell(self, address: str | None, message: str, *args: object) -> None:
        client = address or ""
        self._client_log.log(logger, logging.WARNING, client, message, client, *args)
