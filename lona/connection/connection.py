"""One client: what it sends is read here, and what goes to it leaves here.

A shell (aiohttp, or the in-process one of `lona_testing`) feeds `receive` and empties
`take_outgoing` whenever its transport is woken up. Nothing here blocks and nothing here raises for
what a client sent: it closes that client's transport.
"""

import logging
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lona.connection.outbox import Outbox, Overflow
from lona.connection.transport import Transport
from lona.connection.window import Window
from lona.protocol import MESSAGE_PREFIX, CloseCode, ProtocolError, decode, encode
from lona.protocol import messages as m
from lona.protocol.codec import Draft
from lona.protocol.codes import MAX_WINDOWS
from lona.work.activity import Signal
from lona.work.mailbox import Mailbox, MailboxFull
from lona.work.pool import NoThread

if TYPE_CHECKING:
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.server.websockets")


class NotInteractiveError(Exception):
    """`send_str` was called on the connection of a plain HTTP request."""


class Connection:
    """One client: a websocket with its windows, or a single plain HTTP request.

    `http_request` is the request of the page or of the websocket handshake, `user` whoever the
    middlewares say it is (None until set), `websocket` the transport (None for plain HTTP), and
    `route` the one that the path of a plain HTTP request matches, if any.
    """

    def __init__(
        self,
        *,
        server: "Server",
        http_request: Any,
        transport: Transport | None = None,
        route: "Route | None" = None,
    ) -> None:
        self.server = server
        self.http_request = http_request
        self.websocket = transport
        self.route = route
        self.user: Any = None
        self.session_key: str | None = None  # of the session middleware; None: it had no say
        self.cookies: list[Any] = []  # `lona.http.answer.Cookie`s that the HTTP answer sets
        self.closed = False
        self._outbox = Outbox()
        self._windows: dict[int, Window] = {}
        self._custom_messages: Mailbox | None = None
        self._lead_through: Callable[[str], str] | None = None
        self._has_left = False

    @property
    def interactive(self) -> bool:
        """Whether this is a websocket."""
        return self.websocket is not None

    @cached_property
    def nonce(self) -> str:
        """What inline code of a page carries, so that the content security policy lets it run.

        Empty if the policy knows no nonce, and on websockets: their page has one of its own.
        """
        return "" if self.interactive else self.server.response_headers.new_nonce()

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
        """Queue a custom message; with `wait`, return what is set when the transport has taken it.

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
        return sent if self._queue(self._outbox.put_text, string, sent) else None

    def post(self, window: Window, draft: Draft) -> None:
        """Queue a message of a window; it gets its number when it leaves."""
        self._queue(self._outbox.put, window, draft)

    def take_outgoing(self) -> list[str]:
        """Return the texts to send now, in order; the shell calls it after a wake-up."""
        texts = self._outbox.take()
        for window in list(self._windows.values()):
            window.catch_up()
        return texts

    def _queue(self, put: Callable[..., bool], *args: Any) -> bool:
        """Put something into the outbox; tell whether the client is going to get it."""
        transport = self.websocket
        if self.closed or transport is None:
            return False
        try:
            is_queued = put(*args)
        except Overflow:
            self.fail(CloseCode.TOO_SLOW, "client does not read what it is sent")
            return False
        if is_queued:
            transport.wakeup()
        return is_queued

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
        except NoThread as error:
            self.fail(CloseCode.TRY_AGAIN_LATER, str(error))

    def _receive_message(self, message: m.ClientMessage | m.ServerMessage, size: int) -> None:
        match message:
            case m.InputEvent() | m.Ack() | m.ClientError():
                window = self._windows.get(message.window)
                if window is not None:
                    window.receive(message, size)
            case m.RunView():
                self._run_view(message)
            case m.Ping():
                self._queue(self._outbox.put_text, encode(m.Pong()))
            case m.Goodbye():
                self.disconnect(goodbye=True)
            case _:
                raise ProtocolError(
                    f"{type(message).__name__} is a message of the server",
                    CloseCode.UNKNOWN_MESSAGE,
                )

    def _run_view(self, message: m.RunView) -> None:
        old = self._windows.get(message.window)
        if old is not None and message.view <= old.view:
            return
        if old is None and len(self._windows) >= MAX_WINDOWS:
            raise ProtocolError(f"more than {MAX_WINDOWS} windows", CloseCode.TOO_MUCH)
        window = Window(
            self, message.window, message.view, self.server.work.new_mailbox, message.url
        )
        self._windows[message.window] = window
        if old is not None:
            old.close()
        if self.closed:  # by another thread, which may not have seen the new window
            window.close()
            return
        self.server.runtimes.start(window, message.url, message.post)

    def _receive_custom(self, text: str) -> None:
        if self._custom_messages is None:
            self._custom_messages = self.server.work.new_mailbox()
        self._custom_messages.post(lambda: self._handle_custom(text), size=len(text))

    def _handle_custom(self, text: str) -> None:
        try:
            self.server.middleware_controller.run(
                "handle_websocket_message", connection=self, message=text
            )
        except Exception:
            logger.exception("handle_websocket_message raised an exception")

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        """Call back after a while; called only while a message is received."""
        if self.websocket is not None:
            self.websocket.call_later(seconds, callback)

    # leaving the page

    def lead_through(self, lead_through: Callable[[str], str]) -> None:
        """Let the browser load an address of the server before it sees anything else.

        The function takes the address where the browser shall end, and returns the one to load.
        Redirects of the windows lead there from now on; without one, `leave` does it.
        """
        self._has_left = False
        self._lead_through = lead_through

    def leave(self) -> None:
        """Make the browser load its page anew, if there is something to load on the way."""
        if self._lead_through is None or self._has_left or not self._windows:
            return
        window = self._windows[min(self._windows)]
        window.send_redirect(window.url, leave_page=True)

    def redirect_of(self, base: str, location: str, leave_page: bool) -> tuple[str, bool]:
        """Return where a redirect from an address has to lead, and whether the page is left."""
        if self._lead_through is None:
            return location, leave_page
        self._has_left = True
        return self._lead_through(urljoin(base, location)), True

    # the end

    def fail(self, code: CloseCode, reason: str) -> None:
        """Close the transport because of what the client did, with one line in the log."""
        logger.warning("closing connection with %d: %s", code, reason)
        self.end(code, reason)

    def end(self, code: CloseCode, reason: str) -> None:
        """Close the transport; what waits to be handled is dropped."""
        transport = self.websocket
        if transport is not None:
            transport.close(int(code), reason[:100])
        self._end(keeps_events=False)

    def disconnect(self, goodbye: bool) -> None:
        """End the connection; the shell calls it when its socket is gone.

        `goodbye` tells that the client said so itself, because the page was left. A connection that
        is lost without that word ends the same way today; a client that may come back will need
        the difference. Calling it again has no effect.
        """
        self._end(keeps_events=True)

    def _end(self, keeps_events: bool) -> None:
        if not self._outbox.close():
            return
        self.closed = True
        for window in list(self._windows.values()):
            window.close(keeps_events)
        self.server.forget_connection(self)

    def __repr__(self) -> str:
        return f"<Connection({'websocket' if self.interactive else 'http'})>"
