"""The options of both command lines, each defined once."""

import argparse
import ast
import logging
import os
from collections.abc import Iterable
from typing import Any

from lona.logging import DEBUG_MODES, LEVELS, SYSLOG_MODES

logger = logging.getLogger("lona")

DEFAULT_HOST_VARIABLE = "LONA_DEFAULT_HOST"
DEFAULT_PORT_VARIABLE = "LONA_DEFAULT_PORT"


def default_host() -> str:
    """Return the host to listen on, unless told otherwise."""
    return os.environ.get(DEFAULT_HOST_VARIABLE) or "localhost"


def default_port() -> int:
    """Return the port to listen on, unless told otherwise; `ValueError` if it is no number."""
    text = os.environ.get(DEFAULT_PORT_VARIABLE) or "8080"
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{DEFAULT_PORT_VARIABLE} has to be a port number, not {text!r}") from None


def parse_overrides(entries: Iterable[str]) -> dict[str, Any]:
    """Return the settings in `NAME=VALUE` entries; the values are Python literals.

    Entries without `=`, or with something else than a literal, are logged and skipped.
    """
    settings: dict[str, Any] = {}
    for entry in entries:
        name, equals, value = entry.partition("=")
        if not equals:
            logger.error("setting %r is skipped: it has to look like NAME=VALUE", entry)
            continue
        try:
            settings[name.strip()] = ast.literal_eval(value.strip())
        except (ValueError, SyntaxError):
            logger.error(
                "setting %r is skipped: its value has to be a number, a quoted string, True, "
                "False, None, a list or a dict",
                entry,
            )
    return settings


def add_logging_options(parser: argparse.ArgumentParser) -> None:
    """Add what both command lines share about logging and settings."""
    parser.add_argument("-l", "--log-level", choices=LEVELS)
    parser.add_argument(
        "--loggers",
        nargs="+",
        metavar="NAME",
        help="[+]NAME shows only this logger, _NAME hides it",
    )
    parser.add_argument("--debug-mode", choices=DEBUG_MODES, help="show only what this is about")
    parser.add_argument("--syslog-priorities", choices=SYSLOG_MODES)
    for option, when in (("-o", "pre"), ("-O", "post")):
        parser.add_argument(
            option,
            f"--settings-{when}-overrides",
            nargs="+",
            metavar="NAME=VALUE",
            help=f"settings that come {'before' if when == 'pre' else 'after'} all others",
        )


def add_server_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of commands that serve."""
    parser.add_argument("--host", help=f"default: {default_host()}")
    parser.add_argument("--port", type=int, help=f"default: {default_port()}")
    parser.add_argument(
        "--shell",
        action="store_true",
        default=None,
        help="a shell; leaving it stops the server",
    )
    parser.add_argument(
        "--shell-server-url", metavar="URL", help="host:port or file://path of a shell to attach to"
    )
    parser.add_argument(
        "--live-reload", action="store_true", default=None, help="start again when a file changes"
    )
    parser.add_argument("--shutdown-timeout", type=float, metavar="SECONDS")


def given_options(arguments: argparse.Namespace) -> dict[str, Any]:
    """Return the options that were on the command line, with parsed overrides."""
    given = {name: value for name, value in vars(arguments).items() if value is not None}
    for name in ("settings_pre_overrides", "settings_post_overrides"):
        if name in given:
            given[name] = parse_overrides(given[name])
    return given


def parse_script_arguments(argv: list[str]) -> dict[str, Any]:
    """Return the options on the command line of a script; wrong ones end the program."""
    parser = argparse.ArgumentParser()
    add_logging_options(parser)
    add_server_options(parser)
    return given_options(parser.parse_args(argv))
