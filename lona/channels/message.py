"""What travels through channels."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any


class Message:
    """One message.

    `topic` is the one that it was sent to, wildcards included; `data` a shallow copy of the dict
    that was sent; `expiry` when it is of no use any more (naive local time; None: never). `local`
    and `droppable` are hints for brokers: a droppable message may be lost when the server ends.
    """

    def __init__(
        self,
        topic: str,
        data: Mapping[str, Any] | None = None,
        expiry: datetime | timedelta | None = None,
        local: bool = False,
        droppable: bool = False,
    ) -> None:
        if data is not None and not isinstance(data, Mapping):
            raise TypeError(f"the data of a message has to be a dict, not {data!r}")
        if expiry is not None and not isinstance(expiry, datetime | timedelta):
            raise TypeError(
                f"the expiry of a message has to be a datetime or a timedelta, not {expiry!r}"
            )
        self.topic = check_topic(topic)
        self.data: dict[str, Any] = dict(data or {})
        self.expiry = datetime.now() + expiry if isinstance(expiry, timedelta) else expiry
        self.local = local
        self.droppable = droppable
        self._is_dropped = False

    def is_expired(self) -> bool:
        """Whether the message is of no use any more."""
        return self.expiry is not None and datetime.now(self.expiry.tzinfo) >= self.expiry

    def is_dropped(self) -> bool:
        """Whether a subscriber did not get the message: it came too late, or the server ended."""
        return self._is_dropped

    def drop(self) -> None:
        """Note that a subscriber does not get the message."""
        self._is_dropped = True

    def __repr__(self) -> str:
        return f"<Message(topic={self.topic!r}, data={self.data!r})>"


def check_topic(topic: object) -> str:
    """Return a topic; raises `TypeError` if it is no string."""
    if not isinstance(topic, str):
        raise TypeError(f"a topic has to be a string, not {topic!r}")
    return topic
