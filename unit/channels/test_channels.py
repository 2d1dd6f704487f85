import gc
import logging
import threading
import weakref
from datetime import datetime, timedelta

import pytest

from lona.channels import Channel, Message
from lona.channels.hub import Hub
from lona.work.behalf import on_behalf_of
from lona.work.work import Work


class Settings:
    MAX_STATIC_THREADS = 4
    STATIC_FILES_SERVE = True


class Owner:
    """A server, as far as channels know it."""

    def __init__(self):
        self.channels = Hub()
        self.work = Work(Settings(), owner=self)
        self.work.open()
        self.channels.open(self.work)

    def settle(self):
        assert self.work.activity.wait_idle(60)


@pytest.fixture(autouse=True)
def owner():
    owner = Owner()
    with on_behalf_of(owner):
        yield owner
    owner.work.close()


@pytest.fixture
def subscribe():
    """Return a function that subscribes, and returns the list of what comes."""

    def subscribe(topic):
        seen = []
        Channel(topic, lambda message: seen.append(message.data.get("n")))
        return seen

    return subscribe


def test_who_subscribed_gets_what_is_sent_in_order(owner, subscribe):
    seen = subscribe("a")
    other = subscribe("b")
    for number in range(100):
        Channel("a").send({"n": number})
    owner.settle()
    assert seen == list(range(100))
    assert other == []


def test_the_handler_gets_the_message_that_send_returns(owner):
    seen = []
    channel = Channel("a", seen.append)
    assert channel.topic == "a"
    assert channel.handler == seen.append
    sent = Channel("a").send({"n": 1}, local=True, droppable=True)
    owner.settle()
    assert seen == [sent]
    assert (sent.topic, sent.data, sent.expiry) == ("a", {"n": 1}, None)
    assert (sent.local, sent.droppable) == (True, True)
    assert not sent.is_expired()
    assert not sent.is_dropped()
    assert Channel("a").send().data == {}


@pytest.mark.parametrize(
    ("subscribed", "sent", "arrives"),
    [
        ("a", "a", True),
        ("a", "b", False),
        ("*", "a.b", True),
        ("a.*", "a.b", True),
        ("a.*", "b.a", False),
        ("a.?", "a.bc", False),
        ("a.[bc]", "a.c", True),
        ("a.b", "a.*", True),
        ("a.b", "*", True),
        ("b", "a*", False),
        ("a*", "a*", True),
        ("a*", "*", True),
        ("*", "a*", True),
        ("a*", "b*", False),
        ("A", "a", False),
    ],
)
def test_topics_are_patterns_on_both_sides(owner, subscribe, subscribed, sent, arrives):
    seen = subscribe(subscribed)
    assert len(Channel.get_channels(sent)) == arrives
    Channel(sent).send({"n": 1})
    owner.settle()
    assert (1 in seen) == arrives


def test_data_is_a_shallow_copy(owner):
    data = {"list": []}
    message = Channel("a").send(data)
    data["more"] = 1
    data["list"].append(1)
    assert message.data == {"list": [1]}


@pytest.mark.parametrize("expiry", [timedelta(seconds=-1), datetime(2000, 1, 1)])
def test_what_is_too_late_is_dropped(owner, subscribe, expiry):
    seen = subscribe("a")
    message = Channel("a").send({"n": 1}, expiry=expiry)
    owner.settle()
    assert seen == []
    assert message.is_expired()
    assert message.is_dropped()


@pytest.mark.parametrize("expiry", [timedelta(hours=1), datetime(3000, 1, 1)])
def test_what_is_in_time_arrives(owner, subscribe, expiry):
    seen = subscribe("a")
    message = Channel("a").send({"n": 1}, expiry=expiry)
    owner.settle()
    assert seen == [1]
    assert not message.is_dropped()


def test_a_slow_subscriber_keeps_nobody_waiting(owner, subscribe):
    gate, done = threading.Event(), threading.Event()
    Channel("a", lambda message: gate.wait(60))
    Channel("a", lambda message: done.set())
    Channel("a").send()
    assert done.wait(60)
    gate.set()


