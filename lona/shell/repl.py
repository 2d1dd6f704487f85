"""What commands of the shell get: names, a place to write to, and the other commands."""

import logging
import shlex
import traceback
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lona.imports import needs_traceback

if TYPE_CHECKING:
    from lona.server import Server

logger = logging.getLogger("lona")


class Repl:
    """One shell. `globals` are the names of its user; `locals` are the same, for older commands.

    A command is a class with `NAME`, made with the shell, and with `run(argv)`; `argv[0]` is the
    name. It may have `complete(text, state, line_buffer)`, which returns the completion of that
    number or None, as `readline` wants it.
    """

    def __init__(self, names: Mapping[str, Any], write: Callable[[str], object]) -> None:
        self.globals: dict[str, Any] = dict(names)
        self.locals = self.globals
        self.commands: dict[str, Any] = {}
        self._write = write
        self._load(self.globals["server"])

    def write(self, text: str) -> None:
        """Show a text to the user of the shell."""
        self._write(text)

    def _load(self, server: "Server") -> None:
        """Make the commands that the settings name; faulty ones are logged and left out."""
        for command in [*server.settings.CORE_COMMANDS, *server.settings.COMMANDS]:
            try:
                made = (server.acquire(command) if isinstance(command, str) else command)(self)
                self.commands[made.NAME.removeprefix("%")] = made
            except Exception as error:
                logger.error(
                    "shell command %r is left out: it can not be loaded: %s",
                    command,
                    error,
                    exc_info=needs_traceback(error),
                )

    def run_command(self, line: str) -> None:
        """Run `%name argument …`; whatever is wrong is written."""
        try:
            argv = shlex.split(line.strip().removeprefix("%"))
        except ValueError as error:
            self.write(f"{error}\n")
            return
        command = self.commands.get(argv[0]) if argv else None
        if command is None:
            names = ", ".join(f"%{name}" for name in sorted(self.commands))
            self.write(f"no such command; there are {names}\n")
            return
        try:
            command.run(argv)
        except SystemExit:  # of argparse, which has told why
            return
        except Exception:
            self.write(traceback.format_exc())

    def completions(self, name: str, text: str, line: str) -> list[str]:
        """Return what a command suggests for the word at the end of a line."""
        complete = getattr(self.commands.get(name), "complete", None)
        found: list[str] = []
        while complete is not None and len(found) < 1000:
            suggestion = complete(text, len(found), line)
            if suggestion is None:
                break
            found.append(str(suggestion))
        return found
