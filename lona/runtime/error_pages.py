"""What a view shows when it failed, was forbidden, or does not exist: the 403, 404 and 500 views.

An error view that fails itself gives way to the built-in page. Knows nothing of windows, documents
and states; who gets the page is the runtime's business.
"""

import dataclasses
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import TYPE_CHECKING, Any

from lona.default_views import Error500View
from lona.errors import BadRequestError, ForbiddenError, NotFoundError
from lona.exceptions import StopReason
from lona.responses import (
    AbstractResponse,
    FileResponse,
    HtmlResponse,
    JsonResponse,
    Response,
    TemplateResponse,
    to_response,
)
from lona.runtime.crash import Crash
from lona.work.course import finished, reach

if TYPE_CHECKING:
    from lona.base_view import BaseView
    from lona.request import Request
    from lona.server import Server

logger = logging.getLogger("lona.views")

_TITLES = {403: "Forbidden", 404: "Not found", 500: "Internal error"}
_CODES: dict[type[Exception], int] = {ForbiddenError: 403, NotFoundError: 404}


def is_bad_request(error: BaseException, request: "Request") -> bool:
    """Whether an exception says that the client of a plain request is to blame."""
    return isinstance(error, BadRequestError) and not request.interactive


def error_code(error: BaseException) -> int:
    """Return the HTTP status of the page that tells about an exception."""
    return next((code for cls, code in _CODES.items() if isinstance(error, cls)), 500)


class ErrorPages:
    """The error views of one request.

    `make_view` makes a view of a class; `answering` is the context in which one is asked.
    """

    def __init__(
        self,
        server: "Server",
        request: "Request",
        make_view: "Callable[[type[BaseView]], BaseView]",
        answering: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._server = server
        self._request = request
        self._make_view = make_view
        self._answering = answering

    async def answer(
        self,
        code: int,
        error: BaseException | None,
        take_over: "Callable[[BaseView], None] | None" = None,
        crash: Crash | None = None,
    ) -> AbstractResponse | None:
        """Run the error view of a code; return what it answers, or None if it was stopped.

        `take_over` gets the view before it runs, if it is to get events from then on; `crash` is
        what a 500 page tells. For plain HTTP, templates are rendered and the status is set.
        """
        response: AbstractResponse | None
        is_plain = not self._request.interactive
        try:
            view = self._make_view(self._server.error_view(code))
            if isinstance(view, Error500View):
                view.crash = crash
            if take_over is not None:
                take_over(view)
            view.check_kind()
            handle = partial(view.handle_request, self._request, **_extra(code, error))
            await reach(handle)
            with self._answering():
                response = to_response(await finished(handle()))
            if is_plain:
                response = self._server.render_response(response)
        except StopReason:
            response = None
        except BaseException as own:  # SystemExit too: it must not end a thread of the server
            self._server.failures.report(logger, own, "the %d view raised an exception", code)
            response = HtmlResponse(self.default(code, error, crash))
        return _with_status(response, code) if is_plain else response

    def title(self, code: int, response: AbstractResponse | None) -> str | None:
        """Return the title for the page of an error; None for a page of the application's own."""
        own = self._server.settings.get(f"ERROR_{code}_TEMPLATE")
        is_default = isinstance(response, TemplateResponse) and response.name == own
        return f"{code} {_TITLES[code]}" if is_default else None

    def default(self, code: int, error: BaseException | None, crash: Crash | None = None) -> str:
        """Return the built-in page of an error, for when the application's own one failed."""
        try:
            name = self._server.settings.get(f"ERROR_{code}_TEMPLATE")
            context = {"request": self._request, "crash": crash, **_extra(code, error)}
            return str(self._server.render_template(name, context))
        except BaseException as own:
            text = "the template of the %d page raised an exception"
            self._server.failures.report(logger, own, text, code)
            return f"<h1>{code}</h1>"


def _extra(code: int, error: BaseException | None) -> dict[str, Any]:
    """Return what error views and templates get beside the request."""
    return {} if code == 404 else {"exception": error}


def _with_status(response: AbstractResponse | None, status: int) -> AbstractResponse:
    """Return an error page with its HTTP status, unless it chose one itself or is a redirect."""
    if response is None:
        return HtmlResponse("", status=status)
    kinds = HtmlResponse | Response | JsonResponse | FileResponse
    if isinstance(response, kinds) and response.status is None:
        return dataclasses.replace(response, status=status)
    return response
