"""What one client can cost, with the settings that apply by default: attacks, and what they get."""

import logging
import threading

import pytest

from lona import View
from lona.html import Div
from lona.protocol import messages as m
from lona.routing import MATCH_ALL, Route
from lona.server import Server
from lona_testing.fake_connection import FakeConnection
from lona_testing.plugin.loop_thread import LoopThread


@pytest.fixture(scope="module")
def loop_thread():
    thread = LoopThread()
    yield thread
    thread.stop()


@pytest.fixture
def serve(loop_thread):
    servers = []

    def start(view, **settings):
        server = Server("/", routes=[Route(MATCH_ALL, view)], settings_post_overrides=settings)
        server.set_loop(loop_thread.loop)
        loop_thread.run(server.startup())
        servers.append(server)
        return server

    yield start
    for server in servers:
        loop_thread.run(server.shutdown())


def event(event_id, window=1, view=1, data="", name="x"):
    return m.InputEvent(window, view, 0, event_id, name, data, None, None, "", [""], [""])


class Page(View):
    def handle_request(self, request):
        return Div("page")


@pytest.mark.parametrize(("size", "code"), [(1024 * 1024, None), (1024 * 1024 + 1, 1009)])
def test_bytes_of_a_message(serve, size, code):
    client = FakeConnection(serve(Page)).open()
    client.send("x" * size)
    assert client.settle()
    assert (client.closed and client.closed[0]) == code


@pytest.mark.parametrize("count", [16, 17])
def test_windows_of_a_connection(serve, count):
    client = FakeConnection(serve(Page)).open()
    for window in range(1, count + 1):
        client.run_view("/", window=window)
    assert client.settle()
    assert client.closed is None if count == 16 else client.closed[0] == 4429


@pytest.mark.parametrize("piece", ["[],", "{},", "1,", '"",', "[[[[]]]],", "1.5,"])
def test_the_values_of_a_message(serve, monkeypatch, piece):
    client = FakeConnection(serve(Page)).open()
    client.run_view("/")
    monkeypatch.setattr("lona.protocol.codec._decode_json", None)  # it is not even tried
    data = "[" + piece * 21_000 + "0]"
    client.send(f'lona:[102,1,1,0,1,"x",{data},null,null,"",[],[]]')
    assert client.closed[0] == 4400


def test_what_is_in_a_text_is_one_value(serve):
    client = FakeConnection(serve(Page)).open()
    client.run_view("/")
    client.send(event(1, data='[1,"2",{},' * 50_000))
    assert client.settle()
    assert client.closed is None


@pytest.mark.parametrize("length", [8192, 8193])
def test_the_url_of_a_view(serve, length):
    server = serve(Page)
    client = FakeConnection(server).open()
    client.run_view("http://localhost/".ljust(length, "a"))
    assert client.settle()
    assert client.closed is None if length == 8192 else client.closed[0] == 4429


def test_long_paths_are_not_kept_for_later(serve):
    server = serve(Page)
    client = FakeConnection(server).open()
    for number in range(200):
        client.run_view(f"/{number}".ljust(4000, "a"), view=number + 1)
    assert client.settle()
    assert server.router.get_resolve_cache_info().currsize <= 1


class Blocked(View):
    """Waits in its handlers and in `handle_request` for a gate that the test opens."""

    gate: threading.Event
    begun: list

    def handle_request(self, request):
        self.begun.append(request.url.path)
        if request.url.path != "/page":
            self.gate.wait(60)
        return Div("page")

    def handle_input_event(self, input_event):
        self.begun.append(input_event.name)
        self.gate.wait(60)


@pytest.fixture
def blocked():
    class View_(Blocked):
        gate = threading.Event()
        begun = []

    yield View_
    View_.gate.set()


