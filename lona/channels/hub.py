"""Brings messages to the channels that subscribed to their topics: each once, and in order.

What is sent goes through the link of a broker, and comes back to all servers that it reaches. There
every subscription has a lane of its own on the threads of the server: who is slow keeps nobody else
waiting. What is sent before a server runs stays in the process, and waits until one does.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lona.channels.broker import Broker, Link
from lona.channels.message import Message
from lona.channels.topics import TopicMap
from lona.channels.workers import Workers
from lona.work.course import call
from lona.work.mailbox import Mailbox
from lona.work.work import Purpose, Work

if TYPE_CHECKING:
    from lona.channels.channel import Channel

logger = logging.getLogger("lona.channels")

SUBSCRIBED = "lona.channels.subscribe"
UNSUBSCRIBED = "lona.channels.unsubscribe"

Handler = Callable[[Message], Any]


class Subscription:
    """That a channel gets messages from now on."""

    def __init__(self, channel: "Channel", handler: Handler) -> None:
        self.channel = channel
        self.handler = handler
        self.waiting: deque[Message] = deque()
        self.mailbox: Mailbox | None = None  # while a server runs
        self.is_over = False


class Hub:
    """The subscriptions of one server."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._subscriptions: TopicMap[Subscription] = TopicMap()
        self._work: Work | None = None
        self._link: Link | None = None  # while a server runs
        self._workers: Workers | None = None  # of the application, if it has its own

    # for channels

    def subscribe(self, channel: "Channel", handler: Handler) -> None:
        """Let a channel get the messages to its topic."""
        subscription = Subscription(channel, handler)
        with self._lock:
            channel.subscription = subscription  # before any message comes
            is_new = self._subscriptions.add(channel.topic, subscription)
            if is_new and self._link is not None:
                self._link.subscribe(channel.topic)
        self.send(Message(SUBSCRIBED, {"topic": channel.topic}, local=True))

    def unsubscribe(self, subscription: Subscription) -> None:
        """Let a channel get no more messages, those that wait included."""
        with self._lock:
            if subscription.is_over:
                return
            subscription.is_over = True
            subscription.waiting.clear()
            was_last = self._subscriptions.remove(subscription.channel.topic, subscription)
            if was_last and self._link is not None:
                self._link.unsubscribe(subscription.channel.topic)
        self.send(Message(UNSUBSCRIBED, {"topic": subscription.channel.topic}, local=True))

    def send(self, message: Message) -> None:
        """Bring a message to all who subscribed to its topic; never blocks.

        Raises `TypeError` if the broker cannot carry it.
        """
        link = self._link
        if link is None or message.local:
            self.receive(message)
        else:
            link.publish(message)

    def receive(self, message: Message) -> None:
        """Bring a message to all subscribers of this server; never blocks."""
        with self._lock:  # so that all get the messages in the same order
            workers = self._workers
            if workers is not None and workers.takes_messages:
                workers.put_message(message)
                return
            for subscription in self._subscriptions.matching(message.topic):
                self._hand_over(subscription, message)

    def channels(self, topic: str) -> "list[Channel]":
        """Return the channels that a message to a topic reaches."""
        with self._lock:
            return [each.channel for each in self._subscriptions.matching(topic)]

    def subscriptions(self) -> "dict[str, list[Channel]]":
        """Return the channels that are subscribed, by topic."""
        with self._lock:
            found = self._subscriptions.all().items()
            return {topic: [each.channel for each in those] for topic, those in found}

    def handlers(self) -> "dict[Channel, Handler]":
        """Return the handlers of the channels that are subscribed."""
        with self._lock:
            found = self._subscriptions.all().values()
            return {each.channel: each.handler for those in found for each in those}

    def clear(self) -> None:
        """Unsubscribe everything, and drop what waits."""
        with self._lock:
            for those in self._subscriptions.all().values():
                for subscription in those:
                    subscription.is_over = True
                    subscription.waiting.clear()
                    subscription.channel.forget(subscription)
            if self._link is not None:
                for topic in self._subscriptions.all():
                    self._link.unsubscribe(topic)
            self._subscriptions = TopicMap()

    # for the server

    @property
    def is_served(self) -> bool:
        """Whether a server runs the handlers."""
        return self._work is not None

    def open(
        self,
        work: Work,
        broker: Broker | None = None,
        workers: Workers | None = None,
    ) -> None:
        """Run the handlers on the threads of a server from now on.

        Without a broker messages stay on this server; `workers` are those of the application.
        """
        with self._lock:
            self._work, self._workers = work, workers
            if workers is not None:
                workers.start(self._schedule)
            if broker is not None:
                self._link = broker.connect(self.receive)
            for topic, those in self._subscriptions.all().items():
                if self._link is not None:
                    self._link.subscribe(topic)
                for subscription in those:
                    subscription.mailbox = None
                    waiting, subscription.waiting = subscription.waiting, deque()
                    for message in waiting:
                        self._hand_over(subscription, message)

    def drop_droppable(self) -> bool:
        """Drop what may be lost, because the server ends; tell whether other messages wait."""
        with self._lock:
            is_left = self._workers is not None and self._workers.drop_droppable()
            for those in self._subscriptions.all().values():
                for subscription in those:
                    kept = [message for message in subscription.waiting if not message.droppable]
                    for message in subscription.waiting:
                        if message.droppable:
                            message.drop()
                    subscription.waiting = deque(kept)
                    is_left = is_left or bool(kept)
            return is_left

    def close(self) -> None:
        """Run no more handlers, and receive nothing more."""
        with self._lock:
            link, workers = self._link, self._workers
            self._work = self._link = self._workers = None
        if link is not None:
            link.close()
        if workers is not None:
            workers.stop()

    # handling

    def _hand_over(self, subscription: Subscription, message: Message) -> None:
        """Let a subscriber handle a message, when its turn comes. Under the lock."""
        if self._workers is not None and self._workers.takes_tasks:
            self._workers.put_task(subscription.channel, message)
        else:
            subscription.waiting.append(message)
            self._start(subscription)

    def _schedule(self, channel: "Channel", message: Message) -> None:
        """Let a channel handle a message, if it is subscribed: the way of custom brokers."""
        with self._lock:
            subscription = channel.subscription
            if subscription is not None and not subscription.is_over:
                self._hand_over(subscription, message)

    def _start(self, subscription: Subscription) -> None:
        if self._work is None:
            return
        if subscription.mailbox is None:
            subscription.mailbox = self._work.new_mailbox(purpose=Purpose.CHANNEL)
        subscription.mailbox.post(lambda: self._handle_next(subscription), must_run=True)

    async def _handle_next(self, subscription: Subscription) -> None:
        with self._lock:
            if not subscription.waiting:
                return
            message = subscription.waiting.popleft()
        if message.is_expired():
            message.drop()
            return
        try:
            await call(subscription.handler, message)
        except BaseException as error:  # it must not end the lane
            logger.error(
                "the handler of %r raised an exception", subscription.channel, exc_info=error
            )
