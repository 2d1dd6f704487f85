"""What every broker of channels has to do, as tests that any project can run against its own.

class TestRedisBroker(BrokerContract):
    @pytest.fixture
    def broker(self):
        return RedisBroker("redis://localhost")
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from lona.channels import Broker, Channel, Message
from lona.channels.hub import Hub
from lona.work.behalf import on_behalf_of
from lona.work.work import Work

PATIENCE = 60.0
"""Seconds that is waited for what has to come."""


class _PoolSettings:
    MAX_STATIC_THREADS = 0
    STATIC_FILES_SERVE = False


class Server:
    """A server, as far as channels know it, with a link of the broker."""

    def __init__(self, broker: Broker) -> None:
        self.channels = Hub()
        self.work = Work(_PoolSettings(), owner=self)
        self.work.open()
        self.channels.open(self.work, broker)

    def subscribe(self, topic: str, handler: Callable[[Message], Any]) -> Channel:
        """Subscribe to a topic on this server."""
        with on_behalf_of(self):
            return Channel(topic, handler)

    def send(self, topic: str, *args: Any, **kwargs: Any) -> Message:
        """Send a message from this server."""
        with on_behalf_of(self):
            return Channel(topic).send(*args, **kwargs)

    def close(self) -> None:
        """End as a server does: what is not droppable is handled before."""
        until(lambda: not self.channels.drop_droppable())
        self.channels.close()
        self.work.close()


def until(condition: Callable[[], object]) -> None:
    """Wait until something is true; `AssertionError` if that takes too long."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)


class Seen:
    """A handler that notes what comes."""

    def __init__(self) -> None:
        self.messages: list[Message] = []

    def __call__(self, message: Message) -> None:
        """Note a message."""
        self.messages.append(message)

    @property
    def numbers(self) -> list[Any]:
        """The number of each message, in the order in which they came."""
        return [message.data.get("number") for message in self.messages]

    def wait_for(self, count: int) -> list[Any]:
        """Wait for so many messages, and return their numbers."""
        until(lambda: len(self.messages) >= count)
        return self.numbers


