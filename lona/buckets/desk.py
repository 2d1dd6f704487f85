"""Answers the HTTP requests for buckets. Both shells ask here; every method blocks.

The shell has asked the gate before, so that a request that changes something comes from no page of
another site. It reads the bodies.
"""

import mimetypes
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from yarl import URL

from lona.buckets.incoming import Incoming, run_hook
from lona.buckets.log import log
from lona.buckets.refused import GONE, Refused
from lona.buckets.registry import Address
from lona.connection.connection import Connection
from lona.http.answer import DEFAULT_HEADERS, HttpAnswer, text_answer, to_answer
from lona.http.methods import method_not_allowed
from lona.responses import HttpRedirectResponse

if TYPE_CHECKING:
    from lona.buckets.bucket import Bucket
    from lona.server import Server

ADD, DELETE = "add", "delete"

_METHODS = ("GET", "HEAD", "POST")

# What runs in a page, or styles it, is sent as data only: whoever can write markup into a page of
# the application must not find a script on its own server.
_ACTIVE = frozenset(("text/css", "text/html", "text/javascript", "text/xml", "application/xml"))
_ACTIVE_PARTS = ("javascript", "ecmascript", "xhtml", "wasm")
_DATA = "application/octet-stream"

_HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


class Desk:
    """Answers the requests for the buckets of one server."""

    def __init__(self, server: "Server") -> None:
        self._server = server

    def read(self, http_request: Any, address: Address) -> HttpAnswer:
        """Answer a request that is no POST."""
        if http_request.method not in _METHODS:
            return method_not_allowed(_METHODS)
        try:
            return self._read(self._find(address), address.name)
        except Refused as refused:
            return self.refuse(refused)

    def _read(self, bucket: "Bucket", name: str) -> HttpAnswer:
        if not bucket.index:
            raise Refused(401, "What is in here can not be seen.")
        if not name:
            html = self._server.render_template("lona/bucket.html", {"bucket": bucket})
            headers = {**DEFAULT_HEADERS, "Content-Type": "text/html; charset=utf-8"}
            return HttpAnswer(200, headers, html.encode())
        path = None if name in (ADD, DELETE) else bucket.folder.find(name)
        if path is None:
            raise Refused(404, "There is no such file.")
        headers = {
            **DEFAULT_HEADERS,
            **_HARMLESS,
            "Content-Type": content_type(name),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        }
        return HttpAnswer(200, headers, path=path)

    def check_post(self, http_request: Any, address: Address) -> "Bucket":
        """Return the bucket that a POST wants to change; raises `Refused` if it may not."""
        bucket = self._find(address)
        if address.name not in (ADD, DELETE):
            raise Refused(400, "Nothing can be posted here.")
        self._check_user(http_request, bucket)
        target = _redirect_of(http_request)
        if target is not None and not self._is_of_this_site(http_request, target):
            raise Refused(400, "The redirect leads to another site.")
        return bucket

    def begin(
        self, http_request: Any, address: Address, stop: Callable[[], None] = lambda: None
    ) -> Incoming:
        """Begin to take the files of a POST; raises `Refused` if it may not.

        `stop` is called, on any thread, if the bucket goes before all has come.
        """
        bucket = self.check_post(http_request, address)
        query = http_request.url.query
        watcher = bucket.watcher(query.get("input", ""))
        size = query.get("size", "")
        total = int(size) if size.isascii() and size.isdigit() and len(size) < 18 else 0
        client = self._server.client_of(http_request)
        return Incoming(self._server, bucket, watcher, total, client, stop)

    def finish(self, http_request: Any, incoming: Incoming) -> HttpAnswer:
        """Let the files be there, and answer; raises `Refused` if they cannot."""
        incoming.finish()
        return _done(http_request)

    def delete(self, http_request: Any, bucket: "Bucket", values: Any) -> HttpAnswer:
        """Delete the file whose `name` is among the values of a POST; raises `Refused`."""
        name = values.get("name")
        if not isinstance(name, str):
            raise Refused(400, "The name of the file is missing.")
        bucket.folder.delete(name)
        client = self._server.client_of(http_request)
        log(self._server, client, "deleted", "bucket %s: deleted: %r", bucket.id, name)
        run_hook(self._server, "on_delete", bucket.on_delete, [name])
        return _done(http_request)

    def refuse(self, refused: Refused) -> HttpAnswer:
        """Return the answer that says why."""
        return text_answer(refused.status, str(refused))

    def _find(self, address: Address) -> "Bucket":
        bucket = self._server.buckets.find(address)
        if bucket is None or bucket.is_closed:
            raise Refused(404, GONE)
        return bucket

    def _check_user(self, http_request: Any, bucket: "Bucket") -> None:
        """Raise `Refused` if the request comes from somebody who is known to be another user.

        Who has no session at all may know the address from the user.
        """
        server = self._server
        connection = Connection(server=server, http_request=http_request)
        is_handled, _ = server.work.run_here(
            server.middleware_controller.run(
                "handle_connection", http_request=http_request, connection=connection
            )
        )
        if is_handled:
            raise Refused(403, "You may not change what is in here.")
        user, key = connection.user, connection.session_key
        is_nobody = user is None or key == ""
        is_anew = key is not None and not server.settings.SESSIONS_REUSE
        if not is_nobody and not is_anew and user != bucket.request.user:
            raise Refused(403, "These files belong to somebody else.")

    def _is_of_this_site(self, http_request: Any, target: str) -> bool:
        if "\\" in target or target != target.strip() or any(c < " " for c in target):
            return False
        try:
            url = URL(target)
            if not url.absolute and not url.scheme:
                return not target.startswith("//")
            return url.scheme in ("http", "https") and self._server.proxies.is_same_origin(
                http_request, str(url.origin())
            )
        except ValueError:
            return False


def content_type(name: str) -> str:
    """Return the type under which a file is sent that a user has uploaded."""
    guessed = mimetypes.guess_type(name)[0] or _DATA
    is_active = guessed in _ACTIVE or any(part in guessed for part in _ACTIVE_PARTS)
    return _DATA if is_active else guessed


def _redirect_of(http_request: Any) -> str | None:
    target: str | None = http_request.url.query.get("redirect")
    return target


def _done(http_request: Any) -> HttpAnswer:
    target = _redirect_of(http_request)
    if target is None:
        return HttpAnswer(200, {**DEFAULT_HEADERS, "Content-Type": "text/plain; charset=utf-8"})
    return to_answer(HttpRedirectResponse(target))
