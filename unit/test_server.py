import asyncio
import logging
import threading
from types import SimpleNamespace

import pytest

from lona.compat import get_client_version, get_use_future_node_classes
from lona.connection import Connection, Farewell, Refused
from lona.errors import ForbiddenError
from lona.html.node import Node
from lona.middlewares.sessions import AnonymousUser
from lona.responses import (
    HtmlResponse,
    JsonResponse,
    RedirectResponse,
    TemplateResponse,
    TemplateStringResponse,
)
from lona.routing import Route
from lona.server import Server
from lona.static_files import Script
from lona.view import View
from lona_testing.wire.http import HttpRequest


class Page(View):
    pass


class Plain(View):
    def handle_request(self, request):
        return f"<p>{request.user.session_key}{request.GET.get('a', '')}{request.match_info}</p>"


class Transport:
    def __init__(self):
        self.closed = None
        self.woken = threading.Event()

    def wakeup(self):
        self.woken.set()

    def close(self, code, reason):
        self.closed = code

    def call_later(self, seconds, callback):
        pass


def http_request(url="http://host/", cookies=None, **headers):
    return HttpRequest(url, headers=headers, cookies=cookies)


def make_server(*routes, project_root="/", **settings):
    return Server(project_root, settings_post_overrides=settings, routes=routes)


@pytest.fixture
async def start():
    """Give a function that makes a started server; it is stopped after the test."""
    servers = []

    async def make(*routes, **settings):
        server = make_server(*routes, **settings)
        await server.startup()
        servers.append(server)
        return server

    yield make
    for server in servers:
        await server.shutdown()


def run_plain(result):
    """A route to a plain view that returns (or raises) what is given."""

    class Returning(View):
        def handle_request(self, request):
            if isinstance(result, Exception):
                raise result
            return result

    return Route("/", Returning, interactive=False)


# construction


def test_paths_count_from_the_project_root(tmp_path):
    server = Server(str(tmp_path / "a" / ".."), routes=[])
    assert server.project_root == str(tmp_path)
    assert server.resolve_path("x/../y") == str(tmp_path / "y")
    assert server.resolve_path("/x/../y") == "/x/../y"


def test_settings_come_from_files_and_overrides(tmp_path):
    (tmp_path / "settings.py").write_text("A = PRE + 1\nB = 1")
    server = Server(str(tmp_path), ["settings.py"], {"PRE": 1}, {"B": 5}, routes=[])
    assert (server.settings.A, server.settings.B) == (2, 5)
    assert server.settings_paths == ("settings.py",)
    with pytest.raises(AttributeError):
        server.settings_paths = ()


def test_routes_come_from_the_routing_table(tmp_path, caplog):
    (tmp_path / "routes.py").write_text(
        "from lona import Route, View\nclass Home(View): pass\nroutes = [Route('/', Home, 'home')]"
    )
    server = Server(str(tmp_path), settings_post_overrides={"ROUTING_TABLE": "routes.py::routes"})
    assert server.reverse("home") == "/"
    assert "routing table is empty" not in caplog.text


def test_an_empty_routing_table_is_warned_about(caplog):
    with caplog.at_level(logging.WARNING, "lona.server"):
        Server("/")
    assert "routing table is empty" in caplog.text


def test_the_compatibility_switches_are_set_anew_by_each_server():
    make_server(CLIENT_VERSION=2, USE_FUTURE_NODE_CLASSES=True)
    assert (get_client_version(), get_use_future_node_classes()) == (2, True)
    make_server()
    assert (get_client_version(), get_use_future_node_classes()) == (1, False)


def test_an_unknown_client_version_is_refused():
    with pytest.raises(RuntimeError, match="3"):
        make_server(CLIENT_VERSION=3)


def test_the_initial_state_is_copied():
    initial = {"a": {"b": 1}}
    server = make_server(INITIAL_SERVER_STATE=initial)
    server.state["a"]["b"] = 2
    assert initial == {"a": {"b": 1}}
    assert server.state["a"]["b"] == 2


def test_loop_and_threads_are_there_only_once_it_is_started():
    server = make_server()
    with pytest.raises(RuntimeError, match="loop"):
        _ = server.loop
    with pytest.raises(RuntimeError, match="threads"):
        _ = server.worker_pool


def test_directories_are_listed_in_search_order_and_can_be_assigned(tmp_path):
    server = make_server(
        project_root=str(tmp_path), STATIC_DIRS=["s"], TEMPLATE_DIRS=["t", "/absolute"]
    )
    assert server.static_dirs[0] == str(tmp_path / "s")
    assert server.template_dirs[:2] == (str(tmp_path / "t"), "/absolute")
    server.static_dirs = ["/x"]
    server.template_dirs = ["/y"]
    assert server.static_dirs == ("/x",)
    assert server.template_dirs == ("/y",)


