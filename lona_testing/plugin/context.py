"""What the aiohttp fixtures hand to a test: a running server and a client for it."""

import asyncio
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

    def make_url(self, path: str = "") -> str:
        """Return the full URL of a path."""
        return str(self.client.make_url(path))
