"""Raw sockets that ask nothing, not to the end, or too often."""

import asyncio
import gzip
import socket
import threading

import pytest
from aiohttp import ClientError, ClientSession, WSServerHandshakeError, web

from lona.responses import HtmlResponse
from lona.routing import MATCH_ALL, Route
from lona.server import Server
from lona.view import View
from lona.web import effort
from lona.web.application import create_application
from lona.web.protocol import RequestProtocol
from lona.web.runner import Runner
from lona.web.sockets import SocketLimits, Sockets

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
NO_LIMITS = SocketLimits(
    of_address=0, head_seconds=0, body_seconds=0, send_seconds=0, keep_alive_seconds=75
)


class Page(View):
    def handle_request(self, request):
        return HtmlResponse("page")


@pytest.fixture
async def serve():
    """Give a function that serves a view and gives the port; `sockets` of it counts."""
    ends = []

    async def start(
        view=Page,
        most=0,
        may_have_many=lambda address: True,
        settings=None,
        interactive=False,
        pass_through=False,
        **limits,
    ):
        route = Route(MATCH_ALL, view, interactive=interactive, http_pass_through=pass_through)
        server = Server("/", routes=[route], settings_post_overrides=settings)
        runner = Runner(create_application(server), shutdown_timeout=0.05)
        await runner.setup()
        limits = SocketLimits(**{**vars(NO_LIMITS), **limits})
        sockets = Sockets(runner.server, limits, may_have_many, most)
        sweeping = asyncio.ensure_future(sockets.sweep(0.05))
        (listener,) = await sockets.listen("127.0.0.1", 0)
        ends.append((listener, sweeping, runner))
        return listener.sockets[0].getsockname()[1]

    yield start
    for listener, sweeping, runner in ends:
        listener.close()
        sweeping.cancel()
        await runner.cleanup()


@pytest.fixture
async def connect():
    """Give a function that opens a raw socket, writes to it, and gives reader and writer."""
    writers = []

    async def start(port, data=b""):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writers.append(writer)
        writer.write(data)
        return reader, writer

    yield start
    for writer in writers:
        writer.transport.abort()


async def is_closed(reader):
    """Wait until the server closes a socket without a word."""
    async with asyncio.timeout(60):
        try:
            return await reader.read() == b""
        except ConnectionResetError:
            return True


async def read_answer(reader):
    async with asyncio.timeout(60):
        head = await reader.readuntil(b"\r\n\r\n")
        length = head.lower().partition(b"content-length: ")[2].split(b"\r")[0]
        return head.split(b"\r")[0], await reader.readexactly(int(length))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: a\r\n",
        GET[:-2] + b"Upgrade: websocket\r\nConnection: upgrade\r\n",
    ],
    ids=["idle", "part of a head", "part of a handshake"],
)
async def test_a_head_has_to_be_there_in_time(serve, connect, data):
    port = await serve(head_seconds=0.2)
    reader, _ = await connect(port, data)
    assert await is_closed(reader)


async def test_a_head_that_comes_byte_by_byte_has_to_be_there_in_time(serve, connect):
    port = await serve(head_seconds=0.2)
    reader, writer = await connect(port, GET[:-2] + b"X: ")
    closed = asyncio.ensure_future(is_closed(reader))
    while not closed.done():
        writer.write(b"x")
        await asyncio.wait((closed,), timeout=0.02)
    assert closed.result()


async def test_a_later_head_has_to_be_there_in_time_too(serve, connect):
    port = await serve(head_seconds=0.2)
    reader, writer = await connect(port, GET)
    assert (await read_answer(reader))[1] == b"page"
    writer.write(GET[:20])
    assert await is_closed(reader)


async def test_a_connection_may_be_idle_between_requests(serve, connect):
    port = await serve(head_seconds=0.05)
    reader, writer = await connect(port, GET)
    await read_answer(reader)
    other, _ = await connect(port)
    assert await is_closed(other)  # so many seconds have passed
    writer.write(GET)
    assert (await read_answer(reader))[1] == b"page"


async def test_a_body_has_to_go_on_coming(serve, connect):
    port = await serve(body_seconds=0.2)
    head = GET[:-2].replace(b"GET", b"POST") + FORM + b"Content-Length: 100\r\n\r\nabc"
    reader, _ = await connect(port, head)
    assert await is_closed(reader)


async def test_a_body_has_to_go_on_coming_for_pass_through_views_too(serve, connect):
    async def upload(request):
        return web.Response(text=str(len(await request.read())))

    port = await serve(upload, pass_through=True, body_seconds=0.2)
    head = GET[:-2].replace(b"GET", b"POST") + FORM + b"Content-Length: 100\r\n\r\nabc"
    reader, _ = await connect(port, head)
    assert await is_closed(reader)


