"""Shells of real processes: in a terminal, and for who attaches."""

import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from lona.command_line.shells import Shells
from lona.settings import Settings
from lona.shell import remote, terminal

SCRIPT = """
from lona import App, View

app = App(__file__)

@app.route("/")
class Page(View):
    def handle_request(self, request):
        return "page"

@app.middleware
class Hooks:
    async def on_shutdown(self, data):
        print("hooks ran", flush=True)

app.run(host="127.0.0.1", port=0)
"""


@pytest.fixture
def script(tmp_path):
    (tmp_path / "script.py").write_text(SCRIPT)
    return tmp_path


@pytest.fixture
def names():
    settings = Settings(values={"CORE_COMMANDS": [], "COMMANDS": []})
    return {"server": SimpleNamespace(settings=settings)}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("localhost:123", ("localhost", 123)),
        (":123", ("localhost", 123)),
        ("[::1]:123", ("::1", 123)),
        ("tcp://127.0.0.1:1", ("127.0.0.1", 1)),
        ("file:///a/b", "/a/b"),
        ("file://b", "b"),
    ],
)
def test_a_url_names_a_socket(url, address):
    assert remote.parse_url(url) == address


@pytest.mark.parametrize("url", ["", "localhost", "localhost:x", "file://", "localhost:70000"])
def test_what_is_no_url_is_named(url):
    with pytest.raises(ValueError, match="host:port or file://path"):
        remote.parse_url(url)


def talk(address, family, *parts):
    with socket.socket(family) as client:
        client.settimeout(60)
        client.connect(address)
        client.sendall(b"".join(parts))
        client.shutdown(socket.SHUT_WR)
        found = b""
        while data := client.recv(65536):
            found += data
    return found


def test_only_clients_of_a_shell_get_one(names):
    server = remote.ShellServer("127.0.0.1:0", names)
    try:
        talk_to = (server.address, socket.AF_INET)
        assert b"2\n" in talk(*talk_to, remote.HELLO, b"1 + 1\n")
        for request in (
            b"POST / HTTP/1.1\r\n\r\n1 + 1\n",
            b"1 + 1\n",
            b"",
            b"lona shell 2\n1 + 1\n",
        ):
            assert talk(*talk_to, request) == b""
        assert b"2\n" not in talk(*talk_to, remote.HELLO, b"raise SystemExit\n", b"1 + 1\n")
    finally:
        server.close()


def test_a_unix_socket_is_for_its_owner_and_goes_with_the_server(names, tmp_path):
    path = str(tmp_path / "shell")
    server = remote.ShellServer(f"file://{path}", names)
    assert os.stat(path).st_mode & 0o077 == 0
    assert b"3\n" in talk(path, socket.AF_UNIX, remote.HELLO, b"1 + 2\n")
    server.close()
    assert not os.path.exists(path)


def test_what_is_there_is_not_deleted(names, tmp_path):
    precious = tmp_path / "precious.py"
    precious.write_text("precious")
    with pytest.raises(OSError, match="no socket"):
        remote.ShellServer(f"file://{precious}", names)
    assert precious.read_text() == "precious"


def test_a_socket_that_is_served_is_kept_and_one_that_was_left_is_not(names, tmp_path):
    path = str(tmp_path / "shell")
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(path)
    first = remote.ShellServer(f"file://{path}", names)
    with pytest.raises(OSError, match="another shell server"):
        remote.ShellServer(f"file://{path}", names)
    assert b"2\n" in talk(path, socket.AF_UNIX, remote.HELLO, b"1 + 1\n")
    first.close()


def test_a_block_is_forgotten_when_its_user_interrupts(names):
    server = remote.ShellServer("127.0.0.1:0", names)
    told = talk(
        server.address,
        socket.AF_INET,
        remote.HELLO,
        b"if True:\n  6 * 7\n",
        remote.FORGET,
        b"1 + 1\n",
    )
    server.close()
    assert b"42" not in told
    assert b"2\n" in told


@pytest.mark.skipif(not socket.has_ipv6, reason="there is no IPv6 here")
def test_addresses_may_be_of_either_version(names):
    try:
        server = remote.ShellServer("[::1]:0", names)
    except OSError as error:
        pytest.skip(f"no loopback of IPv6: {error}")
    assert b"2\n" in talk(server.address[:2], socket.AF_INET6, remote.HELLO, b"1 + 1\n")
    server.close()


def test_who_may_be_reached_from_elsewhere_is_warned_of(names, caplog):
    remote.ShellServer("0.0.0.0:0", names).close()
    assert "controls this server" in caplog.text


def test_without_the_package_the_option_says_what_to_install(monkeypatch, caplog):
    monkeypatch.setattr(terminal, "find_spec", lambda name: None)
    assert Shells(with_terminal=True, url="", names={}).run(lambda on_running: True) is False
    assert "pip install 'ipython>=9'" in caplog.text
    with pytest.raises(ImportError, match="ipython>=9"):
        terminal.embed({})


@pytest.mark.parametrize("url", ["nowhere", "file:///nowhere/at/all"])
def test_a_shell_that_can_not_be_had_is_told_in_one_line(names, caplog, url):
    assert Shells(False, url, names).run(lambda on_running: on_running(lambda: None) is None)
    assert f"there is no shell at {url}" in caplog.text


@pytest.mark.slow
def test_one_attaches_from_the_command_line(script):
    server = subprocess.Popen(
        [sys.executable, "script.py", "--shell-server-url", "file://shell"],
        cwd=script,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert any("a shell is at" in line for line in server.stderr)
        result = subprocess.run(
            [sys.executable, "-m", "lona", "shell", "file://shell"],
            input="%lona_routes\nserver.settings.DEBUG\n",
            cwd=script,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert result.returncode == 0, result.stderr
        assert "<class '__main__.Page'>" in result.stdout
        assert "False" in result.stdout
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=60)
    assert server.returncode == 0
    assert not (script / "shell").exists()


def test_who_can_not_attach_is_told_why(capsys, tmp_path):
    assert remote.attach(f"file://{tmp_path}/none") == 1
    assert "can not attach" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("how", ["exit", "signal"])
def test_the_shell_in_the_terminal_stops_the_server_when_it_is_left(script, how):
    pty = pytest.importorskip("pty")
    own, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "script.py", "--shell"],
        cwd=script,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "dumb", "IPYTHONDIR": str(script / "ipython")},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        for pattern, line in (
            (rb"In \[1\]", b"%lona_routes\n"),
            (rb"__main__.Page[\s\S]*In \[", b"(server.settings.DEBUG, loop.is_running())\n"),
        ):
            read_until(own, pattern)
            os.write(own, line)
        read_until(own, rb"\(False, True\)[\s\S]*In \[")
        if how == "exit":
            os.write(own, b"exit\n")
        else:
            process.terminate()
        read_until(own, b"hooks ran")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(own)


def read_until(terminal, pattern):
    found, end = b"", time.monotonic() + 60
    while not re.search(pattern, found):
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
        assert ready, found
        found += os.read(terminal, 65536)


async def test_a_test_can_be_paused(lona_app_context, monkeypatch):
    seen = {}

    def embed(names, banner):
        seen.update(names, banner=banner)

    monkeypatch.setattr(terminal, "embed", embed)
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    context = await lona_app_context(lambda app: None)
    await context.debug_interactive(globals={"mine": 1})
    assert seen["server"] is context.server
    assert seen["lona_context"] is context
    assert seen["mine"] == 1
    assert opened == [context.make_url()]
    assert context.debug_interactive(webbrowser=False, sync=True) is None
    assert len(opened) == 1
