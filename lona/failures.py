"""What user code raised: it is logged, and told to whoever watches the server, as tests do.

Every place that runs user code reports here what it cannot hand on to a caller.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Failure:
    """One exception of user code; `text` is a line that says what raised it."""

    error: BaseException
    text: str


Watcher = Callable[[Failure], None]


class Failures:
    """The exceptions of the user code of one server."""

    def __init__(self) -> None:
        self._watchers: tuple[Watcher, ...] = ()

    def watch(self, watcher: Watcher) -> None:
        """Call a function, on any thread, with each exception from now on."""
        self._watchers = (*self._watchers, watcher)

    def report(
        self, logger: logging.Logger, error: BaseException, text: str, *arguments: object
    ) -> None:
        """Log an exception with its traceback; `arguments` are those of `text`, as for loggers."""
        logger.error(text, *arguments, exc_info=error)
        for watcher in self._watchers:
            watcher(Failure(error, text % arguments))
