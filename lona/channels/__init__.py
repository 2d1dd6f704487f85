"""Messages between views, threads and users: who subscribes to a topic gets what is sent to it."""

from lona.channels.broker import Broker, Link, MemoryBroker
from lona.channels.channel import Channel
from lona.channels.codec import decode_message, encode_message
from lona.channels.message import Message
from lona.channels.workers import MessageBroker, Task, TaskWorker, Worker

__all__ = [
    "Broker",
    "Channel",
    "Link",
    "MemoryBroker",
    "Message",
    "MessageBroker",
    "Task",
    "TaskWorker",
    "Worker",
    "decode_message",
    "encode_message",
]
