"""`%lona_templates`."""

import os
from collections.abc import Sequence

from lona.loaders.static_file_loader import contained_path
from lona.shell.commands.files import FilesCommand


class LonaTemplatesCommand(FilesCommand):
    """Show where templates are found."""

    NAME = "lona_templates"

    def directories(self) -> Sequence[str]:
        """Return the template directories."""
        return self.server.template_dirs

    def resolve(self, name: str) -> str | None:
        """Return the file of a template."""
        found = (contained_path(root, name) for root in self.directories())
        return next((path for path in found if path and os.path.isfile(path)), None)
