"""Logging of the command line tools: one line per record, filtered by logger.

`lona.logging.setup_logging` configures the root logger; nothing else in Lona touches it.
"""

import logging
import os
import re
import sys
import threading
from collections.abc import Hashable, Iterable
from datetime import datetime
from traceback import walk_tb
from types import TracebackType
from typing import Any

DEBUG_MODES = {
    "messages": "lona.server.websockets",
    "views": "lona.views",
    "input-events": "lona.input_events",
    "view-events": "lona.view_events",
}
LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warn": logging.WARNING,
    "error": logging.ERROR,
    "critical": logging.CRITICAL,
}
SYSLOG_MODES = ("no", "auto", "always")

_COMMAND_LINE_LOGGER = "lona"
_COLORS = {
    logging.DEBUG: "\33[37m",
    logging.WARNING: "\33[33m",
    logging.ERROR: "\33[31m",
    logging.CRITICAL: "\33[31;1m",
}
_RESET = "\33[0m"
# RFC 5424 §6.2.1
_SYSLOG_PRIORITIES = {
    logging.DEBUG: 7,
    logging.INFO: 6,
    logging.WARNING: 4,
    logging.ERROR: 3,
    logging.CRITICAL: 2,
}


# Controls, line separators and marks of direction: what would look like another line or another
# order of characters (Unicode categories Cc, Zl, Zp, and the bidirectional controls).
_UNPRINTABLE = re.compile(
    r"[\0-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """Return a text of a client as one line that shows what it is: controls are escaped."""
    return _UNPRINTABLE.sub(lambda match: repr(match[0])[1:-1], text)


class LogFilter(logging.Filter):
    """Shows records by the exact names of their loggers.

    `+name` and `name` include (then nothing else is shown), `_name` excludes. The logger `lona`
    of the command line tools always passes.
    """

    def __init__(self, loggers: Iterable[str] = ()) -> None:
        super().__init__()
        self.included: set[str] = set()
        self.excluded: set[str] = set()
        for name in loggers:
            if name.startswith("_"):
                self.excluded.add(name[1:])
            else:
                self.included.add(name.removeprefix("+"))

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is shown."""
        if record.name == _COMMAND_LINE_LOGGER:
            return True
        if record.name in self.excluded:
            return False
        return not self.included or record.name in self.included


class RepetitionFilter(logging.Filter):
    """Shows the same exception once a second; how often it is raised may be up to a client.

    Exceptions are the same if they have one type and come from one place. The next record that is
    shown has the number of those withheld before it in `repetitions`.
    """

    SECONDS = 1.0
    MOST_PLACES = 1000

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._shown: dict[Hashable, tuple[float, int]] = {}  # when last, and how many since then

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record is shown."""
        if not record.exc_info or record.exc_info[0] is None:
            return True
        key = (record.name, record.exc_info[0], _place_of(record.exc_info[2]))
        with self._lock:
            last, withheld = self._shown.pop(key, (float("-inf"), 0))
            is_due = not 0 <= record.created - last < self.SECONDS
            self._shown[key] = (record.created, 0) if is_due else (last, withheld + 1)
            if len(self._shown) > self.MOST_PLACES:
                del self._shown[next(iter(self._shown))]
        record.repetitions = withheld
        return is_due


def _place_of(traceback: TracebackType | None) -> Hashable:
    """Return where an exception was raised: the last lines of its traceback."""
    lines = [(frame.f_code, number) for frame, number in walk_tb(traceback)]
    return tuple(lines[-3:])


class LogFormatter(logging.Formatter):
    """Thread, level, time, logger and message in one line; tracebacks indented below."""

    def __init__(self, colors: bool = False, syslog_priorities: bool = False) -> None:
        super().__init__()
        self.colors = colors
        self.syslog_priorities = syslog_priorities

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of a record."""
        time = datetime.fromtimestamp(record.created).strftime("%H:%M:%S.%f")
        head, *more = record.getMessage().splitlines() or [""]
        if repetitions := getattr(record, "repetitions", 0):
            head += f" (and {repetitions} times more before)"
        thread = record.threadName or ""
        lines = [f"{thread:<20} {record.levelname:<8} {time} {record.name:<22} {head}"]
        if record.exc_info:
            more += self.formatException(record.exc_info).splitlines()
        if record.stack_info:
            more += record.stack_info.splitlines()
        lines = [printable(line) for line in (lines[0], *(f"  {line}" for line in more))]
        color = _COLORS.get(record.levelno, "") if self.colors else ""
        if color:
            lines = [f"{color}{line}{_RESET}" for line in lines]
        if self.syslog_priorities:
            prefix = f"<{_SYSLOG_PRIORITIES.get(record.levelno, 6)}>"
            lines = [prefix + line for line in lines]
        return "\n".join(lines)


def setup_logging(args: Any) -> tuple[LogFormatter, LogFilter]:
    """Configure the root logger for a command line tool.

    `args` has `debug_mode`, `log_level`, `loggers` and `syslog_priorities`, as on the command
    line. Returns the formatter and the filter. Raises `ValueError` for unknown values.
    """
    level = _choose(LEVELS, "log level", args.log_level or "info")
    loggers = list(args.loggers or ())
    if args.debug_mode:
        level = logging.DEBUG
        loggers = [_choose(DEBUG_MODES, "debug mode", args.debug_mode)]
    formatter = LogFormatter(
        colors=_wants_colors(),
        syslog_priorities=_wants_syslog_priorities(args.syslog_priorities),
    )
    log_filter = LogFilter(loggers)
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    handler.addFilter(log_filter)
    handler.addFilter(RepetitionFilter())
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, LogFormatter)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(level)
    return formatter, log_filter


def _choose(table: dict[str, Any], what: str, name: str) -> Any:
    try:
        return table[name]
    except KeyError:
        raise ValueError(f"unknown {what} {name!r}; there are: {', '.join(table)}") from None


def _wants_colors() -> bool:
    if "NO_COLOR" in os.environ:
        return False
    return sys.stderr.isatty() or bool(os.environ.get("FORCE_COLOR"))


def _wants_syslog_priorities(mode: str) -> bool:
    if mode not in SYSLOG_MODES:
        raise ValueError(f"unknown syslog mode {mode!r}; there are: {', '.join(SYSLOG_MODES)}")
    is_service = "JOURNAL_STREAM" in os.environ and "TERM" not in os.environ
    return mode == "always" or (mode == "auto" and is_service)
