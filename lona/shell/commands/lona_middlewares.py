"""`%lona_middlewares`."""

from argparse import Namespace

from lona.shell.commands.command import Command


class LonaMiddlewaresCommand(Command):
    """Show the middlewares in order, and which hooks each has."""

    NAME = "lona_middlewares"

    def show(self, arguments: Namespace) -> None:
        """Write a line for each."""
        controller = self.server.middleware_controller
        rows = [
            (
                f"{type(middleware).__module__}.{type(middleware).__qualname__}",
                ", ".join(
                    name
                    for name, functions in controller.hooks.items()
                    if any(getattr(f, "__self__", None) is middleware for f in functions)
                ),
            )
            for middleware in controller.middlewares
        ]
        self.table(("middleware", "hooks"), rows)