def test_static_files_of_views_are_collected(tmp_path):
    (tmp_path / "x.js").write_text("")
    (tmp_path / "views.py").write_text(
        "from lona import View\nfrom lona.static_files import Script\n"
        "class Home(View): STATIC_FILES = [Script('x', 'x.js')]"
    )
    server = make_server(Route("/", "views.py::Home"), project_root=str(tmp_path))
    # node classes of other tests may add their own
    assert "x.js" in [file.url for file in server.static_file_loader.scripts]
    assert 'src="/static/x.js" defer' in server.render_string("{{ Lona.load_scripts() }}")


def test_static_files_of_node_classes_are_collected(tmp_path):
    (tmp_path / "x.js").write_text("")
    script = Script("script of a node", "x.js")
    node_class = type(
        "Declaring", (Node,), {"STATIC_FILES": [script], "__module__": str(tmp_path / "n.py")}
    )
    assert script in [file.declaration for file in make_server().static_file_loader.declared]
    assert [script] == node_class.STATIC_FILES


# routes and views


def test_view_classes_are_found_in_four_ways(tmp_path):
    route = Route("/a/<b>", Page, name="a")
    server = make_server(route, ERROR_404_VIEW="lona.default_views.Error404View")
    assert server.get_view_class(route_name="a") is Page
    assert server.get_view_class(route=route) is Page
    assert server.get_view_class(url="http://host/a/1?x=y") is Page
    assert server.get_view_class(url="/a/1") is Page
    error_view = server.get_view_class(import_string="lona.default_views.Error404View")
    assert error_view is server.error_view(404)
    assert server.get_view_class(route_name="b") is None
    assert server.get_view_class(url="/b") is None


def test_a_view_class_can_be_asked_for_in_one_way_at_a_time():
    server = make_server()
    with pytest.raises(ValueError, match="exactly one"):
        server.get_view_class()
    with pytest.raises(ValueError, match="exactly one"):
        server.get_view_class(route_name="a", url="/")


def test_routes_and_import_strings_that_are_not_in_use_are_key_errors():
    server = make_server(Route("/", Page))
    with pytest.raises(KeyError):
        server.get_view_class(route=Route("/", Page))
    with pytest.raises(KeyError):
        server.get_view_class(import_string="json.dumps")


def test_the_frontend_view_can_be_replaced_for_a_route():
    server = make_server()
    assert server.frontend_view(Route("/", Page, frontend_view=Plain)) is Plain
    assert server.frontend_view(Route("/", Page)).__name__ == "FrontendView"


def test_reverse_takes_a_route_argument_called_name():
    server = make_server(Route("/<name>", Page, name="user"))
    assert server.reverse("user", name="x") == "/x"


# threads and the loop


async def test_functions_run_in_named_pools(start):
    server = await start()
    name = await server.run_function_async(lambda: threading.current_thread().name)
    assert name.startswith("LonaWorker")
    name = await server.run_function_async(
        lambda a, b: threading.current_thread().name + a + b,
        "1",
        b="2",
        executor_name="runtime_worker",
    )
    assert name.startswith("LonaRuntimeWorker")
    assert name.endswith("12")
    with pytest.raises(RuntimeError, match="nonsense"):
        server.run_function_async(print, executor_name="nonsense")


async def test_coroutines_can_be_run_from_threads(start):
    server = await start()

    async def give(value):
        return value, threading.get_ident()

    def in_thread():
        future = server.run_coroutine_sync(give(2), wait=False)
        return server.run_coroutine_sync(give(1)), future.result(timeout=60)

    result = await asyncio.to_thread(in_thread)
    assert result == ((1, threading.get_ident()), (2, threading.get_ident()))


async def test_waiting_for_a_coroutine_on_the_loop_is_refused(start):
    server = await start()

    async def nothing():
        pass

    with pytest.raises(RuntimeError, match="wait for itself"):
        server.run_coroutine_sync(nothing())


async def test_slow_motion_is_warned_about(start, caplog):
    await start(TEST_VIEW_START_TIMEOUT=True)
    assert "TEST_VIEW_START_TIMEOUT" in caplog.text


# plain HTTP


async def test_an_interactive_route_gives_its_frontend_and_a_session(start):
    server = await start(Route("/", Page))
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert answer.status == 200
    assert '<div id="lona">' in answer.text
    assert answer.cookies[0].name == "sessionid"


async def test_a_non_interactive_route_gives_what_the_view_returns(start):
    server = await start(Route("/<x>", Plain, interactive=False))
    request = http_request("http://host/b?a=1", {"sessionid": "key"})
    answer = await asyncio.to_thread(server.handle_http, request)
    assert answer.text == "<p>key1{'x': 'b'}</p>"
    assert answer.cookies == ()


