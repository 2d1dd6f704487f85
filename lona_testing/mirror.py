"""The Python client of the protocol, under the name that tests import."""

from lona_testing.wire.mirror import MirrorError, WindowMirror

__all__ = ["MirrorError", "WindowMirror"]
