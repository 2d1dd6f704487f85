import json
import logging
import threading
from types import SimpleNamespace

import pytest

from lona.connection import Connection, NotInteractiveError, outbox
from lona.connection.client_log import ClientLog
from lona.connection.window import MAX_IN_FLIGHT
from lona.protocol import ContentKind, decode, encode
from lona.protocol import messages as m
from lona.protocol.codec import encode_update_body
from lona.settings import Settings, default_values
from lona.work.clock import Clock
from lona.work.work import Work


class Transport:
    """The far side: counts wake-ups, remembers the close, runs timers when told to."""

    def __init__(self):
        self.wakeups = 0
        self.closed = None
        self.timers = []

    def wakeup(self):
        self.wakeups += 1

    def close(self, code, reason):
        self.closed = code

    def call_later(self, seconds, callback):
        self.timers.append(callback)


class Runtimes:
    """Stands for all views: owns every window, notes what it is asked."""

    def __init__(self):
        self.started = []
        self.events = []
        self.resynced = []
        self.detached = []
        self.errors = []

    def start(self, window, url, post):
        window.join(self)
        self.started.append((window, url, post))

    is_async = False

    async def report_client_error(self, window, text):
        self.errors.append(text)

    async def handle_input_event(self, window, message):
        self.events.append(message.event_id)

    def resync(self, window):
        self.resynced.append(window)

    def note_closed(self, window):
        """Wait for `detach`."""

    def detach(self, window):
        self.detached.append(window)


class Middlewares:
    def __init__(self):
        self.messages = []

    def run(self, hook, **data):
        self.messages.append((hook, data["message"]))
        return False, None


@pytest.fixture
def server():
    settings = Settings("", default_values())
    server = SimpleNamespace(
        settings=settings,
        clock=Clock(),
        work=Work(settings),
        client_log=ClientLog(lambda: 0, Clock()),
        client_of=lambda http_request: "",
        runtimes=Runtimes(),
        middleware_controller=Middlewares(),
        is_loop_thread=lambda: False,
        forget_connection=lambda connection: None,
    )
    server.activity = server.work.activity
    server.work.open()
    yield server
    assert server.activity.wait_idle(60)
    server.work.close()


@pytest.fixture
def transport():
    return Transport()


@pytest.fixture
def connection(server, transport):
    return Connection(server=server, http_request=None, transport=transport)


def run_view(connection, window=1, view=1):
    connection.receive(encode(m.RunView(window, view, 0, "http://localhost/", None)))
    return connection.server.runtimes.started[-1][0]


def event(event_id, window=1, view=1, acked=0):
    return encode(
        m.InputEvent(window, view, acked, event_id, "custom", [], None, None, "", [""], [""])
    )


def update(window, text="x"):
    window.send_update(encode_update_body(None, ContentKind.HTML, text))


def take(connection):
    return [decode(text) for text in connection.take_outgoing()]


def test_a_requested_view_is_started_with_its_url_and_values(connection, server):
    connection.receive(encode(m.RunView(1, 1, 0, "http://localhost/a", {"x": "y"})))
    window, url, post = server.runtimes.started[0]
    assert (window.number, window.view, url, post) == (1, 1, "http://localhost/a", {"x": "y"})


def test_messages_are_numbered_for_each_window_when_they_leave(connection):
    first = run_view(connection, window=1)
    second = run_view(connection, window=2)
    first.send_started()
    update(second)
    update(first)
    assert [(message.window, message.seq) for message in take(connection)] == [
        (1, 1),
        (2, 1),
        (1, 2),
    ]


def test_sending_wakes_the_transport(connection, transport):
    window = run_view(connection)
    update(window)
    assert transport.wakeups == 1


def test_events_reach_the_owner_once_and_in_order(connection, server):
    run_view(connection)
    for event_id in (1, 2, 2, 1, 3, 3):
        connection.receive(event(event_id))
    assert server.activity.wait_idle(60)
    assert server.runtimes.events == [1, 2, 3]


def test_messages_for_an_earlier_view_are_dropped(connection, server):
    run_view(connection, view=1)
    run_view(connection, view=2)
    connection.receive(event(1, view=1))
    connection.receive(event(1, view=3))
    connection.receive(event(1, window=9))
    assert server.activity.wait_idle(60)
    assert server.runtimes.events == []


def test_a_new_view_in_the_window_detaches_the_old_one(connection, server):
    old = run_view(connection, view=1)
    run_view(connection, view=2)
    assert server.activity.wait_idle(60)
    assert server.runtimes.detached == [old]
    update(old)
    assert take(connection) == []


def test_a_view_number_that_is_not_new_starts_nothing(connection, server):
    run_view(connection, view=2)
    connection.receive(encode(m.RunView(1, 2, 0, "http://localhost/", None)))
    connection.receive(encode(m.RunView(1, 1, 0, "http://localhost/", None)))
    assert len(server.runtimes.started) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lona:[", 4400),
        ("lona:[101]", 4400),
        ("lona:[999]", 4404),
        (encode(m.Pong()), 4404),
        ("lona:" + "[" * 50_000, 4400),
    ],
    ids=["no JSON", "too few items", "unknown code", "other direction", "deep"],
)
def test_hostile_messages_close_the_connection_with_one_log_line(
    connection, transport, caplog, text, code
):
    with caplog.at_level(logging.WARNING, "lona.server.websockets"):
        connection.receive(text)
        connection.receive(text)
    assert transport.closed == code
    names = [record.name for record in caplog.records if record.name.startswith("lona")]
    assert names == ["lona.server.websockets"]
    assert connection.closed


