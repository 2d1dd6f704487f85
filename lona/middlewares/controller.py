"""Loads the middlewares of a server and runs their hooks, core middlewares first.

Plain hooks run on a worker thread, `async def` ones on the loop; start-up and shut-down hooks have
to be such. Knows nothing of what the hooks are about.
"""

import logging
from collections.abc import Callable, Mapping
from inspect import iscoroutinefunction
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from lona.imports import needs_traceback
from lona.places import at, place_of
from lona.work.course import call

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona.middlewares")

AHOOKS = ("on_startup", "on_shutdown")
HOOKS = (
    "handle_http_request",
    "handle_connection",
    "handle_websocket_message",
    "handle_request",
    "on_view_stop",
    "on_view_cleanup",
)

Hook = Callable[[Any], Any]


class MiddlewareData(SimpleNamespace):
    """What a hook gets: `server` and the attributes of that hook."""


def _made(middleware: Any) -> Any:
    """Return the object that a class or function makes, or what is an object with hooks already."""
    if isinstance(middleware, type):
        return middleware()
    has_hooks = any(callable(getattr(middleware, name, None)) for name in AHOOKS + HOOKS)
    return middleware if has_hooks else middleware()


class MiddlewareController:
    """The middlewares of one server; `hooks` maps hook names to bound methods, in order."""

    def __init__(self, server: "Server") -> None:
        self.server = server
        self.middlewares: list[object] = []
        self.hooks: Mapping[str, list[Hook]] = {name: [] for name in AHOOKS + HOOKS}
        settings = server.settings
        for middleware in [*settings.CORE_MIDDLEWARES, *settings.MIDDLEWARES]:
            self._load(middleware)

    def has(self, hook: str) -> bool:
        """Whether any middleware has this hook."""
        return bool(self.hooks[hook])

    async def run(self, hook: str, **data: Any) -> tuple[bool, Any]:
        """Run a hook of all middlewares, one after the other; part of a course.

        Returns `(False, data object)` when the whole chain passed, `(True, result)` when a hook
        ended it by returning something else than the data object (`None`: handled). Exceptions of
        the hooks pass.
        """
        data_object = MiddlewareData(server=self.server, **data)
        for function in self.hooks[hook]:
            result = await call(function, data_object)
            if result is not data_object:
                return True, result
        return False, data_object

    async def run_startup(self) -> None:
        """Run all start-up hooks; their exceptions are logged."""
        await self._run_async("on_startup")

    async def run_shutdown(self) -> None:
        """Run all shut-down hooks; their exceptions are logged."""
        await self._run_async("on_shutdown")

    async def _run_async(self, hook: str) -> None:
        for function in self.hooks[hook]:
            try:
                await function(MiddlewareData(server=self.server))
            except Exception as error:
                self.server.failures.report(
                    logger, error, "%s of %r raised an exception", hook, function
                )

    def _load(self, middleware: Any) -> None:
        if middleware is None:
            logger.error(
                "middleware None is skipped: a decorator returned None instead of the class, as "
                "@app.middleware does, which has added the class already"
            )
            return
        try:
            if isinstance(middleware, str):
                middleware = self.server.acquire(middleware)
            instance = _made(middleware)
        except Exception as error:
            logger.error(
                "middleware %r%s is skipped: it can not be loaded: %s",
                middleware,
                at(place_of(middleware)),
                error,
                exc_info=needs_traceback(error),
            )
            return
        self.middlewares.append(instance)
        for name, functions in self.hooks.items():
            function = getattr(instance, name, None)
            if function is None:
                continue
            if name in AHOOKS and not iscoroutinefunction(function):
                place = at(place_of(function))
                logger.error("%r%s is skipped: it has to be a coroutine function", function, place)
                continue
            functions.append(function)
