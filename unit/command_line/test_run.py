"""Real processes: they are started as a user would, and stopped by signals."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from aiohttp import ClientSession, WSMsgType, WSServerHandshakeError

SCRIPT = """
import threading
from lona import App, View
from lona.html import Button

app = App(__file__)
go_on = threading.Event()

@app.route("/")
class Page(View):
    def handle_request(self, request):
        return "hello"

@app.route("/waiting")
class Waiting(View):
    def handle_request(self, request):
        self.await_click(html="waiting")

    def on_stop(self, reason):
        print(type(reason).__name__, flush=True)

@app.route("/blocked", interactive=False)
class Blocked(View):
    def handle_request(self, request):
        print("blocked", flush=True)
        threading.Event().wait()

@app.route("/slow")
class Slow(View):
    def handle_request(self, request):
        return Button("Go", handle_click=self.on_click)

    def on_click(self, event):
        print("begun", flush=True)
        go_on.wait(60)
        print("ended", flush=True)

@app.route("/go-on", interactive=False)
class GoOn(View):
    def handle_request(self, request):
        go_on.set()
        return "goes on"

@app.middleware
class Hooks:
    async def on_shutdown(self, data):
        print("hooks ran", flush=True)

if __name__ == "__main__":
    app.run({keywords})
"""


@pytest.fixture
def start():
    """Give a function that starts a program and waits for the address it tells."""
    processes = []

    def run(*argv, handles=None):
        limit = ["sh", "-c", f'ulimit -n {handles}; exec "$@"', "sh"] if handles else []
        process = subprocess.Popen(
            [*limit, sys.executable, *argv],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        for line in process.stderr:
            match = re.search(r"running on (\S+)", line)
            if match:
                return process, match[1]
        raise AssertionError(f"ended with {process.wait()} before it was running")

    yield run
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def write_script(tmp_path, keywords="port=0"):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT.replace("{keywords}", keywords))
    return str(path)


def read(url):
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_script_serves_until_a_signal_and_ends_cleanly(tmp_path, start, number):
    process, url = start(write_script(tmp_path), "--host", "127.0.0.1")
    assert '<div id="lona">' in read(url)
    process.send_signal(number)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output == "hooks ran\n"
    assert "Traceback" not in errors


def test_a_view_that_never_ends_does_not_hold_up_the_end(tmp_path, start):
    process, url = start(write_script(tmp_path), "--host", "127.0.0.1")
    port = int(url.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"GET /blocked HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert process.stdout.readline() == "blocked\n"
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0


async def test_waiting_views_are_stopped_and_their_browsers_told(tmp_path, start):
    process, url = start(write_script(tmp_path), "--host", "127.0.0.1")
    async with ClientSession() as session, session.ws_connect(url) as websocket:
        await websocket.send_str(f'lona:[101,1,1,0,"{url}waiting",null]')
        assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"
        assert "waiting" in await websocket.receive_str(timeout=60)
        process.send_signal(signal.SIGTERM)
        message = await websocket.receive(timeout=60)
        assert message.type is WSMsgType.CLOSE
        assert message.data == 1012
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 0
    assert output == "ServerStop\nhooks ran\n"
    assert "Traceback" not in errors


async def click(session, url):
    """Open the slow view and click; return the websocket."""
    websocket = await session.ws_connect(url)
    await websocket.send_str(f'lona:[101,1,1,0,"{url}slow",null]')
    assert await websocket.receive_str(timeout=60) == "lona:[202,1,1,1]"
    page = await websocket.receive_str(timeout=60)
    node = re.search(r"(\d+),\"button\"", page)[1]
    data = dict.fromkeys(("alt_key", "ctrl_key", "shift_key", "meta_key"), False)
    data |= dict.fromkeys(("x", "y", "node_width", "node_height"), 10)
    event = [102, 1, 1, 2, 1, 301, data, int(node), int(node), "BUTTON", [""], [""]]
    await websocket.send_str(f"lona:{json.dumps(event)}")
    return websocket


async def test_handlers_may_end_within_the_shutdown_timeout(tmp_path, start):
    process, url = start(write_script(tmp_path, "port=0, shutdown_timeout=60"), "--host=127.0.0.1")
    async with ClientSession() as session:
        websocket = await click(session, url)
        assert process.stdout.readline() == "begun\n"
        assert (await session.get(f"{url}_lona/ready")).status == 200
        process.send_signal(signal.SIGTERM)
        while (await session.get(f"{url}_lona/ready")).status != 503:
            pass
        assert (await session.get(f"{url}_lona/health")).status == 200
        with pytest.raises(WSServerHandshakeError) as refused:
            await session.ws_connect(url)
        assert refused.value.status == 503
        assert await (await session.get(f"{url}go-on")).text() == "goes on"
        while (message := await websocket.receive(timeout=60)).type is WSMsgType.TEXT:
            pass
        assert message.data == 1012
    output, _ = process.communicate(timeout=60)
    assert output == "ended\nhooks ran\n"
    assert process.returncode == 0


@pytest.mark.parametrize(("timeout", "signals"), [(0, 1), (60, 2)])
async def test_nobody_waits_longer_than_that_or_than_the_second_signal(
    tmp_path, start, timeout, signals
):
    script = write_script(tmp_path, f"port=0, shutdown_timeout={timeout}")
    process, url = start(script, "--host=127.0.0.1")
    async with ClientSession() as session:
        await click(session, url)
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGTERM)
        if signals == 2:
            while (await session.get(f"{url}_lona/ready")).status != 503:
                pass
            process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=50)
    assert output == "hooks ran\n"


def test_idle_sockets_keep_nobody_out_of_a_process_with_few_file_handles(tmp_path, start):
    process, url = start(write_script(tmp_path), "--host", "127.0.0.1", handles=200)
    port = int(url.rstrip("/").rpartition(":")[2])
    attack = []
    for number in range(600):
        attack.append(socket.create_connection(("127.0.0.1", port)))
        attack[-1].sendall(b"GET / HTTP/1.1\r\nX: " if number % 2 else b"")
        if number % 100 == 99:
            assert '<div id="lona">' in read(url)
            assert "Lona" in read(f"{url}static/_lona/client/lona.js")
    process.send_signal(signal.SIGTERM)
    _, errors = process.communicate(timeout=60)
    for each in attack:
        each.close()
    assert process.returncode == 0
    assert "Traceback" not in errors


def test_the_command_serves_a_project(tmp_path, start):
    (tmp_path / "routes.py").write_text(
        "from lona import Route, View\n"
        "class Page(View):\n"
        "    def handle_request(self, request): return self.server.settings.MINE\n"
        "routes = [Route('/', Page, interactive=False)]\n"
    )
    (tmp_path / "settings.py").write_text("ROUTING_TABLE = 'routes.py::routes'\nMINE = 'file'")
    command = ["-m", "lona", "run-server", "--project-root", str(tmp_path), "-s", "settings.py"]
    _, url = start(*command, "--port", "0", "--host", "127.0.0.1", "-O", "MINE='command line'")
    assert read(url) == "command line"


def test_an_address_that_is_taken_is_reported_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = subprocess.run(
            [sys.executable, write_script(tmp_path), "--host", "127.0.0.1", "--port", port],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert f"can not listen on 127.0.0.1:{port}" in result.stderr


def test_the_environment_tells_where_to_listen(tmp_path, start, monkeypatch):
    monkeypatch.setitem(os.environ, "LONA_DEFAULT_HOST", "127.0.0.1")
    monkeypatch.setitem(os.environ, "LONA_DEFAULT_PORT", "0")
    _, url = start(write_script(tmp_path, ""))
    assert url.startswith("http://127.0.0.1:")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("from lona import App\nApp(__file__).run(prt=80)\n", "did you mean port=?"),
        ("from lona import App\napp = App(__file__)\n\napp.middleware(None)\n", "decorator"),
        (
            "from lona import App\napp = App(__file__)\n"
            "app.settings.CLIENT_VERSION = 3\napp.run()\n",
            "CLIENT_VERSION",
        ),
    ],
    ids=["keyword", "decorator", "setting"],
)
def test_a_start_that_can_not_be_right_ends_with_its_place(tmp_path, script, told):
    path = tmp_path / "script.py"
    path.write_text(script)
    result = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 1
    assert told in result.stderr
    assert f'File "{path}", line {len(script.splitlines())}' in result.stderr
