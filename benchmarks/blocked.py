"""How long clicks take while handlers of other users block.

Twenty users click in turn, first while nothing else happens, then while handlers of fifty others
wait for something that does not come. Both in one run: compare the ratio.

    python -P benchmarks/blocked.py [BLOCKED] [CLICKS]

(`-P`, because `html.py` beside it would hide a module of the standard library.)
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import threading
import time
from importlib import util
from pathlib import Path

from lona import App, View
from lona.html import Button
from lona_testing.plugin.loop_thread import LoopThread

_spec = util.spec_from_file_location("loop", Path(__file__).with_name("loop.py"))
assert _spec is not None
assert _spec.loader is not None
loop_benchmark = util.module_from_spec(_spec)
_spec.loader.exec_module(loop_benchmark)

USERS = 20
gate = threading.Event()


class BlockingView(View):
    def handle_request(self, request):
        self.button = Button("Block", handle_click=self.block)
        return self.button

    def block(self, input_event):
        gate.wait()


def start() -> App:
    app = App(__file__)
    app.route("/")(loop_benchmark.CounterView)
    app.route("/blocking")(BlockingView)
    return app


def open_clients(server, count, view_class, path):
    """Return pairs of a client and the id of the button of its view."""
    pairs = []
    known = set()
    for _ in range(count):
        client = loop_benchmark.Client(server)
        url = f"http://localhost{path}"
        client.connection.receive(f'lona:[101,1,1,0,"{url}",null]')
        client.wait_for_update()
        views = [view for view in server.get_views(url=path) if id(view) not in known]
        known |= {id(view) for view in views}
        pairs.append((client, views[0].button.id))
    return pairs


def click_in_turn(pairs, clicks):
    """Return how many seconds each click took."""
    times = []
    for number in range(clicks):
        client, button = pairs[number % len(pairs)]
        begun = time.perf_counter()
        client.click(button)
        times.append(time.perf_counter() - begun)
    return times[clicks // 20 :]


def main() -> None:
    blocked = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    clicks = int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    loop = LoopThread()
    app = start()
    app.setup_server(loop=loop.loop)
    server = app.server
    server.set_loop(loop.loop)
    loop.run(server.startup())
    users = open_clients(server, USERS, loop_benchmark.CounterView, "/")
    others = open_clients(server, blocked, BlockingView, "/blocking")

    idle = click_in_turn(users, clicks)
    for client, button in others:
        client.event_id += 1
        client.connection.receive(
            f"lona:[102,1,1,{client.seq},1,301,{loop_benchmark.CLICK_DATA},{button},{button},"
            '"BUTTON",[""],[""]]'
        )
    busy = click_in_turn(users, clicks)
    threads = threading.active_count()

    print(f"CPython {platform.python_version()}, {platform.platform()}, {os.cpu_count()} CPUs")
    print(f"{'':<24}{'median':>12}{'p99':>12}")
    rows = {"idle": idle, f"{blocked} handlers block": busy}
    for name, times in rows.items():
        p99 = statistics.quantiles(times, n=100)[-1]
        print(f"{name:<24}{statistics.median(times) * 1e6:>9.0f} µs{p99 * 1e6:>9.0f} µs")
    ratio = statistics.quantiles(busy, n=100)[-1] / statistics.quantiles(idle, n=100)[-1]
    median = statistics.median(busy) / statistics.median(idle)
    print(f"{'ratio':<24}{median:>12.2f}{ratio:>12.2f}   {threads} threads")
    os._exit(0)


if __name__ == "__main__":
    main()
