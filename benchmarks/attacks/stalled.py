"""What readers that stall cost the others: the rate at which broadcasts reach those who read.

`python benchmarks/attacks/stalled.py [SECONDS]`. A view sends a kilobyte to everybody, again and
again, and waits each time until it was taken. Measured alternately without and with ten clients
that do not read.
"""

import asyncio
import sys

from aiohttp import ClientSession
from run import Victim

READERS = 5
STALLED = 10


async def read(websocket: object, counts: list[int], number: int) -> None:
    while True:
        message = await websocket.receive()  # type: ignore[attr-defined]
        if not isinstance(message.data, str):
            return
        counts[number] += not message.data.startswith("lona:")


async def measure(url: str, seconds: float, stalled: int) -> tuple[int, int]:
    """Return how many messages the view sent, and how many the slowest reader got."""
    async with ClientSession() as session:
        dead = [await session.ws_connect(url) for _ in range(stalled)]
        for websocket in dead:
            websocket._response.connection.transport.pause_reading()  # type: ignore[union-attr]
        counts = [0] * READERS
        alive = [await session.ws_connect(url) for _ in range(READERS)]
        reading = [asyncio.ensure_future(read(each, counts, n)) for n, each in enumerate(alive)]
        feed = await session.ws_connect(url)
        await feed.send_str(f'lona:[101,1,1,0,"{url}feed?seconds={seconds}",null]')
        while not (text := str((await feed.receive()).data)).startswith("lona:[201"):
            pass
        await asyncio.sleep(0.5)
        for task in reading:
            task.cancel()
        for websocket in dead:
            websocket._response.connection.transport.abort()  # type: ignore[union-attr]
    return int(text.rpartition(',"')[2].partition('"')[0]), min(counts)


async def main(seconds: float) -> bool:
    victim = Victim(0)
    url = f"http://127.0.0.1:{victim.port}/"
    rates: dict[int, list[float]] = {0: [], STALLED: []}
    try:
        for _ in range(5):
            for stalled in (0, STALLED):
                sent, got = await measure(url, seconds, stalled)
                rates[stalled].append(got / seconds)
                print(f"{stalled:>3} stalled: {sent} sent, the slowest reader got {got}")
    finally:
        victim.close()
    usual, others = (sorted(values)[2] for values in rates.values())
    print(f"median: {usual:.0f} and {others:.0f} a second; {others / usual:.0%} are left")
    return others >= 0.9 * usual


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)) else 1)
