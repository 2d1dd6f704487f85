"""The command `lona`: also `python -m lona`."""

import argparse
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from lona.command_line import collect_static
from lona.command_line.arguments import add_logging_options, add_server_options, given_options
from lona.command_line.run import ServeOptions, serve
from lona.imports import NothingThere
from lona.server import Server
from lona.shell.remote import attach
from lona.version import VERSION_STRING
from lona.web.application import create_application

logger = logging.getLogger("lona")


def handle_command_line(argv: list[str]) -> int:
    """Run the command in `argv` (the program's name comes first); returns its exit status."""
    arguments = _create_parser().parse_args(argv[1:])
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def main() -> None:
    """Run the command of this process; entry point of the console script."""
    sys.exit(handle_command_line(sys.argv))


def _create_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lona", description="Interactive web apps in plain Python"
    )
    parser.add_argument("--version", action="version", version=VERSION_STRING)
    commands = parser.add_subparsers(dest="command", required=True)
    run_server = _add_command(commands, "run-server", "serve a project", _run_server)
    add_server_options(run_server)
    collecting = _add_command(
        commands, "collect-static", "copy all static files into a directory", _collect_static
    )
    collect_static.add_options(collecting)
    shell = commands.add_parser("shell", help="attach to a server with --shell-server-url")
    shell.add_argument("url", metavar="URL", help="host:port or file://path")
    shell.set_defaults(run=lambda arguments: attach(arguments.url))
    return parser


def _add_command(
    commands: Any, name: str, what: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=what)
    add_logging_options(parser)
    parser.add_argument("--project-root", metavar="DIRECTORY", help="default: here")
    parser.add_argument("-s", "--settings", nargs="+", metavar="FILE", help="settings files")
    parser.set_defaults(run=run)
    return parser


def _collect_static(arguments: argparse.Namespace) -> int:
    collect_static.collect_static(arguments)
    return 0


def _run_server(arguments: argparse.Namespace) -> int:
    options: dict[str, Any] = given_options(arguments)
    for name in ("command", "run"):
        options.pop(name)
    project_root = options.pop("project_root", os.getcwd())
    settings_paths = options.pop("settings", [])
    serve_options = ServeOptions(**options)
    serve_options.setup_logging()

    def create(loop: Any) -> Any:
        server = Server(
            project_root,
            settings_paths,
            serve_options.settings_pre_overrides,
            serve_options.settings_post_overrides,
        )
        server.set_loop(loop)
        return create_application(server)

    try:
        return 0 if serve(create, serve_options, project_root) else 1
    except NothingThere as error:
        logger.error("%s", error)
        return 1
