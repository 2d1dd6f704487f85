"""Serving an aiohttp application until a signal comes."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

logger = logging.getLogger("lona")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SHORTEST_TIMEOUT = 0.05  # aiohttp takes 0 for "no timeout"


async def run_application(
    application: web.Application, host: str, port: int, shutdown_timeout: float = 0
) -> bool:
    """Serve on an address until SIGINT or SIGTERM; then shut down cleanly.

    `shutdown_timeout` is how many seconds open HTTP requests may take to end. Returns False if the
    address cannot be bound, after logging it in one line.
    """
    runner = web.AppRunner(
        application,
        handle_signals=False,
        access_log=None,
        shutdown_timeout=max(shutdown_timeout, SHORTEST_TIMEOUT),
    )
    with _stop_on_signals() as stopped:
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, host, port).start()
            except OSError as error:
                logger.error("can not listen on %s:%s: %s", host, port, error.strerror or error)
                return False
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
