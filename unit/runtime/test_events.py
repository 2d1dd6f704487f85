"""The chain of an input event, in a real server without sockets."""

import threading

import pytest

from lona.events.event_types import BLUR, CHANGE, CLICK, FOCUS, KEY_DOWN
from lona.html import Option2, Select2
from lona.html.node import Node
from lona.protocol import messages as m
from lona.responses import HttpRedirectResponse, RedirectResponse
from lona.view import View

CLICKED, CHANGED, FOCUSED, BLURRED = 301, 302, 304, 305


def names_of_lona(caplog):
    """Give who has logged; garbage of other tests that is collected meanwhile may log too."""
    return [record.name for record in caplog.records if record.name.startswith("lona")]


class ChainView(View):
    """Notes who got the event; `stop_at` ends the chain there with `answer`."""

    stop_at = ""
    answer = None

    def handle_request(self, request):
        self.log = []
        self.button = Node("x", tag_name="button", events=[CLICK, CHANGE, FOCUS, BLUR])
        self.inner = Node(self.button, tag_name="p")
        self.outer = Node(self.inner, tag_name="div")
        for name in ("button", "inner", "outer"):
            getattr(self, name).handle_input_event = self.noting(name)
        return self.outer

    def noting(self, name):
        return lambda event: self.note(name, event)

    def note(self, name, event):
        self.log.append(name)
        if name == self.stop_at:
            return self.answer
        return event

    def handle_input_event_root(self, input_event):
        return self.note("root", input_event)

    def handle_input_event(self, input_event):
        return self.note("view", input_event)


@pytest.fixture
def start(serve, open_tab):
    """Give a function that shows a view class and gives `(tab, view)`."""

    def start_view(view_class, **settings):
        server = serve({"/": view_class}, **settings)
        tab = open_tab(server)
        tab.load()
        (view,) = server.get_views(url="/")
        return tab, view

    return start_view


def test_the_chain_goes_root_nodes_innermost_first_then_the_view(start):
    tab, view = start(ChainView)
    tab.fire(view.button)
    assert view.log == ["root", "button", "inner", "outer", "view"]


@pytest.mark.parametrize("name", ["root", "button", "inner", "outer"])
def test_none_ends_the_chain(start, name):
    tab, view = start(ChainView)
    view.stop_at = name
    tab.fire(view.button)
    assert view.log[-1] == name


@pytest.mark.parametrize("name", ["root", "button", "view"])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (RedirectResponse("/x"), m.Redirect),
        (HttpRedirectResponse("/x"), m.HttpRedirect),
        ({"redirect": "/x"}, m.Redirect),
        ({"http_redirect": "/x"}, m.HttpRedirect),
    ],
    ids=["RedirectResponse", "HttpRedirectResponse", "redirect", "http_redirect"],
)
def test_redirects_end_the_chain_and_are_sent(start, name, answer, expected):
    tab, view = start(ChainView)
    view.stop_at, view.answer = name, answer
    messages = tab.fire(view.button)
    assert view.log[-1] == name
    assert isinstance(messages[0], expected)
    assert messages[0].location == "/x"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("html", RuntimeError),
        (5, RuntimeError),
        ({}, ValueError),
        ({"redirect": "/", "x": 1}, ValueError),
        ({"redirect": 5}, ValueError),
        ({"text": "x"}, ValueError),
    ],
    ids=str,
)
def test_other_answers_crash_the_view(start, answer, error, caplog):
    tab, view = start(ChainView)
    view.stop_at, view.answer = "button", answer
    messages = tab.fire(view.button)
    assert any("500" in str(getattr(message, "content", "")) for message in messages)
    assert names_of_lona(caplog) == ["lona.input_events"]
    assert type(view._view_runtime.stop_reason) is error


def test_changes_are_sent_after_the_chain_without_show(start):
    class TextView(View):
        def handle_request(self, request):
            self.button = Node("0", tag_name="button", events=[CLICK], handle_click=self.on_click)
            return self.button

        def on_click(self, event):
            self.button.set_text("1")

    tab, view = start(TextView)
    (update,) = tab.fire(view.button)
    assert (update.applied, update.content[0][2]) == (1, "1")


def test_an_event_that_changes_nothing_is_acknowledged(start):
    tab, view = start(ChainView)
    assert tab.fire(view.button) == [m.EventAck(1, 1, 3, 1)]


