"""A client without a socket: joins a `Server` and speaks the real protocol text.

The network is the fake here, never the server. Both directions are `Link` objects that can lose,
repeat, hold back and reorder what passes.
"""

import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from yarl import URL

from lona.connection import Farewell, Refused
from lona.protocol import MESSAGE_PREFIX, decode, encode
from lona.protocol import messages as m
from lona_testing.wire.http import HttpRequest

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.server import Server

HANDSHAKE_HEADERS = {"Connection": "Upgrade", "Upgrade": "websocket"}

Shuffle = Callable[[list[str]], list[str]]


class ConnectionRefusedByServer(Exception):
    """The websocket handshake was refused; `answer` is what the server or a middleware said."""

    def __init__(self, answer: Any) -> None:
        super().__init__(f"the server refused the connection with {answer!r}")
        self.answer = answer


class Link:
    """One direction of a connection. By default everything passes at once."""

    def __init__(self, deliver: Callable[[str], None]) -> None:
        self._deliver = deliver
        self._drops = 0
        self._duplicates = 0
        self._held: list[str] | None = None
        self.dropped: list[str] = []

    def drop(self, count: int = 1) -> None:
        """Lose the next `count` messages; they can be seen in `dropped`."""
        self._drops += count

    def duplicate(self, count: int = 1) -> None:
        """Deliver each of the next `count` messages twice."""
        self._duplicates += count

    def hold(self) -> None:
        """Hold all messages back until `release`."""
        if self._held is None:
            self._held = []

    def release(self, shuffle: Shuffle | None = None) -> None:
        """Deliver what was held back, in the order that `shuffle` gives the list."""
        held, self._held = self._held or [], None
        for text in shuffle(held) if shuffle else held:
            self._deliver(text)

    def send(self, text: str) -> None:
        """Take a message at this end."""
        if self._drops:
            self._drops -= 1
            self.dropped.append(text)
            return
        copies = 1
        if self._duplicates:
            self._duplicates -= 1
            copies = 2
        for _ in range(copies):
            if self._held is None:
                self._deliver(text)
            else:
                self._held.append(text)


class FakeConnection:
    """One websocket of a client.

    `url` is the address of the page that opened it. `closed` is None or the close code and reason
    that the server gave. Not to be used on the server's loop thread: middlewares run in `open`.
    """

    def __init__(
        self,
        server: "Server",
        url: str = "http://localhost/",
        *,
        cookies: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.server = server
        self.http_request = HttpRequest(
            url, cookies=cookies, headers={**HANDSHAKE_HEADERS, **(headers or {})}
        )
        self.closed: tuple[int, str] | None = None
        self.to_server = Link(self._deliver_to_server)
        self.to_client = Link(self._deliver_to_client)
        self._inbox: list[str] = []
        self._arrived = threading.Condition(threading.Lock())
        self._pumping = threading.RLock()
        self.reminders: list[tuple[float, Callable[[], None]]] = []
        self._connection: Connection | None = None

    def open(self) -> "FakeConnection":
        """Join the server; raises `ConnectionRefusedByServer` if that refuses."""
        refusal = self.server.gate.refuse(self.http_request)
        refusal = refusal or self.server.intercept_http(self.http_request)
        if refusal is not None:
            raise ConnectionRefusedByServer(refusal)
        try:
            self._connection = self.server.open_connection(self.http_request, _Transport(self))
        except Refused as refused:
            raise ConnectionRefusedByServer(refused.answer) from None
        except Farewell as farewell:
            raise ConnectionRefusedByServer(farewell.text) from None
        return self

    def __enter__(self) -> "FakeConnection":
        return self.open() if self._connection is None else self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def connection(self) -> "Connection":
        """The server's end."""
        if self._connection is None:
            raise RuntimeError("the connection is not open yet; call open() or use it with `with`")
        return self._connection

    # what the client does

    def send(self, message: m.ClientMessage | str) -> None:
        """Send a message, or a text as it is."""
        self.to_server.send(message if isinstance(message, str) else encode(message))

    def run_view(
        self, url: str = "/", window: int = 1, view: int = 1, post: dict[str, Any] | None = None
    ) -> None:
        """Ask for a view; `url` may be relative to the page."""
        target = str(self.http_request.url.join(URL(url)))
        self.send(m.RunView(window, view, 0, target, post))

    def receive(self) -> list[m.ServerMessage | str]:
        """Take what has arrived: messages, and custom messages as text."""
        return [_decode(text) for text in self.take_texts()]

    def take_texts(self) -> list[str]:
        """Take the texts that have arrived."""
        with self._arrived:
            texts, self._inbox = self._inbox, []
        return texts

    def settle(self, timeout: float = 30.0) -> bool:
        """Wait until nothing moves in the server; tell whether that came within `timeout` s."""
        end = time.monotonic() + timeout
        activity = self.server.activity
        while not activity.wait_idle(0.05):
            self._remind()
            if time.monotonic() > end:
                return False
        return True

    def wait_for_message(self, timeout: float) -> bool:
        """Wait until something has arrived; tell whether it has."""
        with self._arrived:
            return self._arrived.wait_for(lambda: bool(self._inbox), timeout)

    def close(self, goodbye: bool = True) -> None:
        """Close the socket, as a page that is left does; without goodbye it is just lost."""
        if self._connection is None or self.closed is not None:
            return
        if goodbye:
            self.send(m.Goodbye())
        self.closed = (1000, "")
        self._connection.disconnect(goodbye=goodbye)

    def pump(self) -> None:
        """Take what the server has to send; like a socket that is always ready."""
        connection = self._connection
        if connection is None:
            return
        # Several threads may wake: only one at a time may take, or the order is lost.
        with self._pumping:
            for text in connection.take_outgoing():
                self.to_client.send(text)

    def _remind(self) -> None:
        now = time.monotonic()
        due = [callback for at, callback in self.reminders if at <= now]
        self.reminders = [item for item in self.reminders if item[0] > now]
        for callback in due:
            callback()

    def _deliver_to_server(self, text: str) -> None:
        if self.closed is None:
            if len(self.reminders) > 32:
                self._remind()
            self.connection.receive(text)

    def _deliver_to_client(self, text: str) -> None:
        with self._arrived:
            self._inbox.append(text)
            self._arrived.notify_all()


class _Transport:
    """What the server's end needs of its shell."""

    def __init__(self, client: FakeConnection) -> None:
        self._client = client

    def wakeup(self) -> None:
        """Take the outgoing messages."""
        self._client.pump()

    def close(self, code: int, reason: str) -> None:
        """Close the socket."""
        if self._client.closed is None:
            self._client.closed = (code, reason)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Remember a reminder; it is given while somebody waits for the server."""
        self._client.reminders.append((time.monotonic() + seconds, callback))


def _decode(text: str) -> m.ServerMessage | str:
    if not text.startswith(MESSAGE_PREFIX):
        return text
    message = decode(text)
    assert isinstance(message, m.ServerMessage), f"the server sent {message}"
    return message
