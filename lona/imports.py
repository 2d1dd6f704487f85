"""Import strings: `package.module.name`, `module`, and `path/file.py::Name`.

Knows nothing of settings or servers; the project root is an argument.
"""

import importlib
import os
from types import ModuleType
from typing import Any

SCRIPT_SEPARATOR = "::"


class NothingThere(ModuleNotFoundError):
    """An import string names nothing; what it leads to has not even begun to run."""


def needs_traceback(error: BaseException) -> bool:
    """Whether an error is one of code that was imported, so that its place has to be told."""
    return not isinstance(error, NothingThere)


def acquire(import_string: str, project_root: str = "") -> Any:
    """Return what an import string names.

    `'package.module.name'` is an attribute of a module, `'json'` a module and
    `'views/home.py::HomeView'` an attribute of a script, which is executed anew each time; a
    relative script path counts from `project_root` (default: the current directory).

    Raises `NothingThere`, an `ImportError`, if the module, the script or the attribute does not
    exist, and whatever the module or the script raises.
    """
    if SCRIPT_SEPARATOR in import_string:
        return _acquire_from_script(import_string, project_root)
    module_name, _, name = import_string.rpartition(".")
    if not module_name:
        return _import(import_string, import_string)
    module = _import(module_name, import_string)
    try:
        return getattr(module, name)
    except AttributeError:
        pass
    try:
        return importlib.import_module(import_string)  # a sub module nobody imported yet
    except ModuleNotFoundError as error:
        if error.name != import_string:
            raise
        raise NothingThere(
            f"cannot import {import_string!r}: module {module_name!r} has no attribute {name!r}",
            name=module_name,
        ) from None


def _import(module_name: str, import_string: str) -> ModuleType:
    try:
        return importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if missing != module_name and not module_name.startswith(f"{missing}."):
            raise  # it is there, and imports what is not
        raise NothingThere(
            f"cannot import {import_string!r}: there is no module {missing!r}", name=missing
        ) from None


def load_script(path: str) -> ModuleType:
    """Execute a Python file and return it as a module whose name is the path.

    The module is not registered in `sys.modules`: two servers may load the same script, each for
    itself. Raises `ImportError` if there is no such file, and whatever the script raises.
    """
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        reason = error.strerror or error
        raise NothingThere(f"cannot read script {path!r}: {reason}", path=path) from None
    module = ModuleType(path)
    module.__file__ = path
    exec(compile(source, path, "exec"), module.__dict__)
    return module


def _acquire_from_script(import_string: str, project_root: str) -> Any:
    path, _, name = import_string.partition(SCRIPT_SEPARATOR)
    path = os.path.normpath(os.path.join(project_root, path))
    module = load_script(path)
    try:
        return getattr(module, name)
    except AttributeError:
        raise NothingThere(
            f"cannot import {import_string!r}: script {path!r} has no attribute {name!r}",
            path=path,
        ) from None
