"""How long an event takes through the whole loop without a socket, and how long a test takes.

Each number stands beside costs that cannot be avoided, measured in the same run: a function call,
the JSON of the two messages, a hop to another thread and back. Compare the ratios rather than the
microseconds: they depend less on the machine.

    python -P benchmarks/loop.py [ROUNDS]

(`-P`, because `html.py` beside it would hide a module of the standard library.)
"""

from __future__ import annotations

import json
import os
import platform
import queue
import statistics
import sys
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace

from yarl import URL

from lona import App, View
from lona.html import Button, Div, P
from lona.protocol.codes import INPUT_EVENT_TYPE, MessageCode
from lona_testing.expect import expect
from lona_testing.plugin.drivers import InProcessDriver
from lona_testing.plugin.loop_thread import LoopThread

URL_OF_PAGE = "http://localhost/"
UPDATE_PREFIX = f"lona:[{MessageCode.UPDATE:d},"
CLICK_DATA = json.dumps(
    {
        **dict.fromkeys(("alt_key", "ctrl_key", "shift_key", "meta_key"), False),
        **dict.fromkeys(("x", "y", "node_width", "node_height"), 10),
    }
)


class CounterView(View):
    def handle_request(self, request):
        self.clicks = 0
        self.text = P("0")
        self.button = Button("Click", handle_click=self.on_click)
        return Div(self.text, self.button)

    def on_click(self, input_event):
        self.clicks += 1
        self.text.set_text(self.clicks)


class Client:
    """A client that only fills in templates, so that what is measured is the server.

    It speaks docs/protocol.md: window 1, view 1.
    """

    def __init__(self, server):
        http_request = SimpleNamespace(
            method="GET", path="/", url=URL(URL_OF_PAGE), headers={}, cookies={}
        )
        self.awake = queue.SimpleQueue()
        self.seq = 0
        self.event_id = 0
        self.connection = server.open_connection(http_request, self)

    def wakeup(self):
        self.awake.put(None)

    def close(self, code, reason):
        """Stop waiting; what is awaited now does not come any more."""
        self.awake.put(None)

    def call_later(self, seconds, callback):
        """Leave out what a server would do later: this client does not need reminders."""

    def open_view(self) -> str:
        self.connection.receive(f'lona:[{MessageCode.RUN_VIEW:d},1,1,0,"{URL_OF_PAGE}",null]')
        return self.wait_for_update()

    def click(self, node_id: str) -> str:
        """Click a node and return the update that follows."""
        self.event_id += 1
        self.connection.receive(
            f"lona:[{MessageCode.INPUT_EVENT:d},1,1,{self.seq},{self.event_id},"
            f"{INPUT_EVENT_TYPE.CLICK:d},{CLICK_DATA},{node_id},{node_id},"
            f'"BUTTON",[""],[""]]'
        )
        return self.wait_for_update()

    def wait_for_update(self) -> str:
        """Return the text of the next update."""
        while True:
            self.awake.get(timeout=5)
            for text in self.connection.take_outgoing():
                self.seq += 1
                if text.startswith(UPDATE_PREFIX):
                    return text


def measure(function: Callable[[], object], rounds: int) -> tuple[list[float], float]:
    """Return how many seconds each of the calls took, without the first hundredth of them.

    The second value is the processor time of one call, of all threads: the work itself, without
    what other programs of the machine add.
    """
    times = []
    cpu = time.process_time()
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return times[rounds // 100 :], (time.process_time() - cpu) / rounds


def start_app() -> App:
    app = App(__file__)
    app.route("/")(CounterView)
    return app


def make_event_round_trip(server) -> Callable[[], str]:
    """Open the view and return a function that clicks once and waits for the changed page."""
    client = Client(server)
    client.open_view()
    (view,) = server.get_views(url="/")
    return lambda: client.click(view.button.id)


def make_thread_hop() -> Callable[[], None]:
    """Return a function that hands work to another thread and waits until it is done."""
    there, back = queue.SimpleQueue(), queue.SimpleQueue()

    def work():
        while True:
            there.get()
            back.put(None)

    threading.Thread(target=work, daemon=True).start()

    def hop():
        there.put(None)
        back.get()

    return hop


def make_json(update: str) -> Callable[[], None]:
    """Return a function that encodes and decodes one event and one update, and nothing else."""
    event = [102, 1, 1, 3, 1, 301, json.loads(CLICK_DATA), 5, 5, "BUTTON", [""], [""]]
    content = json.loads(update.removeprefix("lona:"))

    def convert():
        json.loads(json.dumps(event))
        json.loads(json.dumps(content))

    return convert


def make_test(loop: LoopThread) -> Callable[[], None]:
    """Return a function that does what a test does: app, page, click, assertion, tear-down."""

    def run_test():
        driver = InProcessDriver(start_app(), loop)
        page = driver.open("/", user="")
        page.get_by_role("button").click()
        expect(page.locator("p")).to_have_text("1")
        driver.close()

    return run_test


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    loop = LoopThread()
    app = start_app()
    app.setup_server(loop=loop.loop)
    server = app.server
    server.set_loop(loop.loop)
    loop.run(server.startup())

    click = make_event_round_trip(server)
    round_trip = measure(click, rounds)
    results = {
        "function call": measure(lambda: None, rounds),
        "JSON of the two messages": measure(make_json(click()), rounds),
        "hop to a thread and back": measure(make_thread_hop(), rounds),
        "event round trip": round_trip,
        "in-process test": measure(make_test(loop), max(100, rounds // 10)),
    }
    goals = {"event round trip": 150e-6, "in-process test": 3e-3}
    hop = statistics.median(results["hop to a thread and back"][0])
    print(f"CPython {platform.python_version()}, {platform.platform()}, {os.cpu_count()} CPUs")
    print(f"{'':<26}{'median':>12}{'90 %':>12}{'processor':>12}{'of a hop':>12}{'goal':>12}")
    for name, (times, cpu) in results.items():
        median = statistics.median(times)
        slow = statistics.quantiles(times, n=10)[-1]
        goal = f"{goals[name] * 1e6:.0f} µs" if name in goals else ""
        print(
            f"{name:<26}{median * 1e6:>9.1f} µs{slow * 1e6:>9.1f} µs{cpu * 1e6:>9.1f} µs"
            f"{median / hop:>12.2f}{goal:>12}"
        )
    loop.run(server.shutdown())


if __name__ == "__main__":
    main()
