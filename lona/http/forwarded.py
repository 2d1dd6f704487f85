"""What reverse proxies tell about the request they passed on, and whether to believe it.

Understands `X-Forwarded-Host`, `X-Forwarded-Proto` and `Forwarded` (RFC 7239 §4). Everybody can
send these headers: they count only if they come from a proxy that is trusted.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Protocol
from urllib.parse import urlsplit

_PAIR = re.compile(
    r'(?:^|[;,])\s*(?P<name>host|proto)\s*=\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^;,]*))', re.I
)
_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}

UNIX = "unix"
"""Stands for whoever connects over a Unix socket: such a peer has no address."""

Origin = tuple[str, str, int]
Address = IPv4Address | IPv6Address


class HttpRequest(Protocol):
    """What is needed of a request: any object with these attributes."""

    @property
    def headers(self) -> Any:
        """Mapping of header names, in any case, to values."""

    @property
    def url(self) -> Any:
        """`yarl.URL` of the request."""

    @property
    def remote(self) -> str | None:
        """Address of the peer; none on a Unix socket."""


class Proxies:
    """The proxies that are believed: addresses, networks, and `'unix'`.

    Raises `ValueError` for an entry that is none of these.
    """

    def __init__(self, trusted: Iterable[str]) -> None:
        entries = list(trusted)
        self._trusts_unix = UNIX in entries
        self._networks = [_network(entry) for entry in entries if entry != UNIX]
        self._is_trusted = lru_cache(1024)(self._find)

    def is_trusted(self, http_request: HttpRequest) -> bool:
        """Whether the peer of a request is one of them."""
        return self.trusts(http_request.remote)

    def trusts(self, address: str | None) -> bool:
        """Whether an address is one of theirs; none is that of a Unix socket."""
        return self._is_trusted(address) if address else self._trusts_unix

    def is_https(self, http_request: HttpRequest) -> bool:
        """Whether the browser sent the request over https."""
        if http_request.url.scheme == "https":
            return True
        if not self.is_trusted(http_request):
            return False
        headers = http_request.headers
        protos = _split(headers.get("X-Forwarded-Proto", "")) + _forwarded(headers, "proto")
        return bool(protos) and protos[0].lower() == "https"

    def addressed_hosts(self, http_request: HttpRequest) -> list[str]:
        """Return the `host[:port]` values a request was addressed to, as the headers tell them."""
        headers = http_request.headers
        hosts = [headers.get("Host", "")]
        if self.is_trusted(http_request):
            hosts += _split(headers.get("X-Forwarded-Host", ""))
            hosts += _forwarded(headers, "host")
        return [host for host in hosts if host]

    def is_same_origin(self, http_request: HttpRequest, origin: str) -> bool:
        """Whether host and port of an `Origin` header are those the request was addressed to.

        A host without port means the default port of the origin's scheme: a proxy that ends TLS
        passes `Host: example.org` on, whatever port it listens on itself.
        """
        parsed = split_origin(origin)
        if parsed is None:
            return False
        hosts = self.addressed_hosts(http_request)
        return any(split_origin(f"{parsed[0]}://{host}") == parsed for host in hosts)

    def _find(self, remote: str) -> bool:
        address = parse_address(remote)
        return address is not None and any(address in network for network in self._networks)


def parse_address(text: str) -> Address | None:
    """Return an IP address, or None if the text is none; `::ffff:1.2.3.4` is an IPv4 address."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        return address.ipv4_mapped
    return address


def split_origin(origin: str) -> Origin | None:
    """Return scheme, lower-case host name and port of an origin, or None if it is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme]


def _network(entry: object) -> Any:
    try:
        return _parsed(entry) if isinstance(entry, str) else ip_network(entry)  # type: ignore[arg-type]
    except ValueError as error:
        raise ValueError(
            f"TRUSTED_PROXIES: {entry!r} is no address and no network: {error}"
        ) from None


_parsed = lru_cache(64)(ip_network)  # the same few for each server, and slow to read


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _forwarded(headers: Any, name: str) -> list[str]:
    return [
        (pair["quoted"] or pair["plain"] or "").strip()
        for pair in _PAIR.finditer(headers.get("Forwarded", ""))
        if pair["name"].lower() == name
    ]
