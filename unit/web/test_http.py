import asyncio
import io
import threading

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from lona.responses import JsonResponse, TemplateStringResponse
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application


@pytest.fixture
async def connect():
    """Give a function that serves routes and gives a client."""
    clients = []

    async def make(*routes, **settings):
        server = Server("/", settings_post_overrides=settings, routes=routes)
        client = TestClient(TestServer(create_application(server)))
        await client.start_server()
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.close()


def pass_through(view):
    return Route("/", view, http_pass_through=True)


class Echo(View):
    def handle_request(self, request):
        values = {
            name: value if isinstance(value, str) else value.file.read().decode()
            for name, value in request.POST.items()
        }
        return JsonResponse([request.method, request.GET, values, request.interactive])


class Page(View):
    pass


async def test_the_server_is_part_of_the_application(connect):
    client = await connect()
    assert isinstance(client.app["lona_server"], Server)
    assert client.app["lona_server"]._app is client.app


async def test_a_page_sets_the_session_cookie_once(connect):
    client = await connect(Route("/", Page))
    first = await client.get("/")
    second = await client.get("/")
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert "Set-Cookie" not in second.headers
    assert first.headers["Cache-Control"] == "no-cache, no-store, must-revalidate"
    assert '<div id="lona">' in await first.text()


async def test_posted_forms_and_files_reach_the_view(connect):
    client = await connect(Route("/", Echo, interactive=False))
    form = {"a": "ü", "file": io.BytesIO(b"content")}
    answer = await client.post("/?q=1", data=form)
    assert await answer.json() == ["POST", {"q": "1"}, {"a": "ü", "file": "content"}, False]
    assert await (await client.get("/")).json() == ["GET", {}, {}, False]
    assert await (await client.post("/", json={"a": 1})).json() == ["POST", {}, {}, False]


async def test_a_body_that_is_too_large_is_refused(connect):
    client = await connect(Route("/", Echo, interactive=False), AIOHTTP_CLIENT_MAX_SIZE=100)
    assert (await client.post("/", data={"a": "x" * 200})).status == 413
    assert (await client.post("/", data={"a": "x"})).status == 200


async def test_a_form_that_is_none_is_a_bad_request(connect):
    client = await connect(Route("/", Echo, interactive=False))
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = await client.post("/", data=b"nonsense", headers=headers)
    assert answer.status == 400


async def test_an_unusable_host_is_a_bad_request(connect):
    client = await connect(Route("/", Page))
    assert (await client.get("/", headers={"Host": "]["})).status == 400


async def test_decoded_paths_are_routed(connect):
    client = await connect(Route("/ü <x>", Echo, interactive=False))
    assert (await client.get("/%C3%BC%20a")).status == 200


async def test_unknown_paths_are_404_pages(connect):
    client = await connect()
    answer = await client.get("/x")
    assert answer.status == 404
    assert "Not found" in await answer.text()


async def test_a_pass_through_function_runs_in_a_view_thread(connect):
    def view(request):
        return web.Response(text=f"{request.method} {threading.current_thread().name}")

    client = await connect(pass_through(view))
    assert (await (await client.put("/")).text()).startswith("PUT LonaRuntimeWorker")


async def test_a_pass_through_coroutine_runs_on_the_loop(connect):
    async def view(request):
        return web.Response(text=str(threading.get_ident()))

    client = await connect(pass_through(view))
    assert await (await client.get("/")).text() == str(threading.get_ident())


async def test_a_pass_through_class_gets_request_and_server(connect):
    class Upload(View):
        def handle_request(self, request):
            assert self.request is request
            return web.Response(text=self.server.project_root)

    client = await connect(pass_through(Upload))
    assert await (await client.get("/")).text() == "/"


async def test_a_pass_through_object_may_return_a_coroutine(connect):
    class Mounted:
        def __call__(self, request):
            return self.answer()

        async def answer(self):
            return web.Response(text="mounted")

    class AsyncMounted:
        async def __call__(self, request):
            return web.Response(text="async mounted")

    client = await connect(pass_through(Mounted()))
    assert await (await client.get("/")).text() == "mounted"
    client = await connect(pass_through(AsyncMounted()))
    assert await (await client.get("/")).text() == "async mounted"


async def test_pass_through_views_may_answer_with_lona_responses(connect):
    client = await connect(pass_through(lambda request: TemplateStringResponse("{{ 1 + 1 }}")))
    assert await (await client.get("/")).text() == "2"


async def test_a_pass_through_view_that_fails_is_logged(connect, caplog):
    client = await connect(pass_through(lambda request: 1 / 0))
    answer = await client.get("/")
    assert (answer.status, await answer.text()) == (500, "500: Internal Error")
    assert "ZeroDivisionError" in caplog.text


async def test_http_errors_of_a_pass_through_view_are_its_answer(connect):
    def view(request):
        raise web.HTTPTeapot if hasattr(web, "HTTPTeapot") else web.HTTPGone

    client = await connect(pass_through(view))
    assert (await client.get("/")).status in (410, 418)


async def test_pass_through_views_see_websocket_handshakes(connect):
    async def view(request):
        websocket = web.WebSocketResponse()
        await websocket.prepare(request)
        await websocket.send_str("mine")
        await websocket.close()
        return websocket

    client = await connect(pass_through(view))
    async with client.ws_connect("/") as websocket:
        assert await websocket.receive_str() == "mine"


class Observing:
    """A middleware that writes down which of its hooks ran."""

    def handle_http_request(self, data):
        assert data.http_request.path is not None
        data.server.state.setdefault("hooks", []).append("http")
        return data

    def handle_connection(self, data):
        data.server.state.setdefault("hooks", []).append("connection")
        return data


@pytest.mark.parametrize(
    ("path", "hooks"),
    [
        ("/page", ["http", "connection"]),
        ("/plain", ["http", "connection"]),
        ("/nothing", ["http", "connection"]),
        ("/", ["http"]),
        ("/static/x.css", []),
    ],
)
async def test_hooks_run_for_what_they_are_about(connect, path, hooks):
    client = await connect(
        pass_through(lambda request: web.Response()),
        Route("/page", Page),
        Route("/plain", Echo, interactive=False),
        MIDDLEWARES=[Observing],
    )
    await client.get(path)
    assert list(client.app["lona_server"].state.get("hooks", [])) == hooks


async def test_a_middleware_can_answer_with_an_aiohttp_response(connect):
    class Answering:
        def handle_http_request(self, data):
            if data.http_request.path == "/early":
                return web.Response(text="early")
            return data

        def handle_connection(self, data):
            return web.Response(status=418, text="later")

    client = await connect(Route("/", Page), MIDDLEWARES=[Answering])
    assert await (await client.get("/early")).text() == "early"
    assert (await client.get("/")).status == 418


async def test_a_blocked_view_does_not_keep_others_waiting(connect):
    release = threading.Event()

    class Blocked(View):
        def handle_request(self, request):
            release.wait(60)
            return "released"

    routes = [Route(f"/{number}", Blocked, interactive=False) for number in range(12)]
    client = await connect(*routes, Route("/page", Echo, interactive=False))
    waiting = [asyncio.ensure_future(client.get(f"/{number}")) for number in range(12)]
    try:
        assert (await client.get("/page")).status == 200
        assert (await client.get("/static/lona/style.css")).status == 200
        assert not any(future.done() for future in waiting)
    finally:
        release.set()
    answers = await asyncio.gather(*waiting)
    assert [await answer.text() for answer in answers] == ["released"] * 12
