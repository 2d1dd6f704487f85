"""The shell in the terminal in which the server was started: IPython, with Lona's commands."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.util import find_spec
from typing import Any

from lona.shell.repl import Repl

NEEDED = "the shell needs IPython: pip install 'ipython>=9', or install Lona with its extra `shell`"
BANNER = "Lona shell: `server`, `loop`, and commands like %lona_views. Leave it with Ctrl+D."


def is_there() -> bool:
    """Whether the package is installed that the shell needs."""
    return find_spec("IPython") is not None


def embed(names: Mapping[str, Any], banner: str = BANNER) -> None:
    """Let the user of the terminal work until they leave; blocks.

    Raises `ImportError`, with what is to be installed, if IPython is missing.
    """
    if not is_there():
        raise ImportError(NEEDED)
    from IPython.terminal.embed import InteractiveShellEmbed

    repl = Repl(names, partial(print, end=""))
    make: Any = InteractiveShellEmbed
    shell = make(user_ns=repl.globals, banner1=banner, confirm_exit=False)
    repl.globals = repl.locals = shell.user_ns
    for name in repl.commands:
        shell.register_magic_function(_magic(repl, name), "line", name)
        shell.set_hook("complete_command", _completer(repl, name), str_key=f"%{name}")
    shell.mainloop()


def _magic(repl: Repl, name: str) -> Callable[[str], None]:
    def run(line: str) -> None:
        repl.run_command(f"{name} {line}")

    run.__doc__ = f"%{name}: a command of Lona; `%{name} --help` tells more."
    return run


def _completer(repl: Repl, name: str) -> Callable[[Any, Any], list[str]]:
    def complete(_: Any, event: Any) -> list[str]:
        return repl.completions(name, event.symbol, event.line)

    return complete
