"""How a server ends on SIGTERM: 500 views, sleeping and blocked ones, and clients that stall.

`python benchmarks/attacks/shutdown.py`. It has to end with status 0 within five seconds, and to
tell every client that reads with close code 1012.
"""

import asyncio
import re
import signal
import subprocess
import sys
import time
from collections import Counter

from aiohttp import ClientConnectionError, ClientSession, TCPConnector, WSMsgType

VIEWS = 500
SECONDS = 5.0

APP = """
import threading, time
from lona import App, View
from lona.html import CLICK, Div

app = App('app.py')

@app.route("/<kind>")
class Page(View):
    def handle_request(self, request):
        self.show(Div("x" * 1000, events=[CLICK]))
        if request.match_info["kind"] == "sleeping":
            self.sleep(600)
        if request.match_info["kind"] == "waiting":
            self.await_click()
        if request.match_info["kind"] == "blocked":
            time.sleep(600)
        return Div("finished", events=[CLICK])

    def handle_input_event(self, input_event):
        threading.Event().wait()

app.run(host="127.0.0.1", port=0)
"""
KINDS = ("sleeping", "waiting", "finished", "blocked", "handler")


async def open_view(session: ClientSession, url: str, kind: str) -> object:
    """Open a page and wait until it shows something."""
    websocket = await session.ws_connect(url)
    await websocket.send_str(f'lona:[101,1,1,0,"{url}{kind}",null]')
    while not (await websocket.receive_str()).startswith("lona:[201"):
        pass
    if kind == "handler":  # one that never returns
        await websocket.send_str('lona:[102,1,1,0,1,"x",[],null,null,"",[""],[""]]')
    return websocket


async def read_to_the_end(websocket: object) -> object:
    """Return the close code that a client gets."""
    try:
        while True:
            message = await websocket.receive(timeout=20)  # type: ignore[attr-defined]
            if message.type is WSMsgType.CLOSE:
                return message.data
            if message.type is not WSMsgType.TEXT:
                return message.type.name
    except (TimeoutError, ClientConnectionError) as error:
        return repr(error)


async def measure() -> bool:
    process = subprocess.Popen([sys.executable, "-c", APP], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    line = ""
    while "running on" not in line:
        assert process.poll() is None
        line = process.stderr.readline()
    url = re.search(r"http://\S+/", line)[0]  # type: ignore[index]
    async with ClientSession(connector=TCPConnector(limit=0)) as session:
        websockets = []
        for number in range(VIEWS):
            websockets.append(await open_view(session, url, KINDS[number % len(KINDS)]))
        # Ten that do not read: what is sent to them fills their sockets.
        for websocket in websockets[:10]:
            websocket._response.connection.transport.pause_reading()  # type: ignore[attr-defined]
        endings = [asyncio.ensure_future(read_to_the_end(each)) for each in websockets[10:]]
        await asyncio.sleep(0.5)
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(process.wait, 30)
        took = time.monotonic() - begin
        codes = Counter([await ending for ending in endings])
        for websocket in websockets[:10]:
            websocket._response.connection.transport.abort()  # type: ignore[attr-defined]
    print(f"{VIEWS} views: status {status} after {took:.1f} s; the clients got {dict(codes)}")
    return status == 0 and took <= SECONDS and set(codes) == {1012}


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(measure()) else 1)
