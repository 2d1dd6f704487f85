"""The sans-IO endpoint of one client: text in, text out, no socket.

`Connection` is the client, `Window` one view that it shows, `Outbox` what is on its way out. What a
message means for a view is the business of the window's owner; sockets are the shell's.
"""

from lona.connection.admission import Farewell, Refused
from lona.connection.connection import Connection, NotInteractiveError
from lona.connection.transport import Transport

__all__ = ["Connection", "Farewell", "NotInteractiveError", "Refused", "Transport"]
