"""The hooks of user code that one view runs beside its input events: at its start and its end.

What a hook at the end raises is logged and harms nobody. Knows nothing of windows and documents.
"""

import logging
import warnings
from typing import TYPE_CHECKING, Any

from lona.base_view import BaseView
from lona.exceptions import StopReason
from lona.runtime.chain import is_of_lona
from lona.warnings import DictResponseDeprecationWarning
from lona.work.course import call

if TYPE_CHECKING:
    from lona.middlewares.controller import MiddlewareController
    from lona.request import Request

logger = logging.getLogger("lona.view_runtime")


class ViewHooks:
    """Runs the hooks of the middlewares and of the view for one request."""

    def __init__(self, middlewares: "MiddlewareController", request: "Request") -> None:
        self._middlewares = middlewares
        self._request = request

    async def run_request_middlewares(self, view: BaseView) -> tuple[bool, Any]:
        """Let the middlewares see a request; see `MiddlewareController.run`."""
        return await self._middlewares.run(
            "handle_request",
            connection=self._request.connection,
            request=self._request,
            view=view,
        )

    async def handle_request(self, view: BaseView) -> Any:
        """Return what the view answers. Raises `TypeError` for a hook of the wrong kind."""
        view.check_kind()
        result = await call(view.handle_request, self._request)
        if isinstance(result, dict):
            _warn_of_dict(view)
        return result

    async def stop(self, view: BaseView, reason: BaseException | None) -> None:
        """Tell everybody that `handle_request` has ended: normally (None), or why not."""
        await self._run_middlewares("on_view_stop", view, reason=reason)
        await self._run(view, "on_stop", reason)

    async def clean_up(self, view: BaseView) -> None:
        """Tell everybody that the view is gone."""
        await self._run_middlewares("on_view_cleanup", view)
        await self._run(view, "on_cleanup")

    async def _run_middlewares(self, hook: str, view: BaseView, **data: Any) -> None:
        try:
            await self._middlewares.run(
                hook,
                connection=self._request.connection,
                request=self._request,
                view=view,
                **data,
            )
        except BaseException as error:
            self._report(error, "a middleware's %s raised an exception", hook)

    async def _run(self, view: BaseView, name: str, *arguments: Any) -> None:
        hook = getattr(view, name)
        if is_of_lona(hook):  # the default ones do nothing
            return
        try:
            await call(hook, *arguments)
        except StopReason:
            return
        except BaseException as error:
            self._report(error, "%s.%s raised an exception", name_of(view), name)

    def _report(self, error: BaseException, text: str, *arguments: object) -> None:
        self._request.server.failures.report(logger, error, text, *arguments)


def name_of(view: BaseView) -> str:
    """Return the full name of a view's class, for the log."""
    cls = type(view)
    return f"{cls.__module__}.{cls.__qualname__}"


def _warn_of_dict(view: BaseView) -> None:
    """Warn at the place of the view, so that each view with this habit is named."""
    hook: Any = view.handle_request
    place = hook if hasattr(hook, "__code__") else _warn_of_dict
    warnings.warn_explicit(
        f"{type(view).__name__}.handle_request returned a dictionary, which is deprecated; "
        "return a response object instead",
        DictResponseDeprecationWarning,
        filename=place.__code__.co_filename,
        lineno=place.__code__.co_firstlineno,
        module=type(view).__module__,
        registry=place.__globals__.setdefault("__warningregistry__", {}),
    )
