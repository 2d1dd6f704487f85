"""What the fixture `lona_page` gives to a test. Imports the server's modules on first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lona.server import Server
    from lona_testing.plugin.app_setup import Subject
    from lona_testing.plugin.drivers import Driver
    from lona_testing.plugin.leaks import Leaks
    from lona_testing.vocabulary import Page


_PATIENCE = 1.0
"""Seconds that a server may still be busy when the test function has ended."""


class PageFactory:
    """Opens pages of apps: what the fixture `lona_page` gives."""

    def __init__(self, make_driver: "Callable[[Any], Driver]", script_path: str) -> None:
        self._make_driver = make_driver
        self._script_path = script_path
        self._drivers: list[tuple[Any, Driver]] = []

    def __call__(self, subject: "Subject", path: str = "/", *, user: str = "") -> "Page":
        """Return a page that shows a path of an app.

        `subject` is an `App`, a `View` class (shown at `/`), or a function that sets up a new app.
        The same subject again gives another page of the same server. Pages with the same `user`
        (any name) share their session; other names are other users.
        """
        from lona_testing.plugin.app_setup import make_app

        driver = next((d for known, d in self._drivers if known is subject), None)
        if driver is None:
            driver = self._make_driver(make_app(subject, self._script_path))
            self._drivers.append((subject, driver))
        return driver.open(path, user)

    @property
    def server(self) -> "Server":
        """The server of the app that was opened first; `RuntimeError` before."""
        if not self._drivers:
            raise RuntimeError("there is no server yet; open a page with lona_page(app) first")
        return self._drivers[0][1].server

    def come_to_rest(self) -> None:
        """Give what still moves on the servers a moment, and note the errors of scripts."""
        for _, driver in self._drivers:
            driver.server.activity.wait_idle(_PATIENCE)
            driver.note_script_errors()

    def problems(self) -> list[str]:
        """Say what is wrong in the pages that are open."""
        return [problem for _, driver in self._drivers for problem in driver.problems()]

    def close(self, leaks: "Leaks | None" = None) -> None:
        """Close all pages and stop all servers; what outlives its page or server is a leak."""
        drivers, self._drivers = self._drivers, []
        for _, driver in reversed(drivers):
            driver.close_pages()
            if leaks is not None:
                leaks.note_connections(driver.server)
            driver.close()
            if leaks is not None:
                leaks.note_views(driver.server)
                leaks.note_channels(driver.server)
