"""How views end when several things happen at once: no race, no deadlock, nothing left behind."""

import gc
import threading
import time
import weakref

import pytest

from lona.connection import Refused
from lona.errors import ForbiddenError
from lona.events.event_types import CLICK
from lona.exceptions import ServerStop, UserAbort
from lona.html import patches
from lona.html.node import Node
from lona.protocol import messages as m
from lona.view import View
from lona.work.pool import ThreadPool
from lona_testing.fake_connection import ConnectionRefusedByServer

CLICKS = [CLICK]
EVENT_NOTES = m.EventAck | m.EventBusy


def until(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.001)


def shut_down_quickly(server, loop_thread):
    """Shut down; `TimeoutError` if that takes much of the time that it may take."""
    loop_thread.run(server.shutdown(timeout=600), timeout=60)


def text_of(messages):
    return "".join(str(message.content) for message in messages if isinstance(message, m.Update))


def end_daemons(server):
    for view in server.get_views():
        view.is_daemon = False


# what user code raises


def test_a_view_that_exits_the_interpreter_only_crashes(serve, open_tab, caplog):
    class ExitingView(View):
        def handle_request(self, request):
            raise SystemExit(3)

    server = serve({"/": ExitingView})
    tab = open_tab(server)
    assert "500" in text_of(tab.load())
    tab.close()
    assert len(server.runtimes) == 0
    assert "SystemExit" in caplog.text


def test_a_handler_that_exits_the_interpreter_only_crashes_its_view(serve, open_tab, caplog):
    class ExitingView(View):
        def handle_request(self, request):
            self.button = Node(tag_name="button", events=CLICKS)
            self.button.handle_click = lambda event: exit(3)
            return self.button

    server = serve({"/": ExitingView})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    assert "500" in text_of(tab.fire(view.button))
    tab.close()
    assert len(server.runtimes) == 0


@pytest.mark.parametrize("hook", ["on_stop", "on_cleanup"])
def test_a_notified_hook_that_exits_the_interpreter_keeps_nothing_alive(
    serve, open_tab, caplog, hook
):
    def leave(*_):
        raise SystemExit

    view_class = type("LeavingView", (View,), {hook: leave})
    server = serve({"/": view_class})
    tab = open_tab(server)
    tab.load()
    tab.close()
    assert len(server.runtimes) == 0
    assert hook in caplog.text


# error views


def test_an_error_view_may_wait_for_events(serve, open_tab):
    class ClosedView(View):
        def handle_request(self, request):
            raise ForbiddenError

    class LoginView(View):
        def handle_request(self, request, exception):
            self.await_click(html=Node("log in", tag_name="button", events=CLICKS))
            self.sleep(0)
            return "welcome"

    server = serve({"/": ClosedView}, CORE_ERROR_403_VIEW=LoginView)
    tab = open_tab(server)
    (button,) = [message.content[1] for message in tab.load() if isinstance(message, m.Update)]
    assert "welcome" in text_of(tab.fire(button))


def test_a_waiting_error_view_ends_when_its_page_is_left(serve, open_tab):
    reasons = []

    class ClosedView(View):
        def handle_request(self, request):
            raise ForbiddenError

    class WaitingView(View):
        def handle_request(self, request, exception):
            try:
                self.sleep(60)
            except UserAbort as reason:
                reasons.append(reason)
                raise

    server = serve({"/": ClosedView}, CORE_ERROR_403_VIEW=WaitingView)
    tab = open_tab(server)
    tab.load()
    tab.close()
    assert len(reasons) == 1
    assert len(server.runtimes) == 0


def test_an_error_page_that_waits_in_a_broken_window_keeps_nothing_alive(serve, open_tab, caplog):
    class WaitingView(View):
        def handle_request(self, request, exception):
            self.sleep(600)

    server = serve({"/": View}, CORE_ERROR_500_VIEW=WaitingView)
    tab = open_tab(server)
    tab.load()
    tab.connection.send(m.ClientError(1, 1, "broken"))
    tab.close()
    assert len(server.runtimes) == 0


