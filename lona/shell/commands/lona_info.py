"""`%lona_info`."""

import os
import platform
import threading
from argparse import Namespace

from lona.shell.commands.command import Command
from lona.version import VERSION_STRING


class LonaInfoCommand(Command):
    """Show versions, the process, and how much there is of what."""

    NAME = "lona_info"

    def show(self, arguments: Namespace) -> None:
        """Write one fact a line."""
        server = self.server
        facts = {
            "Lona": VERSION_STRING,
            "Python": platform.python_version(),
            "process": os.getpid(),
            "threads": threading.active_count(),
            "project root": server.project_root,
            "settings files": ", ".join(server.settings_paths) or "-",
            "routes": len(server.router.routes),
            "views": len(server.runtimes),
            "connections": len(server.websocket_connections),
            "users": server.get_connected_user_count(),
            "buckets": len(server.buckets),
            "ready": server.health.is_ready,
        }
        self.table(("", ""), facts.items())
