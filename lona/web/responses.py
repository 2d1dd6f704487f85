"""HTTP answers of the core as aiohttp responses."""

from collections.abc import Mapping
from contextlib import nullcontext

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from lona.http.answer import HttpAnswer

SERVER_NAME = "Lona"
"""The header `Server` of all answers: which versions run here is nobody's business."""


class FileResponse(web.FileResponse):
    """A file, or 503 if the system has no thread on which aiohttp could open it.

    A socket that counts the files it sends (`sending_file`) is told.
    """

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send the head, and the file behind it."""
        try:
            with getattr(request.protocol, "sending_file", nullcontext)():
                return await super().prepare(request)
        except RuntimeError as error:
            if "new thread" not in str(error):
                raise
            if self.prepared:  # only the file could not be closed; whoever collects it does it
                return None
            self.set_status(503)
            return await web.StreamResponse.prepare(self, request)


def to_aiohttp(answer: HttpAnswer) -> web.StreamResponse:
    """Convert an answer."""
    response: web.StreamResponse
    if answer.foreign is not None:
        response = answer.foreign
    elif answer.path is not None:
        response = FileResponse(answer.path, status=answer.status, headers=answer.headers)
    else:
        response = web.Response(status=answer.status, headers=answer.headers, body=answer.body)
    for cookie in answer.cookies:
        response.headers.add("Set-Cookie", cookie.header())
    return response


def text_response(status: int, text: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return a plain text answer."""
    return web.Response(status=status, text=text, headers=headers)
