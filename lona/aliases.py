"""Module paths that have moved, as one table: whoever imports an old path gets the module itself.

Nothing inside uses them. An alias is found only when nothing lies at its path.
"""

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

ALIASES = {
    "lona._json": "lona.data.json",
    "lona.types": "lona.data.types",
    "lona.view_runtime": "lona.runtime.states",
    "lona.worker_pool": "lona.work.pool",
}
"""Old path → where the module is."""


class AliasFinder(MetaPathFinder, Loader):
    """Imports what the table names; asked after all other finders."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Return how to import an old path, or None for any other."""
        return ModuleSpec(fullname, self) if fullname in ALIASES else None

    def create_module(self, spec: ModuleSpec) -> None:
        """Let the import system make a module, which gives way to the real one."""

    def exec_module(self, module: ModuleType) -> None:
        """Put the real module in the place of the one that was made for the old path."""
        sys.modules[module.__name__] = importlib.import_module(ALIASES[module.__name__])


def install() -> None:
    """Let old paths be imported, from now on; doing it again has no effect."""
    if not any(isinstance(finder, AliasFinder) for finder in sys.meta_path):
        sys.meta_path.append(AliasFinder())
