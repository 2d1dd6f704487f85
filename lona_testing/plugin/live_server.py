"""An app served by aiohttp on a port of this machine, on a loop beside the test."""

from aiohttp import web

from lona.app import App
from lona.web.runner import Runner
from lona_testing.plugin.app_setup import make_server
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.plugin.server_errors import ServerErrors


class LiveServer:
    """A served app; `url` is its address, `server` the Lona server in it.

    It listens on `port` if that is free, and else on any other.
    """

    def __init__(
        self,
        app: App,
        loop_thread: LoopThread,
        port: int = 0,
        errors: ServerErrors | None = None,
    ) -> None:
        self._loop_thread = loop_thread
        self.server = make_server(app)
        if errors is not None:
            errors.watch(self.server)
        self.server.set_loop(loop_thread.loop)
        assert app.aiohttp_app is not None
        self._runner = Runner(app.aiohttp_app, shutdown_timeout=1)
        self.url = loop_thread.run(self._start(port))

    async def _start(self, port: int) -> str:
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, "127.0.0.1", port).start()
        except OSError:
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    def close(self) -> None:
        """Stop serving and stop the server."""
        self._loop_thread.run(self._runner.cleanup())
