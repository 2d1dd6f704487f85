"""Static files over HTTP."""

import logging

from aiohttp import web

from lona.server import Server
from lona.web.responses import FileResponse, text_response

logger = logging.getLogger("lona.server")


FOR_EVER = "public, max-age=31536000, immutable"
"""A year, of what an address with a version leads to (RFC 8246)."""

ASK_AGAIN = "no-cache"
"""Keep it, but ask each time whether it is still the same: `304` if so."""


class StaticHandler:
    """Answers requests below the static URL prefix."""

    def __init__(self, server: Server) -> None:
        self._server = server
        settings = server.settings
        self._is_served = bool(settings.STATIC_FILES_SERVE and settings.MAX_STATIC_THREADS > 0)

    async def handle(self, request: web.Request, path: str) -> web.StreamResponse:
        """Answer with the file at a decoded path below the prefix, or 404; raises `NoThread`."""
        if not self._is_served:
            self._server.client_log.log(
                logger,
                logging.WARNING,
                self._server.client_of(request),
                "static files are not served by this server: %s",
                request.path,
            )
            return not_found()
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "405: Method Not Allowed", {"Allow": "GET, HEAD"})
        file, lifetime = await self._server.run_function_async(
            self._find, path, request.query.get("v"), executor_name="static_worker"
        )
        return not_found() if file is None else FileResponse(file, headers=lifetime)

    def _find(self, path: str, version: str | None) -> tuple[str | None, dict[str, str]]:
        """Return the file, and for how long it may be kept."""
        loader = self._server.static_file_loader
        file = loader.resolve(path)
        is_fixed = bool(file and version) and version == loader.versions.of(str(file))
        return file, {"Cache-Control": FOR_EVER if is_fixed else ASK_AGAIN}


def not_found() -> web.Response:
    """Return the answer for a missing static file."""
    return text_response(404, "404: Not found")
