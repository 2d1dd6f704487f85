"""What a connection needs of the shell that holds its socket."""

from collections.abc import Callable
from typing import Protocol


class Transport(Protocol):
    """The socket of a connection, as far as the connection knows it."""

    def wakeup(self) -> None:
        """Take the outgoing messages soon; called on any thread, must not block."""

    def close(self, code: int, reason: str) -> None:
        """Close the socket with this websocket close code; called on any thread."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back after a while; called only from within `Connection.receive`."""
