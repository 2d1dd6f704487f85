"""The views that are there without being written: frontend, 403, 404 and 500.

Each looks for a view of the application in its setting first, and falls back to its template when
that view fails. They can be subclassed: override `handle_request(self, request, **extra)`.
"""

import logging
from typing import TYPE_CHECKING, Any

from lona.responses import TemplateResponse
from lona.view import View

if TYPE_CHECKING:
    from lona.request import Request
    from lona.runtime.crash import Crash

logger = logging.getLogger("lona.views")


class DefaultView(View):
    """Shows the application's view of a setting, else the template of another."""

    VIEW_SETTING = ""
    TEMPLATE_SETTING = ""

    def handle_request(self, request: "Request", **extra: Any) -> Any:
        """Answer with the application's own view, or the default template."""
        custom = self.server.settings.get(self.VIEW_SETTING, "")
        if custom:
            try:
                view_class = self.server.view_loader.load(custom)
                if not isinstance(self, view_class):  # else a subclass called super()
                    view: Any = self.make_custom_view(view_class, request)
                    return view.handle_request(request=request, **extra)
            except Exception as error:
                self.server.failures.report(
                    logger, error, "%s %r raised an exception", self.VIEW_SETTING, custom
                )
        return self.render_default_template(request, **extra)

    def make_custom_view(self, view_class: type[View], request: "Request") -> View:
        """Return the application's own view."""
        return view_class(server=self.server, view_runtime=self._view_runtime, request=request)

    def render_default_template(self, request: "Request", **extra_context: Any) -> Any:
        """Return the response for the template of the setting, with `request` and the extras."""
        return TemplateResponse(
            self.server.settings.get(self.TEMPLATE_SETTING),
            {"request": request, **extra_context},
        )


class FrontendView(DefaultView):
    """The HTML page around the windows, served over plain HTTP."""

    VIEW_SETTING = "FRONTEND_VIEW"
    TEMPLATE_SETTING = "FRONTEND_TEMPLATE"


class Error403View(DefaultView):
    """Shown when a view or middleware raised `ForbiddenError`."""

    VIEW_SETTING = "ERROR_403_VIEW"
    TEMPLATE_SETTING = "ERROR_403_TEMPLATE"


class Error404View(DefaultView):
    """Shown when no route matched or `NotFoundError` was raised."""

    VIEW_SETTING = "ERROR_404_VIEW"
    TEMPLATE_SETTING = "ERROR_404_TEMPLATE"


class Error500View(DefaultView):
    """Shown when a view, handler or browser failed; `crash` is what the page tells of it."""

    VIEW_SETTING = "ERROR_500_VIEW"
    TEMPLATE_SETTING = "ERROR_500_TEMPLATE"

    crash: "Crash | None" = None

    def make_custom_view(self, view_class: type[View], request: "Request") -> View:
        """Return the application's own view; a subclass of this one knows the crash, too."""
        view = super().make_custom_view(view_class, request)
        if isinstance(view, Error500View):
            view.crash = self.crash
        return view

    def render_default_template(self, request: "Request", **extra_context: Any) -> Any:
        """Return the response for the template of the setting, with `crash` beside the extras."""
        extra_context.setdefault("crash", self.crash)
        return super().render_default_template(request, **extra_context)
