"""What 4,000 users leave behind who connect, click and go: objects, threads, file handles, memory.

`python benchmarks/attacks/leaks.py [CYCLES]`. Half of them say goodbye, the others are just gone.
The server runs in this process, so that its objects can be counted.
"""

import asyncio
import gc
import os
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from aiohttp import ClientSession, web

from lona import App, View
from lona.html import H1, Button, Div

app = App(__file__)


@app.route("/")
class Page(View):
    """A page with a counter."""

    def handle_request(self, request):
        self.heading = H1("0")
        self.await_change(html=Div(self.heading, Button("+", handle_click=self.count)))

    def count(self, input_event):
        self.heading.set_text("1")


async def receive(websocket: object) -> str:
    """Return the next update."""
    while True:
        text = await websocket.receive_str(timeout=60)  # type: ignore[attr-defined]
        if text.startswith("lona:[201"):
            return str(text)


async def come_click_and_leave(session: ClientSession, url: str, goodbye: bool) -> None:
    websocket = await session.ws_connect(url)
    await websocket.send_str(f'lona:[101,1,1,0,"{url}",null]')
    node = re.search(r'1,(\d+),"button"', await receive(websocket))[1]  # type: ignore[index]
    await websocket.send_str(f'lona:[102,1,1,2,1,301,{{}},{node},{node},"BUTTON",[""],[""]]')
    await receive(websocket)
    if goodbye:
        await websocket.send_str("lona:[106]")
        await websocket.close()
    else:
        websocket._response.connection.transport.abort()  # type: ignore[union-attr]


async def count(server: object) -> tuple[Counter[str], int, int, float]:
    """Return objects by class, threads, file handles and MiB, when the server has calmed down."""
    while len(server.runtimes) or server.websocket_connections:  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0.2)
    kinds = (type(each) for each in gc.get_objects())
    objects = Counter(
        kind.__qualname__
        for kind in kinds
        if str(kind.__module__).startswith(("lona", "aiohttp.web"))
    )
    memory = int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    return objects, threading.active_count(), len(os.listdir("/proc/self/fd")), memory


async def main(cycles: int) -> bool:
    app.settings.LIMIT_EVENTS_A_SECOND = 0
    server = app.setup_server(asyncio.get_running_loop())
    assert app.aiohttp_app is not None
    runner = web.AppRunner(app.aiohttp_app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with ClientSession() as session:
        for number in range(100):
            await come_click_and_leave(session, url, bool(number % 2))
        before = await count(server)
        begin = time.monotonic()
        for number in range(cycles):
            await come_click_and_leave(session, url, bool(number % 2))
        took = time.monotonic() - begin
        after = await count(server)
    await runner.cleanup()
    more = {name: n - before[0][name] for name, n in after[0].items() if n > before[0][name]}
    print(f"{cycles} cycles in {took:.0f} s; left behind: {more or 'no object'}")
    print(f"threads: {before[1]} before, {after[1]} after; files: {before[2]}, {after[2]}")
    print(f"memory: {before[3]:.1f} MiB before, {after[3]:.1f} MiB after")
    return not more and after[1] <= before[1] + 2 and after[2] <= before[2]


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)) else 1)
