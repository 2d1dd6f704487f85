"""`%lona_settings`."""

from argparse import ArgumentParser, Namespace

from lona.shell.commands.command import Command


class LonaSettingsCommand(Command):
    """Show the settings of the server, or one of them."""

    NAME = "lona_settings"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a name."""
        parser.add_argument("name", nargs="?", metavar="NAME")

    def show(self, arguments: Namespace) -> None:
        """Write names and values."""
        settings = self.server.settings
        names = [arguments.name] if arguments.name else sorted(settings)
        unknown = [name for name in names if name not in settings]
        if unknown:
            self.line(f"there is no setting {unknown[0]}")
            return
        self.table(("setting", "value"), [(name, repr(settings.get(name))) for name in names])

    def complete(self, text: str, state: int, line_buffer: str) -> str | None:
        """Complete a name."""
        found = [name for name in sorted(self.server.settings) if name.startswith(text)]
        return found[state] if state < len(found) else None
