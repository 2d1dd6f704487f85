"""Build hook that puts the JavaScript client into wheels.

In the repository the client lives in ``client/``; installed, its files lie flat beside each other
below ``lona/client/_lona/client/`` and, for applications that use the second entry URL, below
``lona/client2/_lona/client2/``. An editable install gets no copy: it serves the files of the
repository.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DESTINATIONS = ("lona/client/_lona/client", "lona/client2/_lona/client2")


def client_files(root: Path) -> dict[str, Path]:
    """Map the served name of each client file to its place below the repository ``root``.

    Raises ``FileNotFoundError`` if the bundle is missing: a wheel without it would be useless.
    """
    files = {source.name: source for source in sorted((root / "client" / "src").glob("*.js"))}
    files["lona.bundle.js"] = root / "client" / "dist" / "lona.js"
    files["lona.js"] = root / "client" / "dist" / "module.js"
    for source in files.values():
        if not source.is_file():
            raise FileNotFoundError(
                f"{source} is missing: it is part of the repository; "
                "restore it with git, or build it with: node client/build.mjs"
            )
    return files


class ClientBuildHook(BuildHookInterface[Any]):
    """Adds the client to every wheel that is no editable one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend the files of the build; ``version`` is ``"standard"`` or ``"editable"``."""
        if version == "editable":
            return
        for name, source in client_files(Path(self.root)).items():
            for destination in DESTINATIONS:
                build_data["force_include"][str(source)] = f"{destination}/{name}"
