"""A real server without sockets, and clients that speak raw protocol to it."""

from pathlib import Path

import pytest

from lona.protocol import messages as m
from lona.routing import Route
from lona.server import Server
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.fake_connection import FakeConnection

PATIENCE = 60  # seconds that a test waits before it fails


class Tab:
    """One page of a browser: runs views and sends events in its only window."""

    def __init__(self, server, session="a"):
        self.connection = FakeConnection(server, cookies={"sessionid": session}).open()
        self.server = server
        self.view = 0
        self.event_id = 0

    def load(self, url="/", post=None):
        self.view += 1
        self.event_id = 0
        self.connection.run_view(url, view=self.view, post=post)
        return self.messages()

    def fire(self, node, event_type=301, data=(), target=None, **numbers):
        """Send an event; `node` is a node, an id, or None."""
        self.event_id += 1
        node_id = int(node.id) if hasattr(node, "id") else node
        values = {"window": 1, "view": self.view, "acked": 0, "event_id": self.event_id, **numbers}
        self.connection.send(
            m.InputEvent(
                **values,
                type=event_type,
                data=[] if data == () else data,
                node=node_id,
                target=target,
                tag="X",
                ids=[""],
                classes=[""],
            )
        )
        return self.messages()

    def messages(self):
        assert self.connection.settle(PATIENCE)
        return self.connection.receive()

    def close(self, goodbye=True):
        self.connection.close(goodbye=goodbye)
        assert self.connection.settle(PATIENCE)


@pytest.fixture(scope="session")
def loop_thread():
    thread = LoopThread()
    yield thread
    thread.stop()


@pytest.fixture
def serve(loop_thread, monkeypatch):
    """Give a function that starts a server for view classes by path, or for routes.

    It acknowledges each event with its result only: the reminder that comes when a handler takes
    longer would add a message whenever the machine is slow.
    """
    monkeypatch.setattr("lona.connection.window.REMINDER_SECONDS", 3600)
    servers = []

    def start(views, **settings):
        routes = views if isinstance(views, list) else [Route(*item) for item in views.items()]
        server = Server(str(Path(__file__).parent), routes=routes, settings_post_overrides=settings)
        server.set_loop(loop_thread.loop)
        loop_thread.run(server.startup())
        servers.append(server)
        return server

    yield start
    for server in servers:
        loop_thread.run(server.shutdown(), PATIENCE)


@pytest.fixture
def open_tab():
    """Give a function that opens a tab of a user at a server."""
    return Tab
