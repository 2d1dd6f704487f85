"""Cookie sessions: who is at the other end of a connection.

The first page of a browser without session cookie sets one; the websocket of that page brings it
along, so both have the same user.
"""

import secrets
import string
from typing import TYPE_CHECKING, Any

from lona.http.answer import Cookie

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.middlewares.controller import MiddlewareData

_CHARACTERS = string.ascii_letters + string.digits
_LAST_MULTIPLE = 256 // len(_CHARACTERS) * len(_CHARACTERS)


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
    """Return a new session key; its length is the setting `SESSIONS_KEY_RANDOM_LENGTH`."""
    return generate_random_string(connection.server.settings.SESSIONS_KEY_RANDOM_LENGTH)


class LonaSessionMiddleware:
    """Sets `connection.user` from the session cookie, and the cookie on the first page."""

    def handle_connection(self, data: "MiddlewareData") -> Any:
        """Return the connection a user, unless somebody else did already."""
        connection = data.connection
        if connection.user is None:
            connection.user = AnonymousUser(self._find_session_key(connection))
        return data

    def _find_session_key(self, connection: "Connection") -> str:
        server = connection.server
        settings = server.settings
        if not settings.SESSIONS:
            return ""
        if not settings.SESSIONS_REUSE:
            return self._generate_session_key(connection)
        http_request = connection.http_request
        session_key = http_request.cookies.get(settings.SESSIONS_KEY_NAME, "")
        if session_key:
            return str(session_key)
        if connection.interactive or not self._is_page(connection):
            return ""
        session_key = self._generate_session_key(connection)
        connection.cookies.append(
            Cookie(
                settings.SESSIONS_KEY_NAME,
                session_key,
                secure=server.proxies.is_https(http_request),
            )
        )
        return session_key

    def _is_page(self, connection: "Connection") -> bool:
        """Whether the answer is a frontend, whose page is going to open a websocket."""
        return connection.route is not None and connection.route.interactive

    def _generate_session_key(self, connection: "Connection") -> str:
        generate = connection.server.acquire(connection.server.settings.SESSIONS_KEY_GENERATOR)
        return str(generate(connection))