@pytest.mark.parametrize(
    ("data", "most"),
    [("x" * 500_000, 16), ([[]] * 9_000, 8), ("", 10_000)],
    ids=["text", "lists", "many"],
)
def test_windows_full_of_queued_events_share_one_limit(serve, blocked, data, most):
    client = FakeConnection(serve(blocked)).open()
    for window in range(1, 17):
        client.run_view("/page", window=window)
    assert client.settle()
    sent = 0
    while client.closed is None:
        client.send(event(sent // 16 + 1, sent % 16 + 1, data=data))
        sent += 1
    assert client.closed[0] == 4429
    assert sent < most + 16  # one is being handled in each window


def test_custom_messages_count_as_queued_input_too(serve, loop_thread):
    gate = threading.Event()

    class Slow:
        def handle_websocket_message(self, data):
            gate.wait(60)
            return data

    client = FakeConnection(serve(Page, MIDDLEWARES=[Slow])).open()
    for _ in range(20):
        client.send("x" * 500_000)
    gate.set()
    assert client.closed[0] == 4429


def test_three_thousand_starting_views_are_eight_at_a_time(serve, blocked):
    server = serve(blocked)
    attacker = FakeConnection(server).open()
    before = threading.active_count()
    for view in range(1, 3001):
        attacker.run_view(f"/{view}", view=view)
    other = FakeConnection(server).open()
    other.run_view("/page")
    while not any(type(message) is m.Update for message in other.receive()):
        assert other.wait_for_message(60)
    assert len(blocked.begun) <= 9
    assert threading.active_count() < before + 30
    blocked.gate.set()
    assert attacker.settle()
    assert blocked.begun[-1] == "/3000"  # what the window asked for last was not lost
    assert attacker.closed is None


def test_all_windows_may_start_at_once(serve, blocked):
    client = FakeConnection(serve(blocked)).open()
    for window in range(1, 17):
        client.run_view(f"/{window}", window=window)
    blocked.gate.set()
    assert client.settle()
    assert set(blocked.begun) == {f"/{number}" for number in range(1, 17)}
    assert client.closed is None


def test_views_that_wait_for_their_user_do_not_count_as_starting(serve):
    class Waiting(View):
        def handle_request(self, request):
            self.await_click(html=Div("page"))

    server = serve(Waiting)
    client = FakeConnection(server).open()
    for window in range(1, 17):
        client.run_view("/", window=window)
    assert client.settle()
    assert len(server.get_views()) == 16
    client.close()


class Daemon(View):
    errors: list

    def handle_request(self, request):
        try:
            self.is_daemon = True
        except RuntimeError as error:
            self.errors.append(str(error))
        self.await_click(html=Div("daemon"))


@pytest.mark.parametrize("leaves", ["one after the other", "all at once"])
def test_daemons_of_forged_users_are_so_many_at_the_most(serve, leaves):
    class View_(Daemon):
        errors = []

    server = serve(View_, LIMIT_DAEMONS=20)
    clients = []
    for number in range(60):
        client = FakeConnection(server, cookies={"sessionid": f"forged{number}"}).open()
        client.run_view("/")
        assert client.settle()
        clients.append(client)
        if leaves == "one after the other":
            client.close()
            assert client.settle()
    for client in clients:
        client.close()
    assert clients[0].settle()
    assert len(server.get_views()) == 20
    if leaves == "one after the other":
        assert len(View_.errors) == 40
        assert "LIMIT_DAEMONS" in View_.errors[0]
    returning = FakeConnection(server, cookies={"sessionid": "forged0"}).open()
    returning.run_view("/")
    assert returning.settle()
    assert len(server.get_views()) == 20  # it found its daemon again


def test_a_flood_of_error_reports_is_one_line(serve, caplog):
    client = FakeConnection(serve(Page)).open()
    for view in range(1, 101):
        client.run_view("/", view=view)
        assert client.settle()
        client.send(m.ClientError(1, view, "boom\nERROR lona: forged\x1b[2J" + "x" * 100_000))
        assert client.settle()
    lines = [r for r in caplog.records if r.name == "lona.view_runtime"]
    text = lines[0].getMessage()
    assert len(lines) < 20  # one a second, and ten a minute, however long it takes
    assert len(text) < 4200
    assert text.splitlines()[1:3] == [
        "  boom",
        r"  ERROR lona: forged\x1b[2J" + text.splitlines()[2][27:],
    ]
    assert client.closed is None


def test_ten_error_reports_a_minute_are_taken(serve, caplog):
    client = FakeConnection(serve(Page, LIMIT_LOG_LINES_A_SECOND=0)).open()
    for view in range(1, 31):
        client.run_view("/", view=view)
        assert client.settle()
        client.send(m.ClientError(1, view, "boom"))
        assert client.settle()
    lines = [r for r in caplog.records if r.name == "lona.view_runtime"]
    assert 10 <= len(lines) <= 15


def test_connections_that_break_the_protocol_again_and_again_get_one_line_a_second(serve, caplog):
    server = serve(Page)
    with caplog.at_level(logging.WARNING, "lona.server.websockets"):
        for _ in range(200):
            FakeConnection(server).open().send("lona:nonsense\nERROR forged")
    lines = [r for r in caplog.records if r.name == "lona.server.websockets"]
    assert 1 <= len(lines) < 20  # one a second, however long it takes
