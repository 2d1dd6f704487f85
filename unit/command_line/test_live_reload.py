"""The process that starts the server anew when a file changes, with real processes."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest
from watchfiles import Change

from lona.command_line import live_reload
from lona.command_line.live_reload import SourceFilter
from lona.web.falling import FallenPage

SCRIPT = """
from lona import App, View

app = App(__file__)

@app.route("/", interactive=False)
class Page(View):
    def handle_request(self, request):
        return "first"

app.run(host="127.0.0.1", port=0, live_reload=True)
"""


class Supervised:
    """A program with live reload, and what it said."""

    def __init__(self, *argv, cwd):
        self.process = subprocess.Popen(
            [sys.executable, *argv], stderr=subprocess.PIPE, text=True, cwd=cwd
        )
        self.told = []
        self.url = ""
        self._news = threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        self.url = self.wait_for(r"running on (\S+)")[1]

    def _read(self):
        for line in self.process.stderr:
            with self._news:
                self.told.append(line)
                self._news.notify_all()

    def wait_for(self, pattern, after=0):
        """Return the match of the first line that has a pattern."""
        end = time.monotonic() + 60
        with self._news:
            while True:
                for line in self.told[after:]:
                    if match := re.search(pattern, line):
                        return match
                if not self._news.wait(end - time.monotonic()):
                    raise AssertionError("".join(self.told))

    def save(self, path, text, then=r"running on"):
        after = len(self.told)
        path.write_text(text)
        self.wait_for(then, after)

    def read(self):
        try:
            with urllib.request.urlopen(self.url, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()


@pytest.fixture
def supervise(tmp_path):
    programs = []

    def start(*argv):
        programs.append(Supervised(*argv, cwd=tmp_path))
        return programs[-1]

    yield start
    for program in programs:
        program.process.terminate()
        program.process.wait(60)
        program.process.stderr.close()


@pytest.mark.slow
def test_a_save_starts_the_server_again_on_the_same_address(tmp_path, supervise):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    program = supervise("script.py")
    assert "live reload is on" in program.told[0]
    assert program.read() == (200, "first")
    program.save(script, SCRIPT.replace("first", "second"))
    assert any("script.py changed" in line for line in program.told)
    assert program.read() == (200, "second")
    (tmp_path / "templates").mkdir()
    program.save(tmp_path / "templates/new.html", "<p>")
    assert program.read() == (200, "second")


@pytest.mark.slow
def test_a_fallen_server_is_told_in_the_page_and_in_the_terminal(tmp_path, supervise):
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    program = supervise("script.py")
    program.save(script, SCRIPT + "\ndef <b>(", "ended with status 1")
    assert any("SyntaxError" in line for line in program.told)
    status, page = program.read()
    assert status == 500
    assert "def &lt;b&gt;(" in page
    assert "SyntaxError" in page
    program.save(script, SCRIPT)
    assert program.read() == (200, "first")


@pytest.mark.slow
def test_the_command_tells_of_a_project_that_can_not_be_imported(tmp_path, supervise):
    routes = tmp_path / "routes.py"
    text = """
from lona import Route, View
class Page(View):
    def handle_request(self, request): return "project"
routes = [Route("/", Page, interactive=False)]
"""
    routes.write_text(text)
    (tmp_path / "settings.py").write_text("ROUTING_TABLE = 'routes.py::routes'")
    address = ("--host", "127.0.0.1", "--port", "0")
    program = supervise("-m", "lona", "run-server", "-s", "settings.py", *address, "--live-reload")
    assert program.read() == (200, "project")
    program.save(routes, text.replace("Route,", "Rout,"), "ended with status 1")
    assert "ImportError" in program.read()[1]
    program.save(routes, text)
    assert program.read() == (200, "project")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_processes_end_with_a_signal_to_the_first(tmp_path, supervise, number):
    (tmp_path / "script.py").write_text(SCRIPT)
    program = supervise("script.py")
    program.process.send_signal(number)
    assert program.process.wait(60) == 0
    assert_refused(program.url)


@pytest.mark.slow
def test_the_server_ends_with_a_supervisor_that_was_killed(tmp_path, supervise):
    (tmp_path / "script.py").write_text(SCRIPT)
    program = supervise("script.py")
    program.process.kill()
    program.process.wait(60)
    assert_refused(program.url)


def assert_refused(url):
    """Wait until nobody listens any more."""
    port = int(url.rstrip("/").rpartition(":")[2])
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=60).close()
        except OSError:
            return
    raise AssertionError("somebody still listens")


@pytest.mark.slow
def test_an_address_that_is_taken_is_reported_in_one_line(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = subprocess.run(
            [sys.executable, "script.py", "--port", str(port)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert result.returncode == 1
    assert f"can not listen on 127.0.0.1:{port}" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("path", "counts"),
    [
        ("views.py", True),
        ("templates/a.html", True),
        ("static/a.css", True),
        ("data.json", True),
        ("data.sqlite3", False),
        ("data.db-journal", False),
        ("data.sqlite-wal", False),
        ("server.log", False),
        (".git/index", False),
        ("__pycache__/views.cpython-311.pyc", False),
        ("node_modules/x.js", False),
        (".views.py.swp", False),
    ],
)
def test_what_people_edit_counts(path, counts):
    assert SourceFilter()(Change.modified, os.path.join("/project", path)) is counts


async def answer(words, host):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        async with FallenPage([listening], words, 3):
            reader, writer = await asyncio.open_connection(*listening.getsockname())
            writer.write(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            text = (await reader.read()).decode()
            writer.close()
            await writer.wait_closed()
    return text


async def test_the_page_is_plain_text_under_a_strict_policy():
    text = await answer("\x1b[31mred\x1b[0m <script>alert(1)</script>", "localhost")
    assert text.startswith("HTTP/1.1 500")
    assert "default-src 'none'" in text
    assert "red &lt;script&gt;" in text
    assert "status 3" in text


@pytest.mark.parametrize(
    ("host", "is_told"),
    [
        ("localhost:1", True),
        ("127.0.0.1:1", True),
        ("[::1]:1", True),
        ("app.localhost", True),
        ("evil.example", False),
        ("localhost.evil.example", False),
    ],
)
async def test_foreign_names_that_lead_here_are_told_nothing(host, is_told):
    text = await answer("the code", host)
    assert ("the code" in text) is is_told


def test_where_sockets_are_not_handed_on_the_server_runs_without(monkeypatch, caplog):
    assert live_reload.is_possible()
    monkeypatch.setattr(live_reload, "os", SimpleNamespace(name="nt"))
    assert not live_reload.is_possible()
    assert "live reload is off" in caplog.text
