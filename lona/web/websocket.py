"""Websockets: the socket of a `Connection`, with one reader and one writer task.

The reader hands over texts and never waits for user code, the writer sends what the connection
has queued. A client that does not read blocks its own writer only, for 30 seconds; one that sends
too fast is not read for a while.
"""

import asyncio
import logging
import threading
from collections.abc import Callable
from typing import Any

from aiohttp import WebSocketError, WSCloseCode, WSMessage, WSMsgType, web

from lona.connection import Connection, Farewell, Refused
from lona.protocol import CloseCode
from lona.server import Server
from lona.web.delays import Delays, Watch
from lona.web.responses import text_response, to_aiohttp
from lona.work.pool import NoThread

logger = logging.getLogger("lona.server.websockets")

# aiohttp tells twice of each handshake that names protocols of an application, with the names:
# no client may fill the log.
logging.getLogger("aiohttp.websocket").addFilter(
    lambda record: not str(record.msg).startswith("%s: Client protocols")
)

SLOW_CLIENT_SECONDS = 30.0
CLOSE_SECONDS = 2.0
HEARTBEAT_SECONDS = 30.0
"""A client that was silent for so long is pinged (RFC 6455 §5.5.2)."""

PONG_SECONDS = 15.0
"""A client that does not answer a ping for so long has vanished without a word."""

LARGE_CHARACTERS = 16 * 1024
"""Messages that are longer are decoded on a thread: they may take a while."""


class WebsocketTransport:
    """What a connection sees of its socket; made on the loop.

    Its methods may be called on any thread.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, delays: dict[float, Delays]) -> None:
        self._loop = loop
        self._delays = delays
        self._loop_thread_id = threading.get_ident()
        self._lock = threading.Lock()
        self._is_pending = False
        self.has_output = asyncio.Event()
        self.close_code: int | None = None
        self.close_reason = ""

    def wakeup(self) -> None:
        """Make the writer take the outgoing messages."""
        with self._lock:
            if self._is_pending:
                return
            self._is_pending = True
        self._call_on_loop(self.has_output.set)

    def close(self, code: int, reason: str) -> None:
        """Make the writer send what is left and close the socket."""
        with self._lock:
            if self.close_code is not None:
                return
            self.close_code = code
            self.close_reason = reason
        self._call_on_loop(self.has_output.set)

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back on the loop after a while."""
        if threading.get_ident() != self._loop_thread_id:
            self._call_on_loop(lambda: self.call_later(seconds, callback))
            return
        delays = self._delays.get(seconds)
        if delays is None:
            delays = self._delays[seconds] = Delays(self._loop, seconds)
        delays.add(callback)

    def begin_taking(self) -> None:
        """Note that the output is being taken: what is queued from now on needs a new wake-up."""
        self.has_output.clear()
        with self._lock:
            self._is_pending = False

    def _call_on_loop(self, callback: Callable[[], Any]) -> None:
        if threading.get_ident() == self._loop_thread_id:
            callback()
            return
        try:
            self._loop.call_soon_threadsafe(callback)
        except RuntimeError:  # the loop is closed: nobody is left to send to
            pass


class WebsocketHandler:
    """Opens and serves the websockets of one server."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._delays: dict[float, Delays] = {}  # by seconds

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a websocket handshake and serve the socket until it closes."""
        settings = self._server.settings
        limit = settings.LIMIT_MESSAGE_BYTES
        websocket = web.WebSocketResponse(
            compress=bool(settings.WEBSOCKET_COMPRESSION),
            max_msg_size=limit and limit + 1,  # aiohttp refuses messages of this very size
            timeout=CLOSE_SECONDS,
            autoping=False,  # pings count as messages, and a client that is not read may not answer
        )
        if not websocket.can_prepare(request).ok:
            return text_response(400, "400: Bad Request")
        return await _Session(self._server, request, websocket, self._delays).run()


