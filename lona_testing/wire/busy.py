"""What a server is doing that does not come to rest, for the errors of tests."""

import os
import sys
import threading
import traceback
from types import FrameType
from typing import TYPE_CHECKING

import lona
from lona.runtime.runtime import ViewRuntime

if TYPE_CHECKING:
    from lona.server import Server

_OF_LONA = os.path.dirname(lona.__file__) + os.sep
_OF_PYTHON = os.path.dirname(threading.__file__) + os.sep


def describe_busy(server: "Server") -> str:
    """Return a paragraph for each thread that moves: its view, its state and its stack."""
    frames = sys._current_frames()
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    moving = [thread for thread in server.activity.threads if thread in frames]
    parts = [_describe(frames[thread], names.get(thread, str(thread))) for thread in moving]
    return "\n\n".join(parts) or f"{server.activity.moving} pieces of work are under way"


def describe_view(runtime: ViewRuntime) -> str:
    """Return a paragraph about a view: its state, and the stack of its thread, if it has one."""
    name = runtime.life.thread_name
    thread = next((thread for thread in threading.enumerate() if thread.name == name), None)
    frame = sys._current_frames().get(thread.ident or 0) if thread is not None else None
    return _name_runtime(runtime) if frame is None else _describe(frame, name)


def _describe(frame: FrameType, name: str) -> str:
    stack = traceback.extract_stack(frame)
    of_user = [line for line in stack if not line.filename.startswith((_OF_LONA, _OF_PYTHON))]
    lines = "".join(traceback.format_list(of_user or stack))
    return f"{_what_runs(frame)}, in the thread {name}:\n{lines}".rstrip()


def _what_runs(frame: FrameType) -> str:
    for caller, _ in traceback.walk_stack(frame):
        runtime = caller.f_locals.get("self")
        if isinstance(runtime, ViewRuntime):
            return _name_runtime(runtime)
    return "something that belongs to no view"


def _name_runtime(runtime: ViewRuntime) -> str:
    what = "a request" if runtime.view is None else f"the view {_name(runtime.view)}"
    return f"{what} of {runtime.request.url} ({runtime.state.name})"


def _name(view: object) -> str:
    return f"{type(view).__module__}.{type(view).__qualname__}"
