"""Both drivers, side by side. The only module that knows more of `lona_testing` than users do."""

from collections.abc import Callable
from typing import Any

from lona.app import App
from lona_testing.app_setup import make_app
from lona_testing.drivers import ChromiumDriver, InProcessDriver


class Judges:
    """One app with a page in the process and a page in Chromium."""

    def __init__(self, setup: Callable[[App], None], loop_thread: Any, chromium: Any) -> None:
        self._drivers = (
            InProcessDriver(make_app(setup, __file__), loop_thread),
            ChromiumDriver(make_app(setup, __file__), loop_thread, chromium),
        )

    def open(self, path: str = "/") -> tuple[Any, Any]:
        """Return two pages that show the same: in the process, in Chromium."""
        inprocess, chromium = self._drivers
        return inprocess.open(path, ""), chromium.open(path, "")

    def close(self) -> None:
        """Close the pages and stop both servers."""
        for driver in self._drivers:
            driver.close()
