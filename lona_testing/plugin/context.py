"""What the aiohttp fixtures hand to a test: a running server and a client for it."""

import asyncio
import webbrowser as browsers
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

    from lona.app import App
    from lona.server import Server


class LonaContext:
    """A server that runs on the loop of the test.

    `client` is the `aiohttp.test_utils.TestClient`, `app` the `App` (None for projects), `server`
    the `Server`, `event_loop` (also `loop`) the loop, `pytestconfig` pytest's configuration.
    """

    def __init__(
        self,
        client: Any,
        app: "App | None",
        server: "Server",
        event_loop: asyncio.AbstractEventLoop,
        pytestconfig: "pytest.Config",
    ) -> None:
        self.client = client
        self.app = app
        self.server = server
        self.event_loop = event_loop
        self.pytestconfig = pytestconfig

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        """The loop of the test."""
        return self.event_loop

    def debug_interactive(
        self,
        webbrowser: bool = True,
        sync: bool = False,
        globals: dict[str, Any] | None = None,
    ) -> "asyncio.Future[None] | None":
        """Pause the test with a shell that knows `server`, `lona_context` and the given names.

        `webbrowser` opens the server in a browser. The output of pytest is not captured meanwhile.
        Returns what is to be awaited; with `sync` it blocks, and the server with it. Raises
        `ImportError`, with what is to be installed, without the extra `shell`.
        """
        from lona.shell import terminal

        if not terminal.is_there():
            raise ImportError(terminal.NEEDED)
        names = {"server": self.server, "lona_context": self, **(globals or {})}

        def pause() -> None:
            with _without_capture(self.pytestconfig):
                if webbrowser:
                    browsers.open(self.make_url())
                terminal.embed(names, banner=f"The test waits. The server is at {self.make_url()}")

        if sync:
            # Not in this thread: the shell wants a loop of its own, and here one runs already.
            with ThreadPoolExecutor(1) as pool:
                pool.submit(pause).result()
            return None
        # A thread of its own: the server goes on on the loop.
        return self.event_loop.run_in_executor(None, pause)

    def make_url(self, path: str = "") -> str:
        """Return the full URL of a path."""
        return str(self.client.make_url(path))


@contextmanager
def _without_capture(config: "pytest.Config") -> Iterator[None]:
    """Let the body have the terminal."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None:  # `-p no:capture`
        yield
        return
    capture.suspend_global_capture(in_=True)
    try:
        yield
    finally:
        capture.resume_global_capture()
