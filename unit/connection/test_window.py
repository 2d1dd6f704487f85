"""One window: a real one between a connection and an owner that only note what they are told."""

import pytest

from lona.connection.window import MAX_IN_FLIGHT, Window
from lona.protocol import ContentKind, ProtocolError, decode
from lona.protocol import messages as m
from lona.protocol.codec import encode_update_body
from lona.work.mailbox import Mailbox
from unit.drive import drive


class Threads:
    """Starts the jobs of mailboxes when it is told to, on the thread of the test."""

    def __init__(self):
        self.waiting = []

    def start(self, coroutine, *, on_loop, must_run):
        self.waiting.append(coroutine)

    def run(self):
        while self.waiting:
            drive(self.waiting.pop(0))


class Connection:
    """Keeps what windows post until it is taken."""

    def __init__(self):
        self.drafts = []
        self.timers = []

    def post(self, window, draft):
        self.drafts.append((window, draft))

    def call_later(self, seconds, callback):
        self.timers.append((seconds, callback))

    def redirect_of(self, base, location, leave_page):
        return location, leave_page

    def leave(self):
        """Do nothing: there is nothing to load on the way."""

    def take(self):
        drafts, self.drafts = self.drafts, []
        texts = [window.stamp(draft) for window, draft in drafts]
        return [decode(text) for text in texts if text is not None]


class Owner:
    """Notes what it is asked; `on_event` and `on_error` are what its user code does."""

    def __init__(self):
        self.calls = []
        self.on_event = self.on_error = lambda: None

    is_async = False

    async def handle_input_event(self, window, message):
        self.calls.append(("event", message.event_id))
        self.on_event()

    async def report_client_error(self, window, text):
        self.calls.append(("error", text))
        self.on_error()

    def resync(self, window):
        self.calls.append(("resync",))

    def note_closed(self, window):
        """Wait for `detach`."""

    def detach(self, window):
        self.calls.append(("detach",))
        window.leave()


@pytest.fixture
def threads():
    threads = Threads()
    yield threads
    for coroutine in threads.waiting:
        coroutine.close()


@pytest.fixture
def connection():
    return Connection()


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
def window(connection, threads, owner):
    window = Window(connection, 7, 3, lambda: Mailbox(threads.start))
    window.join(owner)
    return window


def body(text):
    return encode_update_body(None, ContentKind.HTML, text)


def event(event_id, view=3, acked=0):
    return m.InputEvent(7, view, acked, event_id, 301, [], None, None, "", [], [])


def fill(window, connection):
    """Let the client leave so much unacknowledged that it gets no further updates."""
    for _ in range(MAX_IN_FLIGHT):
        window.send_update(body("x"))
    assert len(connection.take()) == MAX_IN_FLIGHT


def contents(messages):
    return [message.content for message in messages if isinstance(message, m.Update)]


def collapse_while_posting(connection, monkeypatch):
    """Let another window's message fill the outbox just when the next message is posted."""
    post = connection.post

    def post_too_late(window, draft):
        monkeypatch.setattr(connection, "post", post)
        window.collapse()
        post(window, draft)

    monkeypatch.setattr(connection, "post", post_too_late)


# what came in


def test_messages_of_an_earlier_view_are_dropped(window, threads, owner):
    window.receive(event(1, view=2))
    window.receive(m.Ack(7, 2, 99))
    window.receive(m.ClientError(7, 2, "stale"))
    threads.run()
    assert owner.calls == []


def test_each_event_is_handled_once_and_in_order(window, threads, owner):
    for event_id in (1, 2, 2, 1, 5):
        window.receive(event(event_id))
    threads.run()
    assert owner.calls == [("event", 1), ("event", 2), ("event", 5)]


def test_an_event_is_remembered_for_the_reminder(window, connection, threads):
    window.receive(event(1))
    ((seconds, callback),) = connection.timers
    assert seconds == 0.05
    callback()
    window.begin_event(1, has_value=True)
    assert connection.take() == [m.EventBusy(7, 3, 1, 1)]


@pytest.mark.parametrize("message", [m.Ack(7, 3, 1), event(1, acked=1)], ids=["ack", "event"])
def test_acknowledging_what_was_never_sent_is_hostile(window, threads, owner, message):
    with pytest.raises(ProtocolError, match="seq 1"):
        window.receive(message)
    threads.run()
    assert owner.calls == []


