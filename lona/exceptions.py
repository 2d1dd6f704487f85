"""Why a view stops.

    Exception
    └── StopReason          a blocking call of a view was interrupted
        ├── UserAbort       the user left: last connection closed, other URL opened
        └── ServerStop      the server is shutting down

They are raised inside blocking calls of a view (`await_click`, `sleep`, `show`, …) and may be
caught with `finally`; letting them pass is the normal way to end.
"""


class StopReason(Exception):
    """Base of all reasons for which the framework stops a view."""


class UserAbort(StopReason):
    """The last connection to the view was closed while `handle_request` was running."""


class ServerStop(StopReason):
    """The server is shutting down."""
