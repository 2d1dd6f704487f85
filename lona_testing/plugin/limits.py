"""Tests may be as fast and as many as they like: the servers of the fixtures limit neither."""

from typing import TYPE_CHECKING

from lona import default_settings

if TYPE_CHECKING:
    from lona.server import Server

RATES_AND_COUNTS = (
    "LIMIT_ERROR_REPORTS_A_MINUTE",
    "LIMIT_WINDOWS",
    "LIMIT_STARTING_VIEWS",
    "LIMIT_EVENTS_A_SECOND",
    "LIMIT_CONNECTIONS_OF_ADDRESS",
    "LIMIT_DAEMONS",
    "LIMIT_LOG_LINES_A_SECOND",
)


def lift_limits(server: "Server") -> "Server":
    """Switch off all limits of a rate or a count that the application has not set itself."""
    for name in RATES_AND_COUNTS:
        if server.settings.get(name) == getattr(default_settings, name):
            setattr(server.settings, name, 0)
    return server
