"""A light HTTP request: what middlewares and views read of aiohttp's, without a socket."""

from collections.abc import Iterable, Mapping
from typing import Any

from multidict import CIMultiDict, CIMultiDictProxy, MultiDict, MultiDictProxy
from yarl import URL


class HttpRequest:
    """A request in memory, with the attributes and the meaning that aiohttp gives them.

    `url` is absolute, `remote` the address of the peer. `data` are the values of a posted form.
    Attributes can be stored with `request["name"]`, as middlewares do.
    """

    def __init__(
        self,
        url: str | URL,
        *,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        data: Mapping[str, Any] | Iterable[tuple[str, Any]] | None = None,
        remote: str | None = "127.0.0.1",
    ) -> None:
        self.url = URL(url)
        self.method = method
        self.remote = remote
        given = CIMultiDict(headers or {})
        given.setdefault("Host", self.url.raw_authority)
        if cookies:
            given.setdefault("Cookie", "; ".join(f"{n}={v}" for n, v in cookies.items()))
        self.headers: CIMultiDictProxy[str] = CIMultiDictProxy(given)
        self.cookies = dict(cookies or {})
        self.match_info: dict[str, str] = {}
        self.app: Mapping[Any, Any] = {}
        self._data = MultiDictProxy(MultiDict(data or {}))
        self._stored: dict[str, Any] = {}

    @property
    def path(self) -> str:
        """The decoded path."""
        return self.url.path

    @property
    def path_qs(self) -> str:
        """Path and query as they were sent."""
        return self.url.raw_path_qs

    @property
    def raw_path(self) -> str:
        """Path and query as they were sent."""
        return self.url.raw_path_qs

    @property
    def rel_url(self) -> URL:
        """The URL without scheme and host."""
        return self.url.relative()

    @property
    def query(self) -> Any:
        """The values of the query, a multi-dict."""
        return self.url.query

    @property
    def query_string(self) -> str:
        """The decoded query."""
        return self.url.query_string

    @property
    def scheme(self) -> str:
        """`http` or `https`."""
        return self.url.scheme

    @property
    def secure(self) -> bool:
        """Whether the scheme is `https`."""
        return self.url.scheme == "https"

    @property
    def host(self) -> str:
        """The header `Host`."""
        return self.headers["Host"]

    @property
    def content_type(self) -> str:
        """The media type of the body."""
        return self.headers.get("Content-Type", "application/octet-stream").partition(";")[0]

    async def post(self) -> MultiDictProxy[Any]:
        """Return the values of the posted form."""
        return self._data

    def get(self, name: str, default: Any = None) -> Any:
        """Return what was stored under a name."""
        return self._stored.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self._stored[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._stored[name] = value

    def __contains__(self, name: object) -> bool:
        return name in self._stored

    def __repr__(self) -> str:
        return f"<HttpRequest {self.method} {self.url}>"
