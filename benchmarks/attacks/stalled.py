"""What readers that stall cost the others: the rate at which broadcasts reach those who read.

`python benchmarks/attacks/stalled.py [SECONDS]`. A view sends a kilobyte to everybody, again and
again, and waits each time until it was taken. Measured alternately with ten more clients that read,
and with ten that do not.
"""

import asyncio
import sys

from aiohttp import ClientSession
from run import Victim

READERS = 5
OTHERS = 10


async def read(websocket: object, counts: list[int], number: int) -> None:
    while True:
        message = await websocket.receive()  # type: ignore[attr-defined]
        if not isinstance(message.data, str):
            return
        counts[number] += not message.data.startswith("lona:")


async def measure(url: str, seconds: float, stall: bool) -> tuple[int, int]:
    """Return how many messages the view sent, and how many the slowest reader got."""
    async with ClientSession() as session:
        others = [await session.ws_connect(url) for _ in range(OTHERS)]
        dead = others if stall else []
        for websocket in dead:
            websocket._response.connection.transport.pause_reading()  # type: ignore[union-attr]
        alive = [await session.ws_connect(url) for _ in range(READERS)]
        alive += [] if stall else others
        counts = [0] * len(alive)
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
    rates: dict[bool, list[float]] = {False: [], True: []}
    try:
        for _ in range(5):
            for stall in (False, True):
                sent, got = await measure(url, seconds, stall)
                rates[stall].append(got / seconds)
                stalled = OTHERS if stall else 0
                print(f"{stalled:>3} stalled: {sent} sent, the slowest reader got {got}")
    finally:
        victim.close()
    usual, others = (sorted(values)[2] for values in rates.values())
    print(f"median: {usual:.0f} and {others:.0f} a second; {others / usual:.0%} are left")
    return others >= 0.9 * usual


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5)) else 1)
