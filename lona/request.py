"""What a view is asked for: URL, form values, route arguments, and who asks."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from yarl import URL

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


class Request:
    """One request for a view, interactive or plain HTTP.

    `method` is `"POST"` if a form was posted, with values or without, else `"GET"`. `GET` has the
    values of the query, `POST` those of the form (see `Values`; a multi-dict in plain HTTP). `url`
    is a `yarl.URL`, `route` the matched route (None: none matched), `match_info` its arguments,
    `frontend` whether the frontend view runs. `id` is unique per request.
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
        self.method = "GET" if post is None else "POST"

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
