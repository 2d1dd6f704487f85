"""Loads views once, when the server is created, and remembers them by their import strings.

A view that cannot be imported is no reason not to start: it fails when it is requested.
"""

import logging
from collections.abc import Iterator
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from lona.view import View

if TYPE_CHECKING:
    from lona.routing import Route
    from lona.server import Server

logger = logging.getLogger("lona.view_loader")

HOOKS = (
    "handle_request",
    "handle_input_event_root",
    "handle_input_event",
    "on_view_event",
    "on_stop",
    "on_cleanup",
)
VIEW_SETTINGS = (
    "CORE_FRONTEND_VIEW",
    "FRONTEND_VIEW",
    "CORE_ERROR_403_VIEW",
    "CORE_ERROR_404_VIEW",
    "CORE_ERROR_500_VIEW",
    "ERROR_403_VIEW",
    "ERROR_404_VIEW",
    "ERROR_500_VIEW",
)


class ViewLoader:
    """The views of one server."""

    def __init__(self, server: "Server") -> None:
        self._server = server
        self._views: dict[str, Any] = {}  # import string → class, callable or exception

    def load_all(self) -> None:
        """Load and check all views of the routes and settings; faults are logged."""
        for view, is_pass_through in self._configured():
            try:
                self._check(self.load(view), is_pass_through)
            except Exception:
                logger.exception("view %r can not be loaded", view)

    def load(self, view: Any) -> Any:
        """Return the view class (or pass-through callable) of a class or import string.

        Raises the exception that the first import raised.
        """
        if not isinstance(view, str):
            return view
        if view not in self._views:
            try:
                self._views[view] = self._server.acquire(view)
            except Exception as error:
                self._views[view] = error
        loaded = self._views[view]
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    def is_known(self, view: Any) -> bool:
        """Whether a class or import string is used by a route or setting."""
        return any(view is known or view == known for known, _ in self._configured())

    def view_classes(self) -> list[type]:
        """Return the view classes that could be loaded, in the order of routes and settings."""
        classes: dict[type, None] = {}
        for view, _ in self._configured():
            try:
                loaded = self.load(view)
            except Exception:  # logged by load_all
                continue
            if isinstance(loaded, type):
                classes[loaded] = None
        return list(classes)

    def _configured(self) -> Iterator[tuple[Any, bool]]:
        routes: list[Route] = self._server.router.routes
        for route in routes:
            yield route.view, route.http_pass_through
            if route.frontend_view:
                yield route.frontend_view, False
        for name in VIEW_SETTINGS:
            view = self._server.settings.get(name, "")
            if view:
                yield view, False

    def _check(self, view: Any, is_pass_through: bool) -> None:
        if is_pass_through:
            if not callable(view):
                logger.error("pass-through view %r is not callable", view)
            return
        if not (isinstance(view, type) and issubclass(view, View)):
            logger.error("%r is no subclass of lona.View", view)
            return
        for name in HOOKS:
            if iscoroutinefunction(getattr(view, name)):
                logger.error(
                    "%s.%s is a coroutine function; hooks of views have to be plain functions",
                    view.__qualname__,
                    name,
                )
