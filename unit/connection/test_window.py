"""One window: a real one between a connection and an owner that only note what they are told."""

import pytest

from lona.connection.window import MAX_IN_FLIGHT, Window
from lona.protocol import ContentKind, decode
from lona.protocol import messages as m
from lona.protocol.codec import encode_update_body
from lona.work.mailbox import Mailbox


class Threads:
    """Starts the jobs of mailboxes when it is told to, on the thread of the test."""

    def __init__(self):
        self.waiting = []

    def start(self, job, *, must_run=False):
        self.waiting.append(job)

    def run(self):
        while self.waiting:
            self.waiting.pop(0)()


class Connection:
    """Keeps what windows post until it is taken."""

    def __init__(self):
        self.drafts = []
        self.timers = []

    def post(self, window, draft):
        self.drafts.append((window, draft))

    def call_later(self, seconds, callback):
        self.timers.append((seconds, callback))

    def take(self):
        drafts, self.drafts = self.drafts, []
        texts = [window.stamp(draft) for window, draft in drafts]
        return [decode(text) for text in texts if text is not None]


class Owner:
    """Notes what it is asked; `on_event` and `on_error` are what its user code does."""

    def __init__(self):
        self.calls = []
        self.on_event = self.on_error = lambda: None

    def handle_input_event(self, window, message):
        self.calls.append(("event", message.event_id))
        self.on_event()

    def report_client_error(self, window, text):
        self.calls.append(("error", text))
        self.on_error()

    def resync(self, window):
        self.calls.append(("resync",))

    def detach(self, window):
        self.calls.append(("detach",))
        window.leave()


@pytest.fixture
def threads():
    return Threads()


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


# the end


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
