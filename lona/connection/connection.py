"""One client: what it sends is read here, and what goes to it leaves here.

A shell (aiohttp, or the in-process one of `lona_testing`) feeds `receive` and empties
`take_outgoing` whenever its transport is woken up. Nothing here blocks and nothing here raises for
what a client sent: it closes that client's transport.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from lona.connection.outbox import Outbox, Overflow
from lona.connection.starts import Start, Starts
from lona.connection.transport import Transport
from lona.connection.window import Window
from lona.connection.wording import in_words
from lona.protocol import MESSAGE_PREFIX, CloseCode, ProtocolError, decode, encode
from lona.protocol import messages as m
from lona.protocol.codec import Draft, count_values
from lona.work.activity import Signal
from lona.work.mailbox import Mailbox, MailboxFull, Room
from lona.work.pace import Pace
from lona.work.pool import NoThread

if TYPE_CHECKING:
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.server.websockets")

CHARACTERS_OF_AN_EVENT = 16 * 1024
VALUES_OF_AN_EVENT = 500
"""A message counts as one more event for each so many characters, and for each so many values."""

BYTES_OF_A_MESSAGE = 512
BYTES_OF_A_VALUE = 32
"""What a message that waits takes in memory, beside its text, and each value in it: about."""

SENDING_SECONDS = 1.0
"""How long a sender waits at the most until clients have taken its message."""

SLOW_SECONDS = 0.02
SLOW_MESSAGES = 4096
"""A client that let messages wait for so many seconds is waited for when it has so many of them."""


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
        settings = server.settings
        self._starts = Starts(settings.LIMIT_STARTING_VIEWS)
        self._room = Room(settings.LIMIT_QUEUED_INPUT)
        self._pace = Pace(settings.LIMIT_EVENTS_A_SECOND, settings.LIMIT_EVENTS_BURST, server.clock)
        reports = settings.LIMIT_ERROR_REPORTS_A_MINUTE
        self._reports = Pace(reports / 60, reports, server.clock)
        self._is_stalled = False  # it was waited for in vain, and has taken nothing since
        self._is_slow = False  # what it took last had waited for a while
        self._waits_since: float | None = None  # when the oldest message was queued

    @property
    def client(self) -> str:
        """The address of the client, as far as it is known."""
        return self.server.client_of(self.http_request)

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

        Waits for a second at the most, and not for a client that was waited for in vain and has
        taken nothing since, nor for one that is slow, until it has many messages. A client that is
        gone is ignored. Raises `NotInteractiveError` on plain HTTP.
        """
        if wait and self.server.is_loop_thread():
            raise RuntimeError(
                "send_str() would block the event loop; call it with wait=False, or on a thread"
            )
        sent = self.queue_str(string, wait)
        if sent is not None:
            sent.wait(lambda event: self.server.clock.wait(event, SENDING_SECONDS))
            self.note_waited(sent)

    def queue_str(self, string: str, wait: bool = True) -> Signal | None:
        """Queue a custom message; with `wait`, return what is set when the transport has taken it.

        None if there is nothing to wait for. Raises `NotInteractiveError` on plain HTTP. Whoever
        has waited calls `note_waited`.
        """
        if self.websocket is None:
            raise NotInteractiveError(
                "this connection is a plain HTTP request; only interactive views can send messages"
            )
        if not string.isascii():
            # Half a surrogate pair (a client can send one) has no UTF-8: it would end the socket.
            string = string.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        sent = Signal(self.server.activity) if wait and self._is_worth_waiting else None
        return sent if self._queue(self._outbox.put_text, string, sent) else None

    @property
    def _is_worth_waiting(self) -> bool:
        if self._is_stalled:
            return False
        return not self._is_slow or self._outbox.messages >= SLOW_MESSAGES

    def note_waited(self, sent: Signal) -> None:
        """Remember whether it was waited in vain until a message was taken."""
        self._is_stalled = not sent.is_set

    def post(self, window: Window, draft: Draft) -> None:
        """Queue a message of a window; it gets its number when it leaves."""
        self._queue(self._outbox.put, window, draft)

    def take_outgoing(self) -> list[str]:
        """Return the texts to send now, in order; the shell calls it after a wake-up."""
        since, self._waits_since = self._waits_since, None
        if since is not None:
            self._is_slow = self.server.clock.monotonic() - since > SLOW_SECONDS
        self._is_stalled = False
        texts = self._outbox.take()
        if logger.isEnabledFor(logging.DEBUG):
            for text in texts:
                logger.debug("to %s: %s", self.client, in_words(text))
        for window in list(self._windows.values()):
            window.catch_up()
        self._go_on()  # views that have shown something make room for others
        return texts

    def _queue(self, put: Callable[..., bool], *args: Any, is_news: bool = True) -> bool:
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
            if self._waits_since is None:
                self._waits_since = self.server.clock.monotonic()
            if is_news:
                self.server.activity.note_sent()
            transport.wakeup()
        return is_queued

    # incoming

    def receive(self, text: str) -> float:
        """Take one text message of the client; never blocks, never raises.

        Returns for how many seconds the shell should not read, because the client sends too fast.
        """
        if self.closed:
            return 0
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("from %s: %s", self.client, in_words(text))
        values = 0
        try:
            self._check_length(text)
            if text.startswith(MESSAGE_PREFIX):
                values = count_values(text)
                self._receive_message(self._decode(text, values), _weigh(text, values))
            else:
                self._receive_custom(text)
        except ProtocolError as error:
            self.fail(error.close_code, error.reason)
        except MailboxFull as error:
            self.fail(CloseCode.TOO_MUCH, str(error))
        except NoThread as error:
            self.fail(CloseCode.TRY_AGAIN_LATER, str(error))
        return self.count_message(len(text), values)

    def count_message(self, characters: int = 0, values: int = 0) -> float:
        """Count a message; return for how many seconds the client is not to be read now."""
        extra = characters // CHARACTERS_OF_AN_EVENT + values // VALUES_OF_AN_EVENT
        return self._pace.spend(1 + extra)

    def _check_length(self, text: str) -> None:
        limit = self.server.settings.LIMIT_MESSAGE_BYTES
        if 0 < limit < len(text):
            raise ProtocolError(f"message is longer than {limit} bytes", CloseCode.MESSAGE_TOO_BIG)

    def _decode(self, text: str, values: int) -> m.ClientMessage | m.ServerMessage:
        """Return the message in a text; what takes too long is refused before it is decoded."""
        settings = self.server.settings
        if 0 < settings.LIMIT_MESSAGE_VALUES < values:
            raise ProtocolError(f"message has more than {settings.LIMIT_MESSAGE_VALUES} values")
        return decode(text, settings.LIMIT_MESSAGE_DEPTH)

    def _receive_message(self, message: m.ClientMessage | m.ServerMessage, size: int) -> None:
        match message:
            case m.InputEvent():
                self._receive_for_window(message, size)
            case m.Ack():
                self._receive_for_window(message)
            case m.ClientError():
                if self._reports.allows():
                    limit = self.server.settings.LIMIT_ERROR_REPORT_LENGTH or None
                    self._receive_for_window(replace(message, text=message.text[:limit]))
            case m.RunView():
                self._run_view(message)
            case m.Ping():
                self._queue(self._outbox.put_text, encode(m.Pong()), is_news=False)
            case m.Goodbye():
                self.disconnect(goodbye=True)
            case _:
                raise ProtocolError(
                    f"{type(message).__name__} is a message of the server",
                    CloseCode.UNKNOWN_MESSAGE,
                )

    def _receive_for_window(
        self, message: m.InputEvent | m.Ack | m.ClientError, size: int = 0
    ) -> None:
        window = self._windows.get(message.window)
        if window is not None:
            window.receive(message, size)

    def _run_view(self, message: m.RunView) -> None:
        old = self._windows.get(message.window)
        if old is not None and message.view <= old.view:
            return
        settings = self.server.settings
        if old is None and 0 < settings.LIMIT_WINDOWS <= len(self._windows):
            raise ProtocolError(f"more than {settings.LIMIT_WINDOWS} windows", CloseCode.TOO_MUCH)
        if 0 < settings.LIMIT_URL_LENGTH < len(message.url):
            raise ProtocolError(
                f"RunView.url is longer than {settings.LIMIT_URL_LENGTH} characters",
                CloseCode.TOO_MUCH,
            )
        new_mailbox = self.server.work.new_mailbox
        events = new_mailbox(self._room)
        came_from = ""
        if old is not None:
            came_from = old.came_from if old.url == message.url else old.url
        window = Window(
            self, message.window, message.view, new_mailbox, message.url, events, came_from
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
            self._custom_messages = self.server.work.new_mailbox(self._room)
        self._custom_messages.post(lambda: self._handle_custom(text), size=_weigh(text))

    async def _handle_custom(self, text: str) -> None:
        try:
            await self.server.middleware_controller.run(
                "handle_websocket_message", connection=self, message=text
            )
        except Exception as error:
            self.server.failures.report(
                logger, error, "handle_websocket_message raised an exception"
            )

    # views on their way

    def begin_view(self, window: Window, start: Start) -> None:
        """Let a view begin as soon as not too many others of this client are on their way.

        Raises what `start.go` raises.
        """
        self._starts.add(window.number, start)

    def end_view(self, start: Start) -> None:
        """Note that the thread of a view has ended."""
        self._starts.end(start)
        self._go_on()

    def _go_on(self) -> None:
        try:
            self._starts.go_on()
        except NoThread as error:
            self.fail(CloseCode.TRY_AGAIN_LATER, str(error))

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
        self.server.client_log.log(
            logger, logging.WARNING, self.client, "closing connection with %d: %s", code, reason
        )
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
        self._starts.clear()
        for window in list(self._windows.values()):
            window.close(keeps_events)
        self.server.forget_connection(self)

    def __repr__(self) -> str:
        return f"<Connection({'websocket' if self.interactive else 'http'})>"


def _weigh(text: str, values: int = 0) -> int:
    """Return about how many bytes a message takes that waits to be handled."""
    return BYTES_OF_A_MESSAGE + len(text) + BYTES_OF_A_VALUE * values
