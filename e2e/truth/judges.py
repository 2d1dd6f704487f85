"""Both drivers, side by side. The only module that knows more of `lona_testing` than users do."""

import threading
from collections.abc import Callable
from typing import Any

from lona.app import App
from lona_testing.plugin.app_setup import make_app
from lona_testing.plugin.drivers import ChromiumDriver, InProcessDriver

from .settling import watch


class Tab:
    """A page in Chromium that can be replaced, so that nothing comes late from what was before."""

    def __init__(self, page: Any) -> None:
        self.page = page
        watch(page)

    def renew(self) -> None:
        """Open another page of the same context; this one closes with it."""
        # A page that is just about to load another one may not answer when it is to close.
        self.page = self.page.context.new_page()
        watch(self.page)


class Judges:
    """One app with a page in the process and a page in Chromium."""

    def __init__(self, setup: Callable[[App], None], loop_thread: Any, chromium: Any) -> None:
        self._drivers = (
            InProcessDriver(make_app(setup, __file__), loop_thread, threading.enumerate()),
            ChromiumDriver(make_app(setup, __file__), loop_thread, chromium),
        )

    def open(self) -> tuple[Any, "Tab"]:
        """Return a page in the process, and a tab in Chromium."""
        inprocess, chromium = (driver.open("/", "") for driver in self._drivers)
        return inprocess, Tab(chromium)

    def close(self) -> None:
        """Close the pages and stop both servers."""
        for driver in self._drivers:
            driver.close()
