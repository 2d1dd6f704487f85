"""What a view is asked for: URL, form values, route arguments, and who asks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from yarl import URL

from lona.routing import Route

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.server import Server


class Request:
    """One request for a view, interactive or plain HTTP.

    `url` is a `yarl.URL`, `route` the matched route (None: none matched), `match_info` its
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
    ) -> None:
        self.id = uuid4().hex if id is None else id
        self.connection = connection
        self.url = url
        self.route = route
        self.match_info = {} if match_info is None else match_info
        self.frontend = frontend
        self.GET = first_values(url)
        self.POST: Mapping[str, Any] = {} if post is None else post
        self.method = "POST" if self.POST else "GET"

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


def first_values(url: URL) -> dict[str, str]:
    """Return the query of a URL as dict; of repeated names the first value counts."""
    values: dict[str, str] = {}
    for name, value in url.query.items():
        values.setdefault(name, value)
    return values
