"""Lines of the log that clients cause: no client can fill it, and none can forge a line."""

import logging
import threading
from collections.abc import Callable

from lona.logging import printable
from lona.work.clock import Clock
from lona.work.pace import Pace

MAX_CLIENTS = 1000
"""So many clients are remembered, to count their lines."""

CLIENTS_A_SECOND = 50
"""So many clients may have all their lines in a second: some can choose who they are."""

MAX_TEXT_LINES = 30
"""So many lines of a text are written."""


class ClientLog:
    """Writes the lines that clients cause: a few a second for each client, and counts the rest.

    `get_rate` tells how many; 0 means all.
    """

    def __init__(self, get_rate: Callable[[], float], clock: Clock) -> None:
        self._get_rate = get_rate
        self._clock = clock
        self._lock = threading.Lock()
        self._all = Pace(0, 0, clock)
        self._rate = 0.0
        self._paces: dict[str, Pace] = {}  # those heard of last are at the end
        self._withheld: dict[str, int] = {}

    def log(
        self,
        logger: logging.Logger,
        level: int,
        client: str,
        message: str,
        *args: object,
        text: str = "",
    ) -> None:
        """Write a line because of a client, unless it had one just now.

        `message` and `args` are as for a logger; strings among `args` are made printable. `text` is
        what the client said, and stands below on lines of its own.
        """
        rate = self._get_rate()
        withheld = self._take(client, rate) if rate else 0
        if withheld is None:
            return
        if withheld:
            message += " (and %d lines like this before, of this client)"
            args = (*args, withheld)
        safe = [printable(arg) if isinstance(arg, str) else arg for arg in args]
        if text:
            message += "\n%s"
            shown = text.split("\n")
            if len(shown) > MAX_TEXT_LINES:
                shown[MAX_TEXT_LINES:] = [f"… {len(shown) - MAX_TEXT_LINES} more lines"]
            safe.append("\n".join(f"  {printable(line)}" for line in shown))
        logger.log(level, message, *safe)

    def _take(self, client: str, rate: float) -> int | None:
        """Return how many lines were withheld before this one; None if it is withheld too."""
        with self._lock:
            pace = self._paces.pop(client, None) or Pace(rate, rate, self._clock)
            self._paces[client] = pace
            if len(self._paces) > MAX_CLIENTS:
                forgotten = next(iter(self._paces))
                del self._paces[forgotten]
                self._withheld.pop(forgotten, None)
            if pace.allows() and self._pace_of_all(rate).allows():
                return self._withheld.pop(client, 0)
            self._withheld[client] = self._withheld.get(client, 0) + 1
        return None

    def _pace_of_all(self, rate: float) -> Pace:
        if rate != self._rate:
            self._rate = rate
            self._all = Pace(rate * CLIENTS_A_SECOND, rate * CLIENTS_A_SECOND, self._clock)
        return self._all
