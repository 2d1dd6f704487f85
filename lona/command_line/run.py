"""Serving from the command line, for scripts and for `lona run-server`."""

import asyncio
import atexit
import gc
import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import Any

from lona.command_line.arguments import default_host, default_port
from lona.command_line.shells import Shells
from lona.logging import setup_logging
from lona.web.application import server_of
from lona.web.run import run_application

logger = logging.getLogger("lona")


@dataclass
class ServeOptions:
    """How to serve: address, logging, settings. `shutdown_timeout` is seconds."""

    host: str = field(default_factory=default_host)
    port: int = field(default_factory=default_port)
    log_level: str = "info"
    loggers: Sequence[str] = ()
    debug_mode: str = ""
    syslog_priorities: str = "auto"
    shutdown_timeout: float = 0
    shell: bool = False
    shell_server_url: str = ""
    live_reload: bool = False
    settings_pre_overrides: Mapping[str, Any] | None = None
    settings_post_overrides: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        """Let live reload show what crashes, unless the options say otherwise."""
        if self.live_reload:
            self.settings_post_overrides = {"DEBUG": True, **(self.settings_post_overrides or {})}

    def setup_logging(self) -> None:
        """Configure logging by these options."""
        self.log_formatter, self.log_filter = setup_logging(self)

    def make_shells(self) -> Shells:
        """Return what these options say of shells."""
        names = {
            "cli_args": self,
            "log_formatter": getattr(self, "log_formatter", None),
            "log_filter": getattr(self, "log_filter", None),
        }
        return Shells(self.shell, self.shell_server_url, names)


def check_options(options: dict[str, Any]) -> None:
    """Raise `TypeError` for an option that there is not."""
    names = [each.name for each in fields(ServeOptions)]
    for name in options:
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}=?" if near else f"there are {', '.join(names)}"
            raise TypeError(f"app.run() has no keyword {name}=; {hint}")


def serve(
    create: Callable[[asyncio.AbstractEventLoop], Any],
    options: ServeOptions,
    project_root: str,
    loop: asyncio.AbstractEventLoop | None = None,
) -> bool:
    """Serve the application that `create` makes for a loop until a signal comes.

    With live reload a child does that, again after each change below the project root. Returns
    False if the address could not be bound, or a shell cannot be had, which is logged in one line.
    """
    # What is left of many views is not worth a search for garbage while the process ends: with
    # hundreds of them that takes seconds.
    atexit.register(gc.freeze)
    sockets: list[socket.socket] = []
    if options.live_reload:
        from lona.command_line import live_reload

        if live_reload.is_supervised():
            sockets = live_reload.take_sockets()
        elif live_reload.is_possible():
            return live_reload.supervise(options.host, options.port, project_root)
    shells = options.make_shells()
    own_loop = loop is None
    loop = loop or asyncio.new_event_loop()

    def run(on_running: Callable[[Callable[[], None]], None]) -> bool:
        try:
            asyncio.set_event_loop(loop)
            application = create(loop)
            shells.name(server_of(application))
            return loop.run_until_complete(
                run_application(
                    application,
                    options.host,
                    options.port,
                    shutdown_timeout=options.shutdown_timeout,
                    inherited=sockets,
                    on_running=on_running,
                )
            )
        finally:
            asyncio.set_event_loop(None)
            if own_loop:
                loop.close()

    return shells.run(run)
