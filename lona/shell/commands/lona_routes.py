"""`%lona_routes`."""

from argparse import ArgumentParser, Namespace

from lona.shell.commands.command import Command


class LonaRoutesCommand(Command):
    """Show the routes, one of them by its number, or the one behind a URL."""

    NAME = "lona_routes"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a number, or a URL."""
        parser.add_argument("id", nargs="?", type=int, metavar="ID")
        parser.add_argument("-r", "--resolve", metavar="URL")

    def show(self, arguments: Namespace) -> None:
        """Write the routes that are meant."""
        numbered = list(enumerate(self.server.router.routes))
        if arguments.resolve is not None:
            path = self.server.prefix.completed(arguments.resolve.partition("?")[0])
            is_match, route, match_info = self.server.resolve(path)
            if not is_match:
                self.line(f"no route matches {arguments.resolve}")
                return
            self.line(f"match info: {match_info}")
            numbered = [item for item in numbered if item[1] is route]
        if arguments.id is not None:
            numbered = [item for item in numbered if item[0] == arguments.id]
            if not numbered:
                self.line(f"there is no route {arguments.id}")
                return
        rows = [
            (
                number,
                route.name or "-",
                route.raw_pattern,
                "pass-through" if route.http_pass_through else "yes" if route.interactive else "no",
                route.view,
            )
            for number, route in numbered
        ]
        self.table(("id", "name", "pattern", "interactive", "view"), rows)