@pytest.mark.parametrize("answer", [object(), {"template": "no/such.html"}])
def test_a_useless_error_view_gives_way_to_the_default_page(serve, open_tab, caplog, answer):
    class UselessView(View):
        def handle_request(self, request, exception):
            return answer

    class CrashingView(View):
        def handle_request(self, request):
            raise KeyError

    server = serve({"/": CrashingView}, ERROR_500_VIEW=UselessView)
    assert "Internal error" in text_of(open_tab(server).load())


@pytest.mark.parametrize("answer", [object(), {"template": "no/such.html"}, {"json": 1}])
def test_a_useless_error_view_of_a_broken_window_gives_way_to_the_default_page(
    serve, open_tab, caplog, answer
):
    class UselessView(View):
        def handle_request(self, request, exception):
            return answer

    server = serve({"/": View}, ERROR_500_VIEW=UselessView)
    tab = open_tab(server)
    tab.load()
    tab.connection.send(m.ClientError(1, 1, "broken"))
    assert "Internal error" in text_of(tab.messages())


def test_the_error_page_is_sent_although_the_window_shows_the_same_html(serve, open_tab, caplog):
    class SameView(View):
        def handle_request(self, request, exception):
            return "<p>sorry</p>"

    class ClickView(View):
        def handle_request(self, request):
            return "<p>sorry</p>"

        def handle_input_event(self, input_event):
            raise KeyError

    server = serve({"/": ClickView}, CORE_ERROR_500_VIEW=SameView)
    tab = open_tab(server)
    tab.load()
    started, update = (x for x in tab.fire(None) if not isinstance(x, EVENT_NOTES))
    assert isinstance(started, m.ViewStarted)
    assert update.content == "<p>sorry</p>"


def test_a_window_that_shows_an_error_of_its_own_keeps_it_when_the_view_crashes(
    serve, open_tab, caplog
):
    class FragileView(View):
        def handle_request(self, request):
            self.is_daemon = True

        def handle_input_event(self, input_event):
            raise KeyError

    server = serve({"/": FragileView}, STOP_DAEMON_WHEN_VIEW_FINISHES=False)
    broken, other = open_tab(server), open_tab(server)
    broken.load()
    other.load()
    broken.connection.send(m.ClientError(1, 1, "broken"))
    assert "500" in text_of(broken.messages())
    assert "500" in text_of(other.fire(None))
    assert broken.messages() == []


def test_two_handlers_that_crash_at_once_are_both_logged_and_shown_once(serve, open_tab, caplog):
    barrier = threading.Barrier(2, timeout=60)

    class CrashingView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.await_click(Node())

        def handle_input_event_root(self, input_event):
            barrier.wait()
            raise KeyError(f"crash {input_event.connection.number}")

    server = serve({"/": CrashingView})
    tabs = [open_tab(server), open_tab(server)]
    for number, tab in enumerate(tabs):
        tab.load()
        tab.connection.connection.number = number
    for tab in tabs:
        tab.connection.send(m.InputEvent(1, 1, 0, 1, 301, [], None, None, "X", [""], [""]))
    for tab in tabs:
        assert [type(x) for x in tab.messages() if not isinstance(x, EVENT_NOTES)] == [
            m.ViewStarted,
            m.Update,
        ]
    assert "crash 0" in caplog.text
    assert "crash 1" in caplog.text
    for tab in tabs:
        tab.close()
    assert len(server.runtimes) == 0  # a daemon that crashed is of no use to anybody


def test_a_daemon_that_crashes_after_its_last_window_was_closed_leaves_nothing(
    serve, open_tab, monkeypatch, caplog
):
    monkeypatch.setattr("lona.connection.window.LAST_EVENTS_PATIENCE", 0)
    gate, begun = threading.Event(), threading.Event()

    class LateView(View):
        STOP_DAEMON_WHEN_VIEW_FINISHES = False

        def handle_request(self, request):
            self.is_daemon = True

        def handle_input_event(self, input_event):
            begun.set()
            gate.wait(60)
            raise KeyError

    server = serve({"/": LateView})
    tab = open_tab(server)
    tab.load()
    (runtime,) = server.runtimes.runtimes
    tab.connection.send(m.InputEvent(1, 1, 0, 1, 301, [], None, None, "X", [""], [""]))
    assert begun.wait(60)
    tab.connection.close()
    until(lambda: runtime.screen.windows == ())
    gate.set()
    assert tab.connection.settle(60)
    assert len(server.runtimes) == 0


