"""From the request to `on_cleanup`, in a real server without sockets."""

import threading
import time

import pytest

from lona.errors import ForbiddenError, NotFoundError
from lona.exceptions import ServerStop, UserAbort
from lona.html.node import Node
from lona.protocol import CloseCode, ContentKind
from lona.protocol import messages as m
from lona.responses import HttpRedirectResponse, JsonResponse, RedirectResponse, Response
from lona.routing import Route
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona.view import View


def contents(messages):
    return [message.content for message in messages if isinstance(message, m.Update)]


def text_of(messages):
    return "".join(str(content) for content in contents(messages))


def names_of_lona(caplog):
    """Give who has logged; garbage of other tests that is collected meanwhile may log too."""
    return [record.name for record in caplog.records if record.name.startswith("lona")]


def view_returning(value):
    class ReturningView(View):
        def handle_request(self, request):
            return value() if callable(value) else value

    return ReturningView


@pytest.fixture
def log():
    return []


@pytest.fixture
def recording_view(log):
    class RecordingView(View):
        def handle_request(self, request):
            log.append("handle_request")
            return self.answer()

        def answer(self):
            return "<p>shown</p>"

        def on_stop(self, reason):
            log.append(("on_stop", reason))

        def on_cleanup(self):
            log.append("on_cleanup")

    return RecordingView


def test_a_string_is_shown_as_html(serve, open_tab):
    tab = open_tab(serve({"/": view_returning("<h1>Hello</h1>")}))
    started, update = tab.load()
    assert started == m.ViewStarted(1, 1, 1)
    assert (update.kind, update.content) == (ContentKind.HTML, "<h1>Hello</h1>")


def test_a_node_is_shown_as_tree(serve, open_tab):
    tab = open_tab(serve({"/": view_returning(lambda: Node("Hello", tag_name="h1"))}))
    update = tab.load()[1]
    assert update.kind == ContentKind.TREE
    assert update.content[2] == "h1"


def test_none_shows_nothing_and_an_empty_string_clears(serve, open_tab):
    tab = open_tab(serve({"/none": view_returning(None), "/empty": view_returning("")}))
    assert [type(message) for message in tab.load("/none")] == [m.ViewStarted]
    assert contents(tab.load("/empty")) == [""]


@pytest.mark.parametrize("value", [5, object(), [], b"x"], ids=lambda value: type(value).__name__)
def test_a_value_that_is_no_response_leads_to_the_500_view(serve, open_tab, value, caplog):
    tab = open_tab(serve({"/": view_returning(value)}))
    assert "500" in text_of(tab.load())
    assert str(type(value).__name__) in caplog.text


@pytest.mark.parametrize(
    "response", [JsonResponse({}), Response(body=b"x"), Response(text="x", status=201)], ids=repr
)
def test_responses_for_plain_http_are_refused_in_a_window(serve, open_tab, response, caplog):
    tab = open_tab(serve({"/": view_returning(response)}))
    assert "500" in text_of(tab.load())
    assert (
        "JSON, binary and file responses and headers are only available in non-interactive mode"
        in caplog.text
    )


@pytest.mark.parametrize(
    ("response", "expected"),
    [
        (RedirectResponse("/x"), m.Redirect(1, 1, 2, "/x")),
        (HttpRedirectResponse("/x"), m.HttpRedirect(1, 1, 2, "/x")),
    ],
    ids=["redirect", "http_redirect"],
)
def test_redirects_are_sent_to_the_window(serve, open_tab, response, expected):
    tab = open_tab(serve({"/": view_returning(response)}))
    assert tab.load()[1] == expected


def test_a_view_that_is_not_interactive_makes_the_page_be_left(serve, open_tab):
    server = serve([Route("/json", view_returning(JsonResponse({})), interactive=False)])
    assert open_tab(server).load("/json?a=b") == [
        m.HttpRedirect(1, 1, 1, "http://localhost/json?a=b")
    ]
    assert len(server.runtimes) == 0


def test_a_url_without_route_shows_the_404_view(serve, open_tab):
    messages = open_tab(serve({"/": View})).load("/missing")
    assert isinstance(messages[0], m.ViewStarted)
    assert "404" in text_of(messages)


@pytest.mark.parametrize(
    ("error", "code"), [(ForbiddenError, "403"), (NotFoundError, "404"), (KeyError, "500")]
)
def test_an_exception_shows_its_error_view_and_is_the_stop_reason(
    serve, open_tab, recording_view, log, error, code
):
    class FailingView(recording_view):
        def answer(self):
            raise error("because")

    tab = open_tab(serve({"/": FailingView}))
    assert code in text_of(tab.load())
    assert [type(entry[1]) for entry in log[1:]] == [error]
    tab.close()
    assert log[2:] == ["on_cleanup"]


