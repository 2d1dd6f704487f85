"""The class that applications derive their views from: hooks to override, methods to call.

All work is done by the view's runtime; this is its face towards user code. Every blocking method
raises the stop reason (`UserAbort`, `ServerStop`, or what crashed the view) once the view is
stopped.
"""

import warnings
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from lona.gone import Gone
from lona.warnings import DaemonizeDeprecationWarning

if TYPE_CHECKING:
    from lona.channels import Channel, Message
    from lona.connection import Connection
    from lona.events.input_event import InputEvent
    from lona.events.view_event import ViewEvent
    from lona.html.abstract_node import AbstractNode
    from lona.request import Request
    from lona.runtime.runtime import ViewRuntime
    from lona.server import Server

T = TypeVar("T")


class View:
    """Base class of views; one instance for each opened page.

    Override `handle_request` and return what is to be shown: a node, a string of HTML, a response
    object, or None to leave the window as it is.
    """

    STATIC_FILES: list[Any] = []

    def __init__(self, server: "Server", view_runtime: "ViewRuntime", request: "Request") -> None:
        self._server = server
        self._view_runtime = view_runtime
        self._request = request

    @property
    def server(self) -> "Server":
        """The running server."""
        return self._server

    @property
    def request(self) -> "Request":
        """The request that was given to `handle_request`."""
        return self._request

    @property
    def is_daemon(self) -> bool:
        """Whether the view stays on the server when its user disconnects.

        To become a daemon raises `RuntimeError` when the server has too many at which nobody looks
        (setting `LIMIT_DAEMONS`).
        """
        return self._view_runtime.life.is_daemon

    @is_daemon.setter
    def is_daemon(self, value: bool) -> None:
        self._require_interactive("is_daemon")
        self._view_runtime.life.is_daemon = value

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

    # showing

    def show(
        self,
        html: Any = None,
        template: str | None = None,
        template_string: str | None = None,
        title: str | None = None,
        template_context: dict[str, Any] | None = None,
    ) -> None:
        """Show a node tree, an HTML string or a rendered template in all windows of this view.

        A tree that is shown already is updated: only its changes are sent, and nothing if there
        are none. Without `html`, or with an empty string, the changes of the present tree are
        sent. Raises `RuntimeError` for a node that has a parent, and outside of interactive views.
        """
        runtime = self._check("show")
        if template_string is not None or template is not None:
            html = self._render(template, template_string, template_context)
        self._show(runtime, html, None if title is None else str(title))

    def set_title(self, title: str) -> None:
        """Set the title of the browser tab, for windows that connect later too."""
        self._check("set_title").screen.set_title(str(title))

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
        if self._server.is_loop_thread():
            raise RuntimeError("sleep() would block the event loop; call it in a hook of the view")
        self._view_runtime.calls.sleep(self, delay)
        return result

    def ping(self) -> str:
        """Return `'pong'`, or raise the stop reason if the view was stopped."""
        self._require_interactive("ping")
        self._view_runtime.calls.check(self)
        return "pong"

    def await_sync(self, awaitable: Awaitable[T]) -> T:
        """Run an awaitable on the server's event loop and return its result.

        It is cancelled if the view stops first. Raises `RuntimeError` on the event loop's own
        thread.
        """
        if self._server.is_loop_thread():
            raise RuntimeError("await_sync() would block the event loop; use await instead")
        return self._view_runtime.calls.await_sync(self, awaitable, self._server.loop)

    # talking

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
        runtime = self._check("send_str")
        if broadcast:
            connections = self._server.websocket_connections
        else:
            windows = runtime.screen.windows
            connections = list(dict.fromkeys(window.connection for window in windows))
        sendings = [
            (connection, sent)
            for connection in connections
            if filter_connections(connection)
            and (sent := connection.queue_str(string, wait)) is not None
        ]
        runtime.calls.await_sending(self, [sent for _, sent in sendings])
        for connection, sent in sendings:
            connection.note_waited(sent)

    def subscribe(
        self, topic: str, handler: "Callable[[Message], Any]", implicit_show: bool = True
    ) -> "Channel":
        """Call a function with each message to a topic, in order, until the view is gone.

        What the function changes is shown after each message, unless `implicit_show` is false. If
        it raises, the 500 view is shown, and the channel is unsubscribed. Returns the channel.
        Raises `TypeError` for a topic that is no string and a handler that cannot be called, and
        `RuntimeError` outside of interactive views.
        """
        self._require_interactive("subscribe")
        show = self.show if implicit_show else None
        return self._view_runtime.subscriptions.add(topic, handler, show)

    def unsubscribe_from_all_channels(self) -> None:
        """Unsubscribe from all channels that were subscribed with `subscribe`."""
        self._view_runtime.subscriptions.end_all()

    def fire_view_event(self, name: str, data: dict[str, Any] | None = None) -> None:
        """Send a view event to all running views of this class (deprecated: use channels)."""
        self._server.fire_view_event(name, data, view_classes=[type(self)])

    iter_objects = Gone("use server.get_views(), or channels to reach other views")
    embed_shell = Gone("use breakpoint(), or a shell of your own")

    # daemons

    def daemonize(self) -> None:
        """Let the view run on without its user (deprecated: set `is_daemon = True`)."""
        warnings.warn(
            "View.daemonize() is deprecated; set View.is_daemon to True instead",
            DaemonizeDeprecationWarning,
            stacklevel=2,
        )
        self.is_daemon = True

    # checks

    def _await(self, kind: str, nodes: tuple[Any, ...], html: Any) -> "InputEvent":
        runtime = self._check(f"await_{kind}")
        if len(nodes) == 1 and isinstance(nodes[0], list | tuple):
            nodes = tuple(nodes[0])
        wanted: list[AbstractNode] = list(nodes)
        show = None if html is None else partial(self._show, runtime, html)
        return runtime.calls.await_event(self, kind, wanted, show)

    def _show(self, runtime: "ViewRuntime", html: Any, title: str | None = None) -> None:
        def may_show() -> bool:
            runtime.calls.check(self)  # it may have crashed since; the error page stays
            return True

        if html is None or (isinstance(html, str) and html == ""):
            runtime.screen.update(title, may_show)
        else:
            runtime.screen.show(html, title, may_show)

    def _render(self, template: str | None, template_string: str | None, context: Any) -> str:
        """Render a template; a key `template_context` in the context stands for the whole."""
        if context is not None and "template_context" in context:
            context = context["template_context"]
        if template_string is not None:
            return self._server.render_string(template_string, context)
        assert template is not None
        return self._server.render_template(template, context)

    def _check(self, method: str) -> "ViewRuntime":
        self._require_interactive(method)
        if self._server.is_loop_thread():
            raise RuntimeError(
                f"{method}() can not be called on the event loop's thread; call it in a hook of "
                "the view, or through server.run_function_async()"
            )
        self._view_runtime.calls.check(self)
        self._request.connection.leave()  # if its session was rotated
        return self._view_runtime

    def _require_interactive(self, method: str) -> None:
        if not self._request.interactive:
            raise RuntimeError(
                f"{method} is only available in interactive views, and this request came over "
                "plain HTTP; remove interactive=False from the route"
            )


LonaView = View
