"""Serving an aiohttp application until a signal comes."""

import asyncio
import gc
import logging
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from lona.connection.client_log import ClientLog
from lona.http.forwarded import parse_address
from lona.server import Server
from lona.web.application import server_of
from lona.web.protocol import HttpServer
from lona.web.runner import Runner
from lona.web.sockets import SocketLimits, Sockets

logger = logging.getLogger("lona")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
GARBAGE_THRESHOLDS = (10_000, 20, 50)
"""How many objects more there are when Python looks for cycles (`gc.set_threshold`)."""

SHORTEST_TIMEOUT = 0.05  # aiohttp takes 0 for "no timeout"
NO_ALLOWED_HOSTS = (
    "the server can be reached from the network under every host name; "
    "list its names in the setting ALLOWED_HOSTS"
)


async def run_application(
    application: web.Application,
    host: str,
    port: int,
    shutdown_timeout: float = 0,
    inherited: Sequence[socket.socket] = (),
    on_running: Callable[[Callable[[], None]], None] = lambda stop: None,
) -> bool:
    """Serve on an address until SIGINT or SIGTERM; then shut down cleanly.

    `inherited` are sockets that listen on it already. `shutdown_timeout` is how many seconds
    handlers and HTTP requests that are under way may take to end; meanwhile nobody new gets a
    websocket. Returns False if the address cannot be bound, after logging it in
    one line.
    `on_running` is called with a function that stops the server from any thread.
    """
    loop = asyncio.get_running_loop()
    runner = Runner(application, shutdown_timeout=max(shutdown_timeout, SHORTEST_TIMEOUT))
    with _stop_on_signals() as stopped, _brief_about_sockets(server_of(application).client_log):
        await runner.setup()
        assert isinstance(runner.server, HttpServer)
        sockets = Sockets(
            runner.server, _limits(application), server_of(application).proxies.trusts
        )
        sweeping = asyncio.ensure_future(sockets.sweep())
        try:
            try:
                listeners = await sockets.listen(host, port, inherited)
            except OSError as error:
                logger.error("can not listen on %s:%s: %s", host, port, error.strerror or error)
                return False
            if server_of(application).settings.ALLOWED_HOSTS is None and not _is_local(host):
                logger.warning(NO_ALLOWED_HOSTS)
            port = listeners[0].sockets[0].getsockname()[1]
            logger.info("running on %s", _url(host, port))

            def stop() -> None:
                loop.call_soon_threadsafe(stopped.set)

            on_running(stop)
            with _collecting_garbage_rarely():
                await stopped.wait()
            logger.info("shutting down")
            rest = await _drain(server_of(application), stopped, shutdown_timeout)
            runner.hurry(max(rest, SHORTEST_TIMEOUT))
            for listener in listeners:
                listener.close()
            return True
        finally:
            sweeping.cancel()
            await runner.cleanup()


async def _drain(server: Server, stopped: asyncio.Event, timeout: float) -> float:
    """Let handlers end; return what is left of the time, nothing after a second signal."""
    stopped.clear()
    end = time.monotonic() + timeout
    draining = asyncio.ensure_future(server.drain(timeout))
    again = asyncio.ensure_future(stopped.wait())
    await asyncio.wait((draining, again), return_when=asyncio.FIRST_COMPLETED)
    for each in (draining, again):
        each.cancel()
    return 0 if stopped.is_set() else end - time.monotonic()


@contextmanager
def _collecting_garbage_rarely() -> Iterator[None]:
    """Look for cycles of objects less often: most of what a server has lives as long as a page.

    What is there at the start is not looked at again. This saves a sixth of the processor.
    """
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*GARBAGE_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _limits(application: web.Application) -> SocketLimits:
    settings = server_of(application).settings
    return SocketLimits(
        of_address=settings.LIMIT_CONNECTIONS_OF_ADDRESS,
        head_seconds=settings.LIMIT_HTTP_HEAD_SECONDS,
        body_seconds=settings.LIMIT_HTTP_BODY_SECONDS,
        send_seconds=settings.LIMIT_HTTP_SEND_SECONDS,
        keep_alive_seconds=settings.LIMIT_HTTP_KEEP_ALIVE_SECONDS,
    )


def _url(host: str, port: int) -> str:
    name = {"0.0.0.0": "localhost", "::": "localhost", "": "localhost"}.get(host, host)
    return f"http://[{name}]:{port}/" if ":" in name else f"http://{name}:{port}/"


def _is_local(host: str) -> bool:
    address = parse_address(host)
    return host == "localhost" if address is None else address.is_loopback


@contextmanager
def _brief_about_sockets(client_log: ClientLog) -> Iterator[None]:
    """Log it in one line, and not at full speed, when there are no handles for who comes."""
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()

    def handle(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if str(context.get("message")).startswith("socket.accept()"):
            error = context.get("exception")
            client_log.log(logger, logging.ERROR, "", "can not accept a connection: %s", error)
        elif before is not None:
            before(loop, context)
        else:
            loop.default_exception_handler(context)

    loop.set_exception_handler(handle)
    try:
        yield
    finally:
        loop.set_exception_handler(before)


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
