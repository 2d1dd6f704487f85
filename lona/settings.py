"""The settings of one server or app: names with values, filled from dicts and settings files.

Knows nothing of what the settings mean; `default_settings` holds the defaults.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType
from typing import Any

logger = logging.getLogger("lona.settings")

MOST_TYPOS = 2
SHORTEST_NAME = 5  # of shorter ones too many are near


class Settings:
    """Settings, read and written as attributes.

    `project_root` is the directory from which relative paths of settings files count.
    """

    _values: dict[str, Any]  # any type by nature: applications keep what they like
    _project_root: str

    def __init__(self, project_root: str = "", values: Mapping[str, Any] | None = None) -> None:
        object.__setattr__(self, "_project_root", project_root)
        object.__setattr__(self, "_values", {})
        self.update(values or {})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # copy, pickle and friends ask for what is not there
            raise AttributeError(name)
        try:
            return self._values[name]
        except KeyError:
            raise KeyError(f"unknown setting {name!r}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        _warn_of_typo(name)
        self._values[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._values[name]
        except KeyError:
            raise KeyError(f"unknown setting {name!r}") from None

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._values))

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Settings({self._values!r})>"

    def get(self, name: str, default: Any = None) -> Any:
        """Return a setting, or the default (None) if there is none of that name."""
        return self._values.get(name, default)

    def update(self, values: Mapping[str, Any]) -> None:
        """Set all names of a mapping; the values are not copied."""
        for name in values:
            _warn_of_typo(name)
        self._values.update(values)

    def add(self, path: str) -> None:
        """Execute a settings file (`*.py`, relative to the project root) on top of the settings.

        The script sees all settings as globals; afterwards its public global names, but not the
        modules it imported, are settings. A script that cannot be used or that raises is logged
        and changes nothing.
        """
        if not path.endswith(".py"):
            logger.error("settings file %r is skipped: its name does not end in .py", path)
            return
        path = os.path.normpath(os.path.join(self._project_root, path))
        if not os.path.isfile(path):
            logger.error("settings file %r is skipped: there is no such file", path)
            return
        script_globals = fresh(self._values)
        script_globals.update(__file__=path, __name__=path)
        try:
            with open(path, "rb") as file:
                exec(compile(file.read(), path, "exec"), script_globals)
        except Exception:
            logger.exception("settings file %r is skipped: it raised an exception", path)
            return
        self._values.clear()
        self.update(public_names(script_globals))


def _warn_of_typo(name: str) -> None:
    """Warn of a name that is no setting of Lona, but almost one; names of applications are free."""
    known = _known_names()
    if name in known:
        return
    near = next((each for each in sorted(known) if is_near(name, each)), None)
    if near is not None:
        logger.warning("Lona has no setting %s; did you mean %s?", name, near)


@cache
def _known_names() -> frozenset[str]:
    from lona import default_settings

    return frozenset(public_names(vars(default_settings)))


def is_near(one: str, other: str) -> bool:
    """Whether two long names differ by a letter or two."""
    if abs(len(one) - len(other)) > MOST_TYPOS or len(other) < SHORTEST_NAME:
        return False
    return _distance(one, other) <= MOST_TYPOS


def _distance(one: str, other: str) -> int:
    """Return how many letters have to be put in, taken out or replaced."""
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        left, row[0] = row[0], number
        for index, wanted in enumerate(other, 1):
            cost = min(row[index] + 1, row[index - 1] + 1, left + (letter != wanted))
            left, row[index] = row[index], cost
    return row[-1]


def public_names(namespace: Mapping[str, Any]) -> dict[str, Any]:
    """Return what counts as setting in a namespace: no private names, no modules."""
    return {
        name: value
        for name, value in namespace.items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }


def fresh(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the same values, with lists, dicts and sets copied one level deep."""
    return {
        name: value.copy() if type(value) in (list, dict, set) else value
        for name, value in values.items()
    }


def default_values() -> dict[str, Any]:
    """Return the defaults, with fresh lists and dicts."""
    from lona import default_settings

    return fresh(public_names(vars(default_settings)))


def load_settings(
    project_root: str,
    paths: tuple[str, ...] = (),
    pre_overrides: Mapping[str, Any] | None = None,
    post_overrides: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the settings of a server, in order: pre overrides, defaults, files, post overrides."""
    settings = Settings(project_root, pre_overrides)
    settings.update(default_values())
    for path in paths:
        settings.add(path)
    settings.update(post_overrides or {})
    return settings
