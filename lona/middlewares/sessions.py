"""Cookie sessions: who is at the other end of a connection.

The first page of a browser without session cookie sets one; the websocket of that page brings it
along, so both have the same user. A key is a secret: nothing here writes one into a log.
"""

import re
import secrets
import string
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from lona.http.answer import Cookie
from lona.http.cookies import first_cookie
from lona.protocol import CloseCode
from lona.responses import HttpRedirectResponse

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.middlewares.controller import MiddlewareData

_CHARACTERS = string.ascii_letters + string.digits
_LAST_MULTIPLE = 256 // len(_CHARACTERS) * len(_CHARACTERS)

SHORTEST_KEY = 22
"""Letters and digits that hold at least 128 random bits."""

EXCHANGE_PATH = "/_lona/session"
"""Where a browser whose session was rotated in an interactive view fetches its new cookie."""

EXCHANGE_SECONDS = 60.0
"""How long it may take to get there."""

MAX_RETIRED = 100_000
"""How many keys that were rotated away are remembered; 16 bytes of each."""

# Printable ASCII without quotes, spaces, commas and semicolons.
_PRESENTED_KEY = re.compile(r"""[^\x00-\x20\x7f-\U0010ffff"',;]{1,256}""")


class AnonymousUser:
    """A user known by a session key only.

    Users with the same key are equal; a user without key is equal only to itself.
    """

    def __init__(self, session_key: str = "") -> None:
        self.session_key = session_key

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AnonymousUser):
            return NotImplemented
        if not self.session_key:
            return self is other
        return self.session_key == other.session_key

    def __hash__(self) -> int:
        return hash(self.session_key) if self.session_key else id(self)

    def __repr__(self) -> str:
        return f"<AnonymousUser({self.session_key})>"


def generate_random_string(length: int) -> str:
    """Return random letters and digits, fit for secrets."""
    characters: list[str] = []
    while len(characters) < length:
        # One call for all; bytes above the last multiple would prefer the first characters.
        characters += [
            _CHARACTERS[byte % len(_CHARACTERS)]
            for byte in secrets.token_bytes(length + 8)
            if byte < _LAST_MULTIPLE
        ]
    return "".join(characters[:length])


def generate_session_key(connection: "Connection") -> str:
    """Return a new session key.

    Its length is the setting `SESSIONS_KEY_RANDOM_LENGTH`, but at least 22 letters and digits,
    which are 128 random bits.
    """
    length = connection.server.settings.SESSIONS_KEY_RANDOM_LENGTH
    return generate_random_string(max(length, SHORTEST_KEY))


def rotate_session(request_or_connection: Any) -> None:
    """Give a session a new key, as whoever logs somebody in has to: nobody else may know it.

    Takes a request or a connection. Views and daemons of the session stay with it, and the old key
    names nobody any more. Other connections that were opened with the old key are closed, because
    who knows it may have opened them; the browser loads their pages anew.

    A plain HTTP request sets the cookie with its answer. In an interactive view the browser has to
    leave the page: a redirect that the view or handler returns does that, and if it returns none,
    the page is loaded anew.

    Raises `RuntimeError` if there is no session (sessions are switched off, or a middleware has
    decided who the user is before them), and for the request of a daemon whose first window is
    gone: the handlers of daemons give `input_event.connection` instead.
    """
    connection = getattr(request_or_connection, "connection", request_or_connection)
    middlewares = connection.server.middleware_controller.middlewares
    for middleware in middlewares:
        if isinstance(middleware, LonaSessionMiddleware):
            middleware.rotate(connection)
            return
    raise RuntimeError("there are no sessions: LonaSessionMiddleware is not in CORE_MIDDLEWARES")


@dataclass
class _Exchange:
    """A browser that has an old key has to fetch the new one, and go on to `location` then."""

    old_keys: frozenset[str]
    new_key: str
    location: str = "/"
    end: float = 0.0
    is_done: bool = False


