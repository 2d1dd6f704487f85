"""The sans-IO endpoint of one client: text in, text out, no socket.

A shell (aiohttp, or the in-process one of `lona_testing`) feeds `receive` and empties
`take_outgoing` whenever its transport is woken up. Nothing here blocks and nothing here raises for
what a client sent: it closes that client's transport.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

from lona.activity import Signal
from lona.mailbox import Mailbox, MailboxFull
from lona.protocol import MESSAGE_PREFIX, CloseCode, MessageCode, ProtocolError, decode
from lona.protocol import messages as m
from lona.protocol.codes import MAX_WINDOWS
from lona.window import Window
from lona.worker_pool import PoolClosed

if TYPE_CHECKING:
    from lona.server import Server

MAX_QUEUED_MESSAGES = 256
MAX_QUEUED_CHARACTERS = 4 * 1024 * 1024
MAX_QUEUED_HARD = 40 * MAX_QUEUED_MESSAGES
MAX_QUEUED_HARD_CHARACTERS = 16 * MAX_QUEUED_CHARACTERS
REMINDER_SECONDS = 0.05

logger = logging.getLogger("lona.server.websockets")


class NotInteractiveError(Exception):
    """`send_str` was called on the connection of a plain HTTP request."""


class Transport(Protocol):
    """What a connection needs of its shell."""

    def wakeup(self) -> None:
        """Take the outgoing messages soon; called on any thread, must not block."""

    def close(self, code: int, reason: str) -> None:
        """Close the socket with this websocket close code; called on any thread."""

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back after a while; called only from within `Connection.receive`."""


class _Queued:
    """One outgoing message; `sent` is set when the transport has taken it."""

    __slots__ = ("code", "sent", "text", "window")

    def __init__(
        self,
        window: Window | None,
        code: MessageCode | None,
        text: str,
        sent: Signal | None = None,
    ) -> None:
        self.window = window
        self.code = code
        self.text = text
        self.sent = sent


