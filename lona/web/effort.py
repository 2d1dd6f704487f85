"""What a client makes the event loop do, so that the others get their turn.

Tiny chunks, empty frames and compressed bodies cost the server much more than the client.
"""

import time

LONG_SECONDS = 0.001
REST = 20


def begin() -> float:
    """Return when a piece of work for a client begins."""
    return time.thread_time()


def rest_after(began: float) -> float:
    """Return for how many seconds the client is left alone then, if its piece was a long one."""
    took = time.thread_time() - began
    return took * REST if took > LONG_SECONDS else 0
