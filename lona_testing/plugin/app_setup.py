"""From what a test names (an app, a function, a view class) to an app with a fresh server."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lona.app import App
from lona.base_view import BaseView
from lona_testing.plugin.limits import lift_limits

if TYPE_CHECKING:
    from lona.server import Server

Subject = App | type[BaseView] | Callable[[App], object]


def make_app(subject: Subject, script_path: str) -> App:
    """Return the app to test.

    `subject` is an `App`, a view class (shown at `/`), or a function that is called with a new app
    and adds routes, settings and templates to it. `script_path` is where relative paths of a new
    app start. Raises `TypeError` for anything else.
    """
    if isinstance(subject, App):
        return subject
    app = App(script_path)
    if isinstance(subject, type) and issubclass(subject, BaseView):
        app.route("/")(subject)
        return app
    if isinstance(subject, type) or not callable(subject):
        raise TypeError(f"name an App, a View class or a function that sets an App up: {subject!r}")
    subject(app)
    return app


def make_server(app: App) -> "Server":
    """Return a new server for an app; the app's earlier servers do not matter to it."""
    # Setting up again takes the settings over from the app, but not from its last server.
    return lift_limits(app.setup_server())