def test_nothing_happens_in_a_window_that_shows_nobodys_view(window, threads, owner):
    window.leave()
    window.receive(event(1))
    window.receive(m.ClientError(7, 3, "oops"))
    threads.run()
    assert owner.calls == []
    assert not window.is_broken


def test_an_exception_of_the_client_is_reported_once(window, threads, owner):
    window.receive(m.ClientError(7, 3, "first"))
    window.receive(m.ClientError(7, 3, "second"))
    assert window.is_broken
    threads.run()
    assert owner.calls == [("error", "first")]


# what becomes of an event


def test_an_event_without_a_value_counts_as_applied_from_its_beginning(window, connection):
    window.begin_event(4, has_value=False)
    window.send_update(body("x"))
    busy, update = connection.take()
    assert busy == m.EventBusy(7, 3, 1, 4)
    assert update.applied == 4


def test_a_value_counts_as_applied_when_the_tree_has_it(window, connection):
    window.begin_event(4, has_value=True)
    window.send_update(body("x"))
    window.mark_applied(4)
    window.mark_applied(2)
    window.send_update(body("y"))
    first, busy, second = connection.take()
    assert (first.applied, second.applied) == (0, 4)
    assert busy == m.EventBusy(7, 3, 2, 4)


def test_an_event_that_changed_something_needs_no_message_of_its_own(window, connection):
    window.begin_event(1, has_value=True)
    window.finish_event(1)
    window.send_update(body("x"))
    window.end_event(1)
    assert [type(message) for message in connection.take()] == [m.Update]


def test_an_event_that_changed_nothing_is_acknowledged_at_its_end(window, connection):
    window.begin_event(1, has_value=True)
    assert connection.take() == []
    window.end_event(1)
    assert connection.take() == [m.EventAck(7, 3, 1, 1)]


def test_what_shows_something_before_its_end_is_busy_until_then(window, connection):
    window.begin_event(1, has_value=False)
    window.send_update(body("x"))
    window.send_update(body("y"))
    window.finish_event(1)
    window.send_update(body("z"))
    window.end_event(1)
    types = [type(message) for message in connection.take()]
    assert types == [m.EventBusy, m.Update, m.Update, m.Update, m.EventAck]


# what goes out


def test_messages_get_their_numbers_when_they_leave(window, connection):
    window.send_started()
    window.send_update(body("x"))
    window.send_redirect("/a", leave_page=False)
    window.send_redirect("/b", leave_page=True)
    assert window.seq == 0
    assert connection.take() == [
        m.ViewStarted(7, 3, 1),
        m.Update(7, 3, 2, 0, None, ContentKind.HTML, "x"),
        m.Redirect(7, 3, 3, "/a"),
        m.HttpRedirect(7, 3, 4, "/b"),
    ]
    assert window.seq == 4


def test_a_broken_window_shows_what_it_is_told_to_show_and_nothing_else(window, connection):
    window.receive(m.ClientError(7, 3, "oops"))
    window.send_started()
    window.send_update(body("tree"))
    assert connection.take() == []
    window.show_instead(body("sorry"))
    window.send_update(body("tree"))
    started, update = connection.take()
    assert isinstance(started, m.ViewStarted)
    assert update.content == "sorry"


def test_a_closed_window_is_silent(window, connection):
    window.send_update(body("queued"))
    window.close()
    window.send_started()
    window.send_update(body("x"))
    window.send_redirect("/", leave_page=False)
    window.end_event(1)
    assert window.is_closed
    assert connection.take() == []


# clients that do not keep up


def test_a_snapshot_is_sent_only_if_updates_were_given_up_for_it(window, connection):
    window.send_snapshot(body("state"))
    assert connection.take() == []
    window.collapse()
    window.send_update(body("lost"))
    window.send_snapshot(body("state"))
    window.send_snapshot(body("again"))
    window.send_update(body("next"))
    assert contents(connection.take()) == ["state", "next"]


def test_the_owner_is_asked_for_one_snapshot(window, threads, owner):
    window.catch_up()
    window.collapse()
    window.catch_up()
    window.catch_up()
    threads.run()
    assert owner.calls == [("resync",)]


