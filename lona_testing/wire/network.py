"""The network of a browser in which a server is the only site, asked without a socket."""

from http.cookies import SimpleCookie
from io import BytesIO
from mimetypes import guess_type
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from multidict import MultiDict, MultiDictProxy
from yarl import URL

from lona.buckets.desk import ADD
from lona.buckets.incoming import BATCH, Incoming
from lona.buckets.refused import Refused
from lona.buckets.registry import Address
from lona.http.answer import HttpAnswer
from lona.http.methods import refuse_method
from lona_testing.browser.addresses import form_encoded
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.files import File
from lona_testing.browser.forms import Entries, as_texts
from lona_testing.browser.network import Response
from lona_testing.wire.http import HttpRequest

if TYPE_CHECKING:
    from lona.server import Server

_NEEDS_AIOHTTP = "only aiohttp can answer"


class ServerNetwork:
    """Whatever is requested, the server in this process answers it."""

    def __init__(self, server: "Server") -> None:
        self._server = server

    def fetch_resource(self, url: URL, cookies: dict[str, str]) -> Response:
        """Request a style sheet: a static file, or what a view answers."""
        prefix = f"/{self._server.settings.STATIC_URL_PREFIX.strip('/')}/"
        if not url.path.startswith(prefix):
            return self.fetch(url, None, cookies)
        settings = self._server.settings
        is_served = settings.STATIC_FILES_SERVE and settings.MAX_STATIC_THREADS > 0
        name = url.path.removeprefix(prefix)
        path = self._server.static_file_loader.resolve(name) if is_served else None
        if path is None:
            return Response(404, {"Content-Type": "text/plain"}, "")
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
        return Response(200, {"Content-Type": guess_type(path)[0] or ""}, text)

    def fetch(
        self, url: URL, post: Entries | None, cookies: dict[str, str], referrer: str = ""
    ) -> Response:
        """Request an address; raises `NotSupportedInProcess` for what only aiohttp can answer."""
        server = self._server
        path = server.prefix.completed(url.path)
        resolved = server.resolve(path)
        route = resolved[1]
        request = _request(url, post, cookies, referrer)
        refusal = server.health.answer(request.method, url.path)
        refusal = refusal or server.gate.refuse(request, route)
        if refusal is not None:
            return _response(server.response_headers.complete(refusal))
        if route is not None and route.http_pass_through:
            raise NotSupportedInProcess(f"the pass-through view of {url}", _NEEDS_AIOHTTP)
        if url.path.startswith("/" + server.settings.STATIC_URL_PREFIX.strip("/") + "/"):
            raise NotSupportedInProcess(f"the static file {url}", "pages here show views")
        answer = server.intercept_http(request)
        address = server.buckets.parse(path)
        if answer is None and address is not None:
            answer = self._ask_bucket(request, address, post)
        if answer is None:
            answer = refuse_method(request.method, route) or server.handle_http(
                request, _values_of(post), resolved, lambda: _encode(post or [])
            )
        if answer.path is not None and "Content-Disposition" in answer.headers:
            raise NotSupportedInProcess(f"the download of {url}", "pages save no files")
        if answer.foreign is not None:
            raise NotSupportedInProcess(f"an aiohttp response to {url}", _NEEDS_AIOHTTP)
        return _response(server.response_headers.complete(answer))

    def _ask_bucket(
        self, request: HttpRequest, address: Address, post: Entries | None
    ) -> HttpAnswer:
        """Do what `lona.web` does with a request for a bucket, on a thread of the server."""
        desk = self._server.bucket_desk

        def ask() -> HttpAnswer:
            if post is None:
                return desk.read(request, address)
            try:
                if address.name != ADD:
                    bucket = desk.check_post(request, address)
                    return desk.delete(request, bucket, dict(as_texts(post)))
                incoming = desk.begin(request, address)
                try:
                    _hand_over(post, incoming)
                    return desk.finish(request, incoming)
                except Refused as refused:
                    incoming.give_up(str(refused))
                    raise
            except Refused as refused:
                return desk.refuse(refused)

        return self._server.work.call(ask).result()


def _hand_over(post: Entries, incoming: Incoming) -> None:
    for _, file in post:
        if not isinstance(file, File) or not file.name:
            continue
        incoming.begin_file(file.name, file.content_type)
        for at in range(0, len(file.content), BATCH):
            incoming.write(file.content[at : at + BATCH])


def _values_of(post: Entries | None) -> MultiDictProxy[Any] | None:
    """Return a posted form as views have it; files have the attributes that aiohttp gives them."""
    if post is None:
        return None
    values = MultiDict(post).items()  # a dict, too
    return MultiDictProxy(MultiDict((name, _value_of(name, value)) for name, value in values))


def _value_of(name: str, value: str | File) -> Any:
    if isinstance(value, str):
        return value
    if not value.name:
        return ""
    file = BytesIO(value.content)
    return SimpleNamespace(
        name=name, filename=value.name, file=file, content_type=value.content_type, headers={}
    )


def _encode(post: Entries) -> bytes:
    """Return the body that a form becomes."""
    if any(isinstance(value, File) for _, value in post):
        raise NotSupportedInProcess("the body of a form with files", "its boundary is made up")
    return form_encoded(as_texts(post)).encode()


def _request(url: URL, post: Entries | None, cookies: dict[str, str], referrer: str) -> HttpRequest:
    """Return what a browser sends: with a form it tells the origin of the page."""
    headers = {"Referer": referrer} if referrer else {}
    if post is None:
        return HttpRequest(url, headers=headers, cookies=cookies)
    headers["Origin"] = str(url.origin())
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    return HttpRequest(url, method="POST", headers=headers, cookies=cookies, data=post)


def _response(answer: Any) -> Response:
    text = answer.text if answer.path is None else ""
    return Response(answer.status, answer.headers, text, _cookies_of(answer))


def _cookies_of(answer: Any) -> dict[str, str]:
    """Return the cookies that an answer sets, by either of the ways there are."""
    cookies = {cookie.name: cookie.value for cookie in answer.cookies}
    header = next((v for k, v in answer.headers.items() if k.lower() == "set-cookie"), None)
    parsed: SimpleCookie = SimpleCookie(header or "")
    return cookies | {name: morsel.value for name, morsel in parsed.items()}