def test_only_unexpected_exceptions_are_logged(serve, open_tab, caplog):
    def forbidden():
        raise ForbiddenError

    def broken():
        raise KeyError("secret-cause")

    tab = open_tab(serve({"/a": view_returning(forbidden), "/b": view_returning(broken)}))
    tab.load("/a")
    assert names_of_lona(caplog) == []
    tab.load("/b")
    assert names_of_lona(caplog) == ["lona.view_runtime"]
    assert "secret-cause" in caplog.text


def test_hooks_run_once_and_in_order(serve, open_tab, recording_view, log):
    server = serve({"/": recording_view})
    tab = open_tab(server)
    tab.load()
    assert log == ["handle_request", ("on_stop", None)]
    assert len(server.get_views(url="/")) == 1
    tab.close()
    assert log == ["handle_request", ("on_stop", None), "on_cleanup"]
    assert len(server.runtimes) == 0


def test_another_url_in_the_window_ends_the_view(serve, open_tab, recording_view, log):
    tab = open_tab(serve({"/": recording_view, "/other": View}))
    tab.load()
    tab.load("/other")
    assert log[-1] == "on_cleanup"


def test_exceptions_in_stop_and_cleanup_are_logged_and_ignored(serve, open_tab, caplog):
    class BadView(View):
        def on_stop(self, reason):
            raise KeyError("in on_stop")

        def on_cleanup(self):
            raise KeyError("in on_cleanup")

    server = serve({"/": BadView})
    tab = open_tab(server)
    tab.load()
    tab.close()
    assert len(server.runtimes) == 0
    assert "in on_stop" in caplog.text
    assert "in on_cleanup" in caplog.text


BLOCKING_CALLS = {
    "await_click": lambda view: view.await_click(html=Node(tag_name="p")),
    "await_change": lambda view: view.await_change(),
    "await_focus": lambda view: view.await_focus(),
    "await_blur": lambda view: view.await_blur(),
    "await_input_event": lambda view: view.await_input_event(),
    "sleep": lambda view: view.sleep(3600),
}


@pytest.mark.parametrize("call", BLOCKING_CALLS.values(), ids=BLOCKING_CALLS)
def test_leaving_aborts_a_blocked_view(serve, open_tab, recording_view, log, call, caplog):
    class BlockedView(recording_view):
        def answer(self):
            call(self)

    server = serve({"/": BlockedView})
    tab = open_tab(server)
    tab.load()
    assert log == ["handle_request"]
    tab.close()
    assert [type(entry[1]) for entry in log[1:-1]] == [UserAbort]
    assert log[-1] == "on_cleanup"
    assert len(server.runtimes) == 0
    assert names_of_lona(caplog) == []


def test_leaving_cancels_an_awaited_coroutine(serve, open_tab, loop_thread, recording_view, log):
    import asyncio

    begun = threading.Event()

    async def forever():
        begun.set()
        await asyncio.sleep(3600)

    class AwaitingView(recording_view):
        def answer(self):
            return self.await_sync(forever())

    server = serve({"/": AwaitingView})
    tab = open_tab(server)
    tab.connection.run_view("/")
    assert begun.wait(60)
    tab.close()
    assert type(log[1][1]) is UserAbort


def test_after_a_normal_end_callbacks_may_still_show(serve, open_tab):
    class CountingView(View):
        def handle_request(self, request):
            self.text = Node("0", tag_name="b")
            return Node(self.text, tag_name="p")

    server = serve({"/": CountingView})
    tab = open_tab(server)
    tab.load()
    (view,) = server.get_views(url="/")
    view.text.set_text("1")
    view.show()
    assert len(tab.messages()) == 1
    view.show()
    assert tab.messages() == []


def test_after_a_crash_blocking_calls_raise_what_crashed_the_view(serve, open_tab):
    class CrashingView(View):
        def handle_request(self, request):
            raise KeyError("crash")

    server = serve({"/": CrashingView})
    open_tab(server).load()
    (view,) = server.get_views(url="/")
    for call in (view.show, view.ping, lambda: view.set_title("x"), view.await_click):
        with pytest.raises(KeyError, match="crash"):
            call()


def test_titles_are_sent_with_and_without_html(serve, open_tab):
    class TitledView(View):
        def handle_request(self, request):
            self.show("<p></p>", title="first")
            self.set_title("second")
            self.show(title="third")

    messages = open_tab(serve({"/": TitledView})).load()
    assert [message.title for message in messages[1:]] == ["first", "second", "third"]
    assert [message.kind for message in messages[1:]] == [1, 0, 0]


