"""Whether an event goes on to the ancestors of a control that has handled it."""

from typing import Any

from lona.data.types import is_redirect


def passed_on(result: Any, bubble_up: bool) -> Any:
    """Return what the ancestors get of what a handler returned; a redirect holds in any case.

    If the result can be awaited, because the handler is a coroutine function, so can this.
    """
    if hasattr(result, "__await__"):
        return _passed_on_later(result, bubble_up)
    return result if bubble_up or is_redirect(result) else None


async def _passed_on_later(result: Any, bubble_up: bool) -> Any:
    return passed_on(await result, bubble_up)
