"""Which requests are refused before anything of the application sees them, and with which status.

Both shells ask here first, for every request: pages, plain routes, static files and websockets.
Knows nothing of sockets and views.
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol
from urllib.parse import unquote_to_bytes

from lona.http.answer import HttpAnswer, text_answer
from lona.http.forwarded import HttpRequest, Proxies, parse_address, split_origin
from lona.routing import Route

logger = logging.getLogger("lona.server.http")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing (RFC 9110 §9.2.1)."""

MOST_HOSTS = 16
"""How many hosts a request and its proxies may name: each is looked at."""

ANY = "*"

# `uri-host [ ":" port ]` (RFC 9110 §7.2), as browsers write it: names in ASCII.
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(?::\d{1,5})?", re.I | re.A)
# What the browser says of the page that made a request (Fetch Metadata, `Sec-Fetch-Site`).
_OWN_SITES = frozenset({"same-origin", "none"})

_PHRASES: Mapping[int, str] = {400: "Bad Request", 403: "Forbidden", 415: "Unsupported Media Type"}


class IncomingRequest(HttpRequest, Protocol):
    """What is needed of a request."""

    @property
    def method(self) -> str:
        """`'GET'` and the like."""

    @property
    def path(self) -> str:
        """The decoded path."""


class GateSettings(Protocol):
    """The settings that decide."""

    ALLOWED_HOSTS: list[str] | None
    HTTP_ALLOWED_ORIGINS: list[str] | None
    WEBSOCKET_ALLOWED_ORIGINS: list[str]


class Refusal(Exception):
    """Why a request is refused; with the status of the answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


Warn = Callable[..., None]
"""Logs a line because of a request; is called with the request, the message and its arguments."""


def _warn(http_request: HttpRequest, message: str, *args: object) -> None:
    logger.warning(message, *args)


class Gate:
    """What the settings of one server let in; `ValueError` for a string in place of a list.

    `warn` writes lines of the log.
    """

    def __init__(self, settings: GateSettings, proxies: Proxies, warn: Warn = _warn) -> None:
        self._proxies = proxies
        self._warn = warn
        self._settings = settings
        for name in ("ALLOWED_HOSTS", "HTTP_ALLOWED_ORIGINS", "WEBSOCKET_ALLOWED_ORIGINS"):
            value = getattr(settings, name)
            if isinstance(value, str):
                raise ValueError(f"{name} has to be a list of strings, not {value!r}")

    def refuse(
        self, http_request: IncomingRequest, route: Route | None = None
    ) -> HttpAnswer | None:
        """Return the answer to a request that may not go on, and log why; None if it may.

        `route` is the one that the path matches: pass-through views judge origins themselves.
        """
        try:
            self._check_host(http_request)
            self._check_query(http_request)
            if route is None or not route.http_pass_through:
                self._check_origin(http_request)
        except Refusal as refusal:
            return self.answer(http_request, refusal.status, str(refusal))
        return None

    def answer(self, http_request: IncomingRequest, status: int, reason: object) -> HttpAnswer:
        """Return the answer to a request that is refused, and log why in one line."""
        self._warn(
            http_request,
            "%s %r refused with %d: %s",
            http_request.method,
            http_request.path,
            status,
            str(reason),
        )
        return text_answer(status, f"{status}: {_PHRASES[status]}")

    def _check_host(self, http_request: IncomingRequest) -> None:
        hosts = self._proxies.addressed_hosts(http_request)
        if not http_request.headers.get("Host"):
            raise Refusal(400, "it names no host")
        try:
            hosts.append(http_request.url.raw_authority)  # differs if the request line names a host
        except ValueError:
            raise Refusal(400, f"its URL is none: {hosts[0]!r}") from None
        if len(hosts) > MOST_HOSTS:
            raise Refusal(400, "it names too many hosts")
        for host in hosts:
            self._check_host_name(host)

    def _check_host_name(self, host: str) -> None:
        match = _HOST.fullmatch(host)
        if match is None or split_origin(f"http://{host}") is None:
            raise Refusal(400, f"its host is none: {host!r}")
        allowed = self._settings.ALLOWED_HOSTS
        if allowed is not None and not is_allowed_host(match["name"], allowed):
            raise Refusal(400, f"its host {host!r} is not in ALLOWED_HOSTS")

    def _check_query(self, http_request: IncomingRequest) -> None:
        query = http_request.url.raw_query_string
        if "%" not in query:
            return
        try:
            unquote_to_bytes(query).decode()
        except UnicodeDecodeError:
            raise Refusal(400, "its query is no UTF-8") from None

    def _check_origin(self, http_request: IncomingRequest) -> None:
        settings = self._settings
        if is_websocket(http_request):
            if not self._is_of_own_page(http_request, settings.WEBSOCKET_ALLOWED_ORIGINS):
                raise Refusal(403, _foreign(http_request, "WEBSOCKET_ALLOWED_ORIGINS"))
        elif http_request.method not in SAFE_METHODS:
            allowed = settings.HTTP_ALLOWED_ORIGINS
            if allowed is None or self._is_listed(http_request, allowed):
                return
            site = http_request.headers.get("Sec-Fetch-Site", "none").strip().lower()
            if site not in _OWN_SITES or not self._is_of_own_page(http_request, ()):
                raise Refusal(403, _foreign(http_request, "HTTP_ALLOWED_ORIGINS"))

    def _is_of_own_page(self, http_request: IncomingRequest, allowed: Iterable[str]) -> bool:
        """Whether a page of this server (or of an allowed origin) sent it, or none at all."""
        origin = http_request.headers.get("Origin")
        if origin is None or self._is_listed(http_request, allowed):
            return True
        return self._proxies.is_same_origin(http_request, origin)

    def _is_listed(self, http_request: IncomingRequest, allowed: Iterable[str]) -> bool:
        entries = list(allowed)
        if ANY in entries:
            return True
        parsed = split_origin(http_request.headers.get("Origin", ""))
        return parsed is not None and parsed in [split_origin(entry) for entry in entries]


def is_websocket(http_request: IncomingRequest) -> bool:
    """Whether a request is a websocket handshake (RFC 6455 §4.1)."""
    upgrade: str = http_request.headers.get("Upgrade", "")
    return http_request.method == "GET" and upgrade.strip().lower() == "websocket"


def is_allowed_host(name: str, allowed: Iterable[str]) -> bool:
    """Whether a host name (without port) is local, an address, or in a list.

    An entry `.example.org` stands for that name and all below it, `*` for every name.
    """
    name = name.lower().removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    if parse_address(name.strip("[]")) is not None:
        return True
    for entry in allowed:
        entry = entry.lower().removesuffix(".")
        if entry in (ANY, name) or (entry[:1] == "." and f".{name}".endswith(entry)):
            return True
    return False


def _foreign(http_request: IncomingRequest, setting: str) -> str:
    headers = http_request.headers
    kind = "websocket" if is_websocket(http_request) else "request"
    origin = headers.get("Origin", headers.get("Sec-Fetch-Site"))
    return f"the {kind} comes from a page of another site, {origin!r}; see {setting}"
