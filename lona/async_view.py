"""The base class of views whose hooks are coroutines: no thread belongs to one.

The hooks of `View` as coroutines, and its blocking methods as coroutines of the same names; what
never blocks stands in `BaseView`. Their code runs on the event loop of the server, which must never
be blocked.
"""

from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar, cast

from lona.base_view import BaseView

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.events.input_event import InputEvent
    from lona.events.view_event import ViewEvent
    from lona.request import Request

T = TypeVar("T")
V = TypeVar("V", bound=BaseView)
P = ParamSpec("P")


def _named(
    method: Callable[Concatenate[V, P], Coroutine[Any, Any, T]],
) -> Callable[Concatenate[V, P], Coroutine[Any, Any, T]]:
    """Let Python name the view when it warns that a coroutine of the method was never awaited."""

    @wraps(method)
    def make(view: V, /, *args: P.args, **kwargs: P.kwargs) -> Coroutine[Any, Any, T]:
        coroutine: Any = method(view, *args, **kwargs)
        coroutine.__qualname__ = f"{type(view).__qualname__}.{method.__name__}"
        return cast(Coroutine[Any, Any, T], coroutine)

    return cast(Callable[Concatenate[V, P], Coroutine[Any, Any, T]], make)


class AsyncView(BaseView):
    """Base class of asynchronous views; one instance for each opened page.

    Override `async def handle_request` and return what is to be shown, as in `View`. When the view
    is stopped, what its `handle_request` awaits is cancelled, and its own methods raise the stop
    reason. Handlers of nodes may be plain functions: they run on threads.
    """

    IS_ASYNC: ClassVar[bool] = True

    # hooks

    async def handle_request(self, request: "Request") -> Any:
        """Answer the request; may run for ever and wait for events. Runs on the event loop."""
        return ""

    async def handle_input_event_root(self, input_event: "InputEvent") -> Any:
        """Get every input event first; return it to pass it on, None to end the chain."""
        return input_event

    async def handle_input_event(self, input_event: "InputEvent") -> Any:
        """Get the input events that no node handled and nobody awaited."""
        return input_event

    async def on_view_event(self, view_event: "ViewEvent") -> Any:
        """Get view events (deprecated: use channels)."""

    async def on_stop(self, reason: BaseException | None) -> Any:
        """Be told that `handle_request` has ended: normally (None), or why not."""

    async def on_cleanup(self) -> Any:
        """Be told that the view is gone from the server."""

    # waiting

    @_named
    async def await_input_event(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next input event of any type, of one of the nodes if any are given."""
        return await self._await("input_event", nodes, html)

    @_named
    async def await_click(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next click; see `await_input_event`."""
        return await self._await("click", nodes, html)

    @_named
    async def await_change(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next change; see `await_input_event`."""
        return await self._await("change", nodes, html)

    @_named
    async def await_focus(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next focus; see `await_input_event`."""
        return await self._await("focus", nodes, html)

    @_named
    async def await_blur(self, *nodes: Any, html: Any = None) -> "InputEvent":
        """Wait for the next blur; see `await_input_event`."""
        return await self._await("blur", nodes, html)

    @_named
    async def sleep(self, delay: float, result: T | None = None) -> T | None:
        """Sleep for `delay` seconds and return `result`; aborted when the view is stopped."""
        await self._view_runtime.calls.sleep_async(self, delay)
        return result

    @_named
    async def await_sync(self, awaitable: Awaitable[T]) -> T:
        """Await something, and raise the stop reason if the view stops first: it is cancelled."""
        return await self._view_runtime.calls.run(self, awaitable)

    @_named
    async def send_str(
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
        sent = self._queue_str(string, broadcast, filter_connections, wait)
        await self._view_runtime.calls.await_sending_async(self, list(sent.values()))
        for connection, signal in sent.items():
            connection.note_waited(signal)

    async def _await(self, kind: str, nodes: tuple[Any, ...], html: Any) -> "InputEvent":
        wanted, show = self._prepare_await(kind, nodes, html)
        return await self._view_runtime.calls.await_event_async(self, kind, wanted, show)