def test_a_node_with_a_parent_can_not_be_shown(serve, open_tab, caplog):
    class WrongView(View):
        def handle_request(self, request):
            tree = Node(Node(tag_name="b"), tag_name="p")
            self.show(tree[0])

    assert "500" in text_of(open_tab(serve({"/": WrongView})).load())
    assert "RuntimeError" in caplog.text


def test_methods_of_interactive_views_are_refused_on_plain_http(serve):
    errors = []

    class PlainView(View):
        def handle_request(self, request):
            for call in (
                self.show,
                self.ping,
                self.await_click,
                lambda: self.set_title("x"),
                lambda: self.send_str("x"),
                lambda: setattr(self, "is_daemon", True),
            ):
                with pytest.raises(RuntimeError, match="interactive") as info:
                    call()
                errors.append(info.value)
            return "done" if self.sleep(0, result=True) else "?"

    from lona_testing.wire.http import HttpRequest

    server = serve([Route("/", PlainView, interactive=False)])
    assert server.handle_http(HttpRequest("http://localhost/")).text == "done"
    assert len(errors) == 6


def test_methods_that_block_are_refused_on_the_event_loop(serve, open_tab, loop_thread):
    server = serve({"/": View})
    open_tab(server).load()
    (view,) = server.get_views(url="/")

    async def call(function):
        function()

    for function in (view.show, view.await_click, lambda: view.set_title("x")):
        with pytest.raises(RuntimeError, match="event loop"):
            loop_thread.run(call(function))


def test_states_say_what_a_view_is_doing(serve, open_tab):
    class WaitingView(View):
        def handle_request(self, request):
            self.await_click()

    server = serve({"/": WaitingView})
    tab = open_tab(server)
    tab.load()
    (runtime,) = server.runtimes.runtimes
    assert runtime.state is VIEW_RUNTIME_STATE.WAITING_FOR_INPUT
    tab.close()
    assert runtime.state is VIEW_RUNTIME_STATE.STOPPED_BY_USER


def test_a_reloaded_page_starts_after_the_cleanup_of_the_old_one(serve, open_tab, monkeypatch):
    monkeypatch.setattr("lona.runtime.registry.ENDING_PATIENCE", 60)
    order = []

    class SlowCleanupView(View):
        def handle_request(self, request):
            order.append("start")

        def on_cleanup(self):
            time.sleep(0.05)
            order.append("cleanup")

    server = serve({"/": SlowCleanupView})
    tab = open_tab(server)
    tab.load()
    tab.connection.close()
    open_tab(server).load()
    assert order == ["start", "cleanup", "start"]


def test_a_view_that_does_not_end_does_not_keep_a_reload_waiting_for_long(
    serve, open_tab, monkeypatch, caplog
):
    monkeypatch.setattr("lona.runtime.registry.ENDING_PATIENCE", 0.05)
    gate = threading.Event()
    begun = []

    class StubbornView(View):
        def handle_request(self, request):
            begun.append(self)
            if len(begun) == 1:
                gate.wait(60)
            return "shown"

    server = serve({"/": StubbornView})
    first = open_tab(server)
    first.connection.run_view("/")
    while not begun:
        time.sleep(0.001)
    first.connection.close()
    second = open_tab(server)
    second.connection.run_view("/")
    while not second.connection.wait_for_message(60):
        pass
    gate.set()
    assert second.messages()
    assert "before the one that it replaces has ended" in caplog.text
    assert "StubbornView" in caplog.text


def test_shutdown_stops_every_view_with_server_stop(serve, open_tab, loop_thread, log):
    reasons = []
    gate = threading.Event()

    class BlockedView(View):
        def handle_request(self, request):
            BLOCKING_CALLS[request.GET["call"]](self)

        def on_stop(self, reason):
            reasons.append(type(reason))

    class DeafView(View):
        def handle_request(self, request):
            gate.wait(600)

    server = serve({"/": BlockedView, "/deaf": DeafView})
    for call in BLOCKING_CALLS:
        open_tab(server).load(f"/?call={call}")
    deaf = open_tab(server)
    deaf.connection.run_view("/deaf")
    try:
        loop_thread.run(server.shutdown(), timeout=60)
        assert reasons == [ServerStop] * len(BLOCKING_CALLS)
        assert deaf.connection.closed[0] == 1012
    finally:
        gate.set()


def test_middlewares_can_answer_instead_of_the_view(serve, open_tab, recording_view, log):
    class Guard:
        def handle_request(self, data):
            if data.request.GET.get("key") != "1":
                return "<p>no key</p>"
            return data

    tab = open_tab(serve({"/": recording_view}, MIDDLEWARES=[Guard]))
    assert contents(tab.load("/")) == ["<p>no key</p>"]
    assert log == []
    assert contents(tab.load("/?key=1")) == ["<p>shown</p>"]


