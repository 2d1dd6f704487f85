"""`%lona_views`."""

import sys
import threading
import traceback
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from lona.shell.commands.command import Command

if TYPE_CHECKING:
    from lona.runtime.runtime import ViewRuntime


class LonaViewsCommand(Command):
    """Show the views that live, or one of them with what it is doing."""

    NAME = "lona_views"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take an id."""
        parser.add_argument("id", nargs="?", metavar="RUNTIME_ID")
        parser.add_argument("-m", "--memory", action="store_true", help="local variables, too")

    def show(self, arguments: Namespace) -> None:
        """Write the list, or the details of one."""
        if arguments.id is None:
            self._list()
            return
        runtime = self.server.runtimes.find(arguments.id)
        if runtime is None:
            self.line(f"there is no view {arguments.id}")
            return
        self._tell(runtime, arguments.memory)

    def _list(self) -> None:
        threads = {thread.name: thread.ident for thread in threading.enumerate()}
        rows = [
            (
                runtime.id,
                threads.get(runtime.life.thread_name, "-"),
                "D" if runtime.life.is_daemon else "",
                runtime.request.user,
                self._route_id(runtime),
                runtime.request.url,
                runtime.state.name,
            )
            for runtime in self.server.runtimes.runtimes
        ]
        self.table(("id", "thread", "flags", "user", "route", "url", "state"), rows)

    def _route_id(self, runtime: "ViewRuntime") -> object:
        routes = self.server.router.routes
        found = (n for n, route in enumerate(routes) if route is runtime.request.route)
        return next(found, "-")

    def _tell(self, runtime: "ViewRuntime", with_memory: bool) -> None:
        request = runtime.request
        facts = {
            "view": repr(runtime.view),
            "state": runtime.state.name,
            "daemon": runtime.life.is_daemon,
            "started": runtime.life.started_at,
            "stopped": runtime.life.stopped_at or "-",
            "stop reason": repr(runtime.stop_reason) if runtime.stop_reason else "-",
            "thread": runtime.life.thread_name or "-",
            "user": request.user,
            "url": request.url,
            "match info": dict(request.match_info),
            "POST": request.POST,
            "connections": ", ".join(w.connection.client for w in runtime.screen.windows) or "-",
        }
        self.table(("", ""), facts.items())
        frame = _frame_of(runtime.life.thread_name)
        own = _frames_of_view(frame, runtime.view)
        if not own:  # it has ended, or it is a task: the thread, if any, is at something else
            return
        self.line()
        self.repl.write("".join(traceback.format_stack(frame)))
        if with_memory:
            for each in own:
                self.line(f"\nlocal variables of {each.f_code.co_qualname}:")
                for name, value in each.f_locals.items():
                    self.line(f"  {name} = {_shown(value)}")


def _frame_of(thread_name: str) -> Any:
    """Return what the thread of that name is doing now; None if there is none."""
    frames = sys._current_frames()
    for thread in threading.enumerate():
        if thread.name == thread_name and thread.ident is not None:
            return frames.get(thread.ident)
    return None


def _frames_of_view(frame: Any, view: object) -> list[Any]:
    """Return the frames of methods of a view, outermost first."""
    found = []
    while frame is not None:
        if any(value is view for value in frame.f_locals.values()):
            found.append(frame)
        frame = frame.f_back
    return found[::-1]


def _shown(value: object) -> str:
    try:
        return repr(value)[:200]
    except Exception as error:
        return f"<{type(value).__name__}, whose repr raised {error!r}>"