class Connection:
    """One client: a websocket with its windows, or a single plain HTTP request.

    `http_request` is the request of the page or of the websocket handshake, `user` whoever the
    middlewares say it is (None until set), `websocket` the transport (None for plain HTTP).
    """

    def __init__(
        self, *, server: "Server", http_request: Any, transport: Transport | None = None
    ) -> None:
        self.server = server
        self.http_request = http_request
        self.websocket = transport
        self.user: Any = None
        self.cookies: list[Any] = []  # `lona.http_answer.Cookie`s that the HTTP answer sets
        self.closed = False
        self._windows: dict[int, Window] = {}
        self._queue: deque[_Queued] = deque()
        self._queued_characters = 0
        self._queued_updates = 0
        self._lock = threading.Lock()
        self._custom_messages: Mailbox | None = None

    @property
    def interactive(self) -> bool:
        """Whether this is a websocket."""
        return self.websocket is not None

    # outgoing

    def send_str(self, string: str, wait: bool = True) -> None:
        """Send a custom message; with `wait`, return when the transport has taken it.

        A client that is gone is ignored. Raises `NotInteractiveError` on plain HTTP.
        """
        if wait and self.server.is_loop_thread():
            raise RuntimeError(
                "send_str() would block the event loop; call it with wait=False, or on a thread"
            )
        sent = self.queue_str(string, wait)
        if sent is not None:
            sent.wait()

    def queue_str(self, string: str, wait: bool = True) -> Signal | None:
        """Queue a custom message; with `wait`, give what is set when the transport has taken it.

        None if there is nothing to wait for. Raises `NotInteractiveError` on plain HTTP.
        """
        if self.websocket is None:
            raise NotInteractiveError(
                "this connection is a plain HTTP request; only interactive views can send messages"
            )
        if not string.isascii():
            # Half a surrogate pair (a client can send one) has no UTF-8: it would end the socket.
            string = string.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        sent = Signal(self.server.activity) if wait else None
        return sent if self._enqueue(_Queued(None, None, string, sent)) else None

    def post(self, window: Window, code: MessageCode, rest: str) -> None:
        """Queue a numbered message of a window; `rest` is JSON without the outer brackets."""
        if not window.closed:
            self._enqueue(_Queued(window, code, rest))

    def take_outgoing(self) -> list[str]:
        """Give the texts to send now, in order; the shell calls it after a wake-up."""
        texts = []
        resync = []
        with self._lock:
            queue, self._queue = self._queue, deque()
            self._queued_characters = self._queued_updates = 0
            for item in queue:
                window = item.window
                if window is None or item.code is None:
                    texts.append(item.text)
                elif item.code is MessageCode.UPDATE and window.is_blocked:
                    window.collapse()
                elif not window.closed:
                    texts.append(window.number_message(item.code, item.text))
            for window in self._windows.values():
                if window.collapsed and not window.is_blocked:
                    resync.append(window)
        self._release_senders(queue)
        for window in resync:
            window.resync()
        return texts

    def _release_senders(self, queue: Iterable[_Queued]) -> None:
        """Let the threads go on that wait until their message is taken."""
        for item in queue:
            if item.sent is not None:
                item.sent.set()

    def _enqueue(self, item: _Queued) -> bool:
        transport = self.websocket
        with self._lock:
            if self.closed or transport is None:
                return False
            self._queue.append(item)
            self._queued_characters += len(item.text)
            self._queued_updates += item.code is MessageCode.UPDATE
            is_full = (
                len(self._queue) > MAX_QUEUED_MESSAGES
                or self._queued_characters > MAX_QUEUED_CHARACTERS
            )
            if is_full and self._queued_updates > 1:  # a single one is as good as a snapshot
                self._collapse_updates()
            too_slow = len(self._queue) > MAX_QUEUED_HARD or (
                self._queued_characters > MAX_QUEUED_HARD_CHARACTERS and len(self._queue) > 1
            )
        if too_slow:
            self.fail(CloseCode.TOO_SLOW, "client does not read what it is sent")
            return False
        transport.wakeup()
        return True

    def _collapse_updates(self) -> None:
        """Replace all queued updates by the promise of one snapshot for each window."""
        for item in self._queue:
            if item.window is not None and item.code is MessageCode.UPDATE:
                item.window.collapse()
        self._queued_updates = 0
        self._queue = deque(item for item in self._queue if item.code is not MessageCode.UPDATE)
        self._queued_characters = sum(len(item.text) for item in self._queue)

    # incoming

    def receive(self, text: str) -> None:
        """Take one text message of the client; never blocks, never raises."""
        if self.closed:
            return
        try:
            if text.startswith(MESSAGE_PREFIX):
                self._receive_message(decode(text), len(text))
            else:
                self._receive_custom(text)
        except ProtocolError as error:
            self.fail(error.close_code, error.reason)
        except MailboxFull as error:
            self.fail(CloseCode.TOO_MUCH, str(error))
        except PoolClosed:  # the server is shut down, and its end of the socket is closed already
            return

    def _receive_message(self, message: m.ClientMessage | m.ServerMessage, size: int) -> None:
        match message:
            case m.InputEvent():
                window = self._find_window(message)
                if window is not None and window.is_new_event(message.event_id):
                    window.receive_event(message, size)
                    self._remind_later(window, message.event_id)
            case m.RunView():
                self._run_view(message)
            case m.Ack():
                self._find_window(message)
            case m.ClientError():
                window = self._windows.get(message.window)
                is_current = window is not None and window.view == message.view
                if window is not None and is_current and not window.is_broken:
                    window.is_broken = True
                    self.server.runtimes.report_client_error(window, message.text)
            case m.Ping():
                self._enqueue(_Queued(None, None, f"{MESSAGE_PREFIX}[{MessageCode.PONG:d}]"))
            case m.Goodbye():
                self.disconnect(goodbye=True)
            case _:
                raise ProtocolError(
                    f"{type(message).__name__} is a message of the server",
                    CloseCode.UNKNOWN_MESSAGE,
                )

    def _find_window(self, message: m.InputEvent | m.Ack) -> Window | None:
        """Give the window of a message (None: stale), and note what it acknowledges."""
        window = self._windows.get(message.window)
        if window is None or window.view != message.view:
            return None
        if message.acked > window.seq:
            raise ProtocolError(
                f"message acknowledges seq {message.acked}, but only {window.seq} were sent"
            )
        window.acked = max(window.acked, message.acked)
        if window.collapsed and not window.is_blocked:
            window.resync()
        return window

    def _run_view(self, message: m.RunView) -> None:
        old = self._windows.get(message.window)
        if old is not None and message.view <= old.view:
            return
        if old is None and len(self._windows) >= MAX_WINDOWS:
            raise ProtocolError(f"more than {MAX_WINDOWS} windows", CloseCode.TOO_MUCH)
        window = Window(self, message.window, message.view, self._new_mailbox)
        with self._lock:
            self._windows[message.window] = window
        if old is not None:
            old.close()
        self.server.runtimes.start(window, message.url, message.post)

    def _receive_custom(self, text: str) -> None:
        if self._custom_messages is None:
            self._custom_messages = self._new_mailbox()
        self._custom_messages.post(lambda: self._handle_custom(text), size=len(text))

    def _handle_custom(self, text: str) -> None:
        try:
            self.server.middleware_controller.run(
                "handle_websocket_message", connection=self, message=text
            )
        except Exception:
            logger.exception("handle_websocket_message raised an exception")

    def _new_mailbox(self) -> Mailbox:
        return Mailbox(self.server.worker_pool, self.server.activity)

    def _remind_later(self, window: Window, event_id: int) -> None:
        if self.websocket is not None:
            self.websocket.call_later(REMINDER_SECONDS, lambda: window.remind(event_id))

    # the end

    def fail(self, code: CloseCode, reason: str) -> None:
        """Close the transport because of what the client did, with one line in the log."""
        logger.warning("closing connection with %d: %s", code, reason)
        transport = self.websocket
        if transport is not None:
            transport.close(int(code), reason[:100])
        self._end(keeps_events=False)

    def disconnect(self, goodbye: bool) -> None:
        """End the connection; `goodbye` tells that the client said so (the page was left).

        The shell calls it when its socket is gone. Calling it again has no effect.
        """
        self._end(keeps_events=True)

    def _end(self, keeps_events: bool) -> None:
        with self._lock:
            if self.closed:
                return
            self.closed = True
            self._queued_characters = self._queued_updates = 0
            windows = list(self._windows.values())
            queue, self._queue = self._queue, deque()
        self._release_senders(queue)
        for window in windows:
            window.close(keeps_events)
        self.server.forget_connection(self)

    def __repr__(self) -> str:
        kind = "websocket" if self.interactive else "http"
        return f"<Connection({kind}, user={self.user!r})>"