async def test_a_view_may_take_its_time(serve, connect):
    gate = threading.Event()

    class Slow(View):
        def handle_request(self, request):
            gate.wait(60)
            return "slow"

    port = await serve(Slow, head_seconds=0.05, body_seconds=0.05)
    reader, _ = await connect(port, GET)
    idle, _ = await connect(port)
    assert await is_closed(idle)
    gate.set()
    assert (await read_answer(reader))[1] == b"slow"


async def test_a_websocket_may_be_silent(serve, connect):
    port = await serve(interactive=True, head_seconds=0.05, body_seconds=0.05)
    async with ClientSession() as session, session.ws_connect(f"http://127.0.0.1:{port}") as socket:
        idle, _ = await connect(port)
        assert await is_closed(idle)
        await socket.send_str("lona:[105]")
        assert await socket.receive_str(timeout=60) == "lona:[206]"


async def test_what_is_idle_makes_room_for_who_comes(serve, connect):
    gate = threading.Event()

    class Slow(View):
        def handle_request(self, request):
            if request.url.path == "/slow":
                gate.wait(60)
            return "answer"

    port = await serve(Slow, most=10)
    busy, _ = await connect(port, GET.replace(b"GET /", b"GET /slow"))
    idle = [await connect(port) for _ in range(200)]
    reader, _ = await connect(port, GET)
    assert (await read_answer(reader))[1] == b"answer"
    for each, _ in idle[:180]:
        assert await is_closed(each)
    gate.set()
    assert (await read_answer(busy))[1] == b"answer"


async def test_who_comes_is_sent_away_when_all_others_are_busy(serve, connect):
    port = await serve(interactive=True, most=4)
    async with ClientSession() as session:
        sockets = []
        while True:
            try:
                socket = await session.ws_connect(f"http://127.0.0.1:{port}")
            except (ClientError, OSError):
                break
            sockets.append(socket)
            assert len(sockets) < 100
        for socket in sockets:
            await socket.send_str("lona:[105]")
            assert await socket.receive_str(timeout=60) == "lona:[206]"
            await socket.close()


@pytest.mark.parametrize("is_proxy", [False, True])
async def test_an_address_has_so_many_sockets_unless_it_is_a_proxy(serve, connect, is_proxy):
    port = await serve(of_address=3, may_have_many=lambda address: is_proxy)
    first = [await connect(port, GET) for _ in range(3)]
    for reader, _ in first:
        await read_answer(reader)
    reader, _ = await connect(port, GET)
    if is_proxy:
        assert (await read_answer(reader))[1] == b"page"
    else:
        assert await is_closed(reader)
        first[0][1].close()
        async with asyncio.timeout(60):
            while await is_refused(connect, port):  # the server has yet to hear of it
                pass


async def is_refused(connect, port):
    reader, _ = await connect(port, GET)
    try:
        await read_answer(reader)
    except (asyncio.IncompleteReadError, ConnectionError):
        return True
    return False


async def test_an_address_has_so_many_websockets_at_a_time(serve, caplog):
    port = await serve(interactive=True, settings={"LIMIT_CONNECTIONS_OF_ADDRESS": 3})
    url = f"http://127.0.0.1:{port}"
    async with ClientSession() as session:
        sockets = [await session.ws_connect(url) for _ in range(3)]
        for _ in range(3):
            with pytest.raises(WSServerHandshakeError) as error:
                await session.ws_connect(url)
            assert error.value.status == 429
        headers = {"X-Forwarded-For": "8.8.8.8"}
        async with session.ws_connect(url, headers=headers) as other:
            await other.send_str("lona:[105]")
            assert await other.receive_str(timeout=60) == "lona:[206]"
        await sockets[0].close()
        async with asyncio.timeout(60):
            while True:
                async with session.get(url) as answer:
                    if answer.status == 200:
                        break
        for socket in sockets[1:]:
            await socket.close()
    lines = [record for record in caplog.records if record.name == "lona.server.http"]
    assert lines[0].getMessage() == "GET /: too many connections"


