"""What a client says in its `Cookie` headers (RFC 6265 §5.4), read as they stand."""

from typing import Any


def first_cookie(headers: Any, name: str) -> str:
    """Return the value of the cookie that stands first under a name; empty if there is none.

    Nothing is decoded and nothing unquoted. The order counts, because whoever can set a cookie for
    this host (a neighbour below the same domain) can add a second one of the same name.
    """
    lines = headers.getall("Cookie", ()) if hasattr(headers, "getall") else ()
    for pair in ";".join(lines).split(";"):
        cookie_name, separator, value = pair.strip(" \t").partition("=")
        if separator and cookie_name == name:
            return value
    return ""
