"""What views of both kinds have in common: their request, and what never blocks.

All work is done by the view's runtime; this is its face towards user code. Once the view is
stopped, every call raises the stop reason (`UserAbort`, `ServerStop`, or what crashed the view).
"""

import warnings
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from lona.gone import Gone
from lona.warnings import DaemonizeDeprecationWarning
from lona.work.activity import is_within_work
from lona.work.course import hold

if TYPE_CHECKING:
    from lona.channels import Channel, Message
    from lona.connection import Connection
    from lona.html.abstract_node import AbstractNode
    from lona.request import Request
    from lona.runtime.runtime import ViewRuntime
    from lona.server import Server
    from lona.work.activity import Signal


class BaseView:
    """Base of `View` and `AsyncView`; one instance for each opened page."""

    STATIC_FILES: list[Any] = []

    IS_ASYNC: ClassVar[bool] = False
    """Whether the hooks are coroutines."""

    # Each kind of view has them, as functions or as coroutines.
    handle_request: Callable[..., Any]
    handle_input_event_root: Callable[..., Any]
    handle_input_event: Callable[..., Any]
    on_view_event: Callable[..., Any]
    on_stop: Callable[..., Any]
    on_cleanup: Callable[..., Any]

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

    # asking

    def ping(self) -> str:
        """Return `'pong'`, or raise the stop reason if the view was stopped."""
        self._require_interactive("ping")
        self._view_runtime.calls.check(self)
        return "pong"

    # talking

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

        async def show() -> None:
            with await hold(self._view_runtime.screen.document.lock):
                self.show()

        return self._view_runtime.subscriptions.add(topic, handler, show if implicit_show else None)

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

    @classmethod
    def check_kind(cls) -> None:
        """Raise `TypeError` if the hooks do not fit the kind of view."""

    def _prepare_await(
        self, kind: str, nodes: tuple[Any, ...], html: Any
    ) -> "tuple[list[AbstractNode], Callable[[], None] | None]":
        """Return the nodes that are awaited, and what shows the HTML that comes with them."""
        runtime = self._check(f"await_{kind}")
        if len(nodes) == 1 and isinstance(nodes[0], list | tuple):
            nodes = tuple(nodes[0])
        return list(nodes), None if html is None else partial(self._show, runtime, html)

    def _queue_str(
        self,
        string: str,
        broadcast: bool,
        filter_connections: "Callable[[Connection], bool]",
        wait: bool,
    ) -> "dict[Connection, Signal]":
        """Queue a custom message; return the connections for which it is to be waited."""
        runtime = self._check("send_str")
        connections: Iterable[Connection] = (
            self._server.websocket_connections
            if broadcast
            else dict.fromkeys(window.connection for window in runtime.screen.windows)
        )
        return {
            connection: sent
            for connection in connections
            if filter_connections(connection)
            and (sent := connection.queue_str(string, wait)) is not None
        }

    def _show(self, runtime: "ViewRuntime", html: Any, title: str | None = None) -> None:
        taken = runtime.calls.taken

        def may_show() -> bool:
            runtime.calls.check(self)  # it may have crashed since; the error page stays
            taken.finish()
            return True

        if html is None or (isinstance(html, str) and html == ""):
            runtime.screen.update(title, may_show)
        else:
            runtime.screen.show(html, title, may_show)
        taken.end()

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
        if self._server.is_loop_thread() and not is_within_work():
            raise RuntimeError(
                f"{method}() can not be called on the event loop's thread, but in code of views; "
                "call it in a hook or handler, or through server.run_function_async()"
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