# locks


def test_a_view_that_holds_the_lock_of_its_tree_can_be_left(serve, open_tab):
    class LockingView(View):
        def handle_request(self, request):
            html = Node("x")
            self.show(html)
            with html.lock:
                self.sleep(60)

    server = serve({"/": LockingView})
    tab = open_tab(server)
    tab.load()
    tab.close()
    assert len(server.runtimes) == 0


def test_shutdown_does_not_wait_for_user_code_that_holds_a_lock(serve, open_tab, loop_thread):
    gate = threading.Event()
    begun = threading.Event()

    class LockingView(View):
        def handle_request(self, request):
            html = Node("x")
            self.show(html)
            with html.lock:
                begun.set()
                gate.wait(600)

    server = serve({"/": LockingView})
    tab = open_tab(server)
    tab.connection.run_view("/")
    assert begun.wait(60)
    try:
        loop_thread.run(server.shutdown(timeout=0.2))
        assert tab.connection.closed[0] == 1012
    finally:
        gate.set()


def test_a_window_joins_although_others_mark_nodes_that_left_the_tree(serve, open_tab, monkeypatch):
    left = []

    class SharedView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.text = Node("text", tag_name="p")
            self.html = Node(self.text)
            return self.html

    server = serve({"/": SharedView}, STOP_DAEMON_WHEN_VIEW_FINISHES=False)
    first = open_tab(server)
    first.load()
    (view,) = server.get_views(url="/")
    take = patches.take

    def take_and_mark(document):
        content = take(document)
        if left:
            document.mark_moved(left.pop())  # what another document's thread may do just now
        return content

    monkeypatch.setattr(patches, "take", take_and_mark)
    view.html.remove(view.text)
    left.append(view.text)
    second = open_tab(server)
    assert [type(message) for message in second.load()] == [m.ViewStarted, m.Update]