def test_handlers_are_called_by_type(start):
    calls = []

    class TypedView(View):
        def handle_request(self, request):
            self.node = Node(
                tag_name="input",
                events=[CLICK, CHANGE, FOCUS, BLUR],
                handle_click=lambda event: calls.append(("click", event.data)),
                handle_change=lambda event: calls.append(("change", event.data)),
                handle_focus=lambda event: calls.append(("focus", event.data)),
                handle_blur=lambda event: calls.append(("blur", event.data)),
            )
            return self.node

    tab, view = start(TypedView)
    tab.fire(view.node, CLICKED, {"x": 1})
    tab.fire(view.node, CHANGED, "text")
    tab.fire(view.node, FOCUSED)
    tab.fire(view.node, BLURRED)
    assert calls == [("click", {"x": 1}), ("change", "text"), ("focus", []), ("blur", [])]


def test_the_event_describes_what_happened(start):
    events = []

    class DescribedView(ChainView):
        def handle_input_event_root(self, input_event):
            events.append(input_event)

    tab, view = start(DescribedView)
    tab.fire(view.button, CLICKED, {"x": 1})
    (event,) = events
    assert event.name == "click"
    assert event.node is view.button
    assert [
        node is other for node, other in zip(event.nodes, [view.button, view.inner], strict=False)
    ]
    assert len(event.nodes) == 3
    assert (event.event_id, event.window_id, event.tag_name) == (1, 1, "X")
    assert (event.payload[0], event.payload[2]) == (1, {"x": 1})
    assert event.document.html is view.outer
    assert event.request is view.request
    assert event.connection is tab.connection.connection


def test_events_without_node_run_through_both_hooks_of_the_view(start):
    tab, view = start(ChainView)
    tab.fire(None, "custom", {"any": "json"})
    assert view.log == ["root", "view"]


def test_a_change_of_no_node_keeps_its_data(start):
    data = []

    class RootView(ChainView):
        def handle_input_event_root(self, input_event):
            data.append(input_event.data)

    tab, _ = start(RootView)
    tab.fire(None, CHANGED, ["5"])
    assert data == [["5"]]


def test_an_event_counts_only_if_its_node_is_there_listens_and_is_enabled(start, caplog):
    tab, view = start(ChainView)
    removed = view.button
    tab.fire(view.inner)  # does not listen
    tab.fire(999_999_999)
    removed.attributes["disabled"] = True
    view.show()
    tab.messages()
    assert tab.fire(removed) == [m.EventAck(1, 1, 6, 3)]
    removed.attributes["disabled"] = False
    view.inner.remove(removed)
    view.show()
    tab.messages()
    tab.fire(removed)
    assert view.log == []
    assert names_of_lona(caplog) == []


def test_events_of_another_user_do_not_count(start, open_tab):
    tab, view = start(ChainView)
    view.is_daemon = True
    other = open_tab(view.server)
    other.load()
    other.connection.connection.user = object()
    other.fire(view.button)
    assert view.log == []
    tab.fire(view.button)
    assert view.log != []


def test_a_view_that_changes_the_user_of_its_connection_keeps_getting_events(start):
    tab, view = start(ChainView)
    view.request.user = object()
    tab.fire(view.button)
    assert view.log == ["root", "button", "inner", "outer", "view"]


def test_a_repeated_event_is_handled_once(start):
    tab, view = start(ChainView)
    tab.connection.to_server.duplicate(1)
    tab.fire(view.button)
    assert view.log.count("root") == 1


def test_a_waiting_view_gets_the_event_before_the_view_hook(serve, open_tab):
    class WaitingView(ChainView):
        def handle_request(self, request):
            self.events = []
            super().handle_request(request)
            self.events.append(self.await_click(self.button, html=self.outer))
            self.events.append(self.await_input_event([self.button]))
            self.show("<p>done</p>")

    server = serve({"/": WaitingView})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    tab.fire(None, "other")
    assert view.log == ["root", "view"]
    view.log.clear()
    tab.fire(view.button)
    assert view.log == ["root", "button", "inner", "outer"]
    messages = tab.fire(view.button, FOCUSED)
    assert [event.name for event in view.events] == ["click", "focus"]
    assert any(getattr(message, "content", None) == "<p>done</p>" for message in messages)


def test_a_waiter_is_armed_before_its_html_leaves(serve, open_tab):
    class WizardView(View):
        def handle_request(self, request):
            for number in range(50):
                self.button = Node(str(number), tag_name="button", events=[CLICK])
                self.await_click(html=self.button)
            return "<p>finished</p>"

    server = serve({"/": WizardView})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    for _ in range(50):
        messages = tab.fire(view.button)
    assert any(getattr(message, "content", None) == "<p>finished</p>" for message in messages)


