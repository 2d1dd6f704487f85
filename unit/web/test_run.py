"""Serving until a signal: what is told when the server begins to listen."""

import asyncio
import logging
import os
import signal

import pytest

from lona.routing import Route
from lona.server import Server
from lona.view import View
from lona.web.application import create_application
from lona.web.run import run_application


async def serve_for_a_moment(host, **settings):
    server = Server("/", settings_post_overrides=settings, routes=[Route("/", View)])
    application = create_application(server)
    application.on_startup.append(stop_soon)
    assert await run_application(application, host, 0)


async def stop_soon(_):
    # The signal is handled by the loop, after the server has begun to listen.
    asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(
    ("host", "allowed", "is_warned"),
    [
        ("127.0.0.1", None, False),
        ("localhost", None, False),
        ("0.0.0.0", None, True),
        ("0.0.0.0", ["example.org"], False),
        ("0.0.0.0", ["*"], False),
        ("0.0.0.0", [], False),
    ],
)
async def test_a_server_on_the_network_that_allows_every_host_warns(
    caplog, host, allowed, is_warned
):
    caplog.set_level(logging.WARNING)
    await serve_for_a_moment(host, ALLOWED_HOSTS=allowed)
    assert ("ALLOWED_HOSTS" in caplog.text) is is_warned


async def test_a_server_without_handles_tells_it_in_one_line(caplog):
    async def fail(_):
        loop = asyncio.get_running_loop()
        for _ in range(1000):
            context = {"message": "socket.accept() out of system resource"}
            loop.call_exception_handler(
                {**context, "exception": OSError(24, "Too many open files")}
            )
        loop.call_exception_handler({"message": "something else"})

    server = Server("/", routes=[Route("/", View)])
    application = create_application(server)
    application.on_startup.extend([fail, stop_soon])
    await run_application(application, "127.0.0.1", 0)
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert told == [
        "can not accept a connection: [Errno 24] Too many open files",
        "something else",
    ]
