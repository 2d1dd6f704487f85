"""The command `lona`: also `python -m lona`."""

import argparse
import os
import sys
from typing import Any

from lona.command_line.arguments import add_logging_options, add_server_options, given_options
from lona.command_line.run import ServeOptions, serve
from lona.server import Server
from lona.version import VERSION_STRING
from lona.web.application import create_application


def handle_command_line(argv: list[str]) -> int:
    """Run the command in `argv` (the program's name comes first); returns its exit status."""
    parser = _create_parser()
    arguments = parser.parse_args(argv[1:])
    return _COMMANDS[arguments.command](given_options(arguments))


def main() -> None:
    """Run the command of this process; entry point of the console script."""
    sys.exit(handle_command_line(sys.argv))


def _create_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lona", description="Interactive web apps in plain Python"
    )
    parser.add_argument("--version", action="version", version=VERSION_STRING)
    commands = parser.add_subparsers(dest="command", required=True)
    run_server = commands.add_parser("run-server", help="serve a project")
    add_logging_options(run_server)
    run_server.add_argument("--project-root", metavar="DIRECTORY", help="default: here")
    run_server.add_argument("-s", "--settings", nargs="+", metavar="FILE", help="settings files")
    add_server_options(run_server)
    return parser


def _run_server(options: dict[str, Any]) -> int:
    options.pop("command")
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

    return 0 if serve(create, serve_options) else 1


_COMMANDS = {"run-server": _run_server}
