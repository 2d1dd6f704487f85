"""`%lona_connections`."""

from argparse import Namespace

from lona.shell.commands.command import Command


class LonaConnectionsCommand(Command):
    """Show the websockets that are open."""

    NAME = "lona_connections"

    def show(self, arguments: Namespace) -> None:
        """Write a line for each."""
        rows = [
            (
                connection.client,
                connection.user,
                connection.http_request.path,
                connection.http_request.headers.get("User-Agent", "-")[:60],
            )
            for connection in self.server.websocket_connections
        ]
        self.table(("client", "user", "page", "browser"), rows)
