"""What attacks cost another user, the memory and the log: a table.

`python benchmarks/attacks/run.py [ATTACK …] [--seconds N] [--handles N]`. Each attack runs three
times against one server, in a process of its own, while another user loads pages and clicks.
"""

import argparse
import asyncio
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, TCPConnector, WSMsgType
from attacks import ATTACKS

HERE = Path(__file__).parent
LONGEST = 0.25
"""Seconds that a page load or a click may take, if five times of what is usual are not more."""


class Victim:
    """A server process that can be looked at from outside."""

    def __init__(self, handles: int) -> None:
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log")  # noqa: SIM115

        def limit_handles() -> None:
            if handles:
                resource.setrlimit(resource.RLIMIT_NOFILE, (handles, handles))

        self.process = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "app.py")],
            stderr=self.log,
            stdout=subprocess.DEVNULL,
            preexec_fn=limit_handles,
        )
        while not (match := re.search(r"127\.0\.0\.1:(\d+)/", self.read_log())):
            assert self.process.poll() is None, self.read_log()
            time.sleep(0.05)
        self.port = int(match[1])

    def read_log(self) -> str:
        return Path(self.log.name).read_text(errors="replace")

    @property
    def memory(self) -> float:
        """Resident memory in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    @property
    def threads(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/task"))

    @property
    def handles(self) -> int:
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def close(self) -> tuple[int, float]:
        """End the server; return its status and how long it took."""
        begin = time.monotonic()
        self.process.terminate()
        try:
            status = self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            status = self.process.wait()
        return status, time.monotonic() - begin


async def visit(port: int) -> tuple[float, float]:
    """Load a page and click once; return how long both took."""
    connector = TCPConnector(force_close=True)
    timeout = ClientTimeout(total=30)
    async with ClientSession(connector=connector, timeout=timeout) as session:
        url = f"http://127.0.0.1:{port}/"
        begin = time.perf_counter()
        async with session.get(url) as page:
            assert page.status == 200, page.status
            await page.read()
        async with session.ws_connect(url) as websocket:
            await websocket.send_str(f'lona:[101,1,1,0,"{url}",null]')
            text = await receive(websocket)
            shown = time.perf_counter() - begin
            node = re.search(r'1,(\d+),"button"', text)[1]
            begin = time.perf_counter()
            await websocket.send_str(
                f'lona:[102,1,1,2,1,301,{{"x":1}},{node},{node},"BUTTON",[""],[""]]'
            )
            await receive(websocket)
            clicked = time.perf_counter() - begin
            await websocket.send_str("lona:[106]")
        return shown, clicked


async def receive(websocket: object) -> str:
    """Return the next update."""
    while True:
        message = await websocket.receive()  # type: ignore[attr-defined]
        assert message.type is WSMsgType.TEXT, message
        if message.data.startswith("lona:[201"):
            return str(message.data)


async def visit_for(port: int, seconds: float) -> tuple[list[float], list[float], int]:
    """Visit again and again; return how long page loads and clicks took, and how many failed."""
    shown, clicked, failed = [], [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            times = await visit(port)
        except (AssertionError, TimeoutError, OSError) as error:
            failed += 1
            print("   failed:", repr(error)[:100], file=sys.stderr)
            continue
        shown.append(times[0])
        clicked.append(times[1])
        await asyncio.sleep(0.02)
    return shown, clicked, failed


def percentile(values: list[float], share: float = 0.99) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else 99.0


def attack(name: str, seconds: float, handles: int) -> bool:
    """Measure one attack; tell whether everything stayed within bounds."""
    victim = Victim(handles)
    try:
        usual_shown, usual_clicked, _ = asyncio.run(visit_for(victim.port, min(3, seconds)))
        memory = [victim.memory]
        lines = len(victim.read_log().splitlines())
        shown, clicked, failed = [], [], 0
        begin = time.monotonic()
        for _ in range(3):
            attacker = subprocess.Popen(
                [
                    sys.executable,
                    "-P",
                    str(HERE / "attacks.py"),
                    name,
                    str(victim.port),
                    str(seconds),
                ],
                preexec_fn=lambda: os.nice(0),
            )
            time.sleep(0.5)
            more = asyncio.run(visit_for(victim.port, seconds - 0.5))
            shown += more[0]
            clicked += more[1]
            failed += more[2]
            attacker.wait(seconds + 30)
            time.sleep(1.5)
            memory.append(victim.memory)
        took = time.monotonic() - begin
        text = victim.read_log().splitlines()[lines:]
        threads, open_handles = victim.threads, victim.handles
    finally:
        status, ending = victim.close()
    bounds = [max(LONGEST, 5 * percentile(usual)) for usual in (usual_shown, usual_clicked)]
    is_good = (
        percentile(shown) <= bounds[0]
        and percentile(clicked) <= bounds[1]
        and failed == 0
        and memory[3] - memory[1] <= max(8, 0.05 * memory[1])
        and len([line for line in text if line[:2] != "  "]) <= took + 2
        and status == 0
    )
    times = [percentile(values) * 1e3 for values in (usual_shown, shown, usual_clicked, clicked)]
    print(
        f"{name:<18}{len(shown):>6}{times[0]:>8.0f}{times[1]:>7.0f}{times[2]:>8.0f}{times[3]:>7.0f}"
        f"{failed:>6}"
        f"  {' '.join(f'{m:>5.0f}' for m in memory)}{len(text):>7}{threads:>6}{open_handles:>6}"
        f"{ending:>6.1f}s  {'ok' if is_good else 'NOT OK'}",
        flush=True,
    )
    return is_good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("attacks", nargs="*", metavar="ATTACK", help=", ".join(ATTACKS))
    parser.add_argument("--seconds", type=float, default=5, help="how long each attack goes on")
    parser.add_argument("--handles", type=int, default=0, help="file handles of the server")
    options = parser.parse_args()
    print(f"{'':<18}{'':>6}{'page load ms':>15}{'click ms':>15}{'':>6}  memory in MiB")
    print(
        f"{'attack':<18}{'visits':>6}{'usual':>8}{'99 %':>7}{'usual':>8}{'99 %':>7}{'fails':>6}"
        f"  {'before':>5}  1st   2nd   3rd{'lines':>7}{'thr.':>6}{'files':>6}{'end':>7}"
    )
    results = [
        attack(name, options.seconds, options.handles) for name in options.attacks or ATTACKS
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
