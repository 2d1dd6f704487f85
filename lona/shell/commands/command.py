"""What all commands of Lona share."""

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lona.server import Server


class Command:
    """One command; its docstring is its help."""

    NAME = ""

    def __init__(self, repl: Any) -> None:
        self.repl = repl

    @property
    def server(self) -> "Server":
        """The server in whose process the shell is."""
        server: Server = self.repl.globals["server"]
        return server

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what the command takes."""

    def run(self, argv: Sequence[str]) -> None:
        """Read the arguments, and do it; `SystemExit` for wrong ones, after telling."""
        parser = _Parser(prog=f"%{self.NAME}", description=self.__doc__)
        parser.write = self.repl.write
        self.add_arguments(parser)
        self.show(parser.parse_args(argv[1:]))

    def show(self, arguments: argparse.Namespace) -> None:
        """Write what was asked for."""
        raise NotImplementedError

    def line(self, text: str = "") -> None:
        """Write a line."""
        self.repl.write(f"{text}\n")

    def table(self, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows below each other, with the widths that they need."""
        cells = [list(head), *([str(cell) for cell in row] for row in rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
        for row in cells:
            self.line("  ".join(map(str.ljust, row, widths)).rstrip())


class _Parser(argparse.ArgumentParser):
    """Writes to the user of a shell, who may be far away."""

    write: Any = None

    def _print_message(self, message: str, file: Any = None) -> None:
        self.write(message)
