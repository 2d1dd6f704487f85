"""What reverse proxies tell about the request they passed on.

Understands `X-Forwarded-Host`, `X-Forwarded-Proto` and `Forwarded` (RFC 7239 §4).
"""

import re
from typing import Any, Protocol
from urllib.parse import urlsplit

_PAIR = re.compile(
    r'(?:^|[;,])\s*(?P<name>host|proto)\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^;,]*))', re.I
)
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class HttpRequest(Protocol):
    """What is needed of a request: any object with headers, a host and a URL."""

    @property
    def headers(self) -> Any:
        """Mapping of header names, in any case, to values."""

    @property
    def url(self) -> Any:
        """`yarl.URL` of the request."""


def is_https(http_request: HttpRequest) -> bool:
    """Whether the browser sent the request over https."""
    if http_request.url.scheme == "https":
        return True
    headers = http_request.headers
    protos = _split(headers.get("X-Forwarded-Proto", "")) + _forwarded(headers, "proto")
    return bool(protos) and protos[0].lower() == "https"


def addressed_hosts(http_request: HttpRequest) -> list[str]:
    """Return the `host[:port]` values a request was addressed to, as the headers tell them."""
    headers = http_request.headers
    return [
        host
        for host in (
            headers.get("Host", ""),
            *_split(headers.get("X-Forwarded-Host", "")),
            *_forwarded(headers, "host"),
        )
        if host
    ]


def is_same_origin(http_request: HttpRequest, origin: str) -> bool:
    """Whether host and port of an `Origin` header are those the request was addressed to.

    A host without port means the default port of the origin's scheme: a proxy that ends TLS passes
    `Host: example.org` on, whatever port it listens on itself.
    """
    parsed = _split_origin(origin)
    if parsed is None:
        return False
    scheme = parsed[0]
    return any(
        _split_origin(f"{scheme}://{host}") == parsed for host in addressed_hosts(http_request)
    )


def is_allowed_origin(http_request: HttpRequest, allowed: list[str]) -> bool:
    """Whether a websocket handshake may go on.

    Clients that are no browsers send no `Origin` and are let in; the others have to come from the
    server's own pages or from one of the allowed origins (`'https://example.org'`, `'*'`: any).
    """
    origin = http_request.headers.get("Origin")
    if origin is None or "*" in allowed:
        return True
    if is_same_origin(http_request, origin):
        return True
    parsed = _split_origin(origin)
    return parsed is not None and parsed in [_split_origin(entry) for entry in allowed]


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _forwarded(headers: Any, name: str) -> list[str]:
    return [
        (pair["quoted"] or pair["plain"] or "").strip()
        for pair in _PAIR.finditer(headers.get("Forwarded", ""))
        if pair["name"].lower() == name
    ]


def _split_origin(origin: str) -> tuple[str, str, int] | None:
    """Return scheme, lower-case host name and port of an origin, or None if it is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme]
