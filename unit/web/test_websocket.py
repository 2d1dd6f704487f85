import asyncio
import logging
import threading

import pytest
from aiohttp import ClientWSTimeout, WSMsgType, WSServerHandshakeError, web
from aiohttp.test_utils import TestClient, TestServer

from lona.responses import HtmlResponse
from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application


class Page(View):
    def handle_request(self, request):
        return f"user {request.user.session_key}"


class Quiet(View):
    """Shows nothing; its connections carry custom messages."""


@pytest.fixture
async def connect():
    """Give a function that serves a few routes and gives a client."""
    clients = []

    async def make(*routes, **settings):
        routes = routes or (Route("/", Page),)
        server = Server("/", settings_post_overrides=settings, routes=routes)
        client = TestClient(TestServer(create_application(server)))
        await client.start_server()
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.close()


def run_view(url="http://localhost/", window=1, view=1):
    return f'lona:[101,{window},{view},0,"{url}",null]'


async def expect_close(websocket):
    message = await websocket.receive(timeout=60)
    assert message.type is WSMsgType.CLOSE
    return websocket.close_code


async def test_a_view_runs_over_the_websocket_with_the_user_of_the_page(connect):
    client = await connect()
    page = await client.get("/")
    key = page.cookies["sessionid"].value
    async with client.ws_connect("/") as websocket:
        await websocket.send_str(run_view())
        assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"
        update = await websocket.receive_str(timeout=60)
        assert update == f'lona:[201,1,1,2,0,null,1,"user {key}"]'


async def test_pings_are_answered(connect):
    client = await connect()
    async with client.ws_connect("/") as websocket:
        await websocket.send_str("lona:[105]")
        assert await websocket.receive_str(timeout=60) == "lona:[206]"


async def test_the_path_of_the_handshake_does_not_matter(connect):
    client = await connect()
    async with client.ws_connect("/no/such/page") as websocket:
        await websocket.send_str(run_view())
        assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"


async def test_a_closed_websocket_is_forgotten(connect):
    client = await connect()
    server = client.app["lona_server"]
    async with client.ws_connect("/") as websocket:
        await websocket.send_str("lona:[105]")
        await websocket.receive_str(timeout=60)
        assert len(server.websocket_connections) == 1
    async with asyncio.timeout(60):
        while server.websocket_connections:
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("lona:nonsense", 4400),
        ("lona:[]", 4400),
        ("lona:[999]", 4404),
        ("lona:[206]", 4404),
        ("lona:[105" + ",[" * 3000, 4400),
    ],
)
async def test_a_malformed_message_costs_its_own_connection_only(connect, caplog, text, code):
    client = await connect()
    async with client.ws_connect("/") as good, client.ws_connect("/") as bad:
        with caplog.at_level(logging.WARNING, "lona.server.websockets"):
            await bad.send_str(text)
            assert await expect_close(bad) == code
        await good.send_str("lona:[105]")
        assert await good.receive_str(timeout=60) == "lona:[206]"
    # asyncio logs too when the machine is busy or the garbage of other tests is collected
    (record,) = (each for each in caplog.records if each.name == "lona.server.websockets")
    assert f"closing connection with {code}" in record.getMessage()


async def test_a_binary_message_is_malformed(connect):
    client = await connect()
    async with client.ws_connect("/") as websocket:
        await websocket.send_bytes(b"lona:[105]")
        assert await expect_close(websocket) == 4400


async def test_messages_may_have_a_mebibyte_and_no_byte_more(connect, caplog):
    client = await connect()
    limit = client.app["lona_server"].settings.LIMIT_MESSAGE_BYTES
    async with client.ws_connect("/") as websocket:
        await websocket.send_str("x" * limit)
        await websocket.send_str("lona:[105]")
        assert await websocket.receive_str(timeout=60) == "lona:[206]"
        await websocket.send_str("x" * (limit + 1))
        assert await expect_close(websocket) == 1009
    await client.close()
    assert "1009" in caplog.text


async def test_bytes_count_not_characters(connect):
    client = await connect(LIMIT_MESSAGE_BYTES=1000)
    async with client.ws_connect("/") as websocket:
        await websocket.send_str("ä" * 501)
        assert await expect_close(websocket) == 1009


@pytest.mark.parametrize("data", ["[" + "[]," * 300_000 + "0]", "1" + ",1" * 300_000])
async def test_what_takes_long_to_decode_is_refused_and_others_are_served(connect, data):
    client = await connect()
    async with client.ws_connect("/") as good, client.ws_connect("/") as bad:
        await bad.send_str(f'lona:[102,1,1,0,1,"x",[{data}],null,null,"",[],[]]')
        await good.send_str("lona:[105]")
        assert await good.receive_str(timeout=60) == "lona:[206]"
        assert await expect_close(bad) == 4400


