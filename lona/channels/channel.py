"""A channel: what users subscribe and send with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol, cast

from lona.channels.hub import Handler, Hub, Subscription
from lona.channels.message import Message, check_topic
from lona.work.behalf import present_owner

if TYPE_CHECKING:

    class _Owner(Protocol):
        channels: Hub


# One for the process, as the user's code may use channels before any server is there; the first
# server that runs serves it.
DEFAULT_HUB = Hub()


def present_hub() -> Hub:
    """Return the hub of the server on whose behalf this code runs, else that of the process."""
    owner = present_owner()
    return DEFAULT_HUB if owner is None else cast("_Owner", owner).channels


class _Subscribed:
    """Reads as the subscribed channels by their topics, on the class: a name of Lona 1.x."""

    def __get__(self, instance: object, owner: type | None = None) -> "dict[str, list[Channel]]":
        return present_hub().subscriptions()


class Channel:
    """One subscriber to a topic, or a sender; with a handler it subscribes at once.

    Topics are strings, with the wildcards of a shell (`*`, `?`, `[…]`) if wanted. A message reaches
    a channel if their topics are equal, or if one matches the other as a pattern. Raises
    `TypeError` for a topic that is no string and a handler that cannot be called.

    `subscription` is the hub's: what it is subscribed with, None if it is not.
    """

    _channels = _Subscribed()

    def __init__(self, topic: str, handler: Handler | None = None) -> None:
        self._topic = check_topic(topic)
        self._hub = present_hub()
        self.subscription: Subscription | None = None
        if handler is not None:
            self.subscribe(handler)

    @property
    def topic(self) -> str:
        """What it subscribes to and sends to."""
        return self._topic

    @property
    def handler(self) -> Handler | None:
        """What is called with each message, None if it is not subscribed."""
        subscription = self.subscription
        return None if subscription is None else subscription.handler

    def subscribe(self, handler: Handler) -> None:
        """Call a function with each message from now on, in order and one at a time, on a thread.

        Raises `RuntimeError` if the channel is subscribed, `TypeError` if it is no function.
        """
        if not callable(handler):
            raise TypeError(f"the handler of a channel has to be callable, not {handler!r}")
        if self.subscription is not None:
            raise RuntimeError(f"{self!r} is subscribed already; unsubscribe it first")
        self._hub.subscribe(self, handler)

    def unsubscribe(self) -> None:
        """Get no more messages; nothing happens if the channel is not subscribed."""
        subscription, self.subscription = self.subscription, None
        if subscription is not None:
            self._hub.unsubscribe(subscription)

    def forget(self, subscription: Subscription) -> None:
        """Note that a subscription is over."""
        if self.subscription is subscription:
            self.subscription = None

    def send(
        self,
        message_data: Mapping[str, Any] | None = None,
        expiry: datetime | timedelta | None = None,
        local: bool = False,
        droppable: bool = False,
    ) -> Message:
        """Send a message to the topic and return it; never blocks, on no thread.

        What is not handled until `expiry` (local time, or from now) is dropped. `local` and
        `droppable` are hints for brokers. Raises `TypeError` for data that is no dict.
        """
        message = Message(self._topic, message_data, expiry, local, droppable)
        self._hub.send(message)
        return message

    @staticmethod
    def get_channels(topic: str) -> "list[Channel]":
        """Return the subscribed channels that a message to a topic reaches."""
        return present_hub().channels(check_topic(topic))

    @staticmethod
    def _clear_state() -> None:
        """Unsubscribe everything, and drop what waits."""
        present_hub().clear()

    def __repr__(self) -> str:
        return f"<Channel({self._topic!r})>"
