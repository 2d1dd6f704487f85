"""What becomes of one event on a real screen, between a window and a view that only take notes."""

import logging
from types import SimpleNamespace

import pytest

from lona.events.event_types import CHANGE, CLICK
from lona.exceptions import UserAbort
from lona.html.node import Node
from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m
from lona.responses import RedirectResponse
from lona.runtime.dispatch import EventDispatch
from lona.runtime.screen import Screen
from lona.runtime.taken import TakenEvents
from lona.runtime.waits import Waits
from lona.work.activity import Activity
from lona.work.clock import Clock
from unit.drive import drive

CLICKED, CHANGED = int(INPUT_EVENT_TYPE.CLICK), int(INPUT_EVENT_TYPE.CHANGE)


class Window:
    """Notes in which order it is told what becomes of an event."""

    def __init__(self, user):
        self.connection = SimpleNamespace(user=user)
        self.is_broken = False
        self.calls = []

    def join(self, owner):
        pass

    def begin_event(self, event_id, has_value):
        self.calls.append(("begin", event_id, has_value))

    def mark_applied(self, event_id):
        self.calls.append(("applied", event_id))

    def finish_event(self, event_id):
        self.calls.append(("finish", event_id))

    def end_event(self, event_id):
        self.calls.append(("end", event_id))

    def send_update(self, body):
        self.calls.append(("update",))


class View:
    """Notes its events; `answer` or `error` is what its last hook returns or raises."""

    def __init__(self):
        self.events = []
        self.answer = self.error = None

    def handle_input_event_root(self, event):
        self.events.append(event)
        return event

    def handle_input_event(self, event):
        if self.error is not None:
            raise self.error
        return self.answer


class Dispatch:
    """An event dispatch and everything around it."""

    def __init__(self):
        self.settings = SimpleNamespace(TEST_INPUT_EVENT_TIMEOUT=0, CLIENT_INPUT_EVENT_TIMEOUT=2)
        self.request = SimpleNamespace(user="user", server=SimpleNamespace(settings=self.settings))
        self.screen = Screen()
        self.view = View()
        self.waits = Waits(Activity(), Clock())
        self.crashes = []
        self.redirects = []
        self.dispatch = EventDispatch(
            self.request,
            self.screen,
            get_view=lambda: self.view,
            taken=TakenEvents(),
            waits_of=lambda view: self.waits,
            crash=self.crash,
            redirect=self.redirects.append,
        )
        self.window = Window("user")
        self.screen.attach(self.window, None, lambda: True)
        self.button = Node("x", tag_name="button", events=[CLICK])
        self.root = Node(self.button, tag_name="div")
        self.screen.show(self.root)
        self.window.calls.clear()

    async def crash(self, *told):
        self.crashes.append(told)

    def fire(self, node=None, event_type=CLICKED, data=None, target=None, window=None):
        message = m.InputEvent(
            1,
            1,
            0,
            5,
            event_type,
            [] if data is None else data,
            None if node is None else int(node.id),
            None if target is None else int(target.id),
            "X",
            [],
            [],
        )
        drive(self.dispatch.handle(self.window if window is None else window, message))


@pytest.fixture
def dispatch():
    return Dispatch()


NOTHING_HAPPENED = [("begin", 5, False), ("end", 5)]


def test_an_event_runs_through_the_chain_with_all_that_is_known_of_it(dispatch):
    dispatch.fire(dispatch.button, target=dispatch.button)
    (event,) = dispatch.view.events
    assert event.node is event.target_node is dispatch.button
    assert event.nodes == [dispatch.button, dispatch.root]
    assert event.document is dispatch.screen.document
    assert event.connection is dispatch.window.connection
    assert event.request is dispatch.request
    assert event.issuer is dispatch.window
    assert dispatch.window.calls == [("begin", 5, False), ("finish", 5), ("end", 5)]


def test_what_an_event_changed_is_sent_between_its_begin_and_its_end(dispatch):
    dispatch.button.handle_click = lambda event: dispatch.button.set_text("changed")
    dispatch.fire(dispatch.button)
    assert dispatch.window.calls == [
        ("begin", 5, False),
        ("finish", 5),
        ("update",),
        ("end", 5),
    ]


def test_an_event_that_a_view_awaits_is_left_to_the_view(dispatch):
    waiter = dispatch.waits.arm("click", [])
    dispatch.button.set_text("changed")
    dispatch.fire(dispatch.button)
    assert waiter.event.node is dispatch.button
    assert dispatch.window.calls == [("begin", 5, False)]  # who has taken it finishes it