@pytest.mark.parametrize(
    ("result", "status", "text"),
    [
        (None, 200, ""),
        ("<b>", 200, "<b>"),
        (TemplateResponse("lona/404.html", {"request": {"interactive": True}}), 200, "Not found"),
        (TemplateStringResponse("{{ a }}", {"a": "<"}, status=201), 201, "&lt;"),
        (JsonResponse([1]), 200, "[1]"),
        (RedirectResponse("/x"), 302, ""),
        (5, 500, "Internal error"),
        (ZeroDivisionError(), 500, "Internal error"),
        (ForbiddenError(), 403, "Forbidden"),
        (TemplateResponse("nothing.html"), 500, "Internal error"),
    ],
)
async def test_answers_of_plain_views(start, result, status, text):
    server = await start(run_plain(result))
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert answer.status == status
    assert text in answer.text


async def test_middlewares_see_frontend_requests(start):
    seen = []

    class Observing:
        def handle_request(self, data):
            seen.append((data.request.frontend, type(data.view).__name__, data.request.route.name))
            return data

    server = await start(Route("/", Page, name="home"), MIDDLEWARES=[Observing])
    await asyncio.to_thread(server.handle_http, http_request())
    assert seen == [(True, "FrontendView", "home")]


async def test_a_frontend_can_be_replaced_by_a_view(start):
    class Frontend(View):
        def handle_request(self, request):
            return TemplateStringResponse(
                "mine {{ request.frontend }} {{ request.POST }}", {"request": request}
            )

    server = await start(
        Route("/", Page), Route("/other", Page, frontend_view=Plain), FRONTEND_VIEW=Frontend
    )
    answer = await asyncio.to_thread(server.handle_http, http_request(), {"a": "1"})
    assert answer.text == "mine True {&#x27;a&#x27;: &#x27;1&#x27;}"
    answer = await asyncio.to_thread(server.handle_http, http_request("http://host/other?a=1"))
    assert answer.text.startswith("<p>")


async def test_a_failing_frontend_falls_back_to_the_template(start):
    class Failing(View):
        def handle_request(self, request):
            raise ZeroDivisionError

    server = await start(Route("/", Page), FRONTEND_VIEW=Failing)
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert (answer.status, '<div id="lona">' in answer.text) == (200, True)


async def test_an_error_view_may_redirect(start):
    class ToStart(View):
        def handle_request(self, request):
            return RedirectResponse("/start")

    server = await start(ERROR_404_VIEW=ToStart)
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert (answer.status, answer.headers["Location"]) == (302, "/start")


async def test_a_path_without_route_gives_the_404_page(start):
    server = await start()
    answer = await asyncio.to_thread(server.handle_http, http_request("http://host/x"))
    assert (answer.status, "Not found" in answer.text) == (404, True)


async def test_a_view_that_can_not_be_imported_gives_the_500_page(start):
    server = await start(Route("/", "no.such.View", interactive=False))
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert (answer.status, "Internal error" in answer.text) == (500, True)


async def test_data_that_can_not_be_sent_is_logged_and_answered(start, caplog):
    server = await start(run_plain(JsonResponse(object())))
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert answer.status == 500
    assert "Internal error" in answer.text
    assert "lona.view_runtime" in [record.name for record in caplog.records]


def handling(result, hook="handle_connection"):
    def handle(self, data):
        if isinstance(result, Exception):
            raise result
        return result

    return type("Handling", (), {hook: handle})


@pytest.mark.parametrize(
    ("result", "status", "text"),
    [
        (None, 503, "503: Service Unavailable"),
        ("<b>", 200, "<b>"),
        (HtmlResponse("x", 418), 418, "x"),
        (TemplateStringResponse("{{ 1 + 1 }}"), 200, "2"),
        (ZeroDivisionError(), 500, "500: Internal Error"),
        (5, 500, "500: Internal Error"),
    ],
)
async def test_a_middleware_can_answer_a_connection(start, result, status, text):
    server = await start(run_plain("never"), MIDDLEWARES=[handling(result)])
    answer = await asyncio.to_thread(server.handle_http, http_request())
    assert (answer.status, answer.text) == (status, text)


@pytest.mark.parametrize(
    ("result", "status"), [(None, 503), (HtmlResponse("x", 418), 418), (ZeroDivisionError(), 500)]
)
async def test_a_middleware_can_answer_before_routing(start, result, status):
    server = await start(MIDDLEWARES=[handling(result, "handle_http_request")])
    answer = await asyncio.to_thread(server.intercept_http, http_request())
    assert answer.status == status


