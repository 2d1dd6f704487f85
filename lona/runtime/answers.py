"""How the answer of a view, an error view or a notification hook gets onto the screen.

What crashed gives way to nobody: after that, only error pages are shown. Knows nothing of how the
answer came to be.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from lona.exceptions import StopReason
from lona.failures import Failures
from lona.html.abstract_node import AbstractNode
from lona.html.render import to_html
from lona.responses import (
    REDIRECTS,
    AbstractResponse,
    HtmlResponse,
    HttpRedirectResponse,
    RedirectResponse,
    Response,
    check_interactive,
    to_response,
)
from lona.runtime.chain import AnyRedirect
from lona.runtime.life import Life
from lona.runtime.screen import Screen

if TYPE_CHECKING:
    from lona.connection.window import Window

logger = logging.getLogger("lona.views")

Render = Callable[[AbstractResponse | None], AbstractResponse | None]
"""Turns template responses into HTML (`Server.render_response`)."""

Shown = AbstractNode | str | AnyRedirect | None
"""What there is to show for a response."""


class Answers:
    """Shows responses on one screen."""

    def __init__(self, screen: Screen, life: Life, render: Render, failures: Failures) -> None:
        self._screen = screen
        self._life = life
        self._render = render
        self._failures = failures

    def show(self, response: AbstractResponse | None) -> None:
        """Show what a view answered, unless it crashed meanwhile.

        Raises `RuntimeError` for what cannot be shown in a window.
        """
        match self._shown(response):
            case RedirectResponse() | HttpRedirectResponse() as redirect:
                if not self._life.is_crashed:
                    self.redirect(redirect)
            case str() | AbstractNode() as html:
                self._screen.show(html, may_show=lambda: not self._life.is_crashed)

    def show_notification(self, answer: object) -> None:
        """Show what a notification hook returned; None means pending changes."""
        response = to_response(answer)
        if response is None:
            self._screen.update()
        else:
            self.show(response)

    def show_error(
        self,
        response: AbstractResponse | None,
        default: Callable[[], str],
        title: str | None = None,
    ) -> None:
        """Show an error page in place of everything; if it cannot be shown, the default one."""
        try:
            match self._shown(response):
                case RedirectResponse() | HttpRedirectResponse() as redirect:
                    self.redirect(redirect)
                case str() | AbstractNode() as html:
                    self._screen.start_over(html, title)
        except StopReason:
            return
        except BaseException as error:  # SystemExit too: it must not end a thread of the server
            self._failures.report(logger, error, "an error view could not be shown")
            self._screen.start_over(default())

    def show_in(
        self,
        window: "Window",
        response: AbstractResponse | None,
        default: Callable[[], str],
        title: str | None = None,
    ) -> None:
        """Show an error page in one broken window only; if it cannot be shown, the default one."""
        try:
            match self._shown(response):
                case RedirectResponse() | HttpRedirectResponse() as redirect:
                    window.send_redirect(*_target(redirect))
                case AbstractNode() as node:
                    self._screen.show_in(window, to_html(node), title)
                case str(html):
                    self._screen.show_in(window, html, title)
        except StopReason:
            return
        except BaseException as error:
            self._failures.report(logger, error, "an error view could not be shown")
            self._screen.show_in(window, default())

    def redirect(self, response: AnyRedirect) -> None:
        """Send all windows somewhere else."""
        self._screen.redirect(*_target(response))

    def _shown(self, response: AbstractResponse | None) -> Shown:
        """Return a node, a string, or where to go."""
        if response is None:
            return None
        check_interactive(response)
        response = self._render(response)
        match response:
            case HtmlResponse(html=html):
                return html
            case Response(text=text):
                return text or ""
        if isinstance(response, REDIRECTS):
            return response
        raise RuntimeError(f"{response!r} can not be shown in a window")


def _target(redirect: AnyRedirect) -> tuple[str, bool]:
    """Return where a redirect goes, and whether the page is left for that."""
    return str(redirect.url), isinstance(redirect, HttpRedirectResponse)
