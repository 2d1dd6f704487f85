"""What a view costs that waits for its user: memory and threads.

A process of its own opens connections, and then a view in each of them that waits for ever. What
its connection takes is measured before, and not counted. Both kinds of views show the same page:
a button and a text.

    python -P benchmarks/waiting.py [ASYNC_VIEWS] [PLAIN_VIEWS]

(`-P`, because `html.py` beside it would hide a module of the standard library.)
"""

from __future__ import annotations

import gc
import os
import platform
import subprocess
import sys
import threading
import time
from types import SimpleNamespace

from yarl import URL

from lona import App, AsyncView, View
from lona.connection.connection import Connection
from lona.html import Button, Div, P
from lona.protocol.codes import MessageCode
from lona.runtime.states import VIEW_RUNTIME_STATE
from lona_testing.plugin.loop_thread import LoopThread

URL_OF_PAGE = "http://localhost/"
RUN_VIEW = f'lona:[{MessageCode.RUN_VIEW:d},1,1,0,"{URL_OF_PAGE}",null]'
WARM_UP = 100
"""So many views are opened before anything is measured, so that what all share is there."""


class PlainView(View):
    def handle_request(self, request):
        self.show(Div(P("0"), button := Button("Click")))
        self.await_click(button)


class CoroutineView(AsyncView):
    async def handle_request(self, request):
        self.show(Div(P("0"), button := Button("Click")))
        await self.await_click(button)


KINDS = {"async": CoroutineView, "plain": PlainView}


class Client:
    """A client that only opens a view and forgets what it is sent."""

    __slots__ = ("connection",)

    def __init__(self, server) -> None:
        http_request = SimpleNamespace(
            method="GET", path="/", url=URL(URL_OF_PAGE), headers={}, cookies={}
        )
        self.connection: Connection = server.open_connection(http_request, self)

    def wakeup(self) -> None:
        """Take what goes out, as a socket would."""

    def close(self, code: int, reason: str) -> None:
        """There is no socket."""

    def call_later(self, seconds: float, callback) -> None:
        """This client does not need reminders."""


def resident() -> int:
    """Return how many bytes of this process are in memory."""
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def open_views(server, clients) -> int:
    """Open a view in each connection, wait until all wait; return the most threads there were."""
    wanted = len(server.runtimes.runtimes) + len(clients)
    most = 0
    for client in clients:
        client.connection.receive(RUN_VIEW)
        most = max(most, threading.active_count())
    while True:
        most = max(most, threading.active_count())
        waiting = [
            runtime
            for runtime in server.runtimes.runtimes
            if runtime.state is VIEW_RUNTIME_STATE.WAITING_FOR_INPUT
        ]
        if len(waiting) >= wanted:
            break
        time.sleep(0.01)
    for client in clients:
        client.connection.take_outgoing()
    return most


def measure(kind: str, count: int) -> None:
    """Measure one kind in this process, and print a line."""
    app = App(__file__)
    app.route("/")(KINDS[kind])
    loop = LoopThread()
    app.setup_server(loop=loop.loop)
    server = app.server
    server.set_loop(loop.loop)
    loop.run(server.startup())
    warm = [Client(server) for _ in range(WARM_UP)]
    open_views(server, warm)

    empty = resident()
    clients = [Client(server) for _ in range(count)]
    connected = resident()
    start = time.perf_counter()
    most = open_views(server, clients)
    seconds = time.perf_counter() - start
    time.sleep(11)  # threads that nobody needs any more end after ten seconds
    waiting = resident()
    print(
        f"{kind:6} {count:6,}  {(connected - empty) / count / 1024:10.1f} KiB"
        f"  {(waiting - connected) / count / 1024:6.1f} KiB"
        f"  {most:11,}  {threading.active_count():7,}  {seconds / count * 1000:6.2f} ms",
        flush=True,
    )
    os._exit(0)


def main() -> None:
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2], int(sys.argv[3]))
    counts = [int(text.replace(",", "")) for text in sys.argv[1:]] + [10_000, 2_000][
        len(sys.argv) - 1 :
    ]
    print(f"CPython {platform.python_version()}, {platform.platform()}, {os.cpu_count()} CPUs")
    print("kind    views  connection      view  threads most      now   opened")
    for kind, count in zip(KINDS, counts, strict=True):
        command = [sys.executable, "-P", __file__, "--measure", kind, str(count)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
