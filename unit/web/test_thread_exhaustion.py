"""A served application whose system starts no further threads for a while."""

import asyncio
import threading

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestClient, TestServer

from lona.html import Button
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application

UNAVAILABLE = "503: Service Unavailable"


class Waiting(View):
    ended: list[View] = []

    def handle_request(self, request):
        self.button = Button("x")
        self.await_click(self.button, html=self.button)

    def on_cleanup(self):
        Waiting.ended.append(self)


class Plain(View):
    def handle_request(self, request):
        return "plain"


class Threads:
    """All threads of a server: they can be busy, and the system may start no further ones."""

    def __init__(self):
        self._patch = pytest.MonkeyPatch()
        self._gate = threading.Event()

    async def exhaust(self, server):
        start = threading.Thread.start

        def refuse(thread):
            if thread.name.startswith("Lona"):
                raise RuntimeError("can't start new thread")
            start(thread)

        self._patch.setattr(threading.Thread, "start", refuse)
        for name, busy in [("worker", 0), ("runtime_worker", len(server.runtimes))]:
            pool = server.worker_pool.get_executor(name)
            await until(lambda pool=pool, busy=busy: len(pool._idle) + busy == pool.thread_count)
            while not pool.is_starved:
                pool.spawn(lambda: self._gate.wait(600), must_run=True)
                await asyncio.sleep(0.001)

    def recover(self):
        self._patch.undo()
        self._gate.set()


@pytest.fixture
def threads():
    threads = Threads()
    yield threads
    threads.recover()


@pytest.fixture
async def client():
    routes = [Route("/", Waiting), Route("/plain", Plain, interactive=False)]
    client = TestClient(TestServer(create_application(Server("/", routes=routes))))
    await client.start_server()
    yield client
    await client.close()


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.001)


async def open_view(client):
    websocket = await client.ws_connect("/")
    await websocket.send_str(run_view())
    assert (await websocket.receive_str(timeout=60)).startswith("lona:[202,")
    assert (await websocket.receive_str(timeout=60)).startswith("lona:[201,")
    return websocket


def run_view(window=1):
    return f'lona:[101,{window},1,0,"http://localhost/",null]'


async def close_code(websocket):
    message = await websocket.receive(timeout=60)
    assert message.type is WSMsgType.CLOSE
    return websocket.close_code


@pytest.mark.parametrize(
    "text",
    [
        run_view(window=2),
        'lona:[102,1,1,0,1,"custom",[],null,null,"",[],[]]',
        "a custom message",
    ],
    ids=["view", "event", "custom message"],
)
async def test_a_server_without_threads_refuses_ends_what_is_left_and_recovers(
    client, threads, caplog, text
):
    server = client.app["lona_server"]
    Waiting.ended.clear()
    websockets = [await open_view(client) for _ in range(3)]
    await until(lambda: server.activity.moving == 0)
    assert len(server.runtimes) == 3

    await threads.exhaust(server)
    for path in ("/", "/plain"):
        answer = await client.get(path)
        assert (answer.status, await answer.text()) == (503, UNAVAILABLE)
    with pytest.raises(WSServerHandshakeError) as refused:
        await client.ws_connect("/")
    assert refused.value.status == 503
    assert len(server.runtimes) == 3  # whoever is there already is not disturbed
    assert server.activity.moving == 0

    refused_one, closed_one, reading_one = websockets
    await refused_one.send_str(text)
    assert await close_code(refused_one) == 1013
    await closed_one.close()
    await until(lambda: len(server.runtimes) == 1)  # although nothing can be started
    await until(lambda: server.activity.moving == 0)
    assert len(Waiting.ended) == 2
    await reading_one.send_str("lona:[105]")
    assert await reading_one.receive_str(timeout=60) == "lona:[206]"

    threads.recover()
    assert (await client.get("/")).status == 200
    assert await (await client.get("/plain")).text() == "plain"
    websockets.append(await open_view(client))
    for websocket in websockets:
        await websocket.close()
    await until(lambda: len(server.runtimes) == 0)
    await until(lambda: server.activity.moving == 0)
    assert server.websocket_connections == []
    assert len(Waiting.ended) == 4
    assert not [each for each in caplog.records if each.name.startswith("lona") and each.exc_info]
