"""Clients that do not read: nobody waits for them."""

import pytest

from lona import View
from lona.html import Div
from lona.routing import MATCH_ALL, Route
from lona.runtime.waits import FAIR_SECONDS
from lona.server import Server
from lona.work.clock import Clock
from lona_testing.fake_connection import FakeConnection
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.http import HttpRequest


class Patient(Clock):
    """A clock on which waiting takes no time, but is noted."""

    def __init__(self):
        self.time = 0.0
        self.waited = []

    def monotonic(self):
        return self.time

    def wait(self, event, seconds):
        if not event.is_set():
            self.waited.append(seconds)
            self.time += seconds
        return event.is_set()


class Stalled:
    """The socket of a client that reads only when it is told to."""

    def __init__(self):
        self.closed = None

    def wakeup(self):
        """Take nothing."""

    def close(self, code, reason):
        self.closed = code

    def call_later(self, seconds, callback):
        pass


class Broadcasting(View):
    def handle_request(self, request):
        return Div("feed")

    def handle_input_event(self, input_event):
        self.send_str("news", broadcast=True)


@pytest.fixture
def clock():
    return Patient()


@pytest.fixture
def server(clock):
    thread = LoopThread()
    server = Server("/", routes=[Route(MATCH_ALL, Broadcasting)], clock=clock)
    server.set_loop(thread.loop)
    thread.run(server.startup())
    yield server
    thread.run(server.shutdown())
    thread.stop()


def stall(server, count=1):
    request = HttpRequest("http://localhost/")
    return [server.open_connection(request, Stalled()) for _ in range(count)]


def start(server):
    client = FakeConnection(server).open()
    client.run_view("/")
    assert client.settle()
    return server.get_views()


def test_a_broadcast_waits_no_longer_for_one_client_than_for_the_others(server, clock):
    stall(server, 50)
    (view,) = start(server)
    view.send_str("news", broadcast=True)
    assert 0 < sum(clock.waited) <= FAIR_SECONDS


def test_a_broadcast_to_clients_that_do_not_read_waits_a_second(server, clock):
    stall(server, 50)
    (view,) = start(server)
    view.send_str(
        "news", broadcast=True, filter_connections=lambda c: isinstance(c.websocket, Stalled)
    )
    assert sum(clock.waited) == pytest.approx(1)


def test_a_client_that_was_waited_for_in_vain_is_not_waited_for_again_until_it_has_read(
    server, clock
):
    (connection,) = stall(server)
    (view,) = start(server)
    for _ in range(100):
        view.send_str("news", broadcast=True)
    assert len(clock.waited) == 1
    assert connection.take_outgoing() == ["news"] * 100
    connection.send_str("more", wait=False)
    assert connection.take_outgoing() == ["more"]  # at once: it is not slow any more
    for _ in range(100):
        view.send_str("news", broadcast=True)
    assert len(clock.waited) == 2


def test_a_client_that_reads_just_enough_does_not_slow_a_broadcast_down(server, clock):
    (connection,) = stall(server)
    (view,) = start(server)
    for _ in range(10):
        for _ in range(1000):
            view.send_str("news", broadcast=True)
        clock.time += 0.5
        connection.take_outgoing()
    assert len(clock.waited) == 1


def test_a_slow_client_is_waited_for_before_it_is_dropped(server, clock):
    (connection,) = stall(server)
    (view,) = start(server)
    view.send_str("news", broadcast=True)
    clock.time += 1
    connection.take_outgoing()
    while len(clock.waited) == 1:
        view.send_str("news", broadcast=True)
    assert len(connection.take_outgoing()) == 4097
    assert connection.websocket.closed is None


def test_the_send_of_a_connection_waits_a_second_at_the_most_too(server, clock):
    (connection,) = stall(server)
    for _ in range(100):
        connection.send_str("news")
    assert clock.waited == [1]


def test_changes_of_a_view_do_not_wait_at_all(server, clock):
    (view,) = start(server)
    stalled = server.open_connection(HttpRequest("http://localhost/"), Stalled())
    for number in range(2000):
        stalled.send_str(str(number), wait=False)
        view.show(f"state {number}")
    assert clock.waited == []