def test_one_handler_runs_at_a_time(owner):
    running = threading.Lock()

    def handle(message):
        assert running.acquire(blocking=False)
        running.release()

    Channel("a", handle)
    threads = [
        threading.Thread(target=lambda: [Hub.send(owner.channels, Message("a")) for _ in range(50)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    owner.settle()


def test_an_exception_is_logged_and_the_next_message_arrives(owner, caplog):
    seen = []

    def handle(message):
        seen.append(message.data)
        raise ValueError("broken")

    Channel("a", handle)
    Channel("a").send({"n": 1})
    Channel("a").send({"n": 2})
    owner.settle()
    assert seen == [{"n": 1}, {"n": 2}]
    assert [record.name for record in caplog.records] == ["lona.channels"] * 2


def test_nothing_comes_after_unsubscribing(owner, subscribe):
    seen = []
    channel = Channel("a", seen.append)
    channel.unsubscribe()
    channel.unsubscribe()
    assert channel.handler is None
    assert Channel.get_channels("a") == []
    Channel("a").send()
    owner.settle()
    assert seen == []
    channel.subscribe(seen.append)
    with pytest.raises(RuntimeError, match="subscribed already"):
        channel.subscribe(seen.append)
    Channel("a").send()
    owner.settle()
    assert len(seen) == 1


def test_subscribing_and_unsubscribing_are_told(owner):
    seen = []
    Channel("lona.channels.*", lambda message: seen.append((message.topic, message.data)))
    Channel("a", print).unsubscribe()
    owner.settle()
    assert seen[-2:] == [
        ("lona.channels.subscribe", {"topic": "a"}),
        ("lona.channels.unsubscribe", {"topic": "a"}),
    ]


def test_everything_may_be_cleared(owner, subscribe):
    subscribe("a")
    channel = Channel("b", print)
    Channel._clear_state()
    assert Channel.get_channels("*") == []
    assert channel.handler is None
    channel.unsubscribe()


@pytest.mark.parametrize("topic", [None, 1, b"a", ["a"]])
def test_a_topic_that_is_no_string_is_refused(topic):
    with pytest.raises(TypeError, match="topic has to be a string"):
        Channel(topic)


@pytest.mark.parametrize("data", [1, "a", ["a"]])
def test_data_that_is_no_dict_is_refused(data):
    with pytest.raises(TypeError, match="has to be a dict"):
        Channel("a").send(data)


@pytest.mark.parametrize("handler", [1, "a"])
def test_a_handler_that_cannot_be_called_is_refused(handler):
    with pytest.raises(TypeError, match="has to be callable"):
        Channel("a", handler)


def test_an_expiry_that_is_no_time_is_refused():
    with pytest.raises(TypeError, match="datetime or a timedelta"):
        Channel("a").send(expiry=5)


def test_a_channel_that_is_unsubscribed_is_kept_alive_by_nobody(owner):
    class Handler:
        def __call__(self, message):
            pass

    handler = Handler()
    reference = weakref.ref(handler)
    channel = Channel("a", handler)
    Channel("a").send()
    owner.settle()
    channel.unsubscribe()
    del handler, channel
    gc.collect()
    assert reference() is None


def test_handlers_run_on_behalf_of_the_server(owner):
    seen = []
    Channel("a", lambda message: Channel("b").send({"n": 1}))
    Channel("b", lambda message: seen.append(message.data))
    Channel("a").send()
    owner.settle()
    assert seen == [{"n": 1}]


def test_two_servers_do_not_hear_each_other(owner, subscribe):
    seen = subscribe("a")
    other = Owner()
    with on_behalf_of(other):
        Channel("a").send({"n": 1})
    other.settle()
    owner.settle()
    other.work.close()
    assert seen == []


def test_what_is_sent_before_a_server_runs_waits_for_it(owner, subscribe):
    owner.channels.close()
    seen = subscribe("a")
    Channel("a").send({"n": 1})
    owner.settle()
    assert seen == []
    owner.channels.open(owner.work)
    owner.settle()
    assert seen == [1]


def test_at_the_end_only_what_may_be_lost_is_dropped(owner, subscribe):
    owner.channels.close()
    seen = subscribe("a")
    lost = Channel("a").send({"n": 1}, droppable=True)
    kept = Channel("a").send({"n": 2})
    assert owner.channels.drop_droppable()
    owner.channels.open(owner.work)
    owner.settle()
    assert seen == [2]
    assert (lost.is_dropped(), kept.is_dropped()) == (True, False)
    assert not owner.channels.drop_droppable()


def test_subscriptions_are_listed(owner, subscribe):
    subscribe("a")
    subscribe("b*")
    assert list(owner.channels.subscriptions()) == ["a", "b*"]


def test_the_log_names_the_channel(owner, caplog):
    caplog.set_level(logging.ERROR)
    Channel("a", lambda message: 1 / 0)
    Channel("a").send()
    owner.settle()
    assert "<Channel('a')>" in caplog.text