def test_a_crash_in_a_handler_stops_the_waiting_view_with_it(serve, open_tab, caplog):
    reasons = []

    class CrashingView(View):
        def handle_request(self, request):
            self.button = Node("x", tag_name="button", events=[CLICK], handle_click=self.crash)
            self.show(self.button)
            self.await_input_event()

        def crash(self, event):
            raise KeyError("in handler")

        def on_stop(self, reason):
            reasons.append(reason)

    server = serve({"/": CrashingView})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    notes = m.EventAck | m.EventBusy
    started, update = (x for x in tab.fire(view.button) if not isinstance(x, notes))
    assert isinstance(started, m.ViewStarted)
    assert "500" in str(update.content)
    assert [type(reason) for reason in reasons] == [KeyError]
    assert names_of_lona(caplog) == ["lona.input_events"]


def test_events_of_one_window_are_handled_in_order_one_at_a_time(start):
    class SlowView(View):
        def handle_request(self, request):
            self.log = []
            self.lock = threading.Lock()

        def handle_input_event(self, input_event):
            assert self.lock.acquire(blocking=False)
            self.log.append(input_event.data)
            self.lock.release()

    tab, view = start(SlowView)
    for number in range(100):
        tab.event_id += 1
        tab.connection.send(
            m.InputEvent(1, 1, 0, tab.event_id, "n", number, None, None, "", [""], [""])
        )
    tab.messages()
    assert view.log == list(range(100))


def test_a_blocked_handler_does_not_disturb_other_windows(serve, open_tab):
    gate = threading.Event()
    begun = threading.Event()

    class BlockingView(View):
        def handle_input_event(self, input_event):
            if input_event.data == "block":
                begun.set()
                gate.wait(60)
            else:
                self.show(f"<p>{input_event.data}</p>")

    server = serve({"/": BlockingView})
    blocked, free = open_tab(server), open_tab(server, session="b")
    blocked.load()
    free.load()
    blocked.connection.send(m.InputEvent(1, 1, 0, 1, "n", "block", None, None, "", [""], [""]))
    assert begun.wait(60)
    free.connection.send(m.InputEvent(1, 1, 0, 1, "n", "free", None, None, "", [""], [""]))
    assert free.connection.wait_for_message(60)
    updates = [x for x in free.connection.receive() if isinstance(x, m.Update)]
    assert [update.content for update in updates] == ["<p>free</p>"]
    gate.set()
    assert free.connection.settle()


def test_two_tabs_of_a_daemon_share_one_state(serve, open_tab):
    class DaemonView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.button = Node("0", tag_name="button", events=[CLICK], handle_click=self.on_click)
            self.show(self.button, title="kept")
            self.await_change()

        def on_click(self, event):
            self.button.set_text("1")

    server = serve({"/": DaemonView})
    first, second = open_tab(server), open_tab(server)
    first.load()
    snapshot = second.load()[1]
    assert (snapshot.title, snapshot.content[2]) == ("kept", "button")
    (view,) = server.get_views(url="/")
    assert [message.content for message in first.fire(view.button)] == [
        message.content for message in second.messages()
    ]
    first.close()
    second.close()
    assert len(server.runtimes) == 1
    third = open_tab(server)
    assert third.load()[1].content[2] == "button"
    stranger = open_tab(server, session="b")
    stranger.load()
    assert len(server.runtimes) == 2
    for runtime in server.runtimes.runtimes:
        runtime.view.is_daemon = False
    third.close()
    stranger.close()
    assert len(server.runtimes) == 0


def test_custom_messages_reach_all_clients_or_those_of_the_filter(serve, open_tab):
    class TalkingView(View):
        def handle_request(self, request):
            self.send_str("to mine")
            self.send_str("to all", broadcast=True)
            self.send_str(
                "to b", broadcast=True, filter_connections=lambda c: c.user.session_key == "b"
            )

    server = serve({"/": TalkingView, "/quiet": View})
    other = open_tab(server, session="b")
    other.load("/quiet")
    messages = open_tab(server, session="a").load()
    assert [message for message in messages if isinstance(message, str)] == ["to mine", "to all"]
    assert other.messages() == ["to all", "to b"]


def test_view_events_reach_all_views_of_the_class(serve, open_tab):
    class EventView(View):
        def handle_request(self, request):
            self.text = Node("", tag_name="p")
            return self.text

        def on_view_event(self, view_event):
            self.text.set_text(f"{view_event.name} {view_event.data}")

    server = serve({"/": EventView})
    tabs = [open_tab(server, session=name) for name in "ab"]
    for tab in tabs:
        tab.load()
    server.get_views(url="/")[0].fire_view_event("ping", {"a": 1})
    for tab in tabs:
        assert "ping {'a': 1}" in str(tab.messages()[0].content)


