"""All views of one server: how they are found, begin, are told things, and end."""

import json
import threading
from types import SimpleNamespace

import pytest
from yarl import URL

from lona.connection import Connection
from lona.exceptions import UserAbort
from lona.middlewares.sessions import AnonymousUser
from lona.protocol import messages as m
from lona.responses import JsonResponse
from lona.routing import Route
from lona.runtime import registry as registry_module
from lona.runtime.runtime import ViewRuntime
from lona.view import View
from lona.work.pool import NoThread, PoolClosed, ThreadPool
from unit.drive import drive


class Page(View):
    def handle_request(self, request):
        return f"<p>{request.url.path}</p>"


class Waiting(View):
    def handle_request(self, request):
        self.await_click(html="<p>waiting</p>")


class Daemon(View):
    def handle_request(self, request):
        self.is_daemon = True
        self.await_click(html="<p>daemon</p>")


def text_of(messages):
    return "".join(str(message.content) for message in messages if isinstance(message, m.Update))


def refuse(error):
    """Return what starts no work."""

    def start(*args, **kwargs):
        raise error

    return start


def run_http(server, view_class, **values):
    """Run a view for a plain request, as the server does for one."""
    request = SimpleNamespace(method="GET", url=URL("http://host/"), headers={}, cookies={})
    values = {
        "connection": Connection(server=server, http_request=request),
        "url": request.url,
        "post": None,
        "route": None,
        "match_info": {},
        "load_view": lambda: view_class,
        "frontend": False,
        **values,
    }
    return server.work.run_here(server.runtimes.run_http(**values))


# what lives


def test_views_are_listed_oldest_first_until_they_have_cleaned_up(serve, open_tab):
    server = serve({"/": Waiting, "/page": Page})
    tabs = [open_tab(server, user) for user in "ab"]
    tabs[0].load("/")
    tabs[1].load("/page")
    first, second = server.runtimes.runtimes
    assert (first.request.url.path, second.request.url.path) == ("/", "/page")
    assert len(server.runtimes) == 2
    assert server.runtimes.views() == [first.view, second.view]
    assert server.runtimes.views(Page) == [second.view]
    assert server.runtimes.views(View) == []  # the very class, not what is derived from it
    tabs[0].close()
    assert server.runtimes.runtimes == (second,)


def test_views_that_have_not_been_made_and_frontends_are_no_views(serve, open_tab):
    listed = []

    class Frontend(View):
        def handle_request(self, request):
            listed.append((len(server.runtimes), server.runtimes.views()))

    server = serve({"/": Page})
    run_http(server, Frontend, frontend=True)
    assert listed == [(1, [])]
    open_tab(server).load("/no/such/page")
    assert len(server.runtimes) == 1
    assert server.runtimes.views() == []


# interactive views


def test_a_url_that_is_none_is_an_error_of_the_client(serve, open_tab):
    server = serve({"/": Page})
    tab = open_tab(server)
    tab.connection.send(m.RunView(1, 1, 0, "http://[", None))
    assert tab.connection.closed[0] == 4400
    assert len(server.runtimes) == 0


def test_a_view_without_a_thread_is_refused_and_leaves_nothing(serve, open_tab, monkeypatch):
    server = serve({"/": Page})
    tab = open_tab(server)
    monkeypatch.setattr(ThreadPool, "spawn", refuse(NoThread("none")))
    tab.connection.run_view("/")
    assert tab.connection.closed[0] == 1013
    assert len(server.runtimes) == 0


def test_a_view_that_is_asked_for_after_the_end_is_dropped(serve, open_tab, monkeypatch):
    server = serve({"/": Page})
    tab = open_tab(server)
    monkeypatch.setattr(ThreadPool, "spawn", refuse(PoolClosed("closed")))
    assert tab.load() == []
    assert tab.connection.closed is None
    assert len(server.runtimes) == 0


