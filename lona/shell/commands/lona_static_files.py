"""`%lona_static_files`."""

from collections.abc import Sequence

from lona.shell.commands.files import FilesCommand


class LonaStaticFilesCommand(FilesCommand):
    """Show where static files are found."""

    NAME = "lona_static_files"

    def directories(self) -> Sequence[str]:
        """Return the static directories."""
        return self.server.static_dirs

    def resolve(self, name: str) -> str | None:
        """Return the file behind a path below the static prefix."""
        return self.server.static_file_loader.resolve(name)
