"""Static files of one server: directories, the client, and what classes declare.

Also the one function that keeps requested paths inside their directory.
"""

import logging
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lona.loaders.client_files import CLIENT_URLS, client_files, find_client_file
from lona.loaders.versions import Versions
from lona.settings import Settings
from lona.static_files import Script, StaticFile, StyleSheet

logger = logging.getLogger("lona.static_file_loader")


def contained_path(root: str, path: str) -> str | None:
    """Join a requested path to its root directory, or return None if it would leave it.

    One leading slash is dropped. Only the requested path is judged: symlinks inside the root that
    the developer put there are followed. Empty names, NUL bytes and backslashes are refused.
    """
    path = path.removeprefix("/")
    if "\0" in path or "\\" in path:
        return None
    names = path.split("/")
    if any(name in ("", ".", "..") for name in names):
        return None
    return os.path.join(root, *names)


def is_hidden(path: str) -> bool:
    """Whether a part of a path begins with a dot, but for `.well-known` (RFC 8615)."""
    return any(name[:1] == "." and name != ".well-known" for name in path.split("/"))


@dataclass(frozen=True)
class DeclaredFile:
    """A static file that a class declares: where it lies, and whether this server has it.

    Templates get it. `url` is relative to `static_url_prefix`, `path` is absolute.
    """

    name: str
    static_url_prefix: str
    url: str
    path: str
    link: bool
    enabled: bool
    declaration: StaticFile


class StaticFileLoader:
    """Finds static files by their path below the static URL prefix.

    `static_dirs` is the list of directories in search order; it may be changed at any time.
    """

    def __init__(self, settings: Settings, static_dirs: Iterable[str]) -> None:
        self.static_dirs: list[str] = list(static_dirs)
        self.declared: list[DeclaredFile] = []
        self.versions = Versions()
        self._url_prefix = settings.STATIC_URL_PREFIX
        self._serves_hidden = bool(settings.STATIC_FILES_SERVE_HIDDEN)
        self._enabled = frozenset(settings.STATIC_FILES_ENABLED)
        self._disabled = frozenset(settings.STATIC_FILES_DISABLED)
        self._by_name: dict[str, StaticFile] = {}
        self._by_url: dict[str, str] = {}

    def resolve(self, path: str) -> str | None:
        """Return the file for a path below the static URL prefix, or None if there is none."""
        path = path.removeprefix("/")
        searched = [] if is_hidden(path) and not self._serves_hidden else self.static_dirs
        for root in searched:
            candidate = contained_path(root, path)
            if candidate is None:
                return None
            try:
                if os.path.isdir(candidate):
                    return None
                if os.path.isfile(candidate):
                    return candidate
            except (OSError, ValueError):
                return None
        return find_client_file(path) or self._by_url.get(path)

    def reachable(self) -> dict[str, str]:
        """Return all files that can be asked for: path below the static URL prefix → file."""
        files: dict[str, str] = {}
        for root in self.static_dirs:
            for path, file in _files_below(root):
                if self._serves_hidden or not is_hidden(path):
                    files.setdefault(path, file)
        for prefix in CLIENT_URLS:
            for name, file in client_files().items():
                files.setdefault(prefix + name, file)
        for url, file in self._by_url.items():
            files.setdefault(url, file)
        return {path: file for path, file in files.items() if self.resolve(path) == file}

    def collect(self, classes: Iterable[type]) -> None:
        """Take up the declarations (`STATIC_FILES`) of node and view classes, in their order.

        Faulty declarations are logged and skipped.
        """
        for cls in classes:
            declarations = getattr(cls, "STATIC_FILES", None) or ()
            if not isinstance(declarations, list | tuple):
                where = f"{cls.__module__}.{cls.__qualname__}"
                logger.error("%s: STATIC_FILES has to be a list, not %r", where, declarations)
                continue
            for declaration in declarations:
                self._declare(cls, declaration)
        self.declared.sort(key=lambda file: file.declaration.sort_order.value)

    @property
    def style_sheets(self) -> list[DeclaredFile]:
        """The style sheets to link, in order."""
        return list(self._linked(StyleSheet))

    @property
    def scripts(self) -> list[DeclaredFile]:
        """The scripts to link, in order."""
        return list(self._linked(Script))

    def _linked(self, kind: type[StaticFile]) -> Iterator[DeclaredFile]:
        for file in self.declared:
            if file.enabled and file.link and isinstance(file.declaration, kind):
                yield file

    def _declare(self, cls: type, declaration: object) -> None:
        where = f"{cls.__module__}.{cls.__qualname__}"
        if not isinstance(declaration, StaticFile):
            logger.error("%s: %r is no StyleSheet, Script or StaticFile", where, declaration)
            return
        known = self._by_name.get(declaration.name)
        if known is not None:
            if known != declaration:
                logger.error(
                    "%s: static file name %r is used already, for %r",
                    where,
                    declaration.name,
                    known,
                )
            return
        path = os.path.normpath(os.path.join(class_directory(cls), declaration.path))
        if not os.path.isfile(path):
            logger.error("%s: static file %r does not exist: %s", where, declaration.name, path)
            return
        url = (declaration.url or os.fspath(declaration.path)).removeprefix("/")
        if contained_path("", url) is None:
            logger.error(
                "%s: static file %r needs another url than %r: names in it are empty or '..'",
                where,
                declaration.name,
                url,
            )
            return
        self._by_name[declaration.name] = declaration
        file = DeclaredFile(
            name=declaration.name,
            static_url_prefix=self._url_prefix,
            url=url,
            path=path,
            link=declaration.link,
            enabled=self._is_enabled(declaration),
            declaration=declaration,
        )
        self.declared.append(file)
        if file.enabled:
            self._by_url.setdefault(file.url, path)

    def _is_enabled(self, declaration: StaticFile) -> bool:
        if declaration.name in self._disabled:
            return False
        return declaration.enabled_by_default or declaration.name in self._enabled


def _files_below(
    root: str, below: str = "", above: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str]]:
    """Yield the files of a directory, links followed: path relative to it, absolute path."""
    real = os.path.realpath(root)
    if real in above:  # a link that leads up again
        return
    try:
        names = sorted(os.listdir(root))
    except OSError:  # served neither
        return
    for name in names:
        file = os.path.join(root, name)
        if os.path.isdir(file):
            yield from _files_below(file, f"{below}{name}/", above | {real})
        elif os.path.isfile(file):
            yield below + name, file


def class_directory(cls: type) -> str:
    """Return the directory of the Python file in which a class is defined."""
    module = sys.modules.get(cls.__module__)
    file = getattr(module, "__file__", None) or cls.__module__  # scripts: the name is the path
    return os.path.dirname(os.path.abspath(file))