def test_what_keeps_a_view_from_starting_is_logged(serve, open_tab, monkeypatch, caplog):
    server = serve({"/": Page})
    monkeypatch.setattr(server, "resolve", refuse(KeyError("routes")))
    assert open_tab(server).load("/a") == []
    assert "the view of http://localhost/a could not be started" in caplog.text
    assert "KeyError: 'routes'" in caplog.text


@pytest.mark.parametrize("options", [{"interactive": False}, {"http_pass_through": True}])
def test_a_route_for_plain_http_makes_the_page_be_left(serve, open_tab, options):
    server = serve([Route("/", Page, **options)])
    assert open_tab(server).load() == [m.HttpRedirect(1, 1, 1, "http://localhost/")]
    assert len(server.runtimes) == 0


def test_a_window_that_was_closed_before_its_view_began_starts_none(serve, open_tab, monkeypatch):
    started = []

    class Noting(View):
        def handle_request(self, request):
            started.append(request.url.path)

    server = serve({"/": Noting})
    tab = open_tab(server)
    jobs = []
    with monkeypatch.context() as patch:
        patch.setattr(server.work, "run", lambda job, purpose: jobs.append(job))
        tab.connection.run_view("/")
    tab.close()
    (job,) = jobs
    drive(job)
    assert started == []
    assert len(server.runtimes) == 0


def test_a_window_that_is_closed_while_it_waits_for_an_earlier_view_starts_none(
    serve, open_tab, monkeypatch
):
    """The window asks whether it is closed before and after it waits."""
    monkeypatch.setattr(registry_module, "ENDING_PATIENCE", 60)
    gate, cleaning, waiting = threading.Event(), threading.Event(), threading.Event()
    started = []

    class Slow(View):
        def handle_request(self, request):
            started.append(request.url.path)

        def on_cleanup(self):
            cleaning.set()
            gate.wait(60)

    class User(AnonymousUser):
        """Is compared while a view waits for another one of the same user."""

        def __eq__(self, other):
            if cleaning.is_set():
                waiting.set()
            return super().__eq__(other)

        __hash__ = AnonymousUser.__hash__

    server = serve({"/": Slow})
    first, second = open_tab(server), open_tab(server)
    for tab in (first, second):
        tab.connection.connection.user = User("a")
    first.load()
    first.connection.close()
    assert cleaning.wait(60)
    second.connection.run_view("/")
    assert waiting.wait(60)
    second.connection.close()
    gate.set()
    assert second.connection.settle(60)
    assert started == ["/"]
    assert len(server.runtimes) == 0


def test_a_setting_makes_views_start_late(serve, open_tab, monkeypatch):
    slept = []
    monkeypatch.setattr(registry_module, "time", SimpleNamespace(sleep=slept.append))
    server = serve({"/": Page}, TEST_VIEW_START_TIMEOUT=True, CLIENT_VIEW_START_TIMEOUT=2)
    assert "<p>/</p>" in text_of(open_tab(server).load())
    assert slept == [3]


def test_users_are_compared_without_keeping_others_from_their_views(serve, open_tab, monkeypatch):
    monkeypatch.setattr(registry_module, "ENDING_PATIENCE", 0)

    class User:
        def __eq__(self, other):
            done = threading.Event()
            threading.Thread(target=lambda: (server.runtimes.runtimes, done.set())).start()
            assert done.wait(5)
            compared.append(other)
            return True

    class Slow(Waiting):
        def on_cleanup(self):
            gate.wait(60)

    compared, gate = [], threading.Event()
    server = serve({"/": Slow})
    tab = open_tab(server, "a")
    tab.load("/")
    (runtime,) = server.runtimes.runtimes
    tab.connection.connection.disconnect(goodbye=True)
    server.runtimes._wait_for_ending(User(), runtime.request.route)
    assert compared == [runtime.request.user]
    gate.set()
    assert server.activity.wait_idle(60)