class SelectView(View):
    """Notes the data that the hooks of a change see; `before` is what the root hook does first."""

    STOP_DAEMON_WHEN_VIEW_FINISHES = False

    def handle_request(self, request):
        self.log = []
        self.is_daemon = True
        self.before = lambda: None
        self.options = [Option2(name, value=name) for name in "abc"]
        self.select = Select2(*self.options, bubble_up=True)
        return self.select

    def handle_input_event_root(self, input_event):
        self.log.append(list(input_event.data))
        self.before()
        return input_event

    def handle_input_event(self, input_event):
        self.log += [list(input_event.data), list(input_event.payload[2]), self.select.value]


def test_a_choice_means_the_option_that_the_user_saw(start):
    tab, view = start(SelectView)
    view.select.insert(0, Option2("new", value="new"))  # not shown yet
    tab.fire(view.select, CHANGED, [str(view.options[1].id)])
    assert view.log == [[2], [2], [2], "b"]


def test_a_choice_survives_a_root_hook_that_changes_the_options(start):
    tab, view = start(SelectView)
    view.before = view.options[0].remove
    tab.fire(view.select, CHANGED, [str(view.options[1].id)])
    assert view.log == [[1], [0], [0], "b"]


def test_indexes_of_options_count_what_the_server_has(start):
    tab, view = start(SelectView)
    tab.fire(view.select, CHANGED, [1])
    assert view.log == [[1], [1], [1], "b"]


@pytest.mark.parametrize("way", ["another url", "goodbye", "lost"])
def test_events_that_came_before_the_window_was_left_are_handled(serve, open_tab, way, monkeypatch):
    monkeypatch.setattr("lona.connection.window.LAST_EVENTS_PATIENCE", 60)
    values = []
    gate = threading.Event()

    class SavingView(View):
        def handle_input_event(self, input_event):
            gate.wait(60)
            values.append(input_event.data)

    server = serve({"/": SavingView, "/other": View})
    tab = open_tab(server)
    tab.load()
    for number in (1, 2, 3):
        tab.connection.send(
            m.InputEvent(1, 1, 0, number, "save", number, None, None, "", [""], [""])
        )
    if way == "another url":
        tab.connection.run_view("/other", view=2)
    else:
        tab.connection.close(goodbye=way == "goodbye")
    gate.set()
    assert tab.connection.settle()
    assert values == [1, 2, 3]


def test_a_handler_that_blocks_does_not_keep_the_view_of_a_left_window(
    serve, open_tab, monkeypatch
):
    monkeypatch.setattr("lona.connection.window.LAST_EVENTS_PATIENCE", 0.01)
    begun = threading.Event()

    class BlockedView(View):
        def handle_input_event(self, input_event):
            begun.set()
            self.await_click()

    server = serve({"/": BlockedView})
    tab = open_tab(server)
    tab.load()
    tab.connection.send(m.InputEvent(1, 1, 0, 1, "n", 1, None, None, "", [""], [""]))
    assert begun.wait(60)
    tab.close()
    assert len(server.runtimes) == 0


# events of keys and the like


KEY = {
    **dict.fromkeys(("alt_key", "ctrl_key", "shift_key", "meta_key"), False),
    "key": "Enter",
    "code": "Enter",
}


@pytest.mark.parametrize(
    ("data", "counts"),
    [
        (KEY, True),
        ({**KEY, "key": "a"}, False),
        ({**KEY, "ctrl_key": True}, False),
        ({**KEY, "key": 5}, False),
        ([], False),
        ("Enter", False),
    ],
)
def test_a_key_that_no_node_has_asked_for_is_dropped(serve, open_tab, data, counts):
    heard = []
    node = Node(
        tag_name="div", events=[KEY_DOWN("Enter")], handle_key_down=lambda event: heard.append(1)
    )

    class Page(View):
        def handle_request(self, request):
            return node

    tab = open_tab(serve({"/": Page}))
    tab.load()
    tab.fire(node, 310, data)
    tab.fire(node, 311, KEY)
    assert heard == ([1] if counts else [])
    assert tab.connection.closed is None


def test_a_node_hears_only_of_its_own_keys_from_those_inside(serve, open_tab):
    heard = []

    def note(event):
        heard.append(event.data["key"])
        return event

    inner = Node(tag_name="b", events=[KEY_DOWN("Enter", "a")])
    outer = Node(inner, tag_name="div", events=[KEY_DOWN("Enter")], handle_key_down=note)

    class Page(View):
        def handle_request(self, request):
            return outer

    tab = open_tab(serve({"/": Page}))
    tab.load()
    tab.fire(inner, 310, {**KEY, "key": "a"})
    tab.fire(inner, 310, KEY)
    assert heard == ["Enter"]