def test_views_that_show_the_tree_of_each_other_do_not_wait_for_each_other(serve, open_tab):
    server = serve({"/": View})
    for user in "ab":
        open_tab(server, user).load()
    views = server.get_views()
    barrier = threading.Barrier(2, timeout=60)
    trees = [Node(), Node()]

    def swap(view, index):
        for number in range(300):
            barrier.wait()
            view.show(trees[(index + number) % 2])

    threads = [
        threading.Thread(target=swap, args=(view, index), daemon=True)
        for index, view in enumerate(views)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [thread.is_alive() for thread in threads] == [False, False]


# the server ends


def test_a_view_that_is_asked_for_during_shutdown_never_starts(serve, open_tab, loop_thread):
    gate = threading.Event()
    cleaning = threading.Event()
    started = []

    class SlowView(View):
        def handle_request(self, request):
            started.append(request.url.path)

        def on_cleanup(self):
            cleaning.set()
            gate.wait(600)

    server = serve({"/": SlowView, "/late": SlowView})
    open_tab(server).load()
    late = open_tab(server)
    ending = threading.Thread(target=shut_down_quickly, args=(server, loop_thread), daemon=True)
    ending.start()
    assert cleaning.wait(60)
    late.connection.run_view("/late")
    until(lambda: server.activity.moving == 1)
    gate.set()
    ending.join(60)
    assert not ending.is_alive()
    assert started == ["/"]
    assert len(server.runtimes) == 0


def test_a_daemon_can_not_outlive_its_server(serve, open_tab, loop_thread):
    class UndeadView(View):
        STOP_DAEMON_WHEN_VIEW_FINISHES = False

        def handle_request(self, request):
            try:
                self.sleep(60)
            finally:
                self.is_daemon = True

    server = serve({"/": UndeadView})
    open_tab(server).load()
    shut_down_quickly(server, loop_thread)
    assert len(server.runtimes) == 0


def test_tabs_that_come_and_go_while_the_server_ends_leave_nothing(serve, open_tab, loop_thread):
    server = serve({"/": ShortView}, STOP_DAEMON_WHEN_VIEW_FINISHES=False)
    barrier = threading.Barrier(4, timeout=60)

    def visit(user):
        barrier.wait()
        for number in range(20):
            try:
                tab = open_tab(server, user)
            except ConnectionRefusedByServer:
                return
            tab.connection.run_view(f"/?n={number}")
            if number % 3:
                tab.connection.close(goodbye=bool(number % 2))

    visitors = [threading.Thread(target=visit, args=(user,)) for user in "aab"]
    for visitor in visitors:
        visitor.start()
    barrier.wait()
    shut_down_quickly(server, loop_thread)
    for visitor in visitors:
        visitor.join(60)
    until(lambda: len(server.runtimes) == 0)
    assert server.websocket_connections == []
    assert server.activity.wait_idle(60)


def test_after_shutdown_clients_and_pages_are_turned_away_quietly(serve, open_tab, loop_thread):
    server = serve({"/": View})
    tab = open_tab(server)
    loop_thread.run(server.shutdown())
    tab.connection.closed = None
    tab.connection.connection.closed = False
    tab.connection.run_view("/")
    tab.connection.connection.disconnect(goodbye=False)
    with pytest.raises(Refused) as refused:
        server.open_connection(tab.connection.http_request, None)
    assert refused.value.answer.status == 503
    assert server.handle_http(tab.connection.http_request).status == 503
    server.fire_view_event("late")


def test_a_message_that_a_stalled_client_does_not_take_lets_the_view_end(serve, open_tab):
    reasons = []

    class TalkingView(View):
        def handle_request(self, request):
            self.send_str("news", broadcast=True)

        def on_stop(self, reason):
            reasons.append(reason)

    server = serve({"/": TalkingView})
    stalled, tab = open_tab(server, "b"), open_tab(server)
    stalled.connection.pump = lambda: None
    tab.load()
    assert "news" in tab.connection.receive() or reasons == []
    tab.close()
    (reason,) = reasons
    assert isinstance(reason, UserAbort)


def test_view_events_of_stopped_views_are_not_delivered(serve, open_tab, caplog):
    seen = []

    class CrashedView(View):
        def handle_request(self, request):
            raise KeyError

        def on_view_event(self, view_event):
            seen.append(view_event)

    server = serve({"/": CrashedView})
    tab = open_tab(server)
    tab.load()
    server.fire_view_event("news")
    tab.messages()
    assert seen == []


# nothing stays


def test_a_closed_connection_is_forgotten_at_once(serve, open_tab):
    server = serve({"/": View})
    tab = open_tab(server)
    tab.load()
    connection = weakref.ref(tab.connection.connection)
    tab.close()
    del tab
    until(lambda: not gc.collect() and connection() is None)


class ShortView(View):
    """Answers at once, waits, sleeps or crashes, by turns."""

    living = weakref.WeakSet()

    def handle_request(self, request):
        self.living.add(self)
        self.is_daemon = request.GET["n"][-1] in "05"
        html = Node(Node("x", tag_name="button", events=CLICKS))
        match int(request.GET["n"]) % 4:
            case 0:
                return html
            case 1:
                self.await_click(html=html)
            case 2:
                self.sleep(60)
            case 3:
                raise ForbiddenError


def test_hundreds_of_views_leave_nothing_behind(serve, open_tab):
    server = serve({"/": ShortView}, STOP_DAEMON_WHEN_VIEW_FINISHES=True)
    before = {thread for thread in threading.enumerate() if thread.name.startswith("Lona")}

    def visit(user):
        for number in range(40):
            tab = open_tab(server, f"{user}-{number}")
            tab.connection.run_view(f"/?n={number}")
            if number % 3:
                tab.connection.wait_for_message(60)
            tab.connection.close(goodbye=bool(number % 2))

    visitors = [threading.Thread(target=visit, args=(user,)) for user in range(6)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert server.activity.wait_idle(60)
    end_daemons(server)
    assert server.activity.wait_idle(60)
    until(lambda: len(server.runtimes) == 0)
    assert server.websocket_connections == []
    until(lambda: not gc.collect() and len(ShortView.living) == 0)
    pools = server.worker_pool._pools.values()
    assert all(isinstance(pool, ThreadPool) for pool in pools)
    until(lambda: all(len(pool._idle) == pool.thread_count for pool in pools))  # none is stuck
    server.worker_pool.shutdown()
    until(lambda: all(pool.thread_count == 0 for pool in pools))
    after = {thread for thread in threading.enumerate() if thread.name.startswith("Lona")}
    assert len(after - before) == 0


def test_a_tab_that_joins_a_daemon_that_just_ends_shows_a_view_that_lives(serve, open_tab):
    """Either it joined in time, or it got a view of its own; never one that was removed."""

    class EndingView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.show("shown")
            self.await_click()
            return "ended"

    server = serve({"/": EndingView})
    for number in range(60):
        first = open_tab(server, f"user-{number}")
        first.load()
        (runtime,) = server.runtimes.runtimes
        first.connection.send(m.InputEvent(1, 1, 0, 1, 301, [], None, None, "X", [""], [""]))
        second = open_tab(server, f"user-{number}")
        closing = threading.Thread(target=first.connection.close)
        closing.start()
        second.connection.run_view("/")
        closing.join()
        messages = second.messages()
        assert "shown" in text_of(messages) or "ended" in text_of(messages)
        living = server.runtimes.runtimes
        assert [window for runtime in living for window in runtime.screen.windows], runtime
        second.close()
        end_daemons(server)
        until(lambda: len(server.runtimes) == 0)


# slow readers


class CountingView(View):
    def handle_request(self, request):
        self.is_daemon = True

    def count(self, end, padding=""):
        for number in range(end):
            self.show(f"<p>{number}</p>{padding}")


def test_a_client_that_takes_nothing_costs_little_and_gets_the_newest_state(serve, open_tab):
    server = serve({"/": CountingView}, STOP_DAEMON_WHEN_VIEW_FINISHES=False)
    slow, fast = open_tab(server), open_tab(server)
    slow.load()
    fast.load()
    (view,) = server.get_views(url="/")
    pump = slow.connection.pump
    slow.connection.pump = lambda: None
    padding = "x" * 50_000
    largest = 0
    for _ in range(20):
        view.count(20, padding)
        largest = max(largest, slow.connection.connection._outbox.characters)
        (*_, last) = fast.messages()
        fast.connection.send(m.Ack(1, 1, last.seq))
    assert largest < 5_000_000
    view.show("<p>newest</p>")
    assert "newest" in text_of(fast.messages())
    slow.connection.pump = pump
    pump()
    assert text_of(slow.messages()).endswith("<p>newest</p>")


def test_a_client_that_takes_no_custom_messages_is_dropped_in_time(serve, open_tab):
    server = serve({"/": View})
    tab = open_tab(server)
    tab.load()
    tab.connection.pump = lambda: None
    text = "x" * 4_000_000
    for _ in range(100):
        tab.connection.connection.send_str(text, wait=False)
    assert tab.connection.closed[0] == 4408
    assert tab.connection.connection._outbox.characters == 0


def test_half_a_character_of_a_client_can_not_end_the_sockets_of_others(serve, open_tab):
    server = serve({"/": View})
    tab = open_tab(server)
    tab.connection.connection.send_str("a\ud83d \U0001f600 \ud83d\ude00")
    assert tab.connection.receive() == ["a\ufffd \U0001f600 \U0001f600"]


def test_a_client_that_sends_more_than_is_handled_is_dropped_in_time(serve, open_tab):
    gate = threading.Event()

    class BusyView(View):
        def handle_input_event_root(self, input_event):
            gate.wait(60)

    server = serve({"/": BusyView})
    tab = open_tab(server)
    tab.load()
    data = "x" * 1_000_000
    for number in range(1, 30):
        tab.connection.send(m.InputEvent(1, 1, 0, number, "c", data, None, None, "X", [""], [""]))
    gate.set()
    assert tab.connection.closed[0] == 4429


def test_server_stop_reaches_a_view_behind_the_error_view(serve, open_tab, loop_thread):
    reasons = []

    class ClosedView(View):
        def handle_request(self, request):
            raise ForbiddenError

    class WaitingView(View):
        def handle_request(self, request, exception):
            try:
                self.await_click(html="wait")
            except ServerStop as reason:
                reasons.append(reason)
                raise

    server = serve({"/": ClosedView}, CORE_ERROR_403_VIEW=WaitingView)
    open_tab(server).load()
    shut_down_quickly(server, loop_thread)
    assert len(reasons) == 1