def test_views_that_nobody_has_left_cost_those_that_are_opened_nothing(
    serve, open_tab, monkeypatch
):
    server = serve({"/": Waiting})
    for _ in range(3):
        open_tab(server, "a").load()
    asked = []
    monkeypatch.setattr(
        ViewRuntime, "is_for", lambda runtime, user, route: bool(asked.append(runtime))
    )
    open_tab(server, "a").load()
    assert asked == []
    runtimes = server.runtimes.runtimes
    assert len(runtimes) == 4
    runtimes[0].note_closed(None)
    open_tab(server, "a").load()
    assert asked == []  # it is still held, whatever was closed


# daemons


def test_a_daemon_is_shown_to_its_user_again_and_to_nobody_else(serve, open_tab):
    server = serve({"/<name>": Daemon})
    open_tab(server, "a").load("/x")
    (daemon,) = server.runtimes.runtimes
    same = open_tab(server, "a")
    assert "daemon" in text_of(same.load("/x"))
    assert server.runtimes.runtimes == (daemon,)
    open_tab(server, "b").load("/x")
    open_tab(server, "a").load("/y")
    assert len(server.runtimes) == 3
    user, route = same.connection.connection.user, daemon.request.route
    assert server.runtimes.find_daemon(user, route, {"name": "x"}) is daemon
    assert server.runtimes.find_daemon(user, route, {"name": "z"}) is None
    assert server.runtimes.find_daemon(user, None, {"name": "x"}) is None
    assert server.runtimes.find_daemon(object(), route, {"name": "x"}) is None


# plain HTTP


def test_a_plain_view_answers_and_is_forgotten(serve):
    class Json(View):
        def handle_request(self, request):
            return JsonResponse({"interactive": request.interactive})

    server = serve({})
    answer = run_http(server, Json)
    assert (answer.status, json.loads(answer.text)) == (200, {"interactive": False})
    assert len(server.runtimes) == 0


def test_without_a_view_the_404_view_answers(serve):
    server = serve({})
    assert run_http(server, None, load_view=None).status == 404
    assert len(server.runtimes) == 0


def test_a_view_that_cannot_be_loaded_is_answered_by_the_500_view(serve, caplog):
    server = serve({})
    assert run_http(server, None, load_view=refuse(ImportError("no"))).status == 500
    assert "ImportError: no" in caplog.text
    assert len(server.runtimes) == 0


@pytest.mark.parametrize("error", [NoThread("none"), PoolClosed("closed")], ids=["thread", "pool"])
def test_a_plain_view_that_cannot_be_started_is_unavailable_and_forgotten(
    serve, monkeypatch, error
):
    server = serve({})
    with monkeypatch.context() as patch:
        patch.setattr(ThreadPool, "spawn", refuse(error))
        assert run_http(server, Page).status == 503
    assert len(server.runtimes) == 0


# view events


@pytest.mark.parametrize(("name", "data"), [(1, None), (None, None), ("a", []), ("a", "b")])
def test_a_view_event_has_a_name_and_a_dict(serve, name, data):
    with pytest.raises(ValueError, match="a view event's"):
        serve({}).runtimes.fire_view_event(name, data)


class Hearing(View):
    def handle_request(self, request):
        self.heard = []

    def on_view_event(self, view_event):
        self.heard.append(view_event)
        view_event.data["changed"] = True


class HearingToo(Hearing):
    pass


@pytest.fixture
def hearing(serve, open_tab):
    """Give a server and two views of different classes that hear events."""
    server = serve({"/": Hearing, "/too": HearingToo, "/deaf": Page})
    for user, path in [("a", "/"), ("b", "/too"), ("c", "/deaf")]:
        open_tab(server, user).load(path)
    return server, server.runtimes.views()[:2]


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        (None, [1, 1]),
        (Hearing, [1, 0]),
        ([HearingToo], [0, 1]),
        ([Hearing, HearingToo], [1, 1]),
        ([], [0, 0]),
        (Page, [0, 0]),
    ],
    ids=["all", "one class", "a list", "both", "none", "deaf"],
)
def test_view_events_reach_the_views_of_the_given_classes(hearing, classes, expected):
    server, views = hearing
    server.runtimes.fire_view_event("news", {"a": 1}, classes)
    assert server.activity.wait_idle(60)
    assert [len(view.heard) for view in views] == expected


