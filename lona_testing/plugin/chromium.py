"""Real Chromium, driven by Playwright on a thread of its own. The only importer of Playwright.

Playwright's sync API belongs to the thread that started it and refuses threads with a running event
loop. Here it never meets one: every call travels to its thread and back, so that sync tests,
`asyncio.run` and pytest-asyncio can live in one session.
"""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import expect, sync_playwright

_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_LAUNCH_TIMEOUT = 120_000  # milliseconds: a machine that is busy takes its time
_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NETWORK_ERRORS = ("Failed to load resource", "net::ERR_CONNECTION_REFUSED")
_PLAIN = (str, bytes, int, float, bool, type(None))


class Remote:
    """An object that lives on Playwright's thread; used like the object itself."""

    def __init__(self, browser: "Browser", target: Any) -> None:
        self._lona_browser = browser
        self._lona_target = target

    def __getattr__(self, name: str) -> Any:
        browser = self._lona_browser
        value = browser.run(lambda: getattr(self._lona_target, name))
        if not callable(value):
            return browser.wrap(value)

        def call(*args: Any, **kwargs: Any) -> Any:
            plain_args = [_unwrap(arg) for arg in args]
            plain_kwargs = {key: _unwrap(arg) for key, arg in kwargs.items()}
            return browser.wrap(browser.run(lambda: value(*plain_args, **plain_kwargs)))

        return call

    def __repr__(self) -> str:
        return f"<Remote {self._lona_target!r}>"

    def lona_expect(self) -> Any:
        """Return Playwright's assertions about the object."""
        target = self._lona_target
        return Remote(self._lona_browser, self._lona_browser.run(lambda: expect(target)))


class Browser:
    """One headless Chromium. `new_context` gives a user's browser context."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lona-testing-playwright")
        self._errors: list[str] = []
        self._playwright: Any = self.run(lambda: sync_playwright().start())
        try:
            self._browser: Any = self.run(self._launch)
        except BaseException:
            self.run(self._playwright.stop)
            self._thread.shutdown()
            raise

    def _launch(self) -> Any:
        arguments = [*_FLAGS]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")
        chromium = self._playwright.chromium
        path = chromium.executable_path
        if not os.path.exists(path):
            found = next((p for p in map(shutil.which, _PROGRAMS) if p), None)
            if found is None:
                raise RuntimeError(
                    "there is no Chromium: install one (apt install chromium) or run "
                    "`playwright install chromium`"
                )
            path = found
        return chromium.launch(executable_path=path, args=arguments, timeout=_LAUNCH_TIMEOUT)

    def run(self, function: Callable[[], Any]) -> Any:
        """Run a function on Playwright's thread and give its result."""
        return self._thread.submit(function).result()

    def wrap(self, value: Any) -> Any:
        """Return a value of Playwright to the test: plain values as they are."""
        if isinstance(value, _PLAIN):
            return value
        if isinstance(value, list | tuple):
            return [self.wrap(item) for item in value]
        if isinstance(value, dict):
            return {key: self.wrap(item) for key, item in value.items()}
        return Remote(self, value)

    def new_context(self, **options: Any) -> Remote:
        """Return a new browser context; uncaught errors and `console.error` of it are kept."""

        def create() -> Any:
            context = self._browser.new_context(**options)
            context.on("weberror", lambda error: self._errors.append(str(error.error)))
            context.on("console", self._note_console)
            return context

        return Remote(self, self.run(create))

    def raise_page_errors(self) -> None:
        """Raise `AssertionError` if a page had an uncaught error since the last call."""
        errors, self._errors = self._errors, []
        if errors:
            raise AssertionError("errors in the browser:\n" + "\n".join(errors))

    def close(self) -> None:
        """End the browser and its thread."""
        try:
            self.run(self._browser.close)
        except PlaywrightError:
            pass  # it may have died already
        self.run(self._playwright.stop)
        self._thread.shutdown()

    def _note_console(self, message: Any) -> None:
        # A missing file, an error page or a server that is away is no error of a script.
        if message.type == "error" and not any(part in message.text for part in _NETWORK_ERRORS):
            self._errors.append(f"console.error: {message.text} ({message.location.get('url')})")


def _unwrap(value: Any) -> Any:
    return value._lona_target if isinstance(value, Remote) else value
