"""Where a browser meets the network: addresses go out, documents come back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yarl import URL

from lona_testing.browser.forms import Entries


@dataclass(frozen=True)
class Response:
    """An answer to one request; `cookies` are those that it sets."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookies: Mapping[str, str] = field(default_factory=dict)


class Network(Protocol):
    """Whatever answers requests."""

    def fetch(
        self, url: URL, post: Entries | None, cookies: dict[str, str], referrer: str = ""
    ) -> Response:
        """Request an address; `post` is what a posted form has, None asks with GET.

        `referrer` is the address of the page that leads there, if one does.
        """

    def fetch_resource(self, url: URL, cookies: dict[str, str]) -> Response:
        """Request what a document needs beside itself: a style sheet."""
