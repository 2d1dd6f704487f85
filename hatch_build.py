"""Build hook that puts the JavaScript client into wheels.

In the repository the client lives in ``client/``; installed, its files lie flat beside each other
below ``lona/client/_lona/client/`` and, for applications that look for the second entry URL, below
``lona/client2/_lona/client2/``. ``lona/loaders/client_files.py`` holds the table. An editable
install gets no copy: it serves the files of the repository.
"""

from __future__ import annotations

import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("client", "client2")


def client_files(root: Path) -> dict[str, Path]:
    """Map the served name of each client file to its place in the repository ``root``.

    Raises ``FileNotFoundError`` if a file is missing: a wheel without it would be useless.
    """
    module = runpy.run_path(str(root / "lona" / "loaders" / "client_files.py"))
    table = module["client_files"](checkout=str(root / "client"), installed="")
    files = {name: Path(path) for name, path in table.items()}
    for path in files.values():
        if not path.is_file():
            raise FileNotFoundError(
                f"{path} is missing: it is part of the repository; "
                "restore it with git, or build it with: make bundle"
            )
    return files


class ClientBuildHook(BuildHookInterface[Any]):
    """Adds the client to every wheel that is no editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend the files of the build; ``version`` is ``"standard"`` or ``"editable"``."""
        if version == "editable":
            return
        # Hatchling takes each source once, but the client goes to two places: lay it out first.
        self.layout = Path(tempfile.mkdtemp(prefix="lona-client-"))
        files = client_files(Path(self.root))
        for folder in FOLDERS:
            destination = self.layout / folder / "_lona" / folder
            destination.mkdir(parents=True)
            for name, source in files.items():
                shutil.copyfile(source, destination / name)
            build_data["force_include"][str(self.layout / folder)] = f"lona/{folder}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was laid out; called when the wheel is written."""
        if version != "editable":
            shutil.rmtree(self.layout)