class LonaSessionMiddleware:
    """Sets `connection.user` from the session cookie, and the cookie on the first page."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._retired: dict[bytes, None] = {}  # digests of keys that name nobody, oldest first
        self._exchanges: dict[str, _Exchange] = {}  # by the token that only that browser knows

    def handle_connection(self, data: "MiddlewareData") -> Any:
        """Return the connection a user, unless somebody else did already."""
        connection = data.connection
        if connection.user is not None:
            return data
        prefix = connection.server.prefix
        path = prefix.completed(connection.http_request.path)
        if not connection.interactive and prefix.inside(path) == EXCHANGE_PATH:
            response = self._finish_exchange(connection)
            if response is not None:
                return response
        connection.session_key = self._find_session_key(connection)
        connection.user = AnonymousUser(connection.session_key)
        return data

    def rotate(self, connection: "Connection") -> None:
        """Give the session of a connection a new key; see `rotate_session`."""
        settings = connection.server.settings
        old_key = connection.session_key
        if old_key is None or not settings.SESSIONS:
            raise RuntimeError("this connection has no session that could get a new key")
        if connection.closed and connection in self._connections_of_daemons(connection, old_key):
            raise RuntimeError(
                "the window that opened this daemon view is gone; "
                "call rotate_session(input_event.connection)"
            )
        new_key = self._generate_session_key(connection)
        self._retire(old_key)
        others = self._other_websockets(connection, old_key)
        for moved in (connection, *self._connections_of_daemons(connection, old_key)):
            _give_key(moved, new_key)
        # Once more: one may have opened before the daemons moved.
        for other in (*others, *self._other_websockets(connection, old_key)):
            other.end(CloseCode.SESSION_ROTATED, "the session has a new key")
        if not settings.SESSIONS_REUSE:
            return
        if connection.interactive:
            # It was rotated here before, if the browser has another key than the connection.
            old_keys = frozenset((old_key, self._presented_key(connection)))
            self._begin_exchange(connection, _Exchange(old_keys, new_key))
        else:
            self._set_cookie(connection, new_key)

    def _find_session_key(self, connection: "Connection") -> str:
        settings = connection.server.settings
        if not settings.SESSIONS:
            return ""
        if not settings.SESSIONS_REUSE:
            return self._generate_session_key(connection)
        session_key = self._presented_key(connection)
        if session_key and not self._is_retired(session_key):
            return session_key
        if connection.interactive or not self._is_page(connection):
            return ""
        if session_key and self._is_being_exchanged(session_key, connection):
            return ""  # a new cookie now would replace the one that the browser is about to fetch
        session_key = self._generate_session_key(connection)
        self._set_cookie(connection, session_key)
        return session_key

    def _presented_key(self, connection: "Connection") -> str:
        name = connection.server.settings.SESSIONS_KEY_NAME
        value = first_cookie(connection.http_request.headers, name)
        return value if _PRESENTED_KEY.fullmatch(value) else ""

    def _set_cookie(self, connection: "Connection", session_key: str) -> None:
        name = connection.server.settings.SESSIONS_KEY_NAME
        is_https = connection.server.proxies.is_https(connection.http_request)
        root = connection.server.prefix.root
        connection.cookies[:] = [cookie for cookie in connection.cookies if cookie.name != name]
        connection.cookies.append(Cookie(name, session_key, secure=is_https, path=root))

    # keys that name nobody any more

    def _retire(self, session_key: str) -> None:
        if not session_key:  # it named nobody anyway
            return
        with self._lock:
            self._retired[_digest(session_key)] = None
            if len(self._retired) > MAX_RETIRED:
                del self._retired[next(iter(self._retired))]

    def _is_retired(self, session_key: str) -> bool:
        return bool(self._retired) and _digest(session_key) in self._retired

    def _other_websockets(self, connection: "Connection", session_key: str) -> "list[Connection]":
        return [
            other
            for other in connection.server.websocket_connections
            if session_key and other is not connection and other.session_key == session_key
        ]

    def _connections_of_daemons(
        self, connection: "Connection", session_key: str
    ) -> "Iterator[Connection]":
        """Yield the connections that stand for the owners of the session's daemons."""
        for runtime in connection.server.runtimes.daemons:
            owner = runtime.request.connection
            if session_key and owner.session_key == session_key:
                yield owner

    # how a browser that has a websocket gets its cookie

    def _begin_exchange(self, connection: "Connection", exchange: _Exchange) -> None:
        token = generate_random_string(SHORTEST_KEY)
        clock = connection.server.clock

        def lead_through(location: str) -> str:
            with self._lock:
                self._forget_late(clock.monotonic())
                exchange.location = location
                exchange.end = clock.monotonic() + EXCHANGE_SECONDS
                self._exchanges[token] = exchange
            return connection.server.prefix.outside(f"{EXCHANGE_PATH}?token={token}")

        lead_through(exchange.location)
        connection.lead_through(lead_through)

    def _finish_exchange(self, connection: "Connection") -> HttpRedirectResponse | None:
        token = connection.http_request.url.query.get("token", "")
        with self._lock:
            self._forget_late(connection.server.clock.monotonic())
            exchange = self._exchanges.get(token)
        # The token alone is not enough: a link with it must not log a stranger in.
        site = connection.http_request.headers.get("Sec-Fetch-Site", "same-origin")
        if exchange is None or site != "same-origin":
            return None
        if self._presented_key(connection) not in (*exchange.old_keys, exchange.new_key):
            return None
        exchange.is_done = True  # it may come again: browsers repeat what they were kept from
        self._set_cookie(connection, exchange.new_key)
        return HttpRedirectResponse(exchange.location)

    def _is_being_exchanged(self, session_key: str, connection: "Connection") -> bool:
        with self._lock:
            self._forget_late(connection.server.clock.monotonic())
            exchanges = list(self._exchanges.values())
        return any(session_key in one.old_keys and not one.is_done for one in exchanges)

    def _forget_late(self, now: float) -> None:
        for token in [token for token, one in self._exchanges.items() if one.end <= now]:
            del self._exchanges[token]

    def _is_page(self, connection: "Connection") -> bool:
        """Whether the answer is a frontend, whose page is going to open a websocket."""
        return connection.route is not None and connection.route.interactive

    def _generate_session_key(self, connection: "Connection") -> str:
        generate = connection.server.acquire(connection.server.settings.SESSIONS_KEY_GENERATOR)
        session_key = str(generate(connection))
        if not _PRESENTED_KEY.fullmatch(session_key):
            raise ValueError(
                "SESSIONS_KEY_GENERATOR returned a key that does not count when it comes back: it "
                "needs 1 to 256 printable ASCII characters without quotes, spaces, `,` and `;`"
            )
        return session_key


def _give_key(connection: "Connection", session_key: str) -> None:
    """Let a connection and its anonymous user have another key."""
    connection.session_key = session_key
    old = connection.user
    if isinstance(old, AnonymousUser):
        user = AnonymousUser()
        vars(user).update(vars(old))  # applications keep things there
        user.session_key = session_key
        connection.user = user


def _digest(session_key: str) -> bytes:
    return blake2b(session_key.encode(), digest_size=16).digest()