class _Session:
    """One websocket from its handshake to its end."""

    def __init__(
        self,
        server: Server,
        request: web.Request,
        websocket: web.WebSocketResponse,
        delays: dict[float, Delays],
    ) -> None:
        self._server = server
        self._request = request
        self._websocket = websocket
        self._transport = WebsocketTransport(server.loop, delays)
        self._silence = Watch(server.loop, HEARTBEAT_SECONDS, self._ask_for_life)
        self._vanished = Watch(server.loop, PONG_SECONDS, self._abort)
        self._sending = Watch(server.loop, SLOW_CLIENT_SECONDS, self._give_up_sending)
        self._is_too_slow = False
        self._pinging: asyncio.Future[None] | None = None
        self._writer: asyncio.Task[None] | None = None
        self._connection = Connection(
            server=server, http_request=request, transport=self._transport
        )

    async def run(self) -> web.StreamResponse:
        """Open the connection, serve it, and return what is the answer to the handshake."""
        try:
            return await self._serve()
        finally:  # whatever happened, also when the client went during the handshake
            self._connection.disconnect(goodbye=False)

    async def _serve(self) -> web.StreamResponse:
        connection = self._connection
        opening = self._server.run_function_async(self._server.admit, connection)
        speaking = asyncio.ensure_future(self._transport.has_output.wait())
        await asyncio.wait((opening, speaking), return_when=asyncio.FIRST_COMPLETED)
        speaking.cancel()
        if opening.done():
            try:
                opening.result()
            except Refused as refused:
                return to_aiohttp(refused.answer)
            except Farewell:
                pass  # it needs a websocket to be said
            except Exception as error:
                self._report(error)
                return text_response(500, "500: Internal Error")
        # A hook may send before it has decided, and wait until that has left.
        try:
            await self._websocket.prepare(self._request)
        except ConnectionError:
            return text_response(400, "400: Bad Request")  # nobody is there to read it
        writer = self._writer = asyncio.ensure_future(self._write())
        try:
            await asyncio.wait((opening,))
            if self._is_admitted(opening):
                await self._read()
            else:
                self._transport.close(int(WSCloseCode.OK), "")
                await asyncio.wait((writer,))
        finally:
            connection.disconnect(goodbye=False)
            for watch in (self._silence, self._vanished, self._sending):
                watch.close()
            writer.cancel()
            await asyncio.wait((writer,))
        return self._websocket

    def _is_admitted(self, opening: "asyncio.Future[None]") -> bool:
        """Whether the websocket may go on; what a middleware said instead goes out on it."""
        try:
            opening.result()
        except Farewell as farewell:
            if farewell.text is not None:
                self._connection.send_str(farewell.text, wait=False)
        except Refused:
            pass  # too late: a hook has spoken before, so there is a websocket already
        except Exception as error:
            self._report(error)
        else:
            return True
        return False

    def _report(self, error: Exception) -> None:
        self._server.failures.report(logger, error, "handle_connection raised an exception")

    async def _read(self) -> None:
        """Hand over what the client sends, until it goes or does not answer a ping."""
        try:
            await self._read_messages()
        except ConnectionError:  # it went while it was answered
            return
        except TimeoutError:
            self._connection.fail(CloseCode.TOO_SLOW, "client does not read what it is sent")

    async def _read_messages(self) -> None:
        while True:
            message = await self._next_message()
            if message.type is WSMsgType.TEXT:
                pause = await self._receive(message.data)
            elif message.type is WSMsgType.PING:
                async with asyncio.timeout(SLOW_CLIENT_SECONDS):
                    await self._websocket.pong(message.data)
                pause = self._connection.count_message()
            elif message.type is WSMsgType.PONG:
                pause = self._connection.count_message()
            elif message.type is WSMsgType.BINARY:
                self._connection.fail(CloseCode.MALFORMED_MESSAGE, "message is binary")
                pause = 0
            else:  # it is closed, or broken
                if message.type is WSMsgType.ERROR:
                    self._log_error(message.data)
                return
            if pause:
                await asyncio.sleep(pause)

    async def _next_message(self) -> WSMessage:
        """Return the next message, of a client that gives a sign of life now and then."""
        self._silence.begin()
        message = await self._websocket.receive()
        self._silence.end()
        self._vanished.end()
        return message

    def _ask_for_life(self) -> None:
        """Ping a client that was silent for long; the answer ends the wait for the next message."""
        self._vanished.begin()
        self._pinging = asyncio.ensure_future(self._ping())

    async def _ping(self) -> None:
        try:
            await self._websocket.ping()
        except ConnectionError:  # it is gone; who reads notices
            pass

    def _abort(self) -> None:
        """Take the socket from a client that has vanished: there is nothing more to be read."""
        if self._request.transport is not None:
            self._request.transport.abort()

    async def _receive(self, text: str) -> float:
        """Take a text; return for how long the client is not to be read."""
        if len(text) < LARGE_CHARACTERS:
            return self._connection.receive(text)
        try:
            pause: float = await self._server.run_function_async(self._connection.receive, text)
        except NoThread as error:
            self._connection.fail(CloseCode.TRY_AGAIN_LATER, str(error))
            return 0
        return pause

    def _log_error(self, error: object) -> None:
        if isinstance(error, WebSocketError) and error.code == WSCloseCode.MESSAGE_TOO_BIG:
            self._connection.fail(
                CloseCode.MESSAGE_TOO_BIG,
                f"message is longer than {self._server.settings.LIMIT_MESSAGE_BYTES} bytes",
            )
        else:
            logger.debug("websocket error: %s", error)

    async def _write(self) -> None:
        connection, transport = self._connection, self._transport
        try:
            while True:
                await transport.has_output.wait()
                transport.begin_taking()
                for text in connection.take_outgoing():
                    self._sending.begin()
                    await self._websocket.send_str(text)
                    self._sending.end()
                if transport.close_code is not None:
                    break
        except asyncio.CancelledError:
            if not self._is_too_slow:
                raise
            asyncio.current_task().uncancel()  # type: ignore[union-attr]  # this is a task
            connection.fail(CloseCode.TOO_SLOW, "client does not read what it is sent")
        except (ConnectionError, RuntimeError):  # the socket is gone; the reader notices too
            return
        await self._close()

    def _give_up_sending(self) -> None:
        """Interrupt the writer, because the client does not read."""
        self._is_too_slow = True
        if self._writer is not None:
            self._writer.cancel()

    async def _close(self) -> None:
        code = self._transport.close_code or int(CloseCode.SERVICE_RESTART)
        reason = self._transport.close_reason.encode()[:120]
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._websocket.close(code=code, message=reason)
        except TimeoutError:
            pass
        if self._request.transport is not None:
            self._request.transport.abort()