def test_a_client_that_acknowledges_nothing_gets_no_further_updates(
    window, connection, threads, owner
):
    fill(window, connection)
    window.send_update(body("lost"))
    window.send_redirect("/", leave_page=False)
    assert [type(message) for message in connection.take()] == [m.Redirect]
    window.catch_up()
    threads.run()
    assert owner.calls == []
    window.receive(m.Ack(7, 3, MAX_IN_FLIGHT))
    threads.run()
    assert owner.calls == [("resync",)]


def test_an_update_that_is_queued_while_others_are_given_up_waits_for_the_snapshot(
    window, connection, monkeypatch
):
    window.send_update(body("given up"))
    connection.drafts.clear()
    collapse_while_posting(connection, monkeypatch)
    window.send_update(body("too late"))
    window.send_snapshot(body("state"))
    window.send_update(body("next"))
    assert contents(connection.take()) == ["state", "next"]


def test_nothing_leaves_behind_a_snapshot_that_was_given_up(window, connection, monkeypatch):
    window.collapse()
    collapse_while_posting(connection, monkeypatch)
    window.send_snapshot(body("given up"))
    window.send_update(body("lost"))
    assert connection.take() == []
    window.send_snapshot(body("state"))
    assert contents(connection.take()) == ["state"]


def test_a_snapshot_that_the_client_cannot_take_yet_is_followed_by_another(
    window, connection, threads, owner
):
    window.collapse()
    for _ in range(MAX_IN_FLIGHT):
        window.send_redirect("/", leave_page=False)
    window.send_snapshot(body("early"))
    window.send_update(body("lost"))
    assert contents(connection.take()) == []
    window.receive(m.Ack(7, 3, MAX_IN_FLIGHT))
    threads.run()
    assert owner.calls == [("resync",)]
    window.send_snapshot(body("state"))
    assert contents(connection.take()) == ["state"]


def test_the_snapshot_of_a_broken_window_is_what_it_shows_instead(window, connection):
    window.collapse()
    window.show_instead(body("sorry"))
    assert contents(connection.take()) == []
    window.send_snapshot(body("tree"))
    assert contents(connection.take()) == ["sorry"]


@pytest.mark.parametrize("end", ["close", "leave"])
def test_the_owner_of_a_window_that_is_gone_is_asked_for_nothing(window, threads, owner, end):
    window.collapse()
    window.catch_up()
    getattr(window, end)()
    threads.run()
    assert ("resync",) not in owner.calls


# the end


def test_a_window_without_events_is_detached_at_once_and_needs_no_thread(window, threads, owner):
    window.close()
    assert owner.calls == [("detach",)]
    assert threads.waiting == []


def test_the_last_events_are_handled_before_the_window_is_detached(window, threads, owner):
    window.receive(event(1))
    window.receive(event(2))
    window.close()
    threads.run()
    assert owner.calls == [("event", 1), ("event", 2), ("detach",)]


def test_the_last_events_of_a_client_that_is_thrown_out_are_not_handled(window, threads, owner):
    owner.on_event = lambda: window.close(keeps_events=False)
    window.receive(event(1))
    window.receive(event(2))
    threads.run()
    assert owner.calls == [("event", 1), ("detach",)]


def test_a_handler_that_does_not_end_does_not_keep_the_window(window, threads, owner, monkeypatch):
    monkeypatch.setattr("lona.connection.window.LAST_EVENTS_PATIENCE", 0)
    while_it_waits = []

    def wait():
        window.close()
        threads.run()
        while_it_waits.extend(owner.calls)

    owner.on_event = wait
    window.receive(event(1))
    window.receive(event(2))
    threads.run()
    assert while_it_waits == owner.calls == [("event", 1), ("detach",)]


def test_a_window_that_never_showed_a_view_ends_without_a_word(window, threads, owner):
    window.leave()
    window.close()
    assert threads.waiting == []
    assert repr(window) == "<Window(7, view=3)>"


def test_a_window_is_detached_although_its_error_page_waits(window, threads, owner):
    while_it_waits = []

    def wait():
        window.close()
        threads.run()  # whatever may run beside it
        while_it_waits.extend(owner.calls)

    owner.on_error = wait
    window.receive(m.ClientError(7, 3, "oops"))
    threads.run()
    assert while_it_waits == [("error", "oops"), ("detach",)]
