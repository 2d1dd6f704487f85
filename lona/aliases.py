"""Module paths that have moved, as one table: whoever imports an old path gets the module itself.

Nothing inside uses them, and nothing lies at their paths.
"""

import importlib
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

ALIASES = {
    "lona._json": "lona.data.json",
    "lona.html.nodes": "lona.html",
    "lona.html.selector": "lona.html.selectors",
    "lona.middleware_controller": "lona.middlewares.controller",
    "lona.types": "lona.data.types",
    "lona.unique_ids": "lona.html.ids",
    "lona.view_runtime": "lona.runtime.states",
    "lona.worker_pool": "lona.work.pool",
}
"""Old path → where the module is."""

ALL_BELOW = "lona.html.nodes."
"""Whatever module is asked for here: all node classes are in `lona.html`."""


def find(path: str) -> str | None:
    """Return where the module of an old path is; None if it is no old path."""
    return "lona.html" if path.startswith(ALL_BELOW) else ALIASES.get(path)


class AliasFinder(MetaPathFinder, Loader):
    """Imports what the table names.

    It is asked first: else the modules of `lona.html` would be found a second time, below an alias
    of it.
    """

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        """Return how to import an old path, or None for any other."""
        return None if find(fullname) is None else ModuleSpec(fullname, self)

    def create_module(self, spec: ModuleSpec) -> None:
        """Let the import system make a module, which gives way to the real one."""

    def exec_module(self, module: ModuleType) -> None:
        """Put the real module in the place of the one that was made for the old path."""
        sys.modules[module.__name__] = importlib.import_module(str(find(module.__name__)))


def install() -> None:
    """Let old paths be imported, from now on; doing it again has no effect."""
    if not any(isinstance(finder, AliasFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, AliasFinder())
