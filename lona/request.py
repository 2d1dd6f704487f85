"""What a view is asked for: URL, form values, route arguments, and who asks."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from yarl import URL

from lona.errors import BadRequestError
from lona.routing import Route

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.server import Server


class Values(dict[str, Any]):
    """Values by name, as a dict; `getall(name)` gives all of a name, in order.

    Of a query the dict has the first value of a name. Of a form that an interactive view got, it
    has a string, or a list of strings for a multiple select and where a name came repeatedly.
    """

    def getall(self, name: str, *default: Any) -> list[str]:
        """Return all values of a name; without a default, `KeyError` if there are none."""
        if name not in self and default:
            result: list[str] = default[0]
            return result
        value = self[name]
        return list(value) if isinstance(value, list) else [value]


class Query(Values):
    """The query of a URL; of repeated names the first value counts."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._all: dict[str, list[str]] = {}
        for name, value in pairs:
            self._all.setdefault(name, []).append(value)
        super().__init__((name, values[0]) for name, values in self._all.items())

    def getall(self, name: str, *default: Any) -> list[str]:
        """Return all values of a name; without a default, `KeyError` if there are none."""
        if name not in self._all:
            return super().getall(name, *default)
        return list(self._all[name])


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


class Request:
    """One request for a view, interactive or plain HTTP.

    `method` of an interactive request is `"POST"` if a form was posted, with values or without,
    else `"GET"`; of a plain one it is what came, but that HEAD is `"GET"` (see `Route.methods`).
    `GET` has the values of the query, `POST` those of the form (see `Values`; a multi-dict in plain
    HTTP). `url` is a `yarl.URL`, `route` the matched route (None: none matched), `match_info` its
    arguments, `frontend` whether the frontend view runs. `id` is unique per request.
    """

    def __init__(
        self,
        *,
        connection: "Connection",
        url: URL,
        post: Mapping[str, Any] | None = None,
        route: Route | None = None,
        match_info: dict[str, str] | None = None,
        frontend: bool = False,
        id: str | None = None,
        method: str = "",
        came_from: str = "",
        read_body: Callable[[], bytes] = bytes,
    ) -> None:
        self.id = uuid4().hex if id is None else id
        self.connection = connection
        self.url = url
        self.route = route
        self.match_info = {} if match_info is None else match_info
        self.frontend = frontend
        self.GET = Query(url.query.items())
        # The multi-dict of plain HTTP is no dict.
        self.POST: Any = Values(post or {}) if post is None or isinstance(post, dict) else post
        self.method = method or ("GET" if post is None else "POST")
        self.came_from = came_from  # the page before this one, if that is known
        self._read_body = read_body

    @property
    def interactive(self) -> bool:
        """Whether the request came in over a websocket."""
        return self.connection.interactive

    @property
    def user(self) -> Any:  # applications put their own user objects here
        """The user of the connection; setting it changes the user of the whole connection."""
        return self.connection.user

    @user.setter
    def user(self, user: Any) -> None:
        self.connection.user = user

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the HTTP request, whatever the case of their names.

        Those of an interactive request are the headers of the websocket handshake.
        """
        headers: Mapping[str, str] = self.connection.http_request.headers
        return headers

    @property
    def cookies(self) -> Mapping[str, str]:
        """The cookies by name; of an interactive request, as they were when its page connected."""
        cookies: Mapping[str, str] = self.connection.http_request.cookies
        return cookies

    @property
    def remote(self) -> str:
        """The address of the client, behind trusted proxies that which they tell; "" if unknown."""
        return self.connection.client

    @cached_property
    def body(self) -> bytes:
        """The body of a plain HTTP request; `RuntimeError` in interactive ones, which have none.

        At most as many bytes as the setting `AIOHTTP_CLIENT_MAX_SIZE` says. Read it before the
        request has been answered. The page around a window (`frontend`) has the bodies of forms
        only.
        """
        self._require_plain("body")
        return self._read_body()

    def json(self) -> Any:
        """Return what the body says in JSON (RFC 8259): dict, list, string, number, bool or None.

        Raises `BadRequestError`, a `ValueError`, if it is no JSON: a view that lets that pass
        answers with 400. `RuntimeError` in interactive requests, which have no body.
        """
        self._require_plain("json()")
        try:
            return json.loads(self.body, parse_constant=_refuse_constant)
        except (ValueError, RecursionError) as error:
            raise BadRequestError(f"the body is no JSON: {error}") from None

    def _require_plain(self, name: str) -> None:
        if self.interactive:
            raise RuntimeError(
                f"request.{name} is only there in plain HTTP requests, and this one came over a "
                "websocket; give the route interactive=False"
            )

    @property
    def nonce(self) -> str:
        """What inline scripts and styles of the page carry in their attribute `nonce`.

        Empty in interactive requests, and if the setting `CONTENT_SECURITY_POLICY` knows no nonce.
        """
        return self.connection.nonce

    @property
    def server(self) -> "Server":
        """The running server."""
        return self.connection.server

    def __repr__(self) -> str:
        return f"<Request({self.method} {self.url})>"