async def test_without_such_a_middleware_requests_go_on(start):
    server = await start()
    assert server.intercept_http(http_request()) is None

    class Passing:
        def handle_http_request(self, data):
            return data

    server = await start(MIDDLEWARES=[Passing])
    assert await asyncio.to_thread(server.intercept_http, http_request()) is None


def test_responses_of_the_web_framework_are_handed_on():
    foreign = SimpleNamespace(prepare=None)
    assert make_server().to_answer(foreign).foreign is foreign


# websockets


async def open_connection(server, key="key"):
    request = http_request(cookies={"sessionid": key})
    return await asyncio.to_thread(server.open_connection, request, Transport())


async def test_an_open_connection_has_a_user_and_is_counted(start):
    server = await start()
    first = await open_connection(server, "a")
    await open_connection(server, "a")
    await open_connection(server, "b")
    assert isinstance(first, Connection)
    assert first.user == AnonymousUser("a")
    assert server.get_connection_count(AnonymousUser("a")) == 2
    assert server.get_connected_user_count() == 2
    assert server._websocket_connections[0] is first
    first.disconnect(goodbye=True)
    assert server.get_connection_count(AnonymousUser("a")) == 1


@pytest.mark.parametrize("result", [None, "text"])
async def test_a_middleware_can_refuse_a_websocket(start, result):
    server = await start(MIDDLEWARES=[handling(result)])
    with pytest.raises(Farewell) as farewell:
        await open_connection(server)
    assert farewell.value.text == result
    assert server.websocket_connections == []


async def test_a_middleware_can_answer_a_websocket_with_a_response(start):
    server = await start(MIDDLEWARES=[handling(HtmlResponse("no", 418))])
    with pytest.raises(Refused) as refused:
        await open_connection(server)
    assert refused.value.answer.status == 418


class Waiting(View):
    def handle_request(self, request):
        self.await_click(html=" ")


async def start_view(server, key="key", url="http://host/"):
    connection = await open_connection(server, key)
    connection.receive(f'lona:[101,1,1,0,"{url}",null]')
    assert await asyncio.to_thread(server.activity.wait_idle, 60)
    return connection


async def test_running_views_are_found_by_class_and_user(start):
    route = Route("/", Waiting, name="waiting")
    server = await start(route, Route("/other", Page))
    await start_view(server, "a")
    await start_view(server, "b")
    user = AnonymousUser("a")
    assert len(server.get_views(route=route)) == 2
    assert [view.request.user for view in server.get_views(url="/", user=user)] == [user]
    assert len(server.get_views(user=user)) == 1
    assert server.get_views(url="/other") == []
    assert server.get_views(url="/nothing") == []
    assert server.get_running_views_count(user) == 1


async def test_shutdown_stops_views_closes_connections_and_runs_hooks(start):
    order = []

    class Observed(Waiting):
        def on_stop(self, reason):
            order.append(type(reason).__name__)

    class Hooks:
        async def on_shutdown(self, data):
            order.append(data.server.websocket_connections)

    server = await start(Route("/", Observed), MIDDLEWARES=[Hooks])
    connection = await start_view(server)
    await server.shutdown(timeout=60)
    await server.shutdown()
    assert order == ["ServerStop", []]
    assert connection.websocket.closed == 1012


async def test_shutdown_does_not_wait_for_a_view_that_never_ends(start):
    release = threading.Event()

    class Stubborn(View):
        def handle_request(self, request):
            release.wait()

    server = await start(Route("/", Stubborn, interactive=False))
    running = asyncio.ensure_future(asyncio.to_thread(server.handle_http, http_request()))
    while not server.runtimes.runtimes:
        await asyncio.sleep(0)
    try:
        await asyncio.wait_for(server.shutdown(timeout=0.2), 60)
    finally:
        release.set()
        await running


async def test_shutdown_ends_everything_although_no_thread_can_be_started(start, monkeypatch):
    stopped = threading.Event()

    class Observed(Waiting):
        def on_stop(self, reason):
            stopped.set()

    class Hooks:
        async def on_shutdown(self, data):
            order.append("on_shutdown")

    order = []
    server = await start(Route("/", Observed), MIDDLEWARES=[Hooks])
    connection = await start_view(server)
    gate = threading.Event()
    pool = server.worker_pool.get_executor("worker")
    while pool._idle:  # its threads have other things to do
        pool.spawn(gate.wait)

    def refuse(thread):
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refuse)
        await server.shutdown(timeout=60)
    assert connection.websocket.closed == 1012
    assert order == ["on_shutdown"]
    gate.set()
    assert await asyncio.to_thread(stopped.wait, 60)
    async with asyncio.timeout(60):
        while len(server.runtimes) or server.activity.moving:
            await asyncio.sleep(0.001)