def test_acknowledging_what_was_never_sent_is_hostile(connection, transport):
    run_view(connection)
    connection.receive(encode(m.Ack(1, 1, 1)))
    assert transport.closed == 4400


def test_too_many_windows_are_refused(connection, transport):
    for number in range(1, 17):
        connection.receive(encode(m.RunView(number, 1, 0, "http://localhost/", None)))
    assert transport.closed is None
    for number in range(17, 18):
        connection.receive(encode(m.RunView(number, 1, 0, "http://localhost/", None)))
    assert transport.closed == 4429


def test_a_flood_of_events_is_refused(connection, transport, server, monkeypatch):
    gate, begun = threading.Event(), threading.Event()

    def handle(window, message):
        begun.set()
        gate.wait(60)

    monkeypatch.setattr(server.runtimes, "handle_input_event", handle)
    run_view(connection)
    connection.receive(event(1))
    assert begun.wait(60)
    event_id = 2
    while transport.closed is None:
        connection.receive(event(event_id))
        event_id += 1
    gate.set()
    assert transport.closed == 4429
    assert event_id > 1000


def test_a_ping_is_answered(connection):
    connection.receive(encode(m.Ping()))
    assert take(connection) == [m.Pong()]


def test_what_is_sent_is_counted_but_for_the_answer_to_a_ping(connection, server):
    connection.receive(encode(m.Ping()))
    assert server.activity.sent == 0
    connection.send_str("news", wait=False)
    assert server.activity.sent == 1


def test_a_goodbye_ends_the_views_at_once(connection, server):
    window = run_view(connection)
    connection.receive(encode(m.Goodbye()))
    assert server.activity.wait_idle(60)
    assert connection.closed
    assert server.runtimes.detached == [window]


def test_errors_of_the_client_are_reported_for_the_present_view_only(connection, server):
    run_view(connection)
    connection.receive(encode(m.ClientError(1, 1, "now")))
    connection.receive(encode(m.ClientError(1, 7, "stale")))
    assert server.activity.wait_idle(60)
    assert server.runtimes.errors == ["now"]


def test_custom_messages_go_to_the_middlewares_in_order(connection, server):
    for number in range(5):
        connection.receive(f"custom {number}")
    assert server.activity.wait_idle(60)
    assert server.middleware_controller.messages == [
        ("handle_websocket_message", f"custom {number}") for number in range(5)
    ]


def test_a_slow_reader_gets_one_snapshot_instead_of_a_backlog(connection, server, monkeypatch):
    monkeypatch.setattr(outbox, "MAX_MESSAGES", 10)
    window = run_view(connection)
    window.send_started()
    for number in range(50):
        update(window, str(number))
    assert take(connection) == [m.ViewStarted(1, 1, 1)]
    assert server.activity.wait_idle(60)
    assert server.runtimes.resynced == [window]
    window.send_snapshot(encode_update_body(None, ContentKind.HTML, "state"))
    assert [message.content for message in take(connection)] == ["state"]


def test_memory_of_a_slow_reader_is_bounded_by_size_too(connection, monkeypatch):
    monkeypatch.setattr(outbox, "MAX_CHARACTERS", 1000)
    window = run_view(connection)
    for _ in range(20):
        update(window, "x" * 400)
    assert connection._outbox.characters <= 1000


def test_a_client_that_never_acknowledges_is_not_sent_more_updates(connection, server):
    window = run_view(connection)
    for _ in range(MAX_IN_FLIGHT + 50):
        update(window)
        connection.take_outgoing()
    assert window.seq == MAX_IN_FLIGHT
    assert server.runtimes.resynced == []
    connection.receive(encode(m.Ack(1, 1, MAX_IN_FLIGHT)))
    assert server.activity.wait_idle(60)
    assert server.runtimes.resynced == [window]


def test_an_update_acknowledges_the_events_it_takes_into_account(connection):
    window = run_view(connection)
    window.begin_event(1, has_value=False)
    window.finish_event(1)
    update(window)
    window.end_event(1)
    assert [type(message) for message in take(connection)] == [m.Update]


def test_an_event_without_an_update_is_acknowledged_at_its_end(connection):
    window = run_view(connection)
    window.begin_event(1, has_value=True)
    window.end_event(1)
    assert take(connection) == [m.EventAck(1, 1, 1, 1)]


def test_a_custom_message_goes_out_between_the_others_in_order(connection):
    window = run_view(connection)
    window.send_started()
    connection.send_str("custom", wait=False)
    update(window)
    texts = connection.take_outgoing()
    assert texts[1] == "custom"
    assert [json.loads(text[5:])[0] for text in (texts[0], texts[2])] == [202, 201]


def test_waiting_for_a_custom_message_ends_when_the_transport_takes_it(connection, server):
    done = server.work.call(lambda: connection.send_str("custom"))
    while not (texts := connection.take_outgoing()):
        pass
    done.result(60)
    assert texts == ["custom"]


def test_a_closed_connection_ignores_what_it_is_given(connection):
    connection.disconnect(goodbye=False)
    connection.send_str("custom")
    connection.receive("lona:[")
    assert connection.take_outgoing() == []


def test_a_plain_request_can_not_send_messages(server):
    with pytest.raises(NotInteractiveError):
        Connection(server=server, http_request=None).send_str("x")
