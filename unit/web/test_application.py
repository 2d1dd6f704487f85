"""The application: its life, what goes where, and what happens when no thread can be started."""

import threading

import pytest
from aiohttp import WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

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


async def test_the_server_starts_and_stops_with_the_application():
    calls = []

    class Middleware:
        async def on_startup(self, data):
            calls.append("startup")

        async def on_shutdown(self, data):
            calls.append("shutdown")

    settings = {"MIDDLEWARES": [Middleware]}
    server = Server("/", settings_post_overrides=settings, routes=[Route("/", View)])
    client = TestClient(TestServer(create_application(server)))
    assert calls == []
    await client.start_server()
    assert calls == ["startup"]
    await client.close()
    assert calls == ["startup", "shutdown"]


async def test_only_paths_below_the_static_prefix_are_static_files(connect):
    client = await connect(Route("/files", View, interactive=False), STATIC_URL_PREFIX="files")
    assert (await client.get("/files/none")).status == 404
    assert (await client.get("/files/_lona/client/lona.bundle.js")).status == 200
    assert (await client.get("/files")).status == 200


# no thread can be started


@pytest.fixture
def no_threads(monkeypatch):
    """Let no thread of a server be started."""
    start = threading.Thread.start

    def refuse(thread):
        if thread.name.startswith("Lona"):
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", refuse)


def plain(request):
    return "never"


async def coroutine(request):
    return "never"


@pytest.mark.parametrize(
    "route",
    [
        Route("/", View),
        Route("/", View, interactive=False),
        Route("/", plain, http_pass_through=True),
        Route("/", coroutine, http_pass_through=True),
    ],
    ids=["frontend", "plain view", "pass-through", "pass-through coroutine"],
)
async def test_a_request_without_a_thread_is_unavailable(connect, caplog, no_threads, route):
    client = await connect(route)
    answer = await client.get("/")
    assert answer.status == 503
    assert await answer.text() == "503: Service Unavailable"
    (record,) = (each for each in caplog.records if each.name == "lona.server.http")
    assert "no further thread" in record.message
    assert record.exc_info is None


async def test_a_static_file_without_a_thread_is_unavailable(connect, caplog, no_threads):
    client = await connect(Route("/", View))
    assert (await client.get("/static/_lona/client/lona.bundle.js")).status == 503
    assert "no further thread" in caplog.text


async def test_a_handshake_without_a_thread_is_unavailable(connect, caplog, no_threads):
    client = await connect(Route("/", View))
    with pytest.raises(WSServerHandshakeError) as info:
        await client.ws_connect("/")
    assert info.value.status == 503


async def test_watchers_are_answered_before_anybody_else(tmp_path):
    class Refusing:
        def handle_http_request(self, data):
            return "refused"

    class Everything(View):
        def handle_request(self, request):
            return "a view"

    settings = {"MIDDLEWARES": [Refusing], "ALLOWED_HOSTS": ["example.org"]}
    routes = [Route("/<path:.*>", Everything, interactive=False)]
    server = Server(str(tmp_path), routes=routes, settings_post_overrides=settings)
    async with TestClient(TestServer(create_application(server))) as client:
        for name in ("health", "ready"):
            answer = await client.get(f"/_lona/{name}", headers={"Host": "other.example"})
            assert (answer.status, await answer.text()) == (200, "ok")
        assert (await client.get("/_lona/other", headers={"Host": "other.example"})).status == 400
        await server.drain(0)
        assert (await client.get("/_lona/ready")).status == 503


async def test_requests_are_logged_on_request(tmp_path, caplog):
    class Page(View):
        def handle_request(self, request):
            return "page"

    caplog.set_level("INFO", "lona.server.http")
    routes = [Route("/page", Page, interactive=False)]
    for is_on in (False, True):
        settings = {"ACCESS_LOG": is_on}
        server = Server(str(tmp_path), routes=routes, settings_post_overrides=settings)
        async with TestClient(TestServer(create_application(server))) as client:
            await client.get("/page?secret=1")
            await client.post("/page", headers={"Origin": "http://evil.example"})
            await client.get("/static/none")
        lines = [record.getMessage() for record in caplog.records]
        assert [line.partition(" in ")[0] for line in lines if " ms" in line] == [
            "127.0.0.1 GET /page: 200",
            "127.0.0.1 POST /page: 403",
            "127.0.0.1 GET /static/none: 404",
        ] * is_on
        assert "secret" not in "".join(lines)
