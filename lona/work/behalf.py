"""On whose behalf the present code runs: the server whose hooks, handlers and tasks it is part of.

Tasks have it from the code that started them; threads that user code starts have nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_owner: ContextVar[object] = ContextVar("lona_owner", default=None)


def present_owner() -> object:
    """Return the server on whose behalf the present code runs, None if there is none."""
    return _owner.get()


def set_owner(owner: object) -> None:
    """Let the present context be on behalf of a server."""
    _owner.set(owner)


@contextmanager
def on_behalf_of(owner: object) -> Iterator[None]:
    """Let the body run on behalf of a server."""
    token = _owner.set(owner)
    try:
        yield
    finally:
        _owner.reset(token)
