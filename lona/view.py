"""The class that applications derive their views from: hooks to override, methods to call.

What never blocks stands in `BaseView`. Every blocking method raises the stop reason (`UserAbort`,
`ServerStop`, or what crashed the view) once the view is stopped; none may be called on the event
loop.
"""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from lona.base_view import BaseView
from lona.work.course import is_async

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.events.input_event import InputEvent
    from lona.events.view_event import ViewEvent
    from lona.request import Request

T = TypeVar("T")


class View(BaseView):
    """Base class of views; one instance for each opened page.

    Override `handle_request` and return what is to be shown: a node, a string of HTML, a response
    object, or None to leave the window as it is. Its hooks run on threads; `AsyncView` is for
    coroutines. Handlers of nodes may be `async def` in both kinds of views.
    """

    # hooks

    def handle_request(self, request: "Request") -> Any:
        """Answer the request; may run for ever and wait for events. Runs in a thread of its own."""
        return ""

    def handle_input_event_root(self, input_event: "InputEvent") -> Any:
        """Get every input event first; return it to pass it on, None to end the chain."""
        return input_event

    def handle_input_event(self, input_event: "InputEvent") -> Any:
        """Get the input events that no node handled and nobody awaited."""
        return input_event

    def on_view_event(self, view_event: "ViewEvent") -> Any:
        """Get view events (deprecated: use channels)."""

    def on_stop(self, reason: BaseException | None) -> Any:
        """Be told that `handle_request` has ended: normally (None), or why not."""

    def on_cleanup(self) -> Any:
        """Be told that the view is gone from the server."""

    # waiting

    def await_input_event(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next input event of any type, of one of the nodes if any are given."""
        return self._await("input_event", nodes, html)

    def await_click(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next click; see `await_input_event`."""
        return self._await("click", nodes, html)

    def await_change(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next change; see `await_input_event`."""
        return self._await("change", nodes, html)

    def await_focus(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next focus; see `await_input_event`."""
        return self._await("focus", nodes, html)

    def await_blur(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next blur; see `await_input_event`."""
        return self._await("blur", nodes, html)

    def sleep(self, delay: float, result: T | None = None) -> T | None:
        """Sleep for `delay` seconds and return `result`; aborted when the view is stopped."""
        self._check_thread("sleep", "await asyncio.sleep()")
        self._view_runtime.calls.sleep(self, delay)
        return result

    def await_sync(self, awaitable: Awaitable[T]) -> T:
        """Run an awaitable on the server's event loop and return its result.

        It is cancelled if the view stops first. Raises `RuntimeError` on the event loop's own
        thread.
        """
        self._check_thread("await_sync", "await")
        return self._view_runtime.calls.await_sync(self, awaitable, self._server.loop)

    def send_str(
        self,
        string: str,
        broadcast: bool = False,
        filter_connections: "Callable[[Connection], bool]" = lambda connection: True,
        wait: bool = True,
    ) -> None:
        """Send a custom message to all clients of this view, or with `broadcast` of the server.

        The filter gets each connection and tells whether it gets the message. With `wait` the
        method returns when the message was handed to all transports, else when it is queued. It
        waits for a second at the most, and for no client longer than for the others; one that was
        waited for in vain is not waited for again until it has read.
        """
        self._check_thread("send_str", "send_str(…, wait=False)", wait)
        sent = self._queue_str(string, broadcast, filter_connections, wait)
        self._view_runtime.calls.await_sending(self, list(sent.values()))
        for connection, signal in sent.items():
            connection.note_waited(signal)

    # checks

    @classmethod
    def check_kind(cls) -> None:
        """Raise `TypeError` if `handle_request` is a coroutine."""
        if is_async(cls.handle_request):
            name = cls.__qualname__
            raise TypeError(
                f"{name}.handle_request is a coroutine function, and {name} derives from "
                "lona.View; derive it from lona.AsyncView"
            )

    def _await(self, kind: str, nodes: tuple[Any, ...], html: Any) -> "InputEvent":
        self._check_thread(f"await_{kind}", f"await self.await_{kind}() in a lona.AsyncView")
        wanted, show = self._prepare_await(kind, nodes, html)
        return self._view_runtime.calls.await_event(self, kind, wanted, show)

    def _check_thread(self, method: str, remedy: str, blocks: bool = True) -> None:
        if blocks and self._server.is_loop_thread():
            raise RuntimeError(f"{method}() would block the event loop; use {remedy}")


LonaView = View
