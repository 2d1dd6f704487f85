"""Messages between views, threads and users: who subscribes to a topic gets what is sent to it."""

from lona.channels.channel import Channel
from lona.channels.message import Message

__all__ = ["Channel", "Message"]
