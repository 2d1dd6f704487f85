"""Channels beside a plain fan-out with queues of asyncio: how long a message takes to all.

`python -P benchmarks/channels.py [--views N …] [--messages N]`. For each number of subscribers: one
message, again and again, until all have handled it; then many messages through one channel. Both
sides do the same in one run, and take turns. Ratios: how many times longer channels take.
"""

import argparse
import asyncio
import statistics
import threading
import time

from lona.channels.channel import Channel
from lona.channels.hub import Hub
from lona.work.behalf import on_behalf_of
from lona.work.work import Work

ROUNDS = 15


class Settings:
    """What pools need to know."""

    MAX_STATIC_THREADS = 1
    STATIC_FILES_SERVE = False


class Server:
    """What channels need of a server."""

    def __init__(self) -> None:
        self.channels = Hub()
        self.work = Work(Settings(), owner=self)
        self.work.open()
        self.channels.open(self.work, self)


class Countdown:
    """Is set when it was counted down to nothing."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.done = threading.Event()
        self.left = 0

    def begin(self, count: int) -> None:
        self.done.clear()
        self.left = count

    def __call__(self, message: object) -> None:
        with self._lock:
            self.left -= 1
            if not self.left:
                self.done.set()


def with_channels(subscribers: int, messages: int) -> float:
    """Return the seconds until all subscribers have handled all messages, the median."""
    server, countdown = Server(), Countdown()
    times = []
    with on_behalf_of(server):
        for number in range(10_000):  # that have nothing to do with it
            Channel(f"other {number}", print)
        for _ in range(subscribers):
            Channel("topic", countdown)
        sender = Channel("topic")
        for _ in range(ROUNDS):
            countdown.begin(subscribers * messages)
            begin = time.perf_counter()
            for number in range(messages):
                sender.send({"number": number})
            countdown.done.wait()
            times.append(time.perf_counter() - begin)
    server.work.close()
    return statistics.median(times)


def with_queues(subscribers: int, messages: int) -> float:
    """Return the same for queues of asyncio, with a task for each subscriber."""

    async def run() -> list[float]:
        countdown = Countdown()
        queues: list[asyncio.Queue[object]] = [asyncio.Queue() for _ in range(subscribers)]

        async def handle(queue: asyncio.Queue[object]) -> None:
            while True:
                countdown(await queue.get())

        tasks = [asyncio.create_task(handle(queue)) for queue in queues]
        times = []
        for _ in range(ROUNDS):
            countdown.begin(subscribers * messages)
            begin = time.perf_counter()
            for number in range(messages):
                for queue in queues:
                    queue.put_nowait({"number": number})
            while countdown.left:
                await asyncio.sleep(0)
            times.append(time.perf_counter() - begin)
        for task in tasks:
            task.cancel()
        return times

    return statistics.median(asyncio.run(run()))


def compare(name: str, subscribers: int, messages: int) -> None:
    channels, queues = with_channels(subscribers, messages), with_queues(subscribers, messages)
    count = subscribers * messages
    print(
        f"{name:<34}{channels / count * 1e6:>10.1f}{queues / count * 1e6:>10.1f}"
        f"{channels / queues:>8.1f}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, nargs="*", default=[1, 10, 100, 500])
    parser.add_argument("--messages", type=int, default=10_000)
    options = parser.parse_args()
    print(f"{'microseconds for each delivery':<34}{'channels':>10}{'queues':>10}{'ratio':>8}")
    for subscribers in options.subscribers:
        compare(f"a message to {subscribers} subscribers", subscribers, 1)
    compare(f"{options.messages} messages to one", 1, options.messages)


if __name__ == "__main__":
    main()
