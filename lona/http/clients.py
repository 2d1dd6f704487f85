"""Who sent a request, as far as addresses tell it (`X-Forwarded-For`; `Forwarded`, RFC 7239)."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

_FOR = re.compile(r'(?:^|[;,])\s*for\s*=\s*(?:"([^"]*)"|([^;,\s]*))', re.I)
_PORT = re.compile(r"^\[(.*)\](?::\d+)?$|^([\d.]+):\d+$")


def client_address(http_request: Any, is_trusted: Callable[[str], bool]) -> str:
    """Return the address of the client; "" if the request does not know it.

    `is_trusted` tells whether an address is that of a proxy whose word counts: then the client is
    whoever that proxy names, and so on. What a client says about itself does not count.
    """
    address = str(getattr(http_request, "remote", None) or "")
    if not is_trusted(address):
        return address
    for named in reversed(_named(http_request.headers)):
        if not is_trusted(address) or _parse(named) is None:
            break
        address = named
    return address


def _parse(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def _named(headers: Any) -> list[str]:
    """Return the addresses that proxies named, the one named last at the end."""
    names = _all(headers, "X-Forwarded-For").split(",")
    if names == [""]:
        names = [quoted or plain for quoted, plain in _FOR.findall(_all(headers, "Forwarded"))]
    return [_without_port(name.strip()) for name in names if name.strip()]


def _all(headers: Any, name: str) -> str:
    """Return all headers of a name as one list (RFC 9110 §5.3)."""
    if hasattr(headers, "getall"):
        return ",".join(headers.getall(name, ()))
    return str(headers.get(name, ""))


def _without_port(name: str) -> str:
    match = _PORT.match(name)
    return name if match is None else match[1] or match[2]
