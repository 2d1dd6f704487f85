"""A system without threads: what is asked is refused, and all is well when there are some again."""

import asyncio
import threading

import pytest
from aiohttp import ClientSession, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application


class Page(View):
    cleaned_up: list

    def handle_request(self, request):
        return self.await_click(html="page") if request.interactive else "plain"

    def on_cleanup(self):
        self.cleaned_up.append(self)


@pytest.fixture
def view():
    class View_(Page):
        cleaned_up = []

    return View_


@pytest.fixture
async def client(view, tmp_path):
    (tmp_path / "style.css").write_text("h1 {}")
    routes = [Route("/", view), Route("/plain", view, interactive=False)]
    settings = {"STATIC_DIRS": [str(tmp_path)]}
    server = Server("/", routes=routes, settings_post_overrides=settings)
    client = TestClient(TestServer(create_application(server)))
    await client.start_server()
    yield client
    await client.close()


@pytest.fixture
def no_threads():
    """Give a function that lets no thread be started, and the one that takes it back."""
    patch = pytest.MonkeyPatch()

    def refuse(thread):
        raise RuntimeError("can't start new thread")

    yield lambda: patch.setattr(threading.Thread, "start", refuse), patch.undo
    patch.undo()


async def end_idle_threads(server):
    """Keep all idle threads busy, so that each job needs a new one; return how to free them."""
    gate = threading.Event()
    for name in ("worker", "runtime_worker", "static_worker"):
        pool = server.worker_pool.get_executor(name)
        while not pool.is_starved:
            pool.spawn(lambda: gate.wait(60), must_run=True)
            await asyncio.sleep(0.001)
    return gate.set


@pytest.mark.parametrize("path", ["/", "/plain", "/static/style.css"])
async def test_a_request_is_refused_and_later_ones_are_answered(client, no_threads, caplog, path):
    take_away, give_back = no_threads
    assert (await client.get(path)).status == 200
    server = client.app["lona_server"]
    take_away()
    free = await end_idle_threads(server)
    for _ in range(20):
        answer = await client.get(path)
        assert answer.status == 503
        await answer.read()
    give_back()
    assert (await client.get(path)).status == 200
    free()
    assert len([r for r in caplog.records if "Traceback" in str(r.exc_text)]) == 0
    assert len([r for r in caplog.records if r.name.startswith("lona")]) < 5


async def test_a_file_that_no_thread_can_open_is_refused(client, monkeypatch):
    loop = asyncio.get_running_loop()
    in_executor = loop.run_in_executor

    def refuse(executor, *args):
        if executor is None:
            raise RuntimeError("can't start new thread")
        return in_executor(executor, *args)

    monkeypatch.setattr(loop, "run_in_executor", refuse)
    answer = await client.get("/static/style.css")
    assert answer.status == 503
    monkeypatch.undo()
    assert (await client.get("/static/style.css")).status == 200


async def test_views_are_refused_and_no_view_is_leaked(client, view, no_threads):
    take_away, give_back = no_threads
    server = client.app["lona_server"]
    websocket = await client.ws_connect("/")
    await websocket.send_str('lona:[101,1,1,0,"http://localhost/",null]')
    assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"
    take_away()
    free = await end_idle_threads(server)
    with pytest.raises(WSServerHandshakeError) as error:
        await client.ws_connect("/")
    assert error.value.status == 503
    await websocket.send_str('lona:[101,2,1,0,"http://localhost/",null]')
    while (message := await websocket.receive(timeout=60)).type is not web.WSMsgType.CLOSE:
        pass
    assert message.data == 1013
    await websocket.close()
    give_back()
    async with asyncio.timeout(60):
        while len(server.runtimes):  # nothing new comes, and it ends all the same
            await asyncio.sleep(0.01)
    assert len(view.cleaned_up) == 1
    async with client.ws_connect("/") as other:
        await other.send_str('lona:[101,1,1,0,"http://localhost/",null]')
        assert await other.receive_str(timeout=60) == "lona:[202,1,1,1]"
    free()


async def test_the_server_ends_without_threads(view, no_threads):
    take_away, _ = no_threads
    server = Server("/", routes=[Route("/", view)])
    test_server = TestServer(create_application(server))
    await test_server.start_server()
    async with ClientSession() as session:
        websocket = await session.ws_connect(test_server.make_url("/"))
        await websocket.send_str('lona:[101,1,1,0,"http://localhost/",null]')
        assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"
        take_away()
        free = await end_idle_threads(server)
        closing = asyncio.ensure_future(server.shutdown(timeout=1))
        while (message := await websocket.receive(timeout=60)).type is not web.WSMsgType.CLOSE:
            pass
        assert message.data == 1012
        await websocket.close()
        await closing
        free()
    await test_server.close()
