"""Static files over HTTP."""

import logging
import os
import stat
from contextlib import suppress

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from lona.http.file_requests import CODINGS, accepted_coding, wanted_range
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
        answer: web.StreamResponse = await self._server.run_function_async(
            self._answer, path, request, executor_name="static_worker"
        )
        return answer

    def _answer(self, path: str, request: web.Request) -> web.StreamResponse:
        loader = self._server.static_file_loader
        file = loader.resolve(path)
        if file is None:
            return not_found()
        version = request.query.get("v")
        is_fixed = bool(version) and version == loader.versions.of(file)
        headers = {"Cache-Control": FOR_EVER if is_fixed else ASK_AGAIN}
        siblings = _siblings(file)
        if siblings:
            headers["Vary"] = "Accept-Encoding"
        return _StaticFile(file, headers, _understood(request, file, siblings))


class _StaticFile(FileResponse):
    """A file for which aiohttp is told some headers of the request in a way it understands."""

    def __init__(self, file: str, headers: dict[str, str], understood: dict[str, str]) -> None:
        super().__init__(file, headers=headers)
        self._understood = understood

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send the head, and the file behind it."""
        if not self._says_the_same(request):
            kept = [
                (name, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
                for name, value in request.headers.items()
                if name.title() not in _JUDGED
            ]
            request = request.clone(headers=[*kept, *self._understood.items()])
        return await super().prepare(request)

    def _says_the_same(self, request: web.BaseRequest) -> bool:
        judged = ("Range", "If-Range", *(["Accept-Encoding"] if "Vary" in self.headers else ()))
        return all(request.headers.get(name) == self._understood.get(name) for name in judged)


_JUDGED = ("Accept-Encoding", "Range", "If-Range")


def _siblings(file: str) -> dict[str, os.stat_result]:
    """Return the compressed files beside a file, by coding."""
    found = {}
    for coding, ending in CODINGS.items():
        with suppress(OSError):
            status = os.lstat(file + ending)
            if stat.S_ISREG(status.st_mode):
                found[coding] = status
    return found


def _understood(
    request: web.Request, file: str, siblings: dict[str, os.stat_result]
) -> dict[str, str]:
    """Return what is to be sent, as headers of a request."""
    headers = request.headers
    coding = accepted_coding(",".join(headers.getall("Accept-Encoding", [])), siblings)
    understood = {"Accept-Encoding": coding or "identity"} if siblings else {}
    if "Range" in headers:
        try:
            status = siblings[coding] if coding else os.stat(file)
        except OSError:  # it has just gone, and aiohttp will say so
            return understood
        wanted = wanted_range(
            headers["Range"], headers.get("If-Range"), status.st_mtime_ns, status.st_size
        )
        if wanted is not None:
            understood["Range"] = wanted
    return understood


def not_found() -> web.Response:
    """Return the answer for a missing static file."""
    return text_response(404, "404: Not found")
