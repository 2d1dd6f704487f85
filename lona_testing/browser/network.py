"""Where a browser meets the network: addresses go out, documents come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from yarl import URL


@dataclass(frozen=True)
class Response:
    """An answer to one request; `cookies` are those that it sets."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookies: Mapping[str, str] = field(default_factory=dict)


class Network(Protocol):
    """Whatever answers requests."""

    def fetch(self, url: URL, post: Mapping[str, Any] | None, cookies: dict[str, str]) -> Response:
        """Request an address; `post` are the values of a posted form, None asks with GET."""

    def fetch_resource(self, url: URL, cookies: dict[str, str]) -> Response:
        """Request what a document needs beside itself: a style sheet."""