@pytest.mark.parametrize("send", ["text", "ping"])
async def test_who_sends_too_fast_is_not_read_for_a_while_but_stays(connect, send):
    client = await connect(LIMIT_EVENTS_A_SECOND=0.001, LIMIT_EVENTS_BURST=10)
    async with client.ws_connect("/", autoping=False) as fast, client.ws_connect("/") as other:
        for _ in range(1000):
            await (fast.send_str("lona:[105]") if send == "text" else fast.ping())
        for _ in range(11):  # the last one is taken before anybody knows that it is too many
            answer = await fast.receive(timeout=60)
            assert answer.type is (WSMsgType.TEXT if send == "text" else WSMsgType.PONG)
        await other.send_str("lona:[105]")
        assert await other.receive_str(timeout=60) == "lona:[206]"
        assert not fast._reader._buffer
        assert len(client.app["lona_server"].websocket_connections) == 2
        fast._response.connection.transport.abort()


async def test_a_client_that_does_not_answer_pings_is_gone(connect, monkeypatch):
    monkeypatch.setattr("lona.web.websocket.HEARTBEAT_SECONDS", 0.1)
    monkeypatch.setattr("lona.web.websocket.PONG_SECONDS", 0.1)
    client = await connect()
    server = client.app["lona_server"]
    websocket = await client.ws_connect("/", autoping=False)
    await websocket.send_str("lona:[105]")
    await websocket.receive_str(timeout=60)
    assert (await websocket.receive(timeout=60)).type is WSMsgType.PING
    async with asyncio.timeout(60):
        while server.websocket_connections:
            await asyncio.sleep(0.01)


async def test_a_foreign_page_is_refused_before_any_middleware_runs(connect):
    seen = []

    class Observing:
        def handle_connection(self, data):
            seen.append(data)
            return data

    client = await connect(MIDDLEWARES=[Observing])
    with pytest.raises(WSServerHandshakeError) as error:
        await client.ws_connect("/", headers={"Origin": "http://evil.example"})
    assert error.value.status == 403
    assert seen == []


async def test_origins_can_be_allowed(connect):
    client = await connect(WEBSOCKET_ALLOWED_ORIGINS=["http://friend.example"])
    async with client.ws_connect("/", headers={"Origin": "http://friend.example"}) as websocket:
        await websocket.send_str("lona:[105]")
        assert await websocket.receive_str(timeout=60) == "lona:[206]"


async def test_an_incomplete_handshake_is_a_bad_request(connect):
    client = await connect()
    answer = await client.get("/", headers={"Upgrade": "websocket", "Connection": "upgrade"})
    assert answer.status == 400


async def test_protocols_of_an_application_are_no_line_in_the_log(connect, caplog):
    client = await connect()
    async with client.ws_connect("/", protocols=["a\tb" * 3, "c"]) as websocket:
        await websocket.send_str("lona:[105]")
        assert await websocket.receive_str(timeout=60) == "lona:[206]"
    assert [record for record in caplog.records if record.levelno >= logging.INFO] == []


async def test_compression_is_a_setting(connect):
    client = await connect()
    async with client.ws_connect("/", compress=15) as websocket:
        assert websocket.compress == 0
    client = await connect(WEBSOCKET_COMPRESSION=True)
    async with client.ws_connect("/", compress=15) as websocket:
        assert websocket.compress == 15


def refusing(result, speak=None):
    class Refusing:
        def handle_connection(self, data):
            if not data.connection.interactive:
                return data
            if speak is not None:
                data.connection.send_str(speak)
            if isinstance(result, Exception):
                raise result
            return data if result == "data" else result

    return Refusing


async def test_a_middleware_can_close_a_websocket(connect):
    client = await connect(MIDDLEWARES=[refusing(None)])
    async with client.ws_connect("/") as websocket:
        assert await expect_close(websocket) == 1000


async def test_a_middleware_can_send_a_last_message(connect):
    client = await connect(MIDDLEWARES=[refusing("go away")])
    async with client.ws_connect("/") as websocket:
        assert await websocket.receive_str(timeout=60) == "go away"
        assert await expect_close(websocket) == 1000


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (HtmlResponse("no", 418), 418),
        (ZeroDivisionError(), 500),
    ],
)
async def test_a_middleware_can_refuse_the_handshake(connect, result, status):
    client = await connect(MIDDLEWARES=[refusing(result)])
    with pytest.raises(WSServerHandshakeError) as error:
        await client.ws_connect("/")
    assert error.value.status == status


