"""The client without a socket: real protocol text, and a network that misbehaves on demand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from lona import App, View
from lona.html import H1, Button, Div
from lona.protocol import INPUT_EVENT_TYPE, CloseCode
from lona.protocol import messages as m
from lona.server import Server
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.fake_connection import ConnectionRefusedByServer, FakeConnection, Link

Start = Callable[[App], Server]


@pytest.fixture
def start(lona_loop_thread: LoopThread) -> Iterator[Start]:
    servers = []

    def start_server(app: App) -> Server:
        server = app.setup_server(lona_loop_thread.loop)
        lona_loop_thread.run(server.startup())
        servers.append(server)
        return server

    yield start_server
    for server in servers:
        lona_loop_thread.run(server.shutdown())


class Counter(View):
    def handle_request(self, request: Any) -> Any:
        self.heading = H1("0")
        self.button = Button("+", handle_click=self.count)
        return Div(self.heading, self.button)

    def count(self, event: Any) -> None:
        self.heading.set_text(str(int(self.heading.get_text()) + 1))


@pytest.fixture
def server(start: Start) -> Server:
    app = App(__file__)
    app.route("/")(Counter)
    return start(app)


def click(view: Counter, event_id: int) -> m.InputEvent:
    data = dict.fromkeys(("alt_key", "ctrl_key", "shift_key", "meta_key"), False)
    node = int(view.button.id)
    return m.InputEvent(
        1, 1, 0, event_id, INPUT_EVENT_TYPE.CLICK, data, node, node, "BUTTON", [""], [""]
    )


def open_counter(server: Server) -> tuple[FakeConnection, Any]:
    connection = FakeConnection(server).open()
    connection.run_view("/")
    assert connection.settle()
    (view,) = server.get_views(url="/")
    return connection, view


def test_a_view_arrives_as_protocol_messages(server: Server) -> None:
    connection, _ = open_counter(server)
    started, update = connection.receive()
    assert isinstance(started, m.ViewStarted)
    assert isinstance(update, m.Update)
    assert (started.seq, update.seq) == (1, 2)


def test_a_repeated_event_is_handled_once(server: Server) -> None:
    connection, view = open_counter(server)
    connection.to_server.duplicate()
    connection.send(click(view, 1))
    connection.settle()
    assert view.heading.get_text() == "1"


def test_a_lost_event_never_arrives(server: Server) -> None:
    connection, view = open_counter(server)
    connection.to_server.drop()
    connection.send(click(view, 1))
    connection.send(click(view, 2))
    connection.settle()
    assert view.heading.get_text() == "1"
    assert len(connection.to_server.dropped) == 1


def test_events_that_arrive_in_another_order_are_not_handled_late(server: Server) -> None:
    connection, view = open_counter(server)
    connection.to_server.hold()
    connection.send(click(view, 1))
    connection.send(click(view, 2))
    connection.to_server.release(lambda texts: texts[::-1])
    connection.settle()
    assert view.heading.get_text() == "1"


def test_held_messages_do_not_arrive_before_their_release(server: Server) -> None:
    connection, view = open_counter(server)
    connection.take_texts()
    connection.to_client.hold()
    connection.send(click(view, 1))
    connection.settle()
    assert connection.take_texts() == []
    connection.to_client.release()
    assert connection.take_texts() != []


def test_a_malformed_message_closes_this_connection_only(server: Server) -> None:
    good, view = open_counter(server)
    bad = FakeConnection(server).open()
    bad.send("lona:[1")
    assert bad.closed is not None
    assert bad.closed[0] == CloseCode.MALFORMED_MESSAGE
    good.send(click(view, 1))
    good.settle()
    assert view.heading.get_text() == "1"


def test_goodbye_ends_the_view(server: Server) -> None:
    connection, _ = open_counter(server)
    connection.close()
    assert server.activity.wait_idle(60)
    assert server.get_views(url="/") == []


def test_a_refusing_middleware_is_reported(start: Start) -> None:
    app = App(__file__)

    @app.middleware
    class Refuse:
        def handle_connection(self, data: Any) -> Any:
            return "go away"

    server = start(app)
    with pytest.raises(ConnectionRefusedByServer, match="go away"):
        FakeConnection(server).open()


def test_middlewares_read_the_request_like_one_of_aiohttp(start: Start) -> None:
    app = App(__file__)
    seen = []

    @app.middleware
    class Note:
        def handle_connection(self, data: Any) -> Any:
            request = data.http_request
            seen.append((request.path, dict(request.query), request.cookies, request.headers))
            return data

    server = start(app)
    url = "http://localhost:8080/a%20b?x=1"
    FakeConnection(server, url, cookies={"c": "1"}, headers={"X-Test": "yes"}).open()
    path, query, cookies, headers = seen[0]
    assert (path, query, cookies) == ("/a b", {"x": "1"}, {"c": "1"})
    assert (headers["x-test"], headers["Host"]) == ("yes", "localhost:8080")


def test_using_a_connection_before_it_is_open_says_what_to_do(server: Server) -> None:
    with pytest.raises(RuntimeError, match="call open"):
        FakeConnection(server).run_view("/")


def test_a_link_applies_drops_before_duplicates() -> None:
    delivered: list[str] = []
    link = Link(delivered.append)
    link.drop()
    link.duplicate()
    for text in ("a", "b", "c"):
        link.send(text)
    assert delivered == ["b", "b", "c"]
    assert link.dropped == ["a"]
