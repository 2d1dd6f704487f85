"""Worker classes of an application, as Lona 1.14 brought them, do the work of channels."""

import logging
import queue
import threading
import time
from datetime import timedelta

import pytest

from lona import App, View
from lona.channels import Channel, MemoryBroker, MessageBroker, TaskWorker, Worker
from lona.html import Button, Div, P
from lona.pytest import expect
from lona.work.behalf import on_behalf_of

BROKER = "CHANNEL_MESSAGE_BROKER_CLASS"
TASKS = "CHANNEL_TASK_WORKER_CLASS"


class Censor(MessageBroker):
    """Lets no message to `secret` through."""

    def run(self):
        message = self.get_message()
        for channel in Channel.get_channels(message.topic):
            if message.topic != "secret":
                self.schedule_task(channel, message)


class Marking(TaskWorker):
    """Notes the threads, and the tasks in the data."""

    def run(self):
        task = self.get_task()
        task.message.data["thread"] = threading.current_thread().name
        time.sleep(0.001)
        task.channel.handler(task.message)


class Impatient(TaskWorker):
    def __init__(self, server, executor, timeout):
        super().__init__(server, executor, timeout)
        self.block = False

    def run(self):
        try:
            super().run()
        except queue.Empty:
            time.sleep(0.01)


@pytest.fixture
def start(lona_loop_thread):
    """Return a function that starts a server with settings, and runs code for it."""
    stack = []

    def start(**settings):
        app = App(__file__)
        for name, value in {"CHANNEL_WORKER_TIMEOUT": 0.05, **settings}.items():
            setattr(app.settings, name, value)
        server = app.setup_server(lona_loop_thread.loop)
        lona_loop_thread.run(server.startup())
        stack.append(lambda: lona_loop_thread.run(server.shutdown()))
        behalf = on_behalf_of(server)
        behalf.__enter__()
        stack.append(lambda: behalf.__exit__(None, None, None))
        return server

    yield start
    while stack:
        stack.pop()()


def settle(server):
    assert server.activity.wait_idle(60)


def subscribe(topic):
    seen = []
    Channel(topic, seen.append)
    return seen


def test_a_broker_of_the_application_decides_who_gets_what(start):
    server = start(**{BROKER: Censor})
    seen = subscribe("*")
    for number in range(100):
        Channel("secret" if number % 2 else "news").send({"number": number})
    settle(server)
    news = [message.data["number"] for message in seen if message.topic == "news"]
    assert news == list(range(0, 100, 2))
    assert "secret" not in {message.topic for message in seen}


@pytest.mark.parametrize("settings", [{TASKS: Marking}, {TASKS: Marking, BROKER: Censor}])
def test_task_workers_of_the_application_call_the_handlers_once_and_in_order(start, settings):
    server = start(**settings)
    seen = [subscribe("a"), subscribe("a"), subscribe("b")]
    for number in range(60):
        Channel("ab"[number % 2]).send({"number": number})
    settle(server)
    numbers = [[message.data["number"] for message in each] for each in seen]
    assert numbers == [list(range(0, 60, 2))] * 2 + [list(range(1, 60, 2))]
    threads = {message.data["thread"] for each in seen for message in each}
    assert all(name.startswith("LonaChannelWorker_Marking") for name in threads)


def test_workers_may_look_without_waiting(start):
    server = start(**{TASKS: Impatient})
    seen = subscribe("a")
    Channel("a").send({"number": 1})
    settle(server)
    assert [message.data for message in seen] == [{"number": 1}]


def test_settings_name_the_classes(start):
    server = start(**{TASKS: f"{__file__}::Marking"})
    seen = subscribe("a")
    Channel("a").send()
    settle(server)
    assert "Marking" in seen[0].data["thread"]


def test_what_is_too_late_is_dropped(start):
    server = start(**{BROKER: Censor, TASKS: Marking})
    seen = subscribe("a")
    message = Channel("a").send(expiry=timedelta(seconds=-1))
    settle(server)
    assert seen == []
    assert message.is_dropped()


def test_who_unsubscribed_gets_nothing_more(start):
    server = start(**{TASKS: Marking})
    seen = []
    first = Channel("a", lambda message: channel.unsubscribe())
    channel = Channel("a", seen.append)
    first.topic  # noqa: B018
    for _ in range(5):
        Channel("a").send()
    settle(server)
    assert len(seen) < 5
    assert channel.handler is None


def test_a_handler_that_raises_is_logged_and_the_worker_goes_on(start, caplog):
    server = start(**{TASKS: Marking})

    def fail(message):
        raise ValueError("as asked")

    Channel("a", fail)
    seen = subscribe("a")
    with caplog.at_level(logging.ERROR, "lona.channels"):
        Channel("a").send({"number": 1})
        Channel("a").send({"number": 2})
        settle(server)
    assert [message.data["number"] for message in seen] == [1, 2]
    assert caplog.text.count("ValueError: as asked") == 2


def test_what_may_not_be_lost_is_handled_before_the_end(start, lona_loop_thread):
    server = start(**{TASKS: Marking, "MAX_CHANNEL_TASK_WORKER_THREADS": 1})
    seen = subscribe("a")
    go_on = threading.Event()
    Channel("a", lambda message: go_on.wait(60))
    messages = [Channel("a").send({"number": n}, droppable=n % 2 == 1) for n in range(20)]
    threading.Timer(0.05, go_on.set).start()
    lona_loop_thread.run(server.shutdown())
    numbers = [message.data["number"] for message in seen]
    assert set(range(0, 20, 2)) <= set(numbers)
    assert all(message.is_dropped() or message.data["number"] in numbers for message in messages)
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if "LonaChannelWorker_Marking" in name]


def test_an_action_waits_for_them(lona_page):
    class Sending(View):
        def handle_request(self, request):
            self.text = P("nothing")
            self.subscribe("a", self.take)
            return Div(self.text, Button("send", handle_click=self.send))

        def send(self, input_event):
            Channel("a").send({"number": 7})

        def take(self, message):
            self.text.set_text(message.data["number"])

    def setup(app):
        app.route("/")(Sending)
        app.settings.CHANNEL_MESSAGE_BROKER_CLASS = Censor
        app.settings.CHANNEL_TASK_WORKER_CLASS = Marking

    page = lona_page(setup)
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("7")


def test_two_servers_that_share_a_broker_hear_each_other(start):
    broker = MemoryBroker()
    first = start(CHANNEL_BROKER=broker)
    seen = subscribe("a")
    second = start(CHANNEL_BROKER=broker)
    Channel("a").send({"number": 1})
    settle(second)
    settle(first)
    assert [message.data for message in seen] == [{"number": 1}]


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"CHANNEL_BROKER": object()}, "CHANNEL_BROKER: <object .* is no broker"),
        ({"CHANNEL_BROKER": "lona.View"}, "CHANNEL_BROKER: 'lona.View' is no broker"),
        ({TASKS: "lona.View"}, f"{TASKS}: <class .*View'> is no subclass of lona.channels.Worker"),
        ({BROKER: print}, f"{BROKER}: <built-in function print> is no subclass"),
    ],
)
def test_settings_that_cannot_be_right_are_refused_at_the_start(start, settings, problem):
    with pytest.raises(TypeError, match=problem):
        start(**settings)


def test_a_worker_without_a_server_says_so():
    with pytest.raises(RuntimeError, match="belongs to no running server"):
        Worker(None, None, 1).get_message()
