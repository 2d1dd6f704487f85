"""A client without a socket, under the name that tests import."""

from lona_testing.wire.fake_connection import ConnectionRefusedByServer, FakeConnection, Link

__all__ = ["ConnectionRefusedByServer", "FakeConnection", "Link"]
