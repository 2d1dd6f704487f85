"""The lines of the log about buckets. Clients cause all of them, so that their number is limited.

Of each kind of line a client has its own count: who adds a file and deletes it at once is seen
to have done both.
"""

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona.buckets")

MOST_NAMES = 10
"""How many names stand in one line."""


def log(server: "Server", client: str, kind: str, message: str, *args: object) -> None:
    """Write a line because of the client at an address; `args` as for loggers."""
    server.client_log.log(logger, logging.INFO, f"{client} {kind}", message, *args)


def named(names: list[str]) -> str:
    """Write the names of files, or of some of them."""
    more = len(names) - MOST_NAMES
    return ", ".join(map(repr, names[:MOST_NAMES])) + (f" and {more} more" if more > 0 else "")
