"""Lona responses as plain HTTP answers: status, headers, body. No socket, no web framework.

Both shells send what stands here: the aiohttp one to browsers, the in-process one to tests.
"""

import mimetypes
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from lona.data.json import dumps
from lona.html.abstract_node import AbstractNode
from lona.html.render import to_page
from lona.responses import (
    AbstractResponse,
    FileResponse,
    Headers,
    HtmlResponse,
    HttpRedirectResponse,
    JsonResponse,
    RedirectResponse,
    Response,
)

DEFAULT_HEADERS: Mapping[str, str] = MappingProxyType(
    {"Cache-Control": "no-cache, no-store, must-revalidate"}
)

# What may stand in a Location header as it is; everything else is percent-encoded.
_URL_SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True)
class Cookie:
    """A cookie that an answer sets; it cannot be read by scripts."""

    name: str
    value: str
    secure: bool = False
    path: str = "/"

    def header(self) -> str:
        """Return the value of the `Set-Cookie` header (RFC 6265 §4.1)."""
        cookie: SimpleCookie = SimpleCookie()
        cookie[self.name] = self.value
        morsel = cookie[self.name]
        morsel["path"] = self.path
        morsel["httponly"] = True
        morsel["samesite"] = "Lax"
        if self.secure:
            morsel["secure"] = True
        return morsel.OutputString()


@dataclass(frozen=True)
class HttpAnswer:
    """What is sent to an HTTP client.

    `headers` are complete, but for the length and the cookies. The content is `body`, or the file
    at `path`. `foreign` is a response object of the web framework (from a middleware or a
    pass-through view) that is sent instead of all this, with the cookies.
    """

    status: int = 200
    headers: Headers = field(default_factory=dict)
    body: bytes = b""
    path: str | None = None
    cookies: tuple[Cookie, ...] = ()
    foreign: Any = None

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def with_cookies(self, cookies: tuple[Cookie, ...]) -> "HttpAnswer":
        """Return the same answer with these cookies."""
        return replace(self, cookies=cookies) if cookies else self


def text_answer(status: int, text: str) -> HttpAnswer:
    """Return a plain text answer."""
    headers = {**DEFAULT_HEADERS, "Content-Type": "text/plain; charset=utf-8"}
    return HttpAnswer(status, headers, text.encode())


def to_answer(response: AbstractResponse | None) -> HttpAnswer:
    """Convert a response whose templates are rendered already.

    Raises `TypeError` or `ValueError` if its data cannot be sent (not JSON, no such file).
    """
    if response is None:
        return HttpAnswer(headers=_headers(None, "text/html; charset=utf-8"))
    try:
        convert = _CONVERTERS[type(response)]
    except KeyError:
        raise TypeError(f"{type(response).__name__} is no response that HTTP can send") from None
    return convert(response)


def check_header(name: str, value: str) -> None:
    """Raise `ValueError` for a header that would break out of its line."""
    if any(character in name + value for character in "\r\n\0"):
        raise ValueError(f"header {name!r} can not have the value {value!r}")


def _checked(given: Headers | None) -> dict[str, str]:
    """Return the headers to send; one that would break out of its line is refused."""
    headers = {}
    for name, value in (DEFAULT_HEADERS if given is None else given).items():
        headers[name] = str(value)
        check_header(name, headers[name])
    return headers


def _headers(given: Headers | None, content_type: str, overrule: bool = False) -> dict[str, str]:
    headers = _checked(given)
    names = [name for name in headers if name.lower() == "content-type"]
    if overrule:
        for name in names:
            del headers[name]
    if overrule or not names:
        headers["Content-Type"] = content_type
    return headers


def _content_type(given: str | None, default: str, charset: str | None) -> str:
    content_type = given or default
    if charset and "charset=" not in content_type:
        content_type += f"; charset={charset}"
    return content_type


def _text(
    response: Any, text: str, default: str = "text/html", charset: str = "utf-8"
) -> HttpAnswer:
    content_type = _content_type(response.content_type, default, charset)
    return HttpAnswer(
        200 if response.status is None else response.status,
        _headers(response.headers, content_type, overrule=response.content_type is not None),
        text.encode(charset),
    )


def _from_html(response: HtmlResponse) -> HttpAnswer:
    html = response.html
    return _text(response, to_page(html) if isinstance(html, AbstractNode) else html)


def _from_json(response: JsonResponse) -> HttpAnswer:
    return _text(response, dumps(response.data), "application/json")


def _from_response(response: Response) -> HttpAnswer:
    body = response.body
    if body is None or isinstance(body, str):
        text = response.text or body or ""
        return _text(response, text, charset=response.charset or "utf-8")
    content_type = _content_type(response.content_type, "text/html", response.charset)
    return HttpAnswer(
        200 if response.status is None else response.status,
        _headers(
            response.headers,
            content_type,
            overrule=response.content_type is not None or response.charset is not None,
        ),
        bytes(body),
    )


def _from_file(response: FileResponse) -> HttpAnswer:
    path = os.path.abspath(response.path)
    if not os.path.isfile(path):
        raise FileNotFoundError(f"FileResponse: there is no file {path!r}")
    content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return HttpAnswer(
        200 if response.status is None else response.status,
        _headers(response.headers, content_type),
        path=path,
    )


def _from_redirect(response: RedirectResponse | HttpRedirectResponse) -> HttpAnswer:
    headers = _checked(response.headers)
    headers["Location"] = quote(str(response.url), safe=_URL_SAFE)
    return HttpAnswer(302, headers)


_CONVERTERS: Mapping[type, Callable[[Any], HttpAnswer]] = {
    HtmlResponse: _from_html,
    JsonResponse: _from_json,
    Response: _from_response,
    FileResponse: _from_file,
    RedirectResponse: _from_redirect,
    HttpRedirectResponse: _from_redirect,
}
