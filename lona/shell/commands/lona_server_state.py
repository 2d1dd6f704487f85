"""`%lona_server_state`."""

from argparse import Namespace
from pprint import pformat

from lona.shell.commands.command import Command


class LonaServerStateCommand(Command):
    """Show `server.state`."""

    NAME = "lona_server_state"

    def show(self, arguments: Namespace) -> None:
        """Write it, a value a line."""
        state = self.server.state
        with state.lock:
            self.line(pformat(dict(state)))