def test_a_redirect_is_handed_on_and_no_change_is_sent(dispatch):
    dispatch.view.answer = {"redirect": "/a"}
    dispatch.button.set_text("changed")
    dispatch.fire(dispatch.button)
    assert dispatch.redirects == [RedirectResponse("/a")]
    assert dispatch.window.calls == NOTHING_HAPPENED


@pytest.mark.parametrize("error", [KeyError(), SystemExit()], ids=["exception", "exit"])
def test_an_exception_of_a_hook_crashes_the_view_and_the_event_is_acknowledged(dispatch, error):
    dispatch.view.error = error
    dispatch.fire(dispatch.button)
    log = logging.getLogger("lona.input_events")
    assert dispatch.crashes == [(error, log, "at a click of <Node 'x'>")]
    assert dispatch.window.calls == NOTHING_HAPPENED


def test_a_hook_that_was_stopped_is_no_crash(dispatch):
    dispatch.view.error = UserAbort()
    dispatch.fire(dispatch.button)
    assert dispatch.crashes == []
    assert dispatch.window.calls == NOTHING_HAPPENED


# what counts


@pytest.mark.parametrize(
    "spoil",
    [
        lambda dispatch: setattr(dispatch, "view", None),
        lambda dispatch: setattr(dispatch.request, "user", "other"),
        lambda dispatch: setattr(dispatch.window, "is_broken", True),
        lambda dispatch: dispatch.root.clear(),
        lambda dispatch: dispatch.button.events.clear(),
    ],
    ids=["no view yet", "another user", "broken window", "node left", "node does not listen"],
)
def test_an_event_that_does_not_count_is_dropped_and_acknowledged(dispatch, spoil):
    view = dispatch.view
    spoil(dispatch)
    dispatch.fire(dispatch.button)
    assert view.events == []
    assert dispatch.window.calls[0] == ("begin", 5, False)
    assert dispatch.window.calls[-1] == ("end", 5)


def test_an_event_of_a_window_that_does_not_show_the_view_is_dropped(dispatch):
    stranger = Window("user")
    dispatch.fire(dispatch.button, window=stranger)
    assert dispatch.view.events == []
    assert stranger.calls == NOTHING_HAPPENED


def test_an_event_without_a_node_and_with_an_unknown_target_counts(dispatch):
    dispatch.fire(target=Node())
    (event,) = dispatch.view.events
    assert event.node is None
    assert event.target_node is None
    assert event.nodes == []


# changes


class Field(Node):
    """Reads what was typed in capitals, unless it is what was typed."""

    TAG_NAME = "input"
    EVENTS = [CHANGE]

    def read_change(self, data, get_node):
        return data if data.isupper() else data.upper()


@pytest.mark.parametrize(("typed", "read"), [("abc", "ABC"), ("ABC", "ABC")])
def test_a_node_reads_its_changes(dispatch, typed, read):
    field = Field()
    dispatch.screen.show(field)
    dispatch.window.calls.clear()
    dispatch.fire(field, CHANGED, typed)
    (event,) = dispatch.view.events
    assert event.data == read
    assert dispatch.window.calls[0] == ("begin", 5, True)


def test_the_target_of_a_change_reads_it_for_the_node_that_listens(dispatch):
    field = Field()
    form = Node(field, tag_name="form", events=[CHANGE])
    dispatch.screen.show(form)
    dispatch.fire(form, CHANGED, "abc", target=field)
    (event,) = dispatch.view.events
    assert (event.node, event.target_node, event.data) == (form, field, "ABC")


def test_a_hook_may_tell_that_the_value_is_stored(dispatch):
    dispatch.view.handle_input_event_root = lambda event: event.mark_applied()
    dispatch.fire(dispatch.button)
    assert dispatch.window.calls[:2] == [("begin", 5, False), ("applied", 5)]


# slow on purpose


def test_a_setting_makes_events_slow(dispatch):
    slept = []
    dispatch.waits = SimpleNamespace(sleep=slept.append, deliver=lambda event: False)
    dispatch.settings.TEST_INPUT_EVENT_TIMEOUT = 1
    dispatch.fire(dispatch.button)
    assert slept == [3]
    assert len(dispatch.view.events) == 1


def test_a_view_that_is_stopped_while_it_is_slow_gets_its_event_all_the_same(dispatch):
    dispatch.settings.TEST_INPUT_EVENT_TIMEOUT = 1
    dispatch.waits.stop(UserAbort())
    dispatch.fire(dispatch.button)
    assert len(dispatch.view.events) == 1
