"""Brokers: what carries messages from the servers that send to the servers that subscribed.

The broker of the setting `CHANNEL_BROKER` is asked once by each server for a link, when the server
starts. To write one (for Redis, say), write these two classes; `lona_testing.broker_contract` has
the tests that it has to pass.
"""

import threading
from collections.abc import Callable
from typing import Protocol

from lona.channels.message import Message

Receive = Callable[[Message], None]
"""Takes a message for a server; returns at once, raises nothing, on any thread."""


class Link(Protocol):
    """The end of a broker at one server. Its methods may be called on any thread, and never wait
    for another server.
    """

    def publish(self, message: Message) -> None:
        """Send a message to all servers that subscribed to a topic that it matches, this one too.

        What one link publishes arrives everywhere in this order, once. Raises `TypeError` for data
        that cannot be carried (`encode_message` does).
        """

    def subscribe(self, topic: str) -> None:
        """Receive the messages to a topic, which may be a pattern, from now on.

        Called once for each topic. A link may receive more than it asked for. Calls nothing back.
        """

    def unsubscribe(self, topic: str) -> None:
        """Receive the messages to a topic no longer. Calls nothing back."""

    def close(self) -> None:
        """Receive nothing more. What was published before still leaves."""


class Broker(Protocol):
    """Connects servers; one object may connect several servers of a process."""

    def connect(self, receive: Receive) -> Link:
        """Return the link of one more server, whose messages go to `receive`."""


class MemoryBroker:
    """The default: carries messages within the process, at once, as they are."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._receivers: list[Receive] = []

    def connect(self, receive: Receive) -> "Link":
        """Return the link of one more server."""
        with self._lock:
            self._receivers = [*self._receivers, receive]
        return _MemoryLink(self, receive)

    def publish(self, message: Message) -> None:
        """Bring a message to all servers."""
        with self._lock:  # so that all of them get the messages in the same order
            for receive in self._receivers:
                receive(message)

    def disconnect(self, receive: Receive) -> None:
        """Bring nothing more to a server."""
        with self._lock:
            self._receivers = [each for each in self._receivers if each is not receive]


class _MemoryLink:
    def __init__(self, broker: MemoryBroker, receive: Receive) -> None:
        self._broker = broker
        self._receive = receive
        self.publish = broker.publish

    def subscribe(self, topic: str) -> None:
        pass  # servers pick what they want: that is quicker than to ask them

    def unsubscribe(self, topic: str) -> None:
        pass

    def close(self) -> None:
        self._broker.disconnect(self._receive)