async def test_a_middleware_can_answer_the_handshake_with_an_aiohttp_response(connect):
    class Refusing:
        def handle_connection(self, data):
            return web.Response(status=418)

    client = await connect(MIDDLEWARES=[Refusing])
    with pytest.raises(WSServerHandshakeError) as error:
        await client.ws_connect("/")
    assert error.value.status == 418


async def test_a_middleware_may_speak_before_it_admits(connect):
    client = await connect(MIDDLEWARES=[refusing("data", speak="welcome")])
    async with client.ws_connect("/") as websocket:
        assert await websocket.receive_str(timeout=60) == "welcome"
        await websocket.send_str("lona:[105]")
        assert await websocket.receive_str(timeout=60) == "lona:[206]"


@pytest.mark.parametrize("result", [HtmlResponse("no"), ZeroDivisionError(), None])
async def test_a_middleware_may_speak_before_it_refuses(connect, result):
    client = await connect(MIDDLEWARES=[refusing(result, speak="sorry")])
    async with client.ws_connect("/") as websocket:
        assert await websocket.receive_str(timeout=60) == "sorry"
        assert await expect_close(websocket) == 1000


async def test_custom_messages_reach_the_middlewares_in_order(connect):
    class Answering:
        def handle_websocket_message(self, data):
            data.connection.send_str(f"got {data.message}", wait=False)
            return data

    client = await connect(MIDDLEWARES=[Answering])
    async with client.ws_connect("/") as websocket:
        for number in range(20):
            await websocket.send_str(str(number))
        answers = [await websocket.receive_str(timeout=60) for _ in range(20)]
    assert answers == [f"got {number}" for number in range(20)]


async def test_everything_goes_on_while_views_block(connect):
    release = threading.Event()
    started = threading.Semaphore(0)

    class Blocked(View):
        def handle_request(self, request):
            started.release()
            release.wait(60)

    no_limits = {"LIMIT_WINDOWS": 0, "LIMIT_STARTING_VIEWS": 0}
    client = await connect(Route("/", Blocked), Route("/page", Page), **no_limits)
    try:
        async with client.ws_connect("/") as blocked:
            for window in range(1, 21):
                await blocked.send_str(run_view(window=window))
            for _ in range(20):
                assert await asyncio.to_thread(started.acquire, timeout=60)
            await blocked.send_str("lona:[105]")
            while await blocked.receive_str(timeout=60) != "lona:[206]":
                pass
            async with client.ws_connect("/") as other:
                await other.send_str(run_view("http://localhost/page"))
                assert await other.receive_str(timeout=60) == "lona:[202,1,1,1]"
            release.set()
    finally:
        release.set()


async def test_the_server_says_that_it_goes_away(connect):
    client = await connect()
    websocket = await client.ws_connect("/", timeout=ClientWSTimeout(ws_close=1))
    await websocket.send_str("lona:[105]")
    await websocket.receive_str(timeout=60)
    closing = asyncio.ensure_future(client.server.close())
    assert await expect_close(websocket) == 1012
    await closing


async def test_a_client_that_does_not_read_is_dropped(connect, monkeypatch, caplog):
    monkeypatch.setattr("lona.web.websocket.SLOW_CLIENT_SECONDS", 0.2)
    client = await connect()
    server = client.app["lona_server"]
    websocket = await client.ws_connect("/")
    await websocket.send_str("lona:[105]")
    await websocket.receive_str(timeout=60)
    (connection,) = server.websocket_connections
    websocket._response.connection.transport.pause_reading()
    for _ in range(40):
        connection.send_str("x" * 1024 * 1024, wait=False)
    async with asyncio.timeout(60):
        while not connection.closed:
            await asyncio.sleep(0.01)
    assert "4408" in caplog.text
    websocket._response.connection.transport.abort()


async def test_a_client_that_goes_during_the_handshake_leaves_nothing(connect):
    entered, gate = threading.Event(), threading.Event()
    connections = []

    class Slow:
        def handle_connection(self, data):
            connections.append(data.connection)
            entered.set()
            gate.wait(60)
            return data

    client = await connect(MIDDLEWARES=[Slow])
    _, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    assert await asyncio.to_thread(entered.wait, 60)
    writer.transport.abort()
    gate.set()
    async with asyncio.timeout(60):
        while not connections[0].closed:
            await asyncio.sleep(0.01)
    assert client.app["lona_server"].websocket_connections == []
