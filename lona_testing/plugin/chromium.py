"""Real Chromium, driven by Playwright on a thread of its own. The only importer of Playwright.

Playwright's sync API belongs to the thread that started it and refuses threads with a running event
loop. Here it never meets one: every call travels to its thread and back, so that sync tests,
`asyncio.run` and pytest-asyncio can live in one session.
"""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, expect, sync_playwright

from lona_testing.plugin.contexts import Contexts
from lona_testing.plugin.refusals import kind_of
from lona_testing.plugin.remote import Remote
from lona_testing.plugin.settling import SCRIPT

_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_LAUNCH_TIMEOUT = 120_000  # milliseconds: a machine that is busy takes its time
PROGRAMS = (
    "chromium-headless-shell",  # made for this: it starts pages in a third of the time
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
"""Where a Chromium is looked for if Playwright has none of its own."""

_NETWORK_ERRORS = (
    "Failed to load resource",
    "Refused to apply style",
    "net::ERR_CONNECTION_REFUSED",
)


class Browser:
    """One headless Chromium. `new_context` gives a user's browser context; `contexts` are kept."""

    Error: type[Exception] = PlaywrightError

    def __init__(self) -> None:
        self.contexts = Contexts(self)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="lona-testing-playwright")
        self._errors: list[str] = []
        self._playwright: Any = self.run(lambda: sync_playwright().start())
        try:
            self._browser: Any = self.run(self._launch)
        except BaseException:
            self.run(self._playwright.stop)
            self._thread.shutdown()
            self.contexts.close()
            raise

    def _launch(self) -> Any:
        arguments = [*_FLAGS]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            arguments.append("--no-sandbox")
        launch = partial(self._playwright.chromium.launch, args=arguments, timeout=_LAUNCH_TIMEOUT)
        try:
            return launch()
        except PlaywrightError as error:
            if "Executable doesn't exist" not in str(error):
                raise
        found = next((path for path in map(shutil.which, PROGRAMS) if path), None)
        if found is None:
            raise RuntimeError(
                "there is no Chromium: install one (apt install chromium-headless-shell) or run "
                "`playwright install chromium`"
            )
        return launch(executable_path=found)

    def run(self, function: Callable[[], Any]) -> Any:
        """Run a function on Playwright's thread and give its result."""
        return self._thread.submit(function).result()

    def expect(self, target: Any, message: str | None) -> Any:
        """Return Playwright's assertions about a page or locator; on Playwright's thread."""
        return expect(target, message)

    def is_page(self, value: Any) -> bool:
        """Whether something is a page."""
        return isinstance(value, Page)

    def refusal(self, error: Exception) -> Exception | None:
        """Return an error of Playwright as the page in the process names it, None if it is none.

        It still is what Playwright raises, too.
        """
        if not isinstance(error, PlaywrightError | AssertionError):
            return None
        kind = kind_of(str(error))
        theirs = (type(error),) if isinstance(error, PlaywrightError) else ()
        both = type(kind.__name__, (kind, *theirs), {"__module__": kind.__module__})
        refusal: Exception = both(str(error))
        vars(refusal).update(vars(error))
        return refusal

    def new_context(self, **options: Any) -> Remote:
        """Return a new browser context whose pages nobody brings to rest."""
        return Remote(self, self.run(lambda: self.make_context(**options)))

    def create_context(self, **options: Any) -> Any:
        """Return a new context whose pages can be brought to rest; on Playwright's thread."""
        context = self.make_context(**options)
        context.add_init_script(SCRIPT)
        return context

    def make_context(self, **options: Any) -> Any:
        """Return a new context; its uncaught errors and `console.error` are kept. On the thread."""
        context = self._browser.new_context(**options)
        context.on("weberror", lambda error: self._errors.append(str(error.error)))
        context.on("console", self._note_console)
        return context

    def raise_page_errors(self) -> None:
        """Raise `AssertionError` if a page had an uncaught error since the last call."""
        if errors := self.take_page_errors():
            raise AssertionError("errors in the browser:\n" + "\n".join(errors))

    def take_page_errors(self) -> list[str]:
        """Return the uncaught errors of pages since the last call."""
        errors, self._errors = self._errors, []
        return errors

    def close(self) -> None:
        """End the browser and its thread."""
        try:
            self.run(self._browser.close)
        except PlaywrightError:
            pass  # it may have died already
        self.run(self._playwright.stop)
        self._thread.shutdown()
        self.contexts.close()

    def _note_console(self, message: Any) -> None:
        # A missing file, an error page or a server that is away is no error of a script.
        if message.type == "error" and not any(part in message.text for part in _NETWORK_ERRORS):
            self._errors.append(f"console.error: {message.text} ({message.location.get('url')})")