def test_a_withheld_view_gets_no_events(serve, open_tab):
    events = []

    class SecretView(View):
        def handle_input_event_root(self, input_event):
            events.append(input_event)

    class Guard:
        def handle_request(self, data):
            return "<p>no</p>"

    tab = open_tab(serve({"/": SecretView}, MIDDLEWARES=[Guard]))
    tab.load()
    tab.fire(None, "custom")
    assert events == []


def test_middleware_hooks_frame_those_of_the_view(serve, open_tab):
    order = []

    class Middleware:
        def handle_request(self, data):
            order.append("middleware handle_request")
            return data

        def on_view_stop(self, data):
            order.append(f"middleware on_view_stop {data.reason}")
            return data

        def on_view_cleanup(self, data):
            order.append("middleware on_view_cleanup")
            return data

    class OrderedView(View):
        def handle_request(self, request):
            order.append("handle_request")

        def on_stop(self, reason):
            order.append("on_stop")

        def on_cleanup(self):
            order.append("on_cleanup")

    tab = open_tab(serve({"/": OrderedView}, MIDDLEWARES=[Middleware]))
    tab.load()
    tab.close()
    assert order == [
        "middleware handle_request",
        "handle_request",
        "middleware on_view_stop None",
        "on_stop",
        "middleware on_view_cleanup",
        "on_cleanup",
    ]


def test_a_custom_error_view_is_used_and_a_failing_one_falls_back(serve, open_tab, caplog):
    class Custom404(View):
        def handle_request(self, request):
            return "<p>mine</p>"

    class Failing500(View):
        def handle_request(self, request):  # does not take the exception
            return ""

    def broken():
        raise KeyError

    tab = open_tab(
        serve({"/": view_returning(broken)}, ERROR_404_VIEW=Custom404, ERROR_500_VIEW=Failing500)
    )
    assert contents(tab.load("/missing")) == ["<p>mine</p>"]
    assert "500" in text_of(tab.load("/"))
    assert "lona.views" in [record.name for record in caplog.records]


def test_an_error_of_the_browser_replaces_only_the_window_that_sent_it(serve, open_tab, caplog):
    class SharedView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.text = Node("0", tag_name="p")
            self.show(self.text)
            self.await_click()

    server = serve({"/": SharedView})
    broken, fine = open_tab(server), open_tab(server)
    broken.load()
    fine.load()
    broken.connection.send(m.ClientError(1, 1, "TypeError: boom"))
    messages = broken.messages()
    assert "500" in text_of(messages)
    assert names_of_lona(caplog)[0] == "lona.view_runtime"
    assert "TypeError: boom" in caplog.text
    (view,) = server.get_views(url="/")
    view.text.set_text("1")
    view.show()
    assert len(fine.messages()) == 1
    assert broken.messages() == []


def test_showing_the_tree_of_another_view_never_waits_with_a_lock_of_its_own(serve, open_tab):
    views = []

    class ShowingView(View):
        def handle_request(self, request):
            views.append(self)
            self.tree = Node("x")
            self.show(self.tree)

    server = serve({"/": ShowingView})
    tabs = [open_tab(server, name) for name in "ab"]
    for tab in tabs:
        tab.load()
    theirs, mine = views
    document, other = mine.tree.document, theirs.tree.document
    lock, waits = other.lock, threading.Event()

    class WatchedLock:
        def __enter__(self):
            waits.set()
            lock.acquire()

        def __exit__(self, *error):
            lock.release()

    other.lock = WatchedLock()
    with lock:
        thread = threading.Thread(target=mine.show, args=(theirs.tree,), daemon=True)
        thread.start()
        assert waits.wait(60)
        own_lock_is_free = document.lock.acquire(blocking=False)
        if own_lock_is_free:
            document.lock.release()
    thread.join(60)
    assert own_lock_is_free
    assert theirs.tree.document is document


def test_a_slow_middleware_keeps_the_window_waiting_not_empty(serve, open_tab):
    gate = threading.Event()
    begun = threading.Event()

    class SlowMiddleware:
        def handle_request(self, data):
            if not data.request.frontend:
                begun.set()
                gate.wait(60)
            return data

    tab = open_tab(serve({"/": view_returning("<p>shown</p>")}, MIDDLEWARES=[SlowMiddleware]))
    tab.connection.run_view("/")
    assert begun.wait(60)
    assert tab.connection.receive() == []
    gate.set()
    assert [type(message) for message in tab.messages()] == [m.ViewStarted, m.Update]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_a_view_has_no_address_of_another_scheme(serve, open_tab, url):
    tab = open_tab(serve({"/<path:.*>": View}))
    tab.connection.send(m.RunView(1, 1, 0, url, None))
    tab.messages()
    assert tab.connection.closed[0] == CloseCode.MALFORMED_MESSAGE
