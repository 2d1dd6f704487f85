"""Where something stands in the user's code, for errors that come up when the server starts."""

import inspect
import sys
from types import FrameType
from typing import Any


def place_of_caller() -> str:
    """Return `file:line` of the innermost code that is not Lona's own; "" if there is none."""
    frame: FrameType | None = sys._getframe()
    while frame is not None and is_ours(frame):
        frame = frame.f_back
    return "" if frame is None else f"{frame.f_code.co_filename}:{frame.f_lineno}"


def place_of(thing: Any) -> str:
    """Return `file:line` of a function, method or class; "" if it is not known."""
    thing = inspect.unwrap(thing) if callable(thing) else thing
    code = getattr(getattr(thing, "__func__", thing), "__code__", None)
    if code is not None:
        return f"{code.co_filename}:{code.co_firstlineno}"
    try:
        return f"{inspect.getsourcefile(thing)}:{inspect.getsourcelines(thing)[1]}"
    except (TypeError, OSError, IndexError):
        return ""


def at(place: str) -> str:
    """Return the place as the end of a sentence; "" if it is not known."""
    return f" ({place})" if place else ""


def is_ours(frame: FrameType) -> bool:
    """Whether a frame is code of Lona."""
    name = frame.f_globals.get("__name__", "")
    return isinstance(name, str) and (name == "lona" or name.startswith("lona."))
