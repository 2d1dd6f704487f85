"""Declarations of static files that a node or view class brings along.

A class lists them in `STATIC_FILES`. They are plain values: which file serves them and in which
order they are linked is decided where they are collected.
"""

from dataclasses import dataclass
from enum import Enum


class SORT_ORDER(Enum):
    """Where a file is linked: lower values come first."""

    FRAMEWORK = 100
    LIBRARY = 200
    APPLICATION = 300


@dataclass
class StaticFile:
    """A file that is served, but not linked in the page.

    `name` is unique in a server. `path` is relative to the directory of the Python file in which
    the class with the declaration is defined. `url` is where it appears below the static URL
    prefix (default: `path`). With `link=False` it is served only. With `enabled_by_default=False`
    it exists only where the setting `STATIC_FILES_ENABLED` names it.
    """

    name: str
    path: str
    url: str = ""
    sort_order: SORT_ORDER = SORT_ORDER.APPLICATION
    link: bool = True
    enabled_by_default: bool = True

    @property
    def enabled(self) -> bool:
        """Whether it exists unless the settings say otherwise; servers know better."""
        return self.enabled_by_default

    @property
    def url_path(self) -> str:
        """Where the file appears below the static URL prefix, without leading slash."""
        return (self.url or self.path).lstrip("/")


class StyleSheet(StaticFile):
    """A CSS file, linked with `<link rel="stylesheet">`."""


class Script(StaticFile):
    """A JavaScript file, linked with `<script defer>`."""
