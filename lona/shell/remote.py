"""A shell for who attaches to a running server, and the client for it.

Whoever can open the socket can do whatever the server can: a Unix socket is for its owner only, and
other addresses than those of this machine are warned of. The first line of a client says that it
is one: pages in a browser, which may send requests to this machine, cannot.
"""

import errno
import logging
import os
import socket
import socketserver
import stat
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from lona.http.forwarded import parse_address
from lona.shell.console import Console

logger = logging.getLogger("lona")

HELLO = b"lona shell 1\n"
FORGET = b"\x03\n"
"""The line for Ctrl+C: what was typed of a block does not count."""

END_OF_OUTPUT = "\0"
LONGEST_LINE = 1024 * 1024
FILE = "file://"


def parse_url(url: str) -> str | tuple[str, int]:
    """Return the path of a Unix socket (`file://path`), or host and port.

    `ValueError` if it is neither.
    """
    if url.startswith(FILE) and len(url) > len(FILE):
        return url[len(FILE) :]
    host, colon, port = url.removeprefix("tcp://").rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"a shell is at host:port or file://path, not at {url!r}")
    return host.strip("[]") or "localhost", int(port)


class ShellServer:
    """Listens at a URL, and gives each client a shell of its own.

    Raises `OSError` and `ValueError` for a URL that cannot be had, or is none.
    """

    def __init__(self, url: str, names: Mapping[str, Any]) -> None:
        address = parse_url(url)
        self._path = address if isinstance(address, str) else ""
        family = socket.AF_UNIX if self._path else _family_of(str(address[0]))

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with suppress(OSError):
                    _serve(self, names)

        class Listening(socketserver.ThreadingTCPServer):
            address_family = family
            allow_reuse_address = True
            daemon_threads = True

        if self._path:
            _clear(self._path)
        else:
            host = parse_address(str(address[0]))
            if address[0] != "localhost" and (host is None or not host.is_loopback):
                logger.warning("whoever can reach %s controls this server", url)
        mask = os.umask(0o177)
        try:
            self._server: Any = Listening(address, Handler)  # type: ignore[arg-type]
        finally:
            os.umask(mask)
        self.address = self._server.server_address
        thread = threading.Thread(
            target=self._server.serve_forever, name="lona-shell-server", daemon=True
        )
        thread.start()

    def close(self) -> None:
        """Take no more clients."""
        self._server.shutdown()
        self._server.server_close()
        if self._path:
            with suppress(OSError):
                os.unlink(self._path)


def _family_of(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _clear(path: str) -> None:
    """Remove a socket that nobody serves any more; `OSError` for whatever else is there."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISSOCK(mode):
        raise FileExistsError(errno.EEXIST, "there is a file that is no socket", path)
    try:
        _connect(path).close()
    except ConnectionRefusedError:
        os.unlink(path)
    else:
        raise OSError(errno.EADDRINUSE, "another shell server is there", path)


def _serve(client: socketserver.StreamRequestHandler, names: Mapping[str, Any]) -> None:
    if client.rfile.readline(len(HELLO)) != HELLO:
        return

    def write(text: str) -> None:
        client.wfile.write(text.replace(END_OF_OUTPUT, "").encode("utf-8", "replace"))

    console = Console(names, write)
    while True:
        client.wfile.write(f"{END_OF_OUTPUT}{console.prompt}{END_OF_OUTPUT}".encode())
        line = client.rfile.readline(LONGEST_LINE)
        if not line:
            return
        try:
            if line == FORGET:
                console.forget()
            else:
                console.push(line.decode("utf-8", "replace").rstrip("\r\n"))
        except SystemExit:
            return


def attach(url: str) -> int:
    """Be the terminal of a shell server until the user leaves; return the exit status."""
    try:
        address = parse_url(url)
        connection = _connect(address)
    except (OSError, ValueError) as error:
        print(f"lona shell: can not attach to {url}: {error}", file=sys.stderr)
        return 1
    with suppress(ImportError):
        import readline  # noqa: F401 (gives `input` a history)
    with connection, connection.makefile("rwb") as stream:
        stream.write(HELLO)
        stream.flush()
        while (prompt := _show_output(stream)) is not None:
            try:
                line = input(prompt)
            except EOFError:
                break
            except KeyboardInterrupt:
                line = FORGET.decode().rstrip("\n")
                print()
            stream.write(f"{line}\n".encode())
            stream.flush()
    return 0


def _connect(address: str | tuple[str, int]) -> socket.socket:
    if not isinstance(address, str):
        return socket.create_connection(address)
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _show_output(stream: Any) -> str | None:
    """Show what comes until the prompt, and return that; None if the server has gone."""
    parts: list[bytes] = []
    ends = 0
    while ends < 2:
        byte = stream.read(1)
        if not byte:
            return None
        if byte == END_OF_OUTPUT.encode():
            if ends == 0:
                print(b"".join(parts).decode("utf-8", "replace"), end="", flush=True)
                parts.clear()
            ends += 1
            continue
        parts.append(byte)
    return b"".join(parts).decode()
