"""Bringing a page in a browser to rest: the server is idle, and the page shows all that it sent.

The page tells whether it has sent anything, the server whether it has done anything meanwhile. What
a page does by itself, with timers or animations, is not waited for. Knows nothing of Playwright but
the names of its methods.
"""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lona.protocol import encode
from lona.protocol import messages as m
from lona_testing.browser.errors import NotSettled
from lona_testing.wire.busy import describe_busy

if TYPE_CHECKING:
    from lona.server import Server

SCRIPT = Path(__file__).with_name("settle.js").read_text(encoding="utf-8")
"""What every document runs first, so that it can be asked."""

_ASK = "options => globalThis[Symbol.for('lona_testing.settle')]?.(options) ?? 'calm'"
_PAGE_PATIENCE = 30.0  # seconds that a page gets to answer: a machine that is busy takes its time
_MAX_ROUNDS = 20
_GONE = ("Execution context was destroyed", "Cannot find context", "frame was detached")

_LOOK_AT_NOTHING = frozenset(
    "add_init_script add_locator_handler and_ bring_to_front close context describe description"
    " expect_console_message expect_download expect_event expect_file_chooser expect_navigation"
    " expect_popup expect_request expect_request_finished expect_response expect_websocket"
    " expect_worker expose_binding expose_function filter first frame_locator get_by_alt_text"
    " get_by_label get_by_placeholder get_by_role get_by_test_id get_by_text get_by_title"
    " is_closed keyboard last locator mouse nth on once or_ page remove_listener"
    " remove_locator_handler request route route_from_har route_web_socket"
    " set_default_navigation_timeout set_default_timeout set_extra_http_headers touchscreen"
    " unroute unroute_all".split()
)
_LEAVE = frozenset(("goto", "reload"))
_ASSERTIONS = ("to_", "not_to_")
_LOOKS = (
    "all", "aria_snapshot", "bounding_box", "console_messages", "content", "count",
    "element_handle", "get_attribute", "inner_", "input_value", "is_", "page_errors",
    "query_selector", "screenshot", "text_content", "title", "url",
)  # fmt: skip


class Asked(Protocol):
    """A page that can be asked."""

    stays: bool
    """Whether what the page wanted to load has turned out to be no page."""

    def ask(self, script: str, argument: Any) -> Any:
        """Evaluate a script with an argument; return what it resolves to."""


class Patience:
    """How many seconds one action may wait for the server, all in all."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._left = seconds

    def wait_idle(self, server: "Server") -> bool:
        """Wait until nothing moves in the server; tell whether it came to that in time."""
        start = time.monotonic()
        is_idle = server.activity.wait_idle(self._left)
        self._left = max(0.0, self._left - (time.monotonic() - start))
        return is_idle


Moment = tuple[int, int]
"""What had happened in a server: how often work had begun, and how often something was sent."""


class Settling:
    """Brings the pages of one server to rest."""

    def __init__(self, server: "Server") -> None:
        self._server = server

    @property
    def moment(self) -> Moment | None:
        """What has happened in the server until now; None as long as something moves."""
        activity = self._server.activity
        moment = activity.begun, activity.sent
        return None if activity.moving else moment

    def rest(self, page: Asked, patience: Patience) -> Moment | None:
        """Wait until nothing moves in the server and the page has applied what it sent.

        Returns what had happened by then, if that is known: as long as nothing else happens, the
        page is at rest. Raises `NotSettled` if it does not come to rest in time.
        """
        activity = self._server.activity
        for _ in range(_MAX_ROUNDS):  # a view that sleeps very shortly never lets it be quiet
            if not patience.wait_idle(self._server):
                raise NotSettled(
                    f"the server is still busy after {patience.seconds:g} seconds"
                    f"\n\n{self.why_busy()}"
                )
            moment = activity.begun, activity.sent
            is_calm = self._is_calm(page)
            if is_calm and activity.begun == moment[0] and not activity.moving:
                return moment
        return None

    def why_busy(self) -> str:
        """Say what the server is doing."""
        return describe_busy(self._server)

    def _is_calm(self, page: Asked) -> bool:
        """Have a page send and apply all there is; tell whether it has sent nothing new since."""
        end = time.monotonic() + _PAGE_PATIENCE
        answer = "leaving"
        while answer == "leaving" and time.monotonic() < end:
            answer = _ask(page)
        if answer in ("late", "leaving"):
            raise NotSettled("the page has not come to rest: it loads, or waits for its server")
        return answer == "calm"


def _ask(page: Asked) -> str:
    options = {
        "ping": encode(m.Ping()),
        "pong": encode(m.Pong()),
        "patience": _PAGE_PATIENCE * 1000,
        "stays": page.stays,
    }
    try:
        return str(page.ask(_ASK, options))
    except Exception as error:
        # The document was left while it was asked: the next one will answer.
        if any(part in str(error) for part in _GONE):
            return "moving"
        raise


def is_assertion(name: str) -> bool:
    """Whether a method of Playwright is an assertion."""
    return name.startswith(_ASSERTIONS)


def needs_rest(name: str) -> bool:
    """Whether a page has to be at rest before a method or property is used."""
    return name not in _LOOK_AT_NOTHING and name not in _LEAVE


def moves(name: str) -> bool:
    """Whether a method may set something in motion."""
    return name not in _LOOK_AT_NOTHING and not name.startswith(_LOOKS)
