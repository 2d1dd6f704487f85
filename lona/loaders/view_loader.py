"""Loads views once, when the server is created, and remembers them by their import strings.

A view that cannot be imported is no reason not to start: it fails when it is requested.
"""

import logging
from collections.abc import Iterator
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from lona.async_view import AsyncView
from lona.base_view import BaseView
from lona.imports import needs_traceback
from lona.places import at, place_of

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
        self._views: dict[str, Any] = {}  # import string → class or callable
        self._errors: dict[str, Exception] = {}  # import string → what the import raised

    def load_all(self) -> None:
        """Load and check all views of the routes and settings; faults are logged."""
        for view, is_pass_through, source in self._configured():
            try:
                self._check(self.load(view), is_pass_through, source)
            except Exception as error:
                logger.error(
                    "view %r of %s can not be loaded: %s",
                    view,
                    source,
                    error,
                    exc_info=needs_traceback(error),
                )

    def load(self, view: Any) -> Any:
        """Return the view class (or pass-through callable) of a class or import string.

        Raises the exception that the first import raised.
        """
        if not isinstance(view, str):
            return view
        if view in self._errors:
            raise self._errors[view]
        if view not in self._views:
            try:
                self._views[view] = self._server.acquire(view)
            except Exception as error:
                self._errors[view] = error
                raise
        return self._views[view]

    def is_known(self, view: Any) -> bool:
        """Whether a class or import string is used by a route or setting."""
        return any(view is known or view == known for known, _, _ in self._configured())

    def view_classes(self) -> list[type]:
        """Return the view classes that could be loaded, in the order of routes and settings."""
        classes: dict[type, None] = {}
        for view, _, _ in self._configured():
            try:
                loaded = self.load(view)
            except Exception:  # logged by load_all
                continue
            if isinstance(loaded, type):
                classes[loaded] = None
        return list(classes)

    def _configured(self) -> Iterator[tuple[Any, bool, str]]:
        """Give each view, whether it is for a pass-through route, and who names it."""
        routes: list[Route] = self._server.router.routes
        for route in routes:
            source = f"{route.raw_pattern!r}{at(route.place)}"
            yield route.view, route.http_pass_through, f"the route {source}"
            if route.frontend_view:
                yield route.frontend_view, False, f"the frontend_view of the route {source}"
        for name in VIEW_SETTINGS:
            view = self._server.settings.get(name, "")
            if view:
                yield view, False, f"the setting {name}"

    def _check(self, view: Any, is_pass_through: bool, source: str) -> None:
        if is_pass_through:
            if not callable(view):
                logger.error("pass-through view %r of %s is not callable", view, source)
            return
        if not (isinstance(view, type) and issubclass(view, BaseView)):
            logger.error(
                "%r of %s is no subclass of lona.View or lona.AsyncView; %s",
                view,
                source,
                _remedy(view),
            )
            return
        if (old_hook := getattr(view, "on_shutdown", None)) is not None:
            logger.warning(
                "%s.on_shutdown%s is not called since Lona 1.8; on_stop gets a ServerStop instead",
                view.__qualname__,
                at(place_of(old_hook)),
            )
        for name in HOOKS:
            hook = getattr(view, name)
            if not issubclass(view, AsyncView) and iscoroutinefunction(hook):
                logger.error(
                    "%s.%s%s is a coroutine function; hooks of lona.View have to be plain "
                    "functions: derive %s from lona.AsyncView",
                    view.__qualname__,
                    name,
                    at(place_of(hook)),
                    view.__qualname__,
                )


def _remedy(view: object) -> str:
    """Say what to do about something that is no view class."""
    if view is None:
        return "a decorator returned None instead of the class: let it return what it got"
    if isinstance(view, BaseView):
        return "give the class, not an instance"
    if isinstance(view, type):
        return f"let {view.__qualname__}{at(place_of(view))} derive from it"
    if callable(view):
        return (
            f"make {getattr(view, '__qualname__', view)}{at(place_of(view))} the method "
            "handle_request(self, request) of a class that derives from it, or give the route "
            "http_pass_through=True"
        )
    return "give a class that derives from it, or an import string of one"