class BrokerContract:
    """Derive from it, and override the fixture `broker`."""

    @pytest.fixture
    def broker(self) -> Broker:
        """Return the broker that is tested, new for each test."""
        raise NotImplementedError("override the fixture `broker`")

    @pytest.fixture
    def connect(self, broker: Broker) -> Iterator[Callable[[], Server]]:
        """Return a function that connects one more server."""
        servers: list[Server] = []

        def connect() -> Server:
            servers.append(Server(broker))
            return servers[-1]

        yield connect
        for server in servers:
            server.close()

    @pytest.fixture
    def pair(self, connect: Callable[[], Server]) -> tuple[Server, Server]:
        """Return two servers."""
        return connect(), connect()

    def test_a_message_reaches_all_servers_once(self, pair: tuple[Server, Server]) -> None:
        seen = [Seen(), Seen(), Seen()]
        for server, handler in zip((*pair, pair[1]), seen, strict=True):
            server.subscribe("a", handler)
        sync(pair)
        pair[0].send("a", {"number": 1})
        pair[0].send("a", {"number": 2})
        assert [each.wait_for(2) for each in seen] == [[1, 2]] * 3
        sync(pair)
        assert [each.numbers for each in seen] == [[1, 2]] * 3

    def test_messages_of_one_sender_stay_in_order(self, pair: tuple[Server, Server]) -> None:
        near, far = Seen(), Seen()
        pair[0].subscribe("a", near)
        pair[1].subscribe("*", far)
        sync(pair)
        for number in range(500):
            pair[0].send("a" if number % 2 else "b", {"number": number})
        until(lambda: len([m for m in far.messages if m.topic in ("a", "b")]) == 500)
        assert [m.data["number"] for m in far.messages if m.topic in ("a", "b")] == list(range(500))
        assert near.wait_for(250) == list(range(1, 500, 2))

    def test_senders_on_several_threads_lose_nothing(self, pair: tuple[Server, Server]) -> None:
        seen = Seen()
        pair[1].subscribe("a", seen)
        sync(pair)

        def send(sender: int) -> None:
            for number in range(100):
                pair[sender % 2].send("a", {"number": 1000 * sender + number})

        threads = [threading.Thread(target=send, args=(sender,)) for sender in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        numbers = seen.wait_for(400)
        for sender in range(4):
            own = [number for number in numbers if number // 1000 == sender]
            assert own == [1000 * sender + number for number in range(100)]

    @pytest.mark.parametrize(
        ("subscribed", "sent"),
        [("room.*", "room.1"), ("room.1", "room.*"), ("r[ao]om", "room"), ("*", "anything")],
    )
    def test_patterns_count_on_both_sides(
        self, pair: tuple[Server, Server], subscribed: str, sent: str
    ) -> None:
        seen, other = Seen(), Seen()
        pair[1].subscribe(subscribed, seen)
        pair[1].subscribe("hall", other)
        sync(pair)
        message = pair[0].send(sent, {"number": 1})
        until(lambda: 1 in seen.numbers)
        assert next(m for m in seen.messages if m.data.get("number") == 1).topic == message.topic
        sync(pair)
        assert seen.numbers.count(1) == 1
        assert other.numbers == ([1] if sent == "*" else [])

    @pytest.mark.parametrize(
        "data",
        [
            {},
            {"text": "Grüße\n\x00 \u2028 🙂", "none": None, "is": True},
            {"nested": [{"a": [1, 2.5, -3e300]}, [], {}], "big": 2**70},
            {"long": "x" * 1_000_000},
        ],
        ids=["nothing", "texts", "nested", "a megabyte"],
    )
    def test_what_arrives_is_equal_to_what_was_sent(
        self, pair: tuple[Server, Server], data: dict[str, Any]
    ) -> None:
        seen = Seen()
        pair[1].subscribe("a", seen)
        sync(pair)
        pair[0].send("a", data)
        seen.wait_for(1)
        assert seen.messages[0].data == data

    @pytest.mark.parametrize("value", [object(), {1, 2}, (1, 2), {1: 2}, float("nan"), b"x"])
    def test_what_cannot_be_carried_says_so_when_it_is_sent(
        self, pair: tuple[Server, Server], value: Any
    ) -> None:
        seen = Seen()
        pair[1].subscribe("a", seen)
        sync(pair)
        problem = ""
        try:
            pair[0].send("a", {"value": [value]})
        except TypeError as error:
            problem = str(error)
        sync(pair)
        if problem:
            assert "data['value'][0]" in problem
            assert seen.messages == []
        else:
            seen.wait_for(1)
            assert seen.messages[0].data["value"][0] is value

    def test_the_expiry_and_the_hints_arrive(self, pair: tuple[Server, Server]) -> None:
        seen = Seen()
        pair[1].subscribe("a", seen)
        sync(pair)
        pair[0].send("a", {"number": 1}, expiry=timedelta(hours=1), droppable=True)
        seen.wait_for(1)
        (message,) = seen.messages
        assert message.droppable
        assert message.expiry is not None
        assert abs(message.expiry - datetime.now() - timedelta(hours=1)) < timedelta(minutes=5)

    def test_what_is_too_late_is_not_handled(self, pair: tuple[Server, Server]) -> None:
        seen = Seen()
        pair[1].subscribe("a", seen)
        sync(pair)
        pair[0].send("a", {"number": 1}, expiry=timedelta(seconds=-1))
        pair[0].send("a", {"number": 2})
        assert seen.wait_for(1) == [2]

    def test_who_raises_or_stalls_harms_nobody(self, pair: tuple[Server, Server]) -> None:
        go_on = threading.Event()
        seen = Seen()

        def fail(message: Message) -> None:
            raise ValueError("as asked")

        pair[0].subscribe("a", fail)
        pair[0].subscribe("a", lambda message: go_on.wait(PATIENCE))
        pair[1].subscribe("a", seen)
        sync(pair)
        try:
            for number in range(50):
                pair[0].send("a", {"number": number})
            assert seen.wait_for(50) == list(range(50))
        finally:
            go_on.set()

    def test_local_messages_stay_at_home(self, pair: tuple[Server, Server]) -> None:
        near, far = Seen(), Seen()
        pair[0].subscribe("a", near)
        pair[1].subscribe("a", far)
        sync(pair)
        pair[0].send("a", {"number": 1}, local=True)
        pair[0].send("a", {"number": 2})
        assert far.wait_for(1) == [2]
        assert sorted(near.wait_for(2)) == [1, 2]

    def test_who_unsubscribed_gets_nothing_more(self, pair: tuple[Server, Server]) -> None:
        gone, stays = Seen(), Seen()
        channel = pair[1].subscribe("a", gone)
        pair[1].subscribe("a", stays)
        sync(pair)
        channel.unsubscribe()
        pair[0].send("a", {"number": 1})
        assert stays.wait_for(1) == [1]
        assert gone.messages == []

    def test_what_was_sent_before_the_end_arrives(self, connect: Callable[[], Server]) -> None:
        ending, other = connect(), connect()
        seen = Seen()
        other.subscribe("a", seen)
        sync((ending, other))
        for number in range(200):
            ending.send("a", {"number": number})
        ending.close()
        assert seen.wait_for(200) == list(range(200))
        other.send("a", {"number": 200})  # and the others go on
        assert seen.wait_for(201)[-1] == 200

    def test_ten_thousand_topics_get_what_is_theirs(self, pair: tuple[Server, Server]) -> None:
        seen = Seen()
        for number in range(10_000):
            pair[1].subscribe(f"topic.{number}", seen)
        sync(pair)
        for number in (0, 4711, 9999):
            pair[0].send(f"topic.{number}", {"number": number})
        until(lambda: len(seen.messages) == 3)
        sync(pair)
        assert sorted(seen.numbers) == [0, 4711, 9999]


def sync(servers: tuple[Server, Server]) -> None:
    """Wait until what the servers have asked for, and sent, has gone through the broker."""
    for sender in servers:
        seen = [Seen(), Seen()]
        channels = [
            server.subscribe("lona_testing.sync", each)
            for server, each in zip(servers, seen, strict=True)
        ]

        def has_arrived(sender: Server = sender, seen: list[Seen] = seen) -> bool:
            sender.send("lona_testing.sync")
            return all(each.messages for each in seen)

        until(has_arrived)
        for channel in channels:
            channel.unsubscribe()
