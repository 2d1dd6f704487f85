"""Python line by line, for shells that are far away: it writes where its user is."""

import ast
import traceback
from codeop import CommandCompiler
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from lona.shell.repl import Repl

PROMPT = ">>> "
CONTINUED = "... "


class Console:
    """Runs what is typed; `print` writes to the user of this shell, and so do results."""

    def __init__(self, names: Mapping[str, Any], write: Callable[[str], object]) -> None:
        self.repl = Repl(names, write)
        self.repl.globals.setdefault("print", partial(print, file=_Writer(write)))
        self._compile = CommandCompiler()
        self._lines: list[str] = []

    @property
    def prompt(self) -> str:
        """What is to be shown before the next line."""
        return CONTINUED if self._lines else PROMPT

    def forget(self) -> None:
        """Forget the lines of a block that is not complete."""
        self._lines.clear()

    def push(self, line: str) -> None:
        """Take a line; run what is complete with it."""
        if not self._lines and line.lstrip().startswith("%"):
            self.repl.run_command(line)
            return
        self._lines.append(line)
        source = "\n".join(self._lines)
        try:
            if self._compile(source, "<shell>", "single") is None:
                return
        except (SyntaxError, ValueError, OverflowError) as error:
            self.repl.write("".join(traceback.format_exception_only(error)))
        else:
            self._run(source)
        self._lines.clear()

    def _run(self, source: str) -> None:
        try:
            try:
                expression = ast.parse(source.strip(), "<shell>", "eval")
            except SyntaxError:
                exec(compile(source, "<shell>", "exec"), self.repl.globals)
                return
            result = eval(compile(expression, "<shell>", "eval"), self.repl.globals)
            if result is not None:
                self.repl.globals["_"] = result
                self.repl.write(f"{result!r}\n")
        except SystemExit:
            raise
        except BaseException as error:
            # The frame of this file says nothing.
            lines = traceback.format_exception(error.with_traceback(_next(error)))
            self.repl.write("".join(lines))


def _next(error: BaseException) -> Any:
    return error.__traceback__ and error.__traceback__.tb_next


class _Writer:
    def __init__(self, write: Callable[[str], object]) -> None:
        self.write = write

    def flush(self) -> None:
        """Everything is written at once."""
