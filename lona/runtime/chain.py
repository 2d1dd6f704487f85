"""The chain of one input event: root hook, nodes innermost first, awaiting view, view hook.

Every member returns the event to pass it on, None to end the chain, or a redirect. Pure control
flow: no locks, no sending.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from lona.data.types import HTTP_REDIRECT_KEY, REDIRECT_KEY
from lona.events.input_event import InputEvent
from lona.responses import HttpRedirectResponse, RedirectResponse

if TYPE_CHECKING:
    from lona.view import View

Hook = Callable[[InputEvent], Any]
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


def run_chain(view: "View", event: InputEvent, deliver: Callable[[InputEvent], bool]) -> Outcome:
    """Pass the event along; exceptions of hooks propagate.

    `deliver` hands the event to a thread that awaits it and tells whether there was one.
    Raises `RuntimeError` or `ValueError` when a hook returns something that is no answer.
    """
    for hook in (view.handle_input_event_root, *_node_hooks(event)):
        answer = interpret(hook(event))
        if not isinstance(answer, InputEvent):
            return Outcome(answer)
        event = answer
    if deliver(event):
        return Outcome(was_awaited=True)
    answer = interpret(view.handle_input_event(event))
    return Outcome() if isinstance(answer, InputEvent) else Outcome(answer)


def _node_hooks(event: InputEvent) -> Iterator[Hook]:
    for node in event.nodes:
        yield node.handle_input_event


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