def test_every_view_gets_data_of_its_own(hearing):
    server, views = hearing
    data = {"a": 1}
    server.runtimes.fire_view_event("news", data)
    assert server.activity.wait_idle(60)
    events = [view.heard[0] for view in views]
    assert [(event.name, event.data) for event in events] == [
        ("news", {"a": 1, "changed": True})
    ] * 2
    assert events[0].data is not events[1].data
    assert data == {"a": 1}


def test_a_view_event_is_delivered_although_no_thread_can_be_started_for_now(hearing, monkeypatch):
    server, views = hearing
    started = []
    with monkeypatch.context() as patch:
        patch.setattr(
            server.work, "run", lambda job, must_run, on_loop: started.append((job, must_run))
        )
        server.runtimes.fire_view_event("news", None, Hearing)
    ((job, must_run),) = started
    assert must_run
    drive(job)
    assert [event.data for event in views[0].heard] == [{"changed": True}]


@pytest.mark.parametrize(
    ("error", "is_logged"), [(KeyError(), True), (UserAbort(), False)], ids=["error", "stop"]
)
def test_an_exception_of_a_view_event_harms_nobody(serve, open_tab, caplog, error, is_logged):
    class Failing(View):
        def on_view_event(self, view_event):
            raise error

    server = serve({"/": Failing})
    open_tab(server).load()
    server.runtimes.fire_view_event("news")
    assert server.activity.wait_idle(60)
    assert ("Failing" in caplog.text) is is_logged
    assert len(server.runtimes) == 1


def test_what_a_view_event_returns_is_shown(serve, open_tab):
    class Answering(View):
        def on_view_event(self, view_event):
            return f"<p>{view_event.name}</p>"

    server = serve({"/": Answering})
    tab = open_tab(server)
    tab.load()
    server.runtimes.fire_view_event("news")
    assert text_of(tab.messages()) == "<p>news</p>"


def test_frontends_and_views_that_are_stopped_hear_nothing(serve):
    class Deaf(Hearing):
        def handle_request(self, request):
            super().handle_request(request)
            views.append(self)
            if not request.frontend:
                self._view_runtime.life.shut_down()
            server.runtimes.fire_view_event("news")

    views = []
    server = serve({})
    run_http(server, Deaf)
    run_http(server, Deaf, frontend=True)
    assert server.activity.wait_idle(60)
    assert [view.heard for view in views] == [[], []]


# the end


def test_a_shut_down_tells_whether_all_views_have_ended_in_time(serve, open_tab):
    gate = threading.Event()

    class Slow(Waiting):
        def on_cleanup(self):
            gate.wait(60)

    server = serve({"/": Slow, "/other": Waiting})
    assert server.runtimes.shutdown(0)
    server = serve({"/": Slow, "/other": Waiting})
    open_tab(server, "a").load("/")
    open_tab(server, "b").load("/other")
    assert not server.runtimes.shutdown(0)
    gate.set()
    assert server.runtimes.shutdown(60)
    assert len(server.runtimes) == 0


def test_nothing_starts_after_a_shut_down(serve, open_tab):
    server = serve({"/": Page})
    server.runtimes.shutdown(0)
    assert open_tab(server).load() == []
    assert run_http(server, Page).status == 503
    assert len(server.runtimes) == 0


def test_a_plain_view_that_is_stopped_by_the_end_is_unavailable(serve):
    class Stopped(View):
        def handle_request(self, request):
            server.runtimes.shutdown(0)
            self.sleep(60)

    server = serve({})
    assert run_http(server, Stopped).status == 503
