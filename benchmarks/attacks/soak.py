"""Ten minutes of a server with users who come, click and go: memory, handles, threads, latencies.

`python benchmarks/attacks/soak.py [SECONDS] [PICTURE]`. Prints a line every few seconds and draws
all of it into an SVG file (default: `soak.svg`).
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from run import Victim, percentile, visit

USERS = 8
SAMPLES = 120


@dataclass
class Sample:
    """What was seen at a time (seconds from the start)."""

    at: float
    memory: float
    handles: float
    threads: float
    page_load: float
    click: float


async def be_users(port: int, times: list[tuple[float, float]]) -> None:
    """Visit again and again, several at a time, and note how long it took."""

    async def be_user() -> None:
        while True:
            times.append(await visit(port))
            await asyncio.sleep(0.05)

    await asyncio.gather(*(be_user() for _ in range(USERS)))


async def soak(victim: Victim, seconds: float) -> list[Sample]:
    times: list[tuple[float, float]] = []
    samples = []
    users = asyncio.ensure_future(be_users(victim.port, times))
    begin = time.monotonic()
    for number in range(SAMPLES):
        await asyncio.sleep(max(0, begin + (number + 1) * seconds / SAMPLES - time.monotonic()))
        if users.done():
            users.result()
        page_loads, clicks = zip(*times, strict=True) if times else ((0.0,), (0.0,))
        times.clear()
        sample = Sample(
            at=time.monotonic() - begin,
            memory=victim.memory,
            handles=victim.handles,
            threads=victim.threads,
            page_load=percentile(list(page_loads)) * 1e3,
            click=percentile(list(clicks)) * 1e3,
        )
        samples.append(sample)
        print(
            f"{sample.at:7.1f} s {sample.memory:7.1f} MiB {sample.handles:4.0f} handles "
            f"{sample.threads:4.0f} threads; {len(page_loads):5} visits, 99 %: "
            f"{sample.page_load:6.1f} ms to load a page, {sample.click:6.1f} ms for a click",
            flush=True,
        )
    users.cancel()
    return samples


def draw(samples: Sequence[Sample]) -> str:
    """Return a picture of the samples: one curve below the other, each from 0 to its maximum."""
    curves = {
        "memory, MiB": [each.memory for each in samples],
        "file handles": [each.handles for each in samples],
        "threads": [each.threads for each in samples],
        "page load, 99 %, ms": [each.page_load for each in samples],
        "click, 99 %, ms": [each.click for each in samples],
    }
    width, height, left, gap = 900, 110, 60, 45
    parts = []
    for number, (name, values) in enumerate(curves.items()):
        top = gap + number * (height + gap)
        most = max(values) * 1.1 or 1
        points = " ".join(
            f"{left + width * each.at / samples[-1].at:.1f},{top + height * (1 - value / most):.1f}"
            for each, value in zip(samples, values, strict=True)
        )
        parts.append(
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" class="frame"/>'
            f'<text x="{left}" y="{top - 8}">{name}: {values[0]:.0f} at first, '
            f"{values[-1]:.0f} at last, {max(values):.0f} at the most</text>"
            f'<text x="{left - 6}" y="{top + 10}" class="scale">{most:.0f}</text>'
            f'<text x="{left - 6}" y="{top + height}" class="scale">0</text>'
            f'<polyline points="{points}"/>'
        )
    total = gap + len(curves) * (height + gap)
    minutes = samples[-1].at / 60
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 20} {total + 10}" '
        f'font-family="sans-serif" font-size="14"><style>.frame{{fill:none;stroke:#bbb}}'
        ".scale{text-anchor:end;font-size:11px}polyline{fill:none;stroke:teal;stroke-width:2}"
        f'</style>{"".join(parts)}<text x="{left}" y="{total - 12}">{minutes:.1f} minutes, '
        f"{USERS} users at a time</text></svg>\n"
    )


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 600.0
    picture = Path(sys.argv[2] if len(sys.argv) > 2 else "soak.svg")
    victim = Victim(0)
    try:
        samples = asyncio.run(soak(victim, seconds))
    finally:
        status, took = victim.close()
    picture.write_text(draw(samples))
    print(f"ended with status {status} after {took:.1f} s; see {picture}")
    middle, last = samples[len(samples) // 2], samples[-1]
    grows = last.memory > middle.memory * 1.1 or last.threads > middle.threads + 20
    return 1 if grows or status else 0


if __name__ == "__main__":
    sys.exit(main())
