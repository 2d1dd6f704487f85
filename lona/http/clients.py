"""Who sent a request, as far as addresses tell it (`X-Forwarded-For`; `Forwarded`, RFC 7239)."""

import ipaddress
import re
from collections.abc import Callable
from typing import Any

_FOR = re.compile(r'(?:^|[;,])\s*for\s*=\s*(?:"([^"]*)"|([^;,\s]*))', re.I)
MOST_CHARACTERS = 1000
"""What stands before, in a longer list, is not looked at: a client has written it."""

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
    """Return the end of the list that all headers of a name make (RFC 9110 §5.3)."""
    if hasattr(headers, "getall"):
        text = ",".join(headers.getall(name, ()))
    else:
        text = str(headers.get(name, ""))
    return text if len(text) <= MOST_CHARACTERS else text[-MOST_CHARACTERS:].partition(",")[2]


def _without_port(name: str) -> str:
    match = _PORT.match(name)
    return name if match is None else match[1] or match[2]
