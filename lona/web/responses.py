"""HTTP answers of the core as aiohttp responses."""

from collections.abc import Mapping

from aiohttp import web

from lona.http.answer import HttpAnswer

SERVER_NAME = "Lona"
"""The header `Server` of all answers: which versions run here is nobody's business."""


def to_aiohttp(answer: HttpAnswer) -> web.StreamResponse:
    """Convert an answer."""
    response: web.StreamResponse
    if answer.foreign is not None:
        response = answer.foreign
    elif answer.path is not None:
        response = web.FileResponse(answer.path, status=answer.status, headers=answer.headers)
    else:
        response = web.Response(status=answer.status, headers=answer.headers, body=answer.body)
    for cookie in answer.cookies:
        response.headers.add("Set-Cookie", cookie.header())
    return response


def text_response(status: int, text: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """Return a plain text answer."""
    return web.Response(status=status, text=text, headers=headers)