async def test_who_goes_in_the_middle_of_a_body_leaves_no_line_in_the_log(serve, connect, caplog):
    async def upload(request):
        return web.Response(text=str(len(await request.read())))

    for view, pass_through in ((Page, False), (upload, True)):
        port = await serve(view, pass_through=pass_through)
        for _ in range(10):
            head = GET[:-2].replace(b"GET", b"POST") + FORM + b"Content-Length: 100\r\n\r\nabc"
            _, writer = await connect(port, head)
            await writer.drain()
            writer.transport.abort()
        reader, _ = await connect(port, GET)
        await read_answer(reader)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_what_is_no_http_gets_one_line_a_second(serve, connect, caplog):
    port = await serve()
    for _ in range(100):
        reader, _ = await connect(port, b"\x16\x03\x01 nonsense\r\n\r\n")
        await read_answer(reader)
    lines = [record for record in caplog.records if record.name == "lona.server.http"]
    assert 1 <= len(lines) < 20  # one a second, however long it takes


# answers


class Large(View):
    def handle_request(self, request):
        return HtmlResponse("page" if request.url.path == "/" else "x" * 20_000_000)


async def stall(port, path):
    """Ask for something large, and read only the first byte of it; give the socket."""
    asked = socket.socket()
    asked.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    asked.setblocking(False)
    loop = asyncio.get_running_loop()
    await loop.sock_connect(asked, ("127.0.0.1", port))
    await loop.sock_sendall(asked, GET.replace(b"GET /", b"GET " + path))
    assert await loop.sock_recv(asked, 1) == b"H"
    return asked


async def is_reset(asked):
    """Wait until an answer ends before its time."""
    loop = asyncio.get_running_loop()
    size = 0
    async with asyncio.timeout(60):
        try:
            while piece := await loop.sock_recv(asked, 2**20):
                size += len(piece)
        except ConnectionResetError:
            pass
    asked.close()
    return size < 20_000_000


async def test_who_takes_nothing_of_an_answer_loses_it(serve, connect):
    port = await serve(Large, send_seconds=0.2)
    asked = await stall(port, b"/large")
    waits, _ = await connect(port)  # an idle socket is no such thing
    await asyncio.sleep(0.5)  # the client does nothing for so long: that is what is tested
    assert await is_reset(asked)
    reader, _ = await connect(port, GET)
    assert (await read_answer(reader))[1] == b"page"
    assert not waits.at_eof()


@pytest.mark.parametrize("path", [b"/large", b"/static/large"])
async def test_who_takes_no_answer_makes_room_for_who_comes(serve, connect, tmp_path, path):
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    port = await serve(Large, most=8, settings={"STATIC_DIRS": [str(tmp_path)]})
    stalled = [await stall(port, path) for _ in range(20)]
    for _ in range(10):
        reader, _ = await connect(port, GET)
        assert (await read_answer(reader))[1] == b"page"
    for each in stalled[:8]:
        assert await is_reset(each)
    for each in stalled[8:]:
        each.close()


async def test_a_file_that_is_sent_counts_as_a_handle(serve, connect, tmp_path):
    (tmp_path / "large").write_bytes(bytes(20_000_000))
    port = await serve(Large, most=8, settings={"STATIC_DIRS": [str(tmp_path)]})
    stalled = [await stall(port, b"/static/large") for _ in range(6)]
    assert await is_reset(stalled[0])  # six sockets and six files are more than eight
    for each in stalled[1:]:
        each.close()


# what is expensive


async def test_what_is_left_of_a_request_that_was_answered_is_not_looked_at(
    serve, connect, monkeypatch
):
    looked_at = []
    look_at = RequestProtocol.data_received

    def count(self, data):
        looked_at.append(data)
        look_at(self, data)

    monkeypatch.setattr(RequestProtocol, "data_received", count)
    port = await serve()
    bomb = gzip.compress(bytes(300_000_000))
    head = GET[:-2].replace(b"GET", b"PUT") + b"Content-Type: application/json\r\n"
    head += b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % (len(bomb) + 1)
    reader, writer = await connect(port, head)
    async with asyncio.timeout(60):
        answer = await reader.readuntil(b"\r\n\r\n")
    assert b"Connection: close" in answer
    writer.write(bomb)
    await writer.drain()
    other, _ = await connect(port, GET)
    assert (await read_answer(other))[1] == b"page"
    assert b"".join(looked_at) == head + GET


async def test_a_client_whose_bytes_are_expensive_is_left_alone_and_then_served(
    serve, connect, monkeypatch
):
    rests = [0.3]
    monkeypatch.setattr(effort, "rest_after", lambda began: rests.pop() if rests else 0)
    port = await serve()
    loop = asyncio.get_running_loop()
    began = loop.time()
    reader, writer = await connect(port, GET[:10])
    while rests:
        await asyncio.sleep(0)
    writer.write(GET[10:])
    assert (await read_answer(reader))[1] == b"page"
    assert loop.time() - began >= 0.3
