"""`lona collect-static`: all static files of a project in one directory, for a web server."""

import argparse
import gzip
import os
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from lona.command_line.arguments import parse_overrides
from lona.command_line.run import ServeOptions
from lona.server import Server

COMPRESSED = (".css", ".html", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".wasm", ".xml")
"""Kinds of files that become much smaller."""

SMALLEST = 256
"""Bytes below which that is not worth a request header."""


def collect_static(args: Any) -> None:
    """Copy everything that is reachable below the static URL prefix into a directory.

    `args` has the attributes `project_root`, `settings` (paths), `settings_pre_overrides`,
    `settings_post_overrides` (dicts, or lists of `NAME=VALUE`), `debug_mode`, `log_level`,
    `loggers`, `syslog_priorities`, `destination`, `clean`, `silent` and `dry_run`, and may have
    `compress`. A destination that cannot be used ends the program with a message (`SystemExit`).
    """
    options = ServeOptions(
        log_level=args.log_level or "warn",
        loggers=args.loggers or (),
        debug_mode=args.debug_mode or "",
        syslog_priorities=args.syslog_priorities or "auto",
    )
    options.setup_logging()
    server = Server(
        args.project_root or os.getcwd(),
        args.settings or [],
        _settings(args.settings_pre_overrides),
        _settings(args.settings_post_overrides),
    )
    loader = server.static_file_loader
    destination = os.path.abspath(args.destination)
    _check(destination, loader.static_dirs)
    shell = _Shell(is_silent=args.silent, is_dry=args.dry_run)
    if args.clean:
        shell.clean(destination)
    reachable = _without_shadowed(loader.reachable())
    files = {os.path.join(destination, *path.split("/")): reachable[path] for path in reachable}
    for target, source in sorted(files.items()):
        shell.copy(source, target)
    if getattr(args, "compress", False):
        brotli = _load_brotli()
        for target, source in sorted(files.items()):
            if target.endswith(COMPRESSED) and os.path.getsize(source) >= SMALLEST:
                shell.compress(source, target, brotli)


def _settings(given: Mapping[str, Any] | Iterable[str] | None) -> dict[str, Any]:
    if isinstance(given, Mapping):
        return dict(given)
    return parse_overrides(given or ())


def _check(destination: str, static_dirs: Iterable[str]) -> None:
    """End the program if nothing can be collected there."""
    if not os.path.isdir(destination):
        sys.exit(f"collect-static: the destination is no directory: {destination}")
    real = os.path.realpath(destination)
    for directory in map(os.path.realpath, static_dirs):
        if os.path.commonpath([real, directory]) in (real, directory):
            sys.exit(
                f"collect-static: {destination} cannot be the destination, because files are "
                f"collected from {directory}"
            )


def _without_shadowed(files: dict[str, str]) -> dict[str, str]:
    """Leave out, with a message, what lies below a name that is a file in another directory."""
    left = {}
    for path, file in files.items():
        above = next((str(p) for p in PurePosixPath(path).parents if str(p) in files), None)
        if above is None:
            left[path] = file
        else:
            print(f"collect-static: left out {file}, for {files[above]} is a file", file=sys.stderr)
    return left


def _load_brotli() -> Callable[[bytes], bytes] | None:
    try:
        import brotli
    except ImportError:
        print(
            "collect-static: without the package brotli only .gz files are written; "
            "pip install brotli",
            file=sys.stderr,
        )
        return None
    compress: Callable[[bytes], bytes] = brotli.compress
    return compress


class _Shell:
    """Does what it prints, in the words of a shell."""

    def __init__(self, is_silent: bool, is_dry: bool) -> None:
        self._is_silent = is_silent
        self._is_dry = is_dry
        self._made: set[str] = set()

    def clean(self, directory: str) -> None:
        """Empty a directory."""
        for name in sorted(os.listdir(directory)):
            path = os.path.join(directory, name)
            self._do(partial(_remove, path), "rm", "-rf", path)

    def copy(self, source: str, target: str) -> None:
        """Copy a file, into a directory that is made for it if need be."""
        directory = os.path.dirname(target)
        if directory not in self._made and not os.path.isdir(directory):
            self._do(partial(os.makedirs, directory, exist_ok=True), "mkdir", "-p", directory)
        self._made.add(directory)
        if os.path.isdir(target):
            sys.exit(f"collect-static: {target} is a directory, but {source} is to be there")
        self._do(partial(_copy, source, target), "cp", source, target)

    def compress(self, source: str, target: str, brotli: Callable[[bytes], bytes] | None) -> None:
        """Write compressed files beside the copy of a file."""

        def write(compress: Callable[[bytes], bytes], ending: str) -> None:
            with open(source, "rb") as file:
                content = compress(file.read())
            with open(target + ending, "wb") as file:
                file.write(content)

        # Without a time stamp: the same files give the same bytes.
        self._do(
            lambda: write(lambda content: gzip.compress(content, 9, mtime=0), ".gz"),
            "gzip", "-9", "-k", target,
        )  # fmt: skip
        if brotli is not None:
            self._do(lambda: write(brotli, ".br"), "brotli", "-k", target)

    def _do(self, action: Callable[[], None], *words: str) -> None:
        if not self._is_silent:
            print(shlex.join(words))
        if self._is_dry:
            return
        try:
            action()
        except OSError as error:
            sys.exit(f"collect-static: {error}")


def _remove(path: str) -> None:
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def _copy(source: str, target: str) -> None:
    # Into a new file: what is there may be open, or a link to somewhere else.
    if os.path.lexists(target):
        os.unlink(target)
    shutil.copy2(source, target)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("destination", metavar="DESTINATION", help="a directory that exists")
    for option, text in (
        ("--clean", "empty the destination first"),
        ("--silent", "do not print what is done"),
        ("--dry-run", "print it, and do nothing"),
        ("--compress", "write .gz files beside them, and .br files if brotli is installed"),
    ):
        parser.add_argument(option, action="store_true", help=text)
