"""The chain of one input event: root hook, nodes innermost first, awaiting view, view hook.

Every member returns the event to pass it on, None to end the chain, or a redirect. Members that are
`async def` run on the event loop, others on a thread; what comes with Lona runs where the chain is.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from lona.data.types import HTTP_REDIRECT_KEY, REDIRECT_KEY
from lona.events.event_types import VIEW_HANDLERS
from lona.events.input_event import InputEvent
from lona.responses import HttpRedirectResponse, RedirectResponse
from lona.work.course import call, finished, hold, is_async, leave_loop
from lona.work.latch import is_on_loop

if TYPE_CHECKING:
    from lona.base_view import BaseView
    from lona.html.abstract_node import AbstractNode

Hook = Callable[[InputEvent], Any]
Step = Callable[[InputEvent], Awaitable[Any]]
AnyRedirect: TypeAlias = RedirectResponse | HttpRedirectResponse

_REDIRECTS: dict[str, type[RedirectResponse] | type[HttpRedirectResponse]] = {
    REDIRECT_KEY: RedirectResponse,
    HTTP_REDIRECT_KEY: HttpRedirectResponse,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a chain ended: with a redirect, taken by a waiting view, or simply handled."""

    redirect: AnyRedirect | None = None
    was_awaited: bool = False


async def run_chain(
    view: "BaseView", event: InputEvent, deliver: Callable[[InputEvent], bool]
) -> Outcome:
    """Pass the event along; exceptions of hooks propagate.

    `deliver` hands the event to whoever awaits it and tells whether there was somebody.
    Raises `RuntimeError` or `ValueError` when a hook returns something that is no answer.
    """
    for step in (_ask_view(view.handle_input_event_root), *map(_ask_node, event.nodes)):
        answer = interpret(await step(event))
        if not isinstance(answer, InputEvent):
            return Outcome(answer)
        event = answer
    if deliver(event):
        return Outcome(was_awaited=True)
    for hook in (_handler_of(view, event), view.handle_input_event):
        answer = interpret(await _ask_view(hook)(event))
        if not isinstance(answer, InputEvent):
            return Outcome(answer)
        event = answer
    return Outcome()


def _handler_of(view: "BaseView", event: InputEvent) -> Hook:
    """Return the method of a view for the event's type, if it has one, as `handle_key_down`.

    Not for the types that Lona had before: programs have methods of such names for other purposes.
    """
    name = VIEW_HANDLERS.get(event.type)
    return _nothing if name is None else getattr(view, name, _nothing)


def _nothing(event: InputEvent) -> InputEvent:
    """Pass the event on."""
    return event


def _ask_view(hook: Hook) -> Step:
    """Return how a hook of a view is asked; the default ones pass everything on."""
    if is_of_lona(hook):
        return _pass_on
    return partial(call, hook)


async def _pass_on(event: InputEvent) -> InputEvent:
    return event


def _ask_node(node: "AbstractNode") -> Step:
    """Return how a node is asked.

    What Lona's own hooks do, they do under the lock of the tree, wherever the chain is; but they
    call the handler of the event's type, which may belong somewhere else.
    """
    hook = node.handle_input_event
    if not is_of_lona(hook):
        return partial(call, hook)

    async def ask(event: InputEvent) -> Any:
        handler = node.handler_of(event.type)
        if handler is not None and not is_of_lona(handler) and not is_async(handler):
            await leave_loop()
        if not is_on_loop():
            return await finished(hook(event))
        with await hold(node.lock):
            result = hook(event)
        return await finished(result)

    return ask


def is_of_lona(function: Any) -> bool:
    """Whether a function comes with Lona: it does not block, and may run anywhere."""
    module: str = getattr(function, "__module__", None) or ""
    return module.startswith("lona.")


def interpret(answer: object) -> InputEvent | AnyRedirect | None:
    """Check what a hook returned; redirect dictionaries become response objects."""
    if isinstance(answer, dict):
        return _redirect_from_dict(answer)
    if answer is None or isinstance(answer, InputEvent | RedirectResponse | HttpRedirectResponse):
        return answer
    raise RuntimeError(
        f"input event handlers may return None, the event or a redirect, not {type(answer)!r}"
    )


def _redirect_from_dict(answer: dict[Any, Any]) -> AnyRedirect:
    keys = list(answer)
    if len(keys) != 1 or keys[0] not in _REDIRECTS:
        raise ValueError(
            f"input event handlers may return a dict with the single key 'redirect' or "
            f"'http_redirect', not with {keys!r}"
        )
    target = answer[keys[0]]
    return _REDIRECTS[keys[0]](target)
