"""A broker over sockets, for tests: each link is a connection to a relay, which knows no data."""

import socket
import socketserver
import threading
from typing import Any

from lona.channels import Message, decode_message, encode_message
from lona.channels.broker import Receive
from lona.channels.topics import TopicMap


class RelayBroker:
    """Starts a relay on a port of this machine; `close` ends it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._topics: TopicMap[Any] = TopicMap()
        broker = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                for line in self.rfile:
                    broker.relay(self, line)
                broker.forget(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def connect(self, receive: Receive) -> "RelayLink":
        return RelayLink(self._server.server_address, receive)

    def relay(self, handler: Any, line: bytes) -> None:
        kind, text = line[:1], line[1:]
        with self._lock:
            if kind == b"+":
                self._topics.add(text.decode().rstrip("\n"), handler)
            elif kind == b"-":
                self._topics.remove(text.decode().rstrip("\n"), handler)
            else:
                topic = decode_message(text.decode()).topic
                for each in dict.fromkeys(self._topics.matching(topic)):
                    each.wfile.write(text)

    def forget(self, handler: Any) -> None:
        with self._lock:
            for topic, handlers in self._topics.all().items():
                if handler in handlers:
                    self._topics.remove(topic, handler)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class RelayLink:
    """One connection to the relay."""

    def __init__(self, address: Any, receive: Receive) -> None:
        self._socket = socket.create_connection(address)
        self._lock = threading.Lock()
        self._receive = receive
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def publish(self, message: Message) -> None:
        self._write("!" + encode_message(message))

    def subscribe(self, topic: str) -> None:
        self._write("+" + topic)

    def unsubscribe(self, topic: str) -> None:
        self._write("-" + topic)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_WR)
        self._thread.join()
        self._socket.close()

    def _write(self, line: str) -> None:
        with self._lock:
            self._socket.sendall(line.encode() + b"\n")

    def _read(self) -> None:
        for line in self._socket.makefile("rb"):
            self._receive(decode_message(line.decode()))
