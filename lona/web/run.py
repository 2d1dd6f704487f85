"""Serving an aiohttp application until a signal comes."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from lona.http.forwarded import parse_address
from lona.web.application import SERVER_KEY
from lona.web.protocol import Runner

logger = logging.getLogger("lona")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SHORTEST_TIMEOUT = 0.05  # aiohttp takes 0 for "no timeout"
NO_ALLOWED_HOSTS = (
    "the server can be reached from the network under every host name; "
    "list its names in the setting ALLOWED_HOSTS"
)


async def run_application(
    application: web.Application, host: str, port: int, shutdown_timeout: float = 0
) -> bool:
    """Serve on an address until SIGINT or SIGTERM; then shut down cleanly.

    `shutdown_timeout` is how many seconds open HTTP requests may take to end. Returns False if the
    address cannot be bound, after logging it in one line.
    """
    runner = Runner(application, shutdown_timeout=max(shutdown_timeout, SHORTEST_TIMEOUT))
    with _stop_on_signals() as stopped:
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                logger.error("can not listen on %s:%s: %s", host, port, error.strerror or error)
                return False
            if application[SERVER_KEY].settings.ALLOWED_HOSTS is None and not _is_local(host):
                logger.warning(NO_ALLOWED_HOSTS)
            for address in runner.addresses:
                logger.info("running on %s", _url(host, address[1]))
                break
            await stopped.wait()
            logger.info("shutting down")
            return True
        finally:
            await runner.cleanup()


def _url(host: str, port: int) -> str:
    name = {"0.0.0.0": "localhost", "::": "localhost", "": "localhost"}.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _is_local(host: str) -> bool:
    address = parse_address(host)
    return host == "localhost" if address is None else address.is_loopback


@contextmanager
def _stop_on_signals() -> Iterator[asyncio.Event]:
    """Yield an event that is set by SIGINT and SIGTERM while the body runs."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    handled = []
    for number in SIGNALS:
        try:
            loop.add_signal_handler(number, stopped.set)
        except (NotImplementedError, RuntimeError, ValueError):  # Windows, or no main thread
            continue
        handled.append(number)
    try:
        yield stopped
    finally:
        for number in handled:
            loop.remove_signal_handler(number)
