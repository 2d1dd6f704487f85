"""Asking one page, of whichever driver, and telling its answer in the words that both share.

The two drivers say the same in different exceptions. What is needed to compare them is found out
in one way for both: an error is `missing` if the locator counts 0, and else it depends on what was
asked (a look, an assertion, an action). Nothing here depends on speed: see `TIMEOUTS`.
"""

import re
from functools import partial
from typing import Any

from lona.pytest import expect
from lona_testing import errors
from lona_testing.errors import NotSettled, NotSupportedInProcess, StrictModeError

from .questions import Answer, Chain, Question
from .settling import settle

ACTIONS = frozenset(
    "blur check clear click dblclick fill focus press press_sequentially select_option set_checked"
    " type uncheck wait_for dispatch_event hover tap drag_to select_text set_input_files"
    " insert_text scroll_into_view_if_needed".split()
)
# Looks that never wait: they take no timeout.
_IMMEDIATE = frozenset(
    "count all all_text_contents all_inner_texts is_visible is_hidden evaluate_all".split()
)
_OWN_ADDRESS = re.compile(r"^http://(localhost|127\.0\.0\.1)(:\d+)?")
_WAITING_PAGE_METHODS = frozenset(("goto", "reload", "go_back", "go_forward"))

# Why Playwright waited: with one of these in its log, waiting longer would not have helped.
_PROOF = re.compile(
    r"element is (?:not (?:visible|enabled|editable)|inert)|intercepts pointer events"
    r"|outside of the viewport|did not find some options|option being selected is not enabled"
    r"|unexpected value|Actual value: (?!None\s*$)|\nError: ",
    re.MULTILINE,
)
_PROOF_OF_STATE = re.compile(r"resolved to (?:hidden|visible)")  # waits for a state log what is

_KINDS_OF_ERRORS = (
    *(getattr(errors, name) for name in errors.__all__),
    TypeError,
    ValueError,
)


class NotProven(Exception):
    """Chromium gave up, and it is not known whether it would have in the end."""


TIMEOUTS = (250, 2_000, 20_000)
"""Milliseconds that Chromium gets for an action or a look; the next if what came is no proof.

An assertion is tried once at least, whatever its timeout, and on a page at rest once is enough.
"""

_ASSERTION_TIMEOUTS = (1, *TIMEOUTS)


def ask(page: Any, question: Question, timeout: int | None, *, at_rest: bool = True) -> Answer:
    """Return a page's answer; `timeout` is for actions, None for pages in the process.

    Raises `NotProven` for an action that has to be repeated with more time, on a fresh page. What
    changes nothing is repeated here. On a page that is not `at_rest`, what is expected to hold may
    take all the time there is.
    """
    if timeout is None:
        return _ask_once(page, question, None, is_last=True)
    timeouts: tuple[int, ...] = _ASSERTION_TIMEOUTS if _is_assertion(question.chain) else TIMEOUTS
    if question.chain.last in ACTIONS:
        return _ask_once(page, question, timeout, is_last=timeout == TIMEOUTS[-1])
    if not at_rest and question.expected == Answer("passes"):
        timeouts = timeouts[-1:]
    for attempt in timeouts[:-1]:
        try:
            return _ask_once(page, question, attempt, is_last=False)
        except NotProven:
            continue
    return _ask_once(page, question, timeouts[-1], is_last=True)


def _ask_once(page: Any, question: Question, timeout: int | None, *, is_last: bool) -> Answer:
    chain = question.chain
    if chain.last == "focused_id":
        return Answer("value", _focused_id(page))
    try:
        target = _follow(page, Chain(chain.steps[:-1]))
        value = _call(target, chain, page, timeout)
        if timeout is not None and chain.last in ACTIONS:
            settle(page)
    except Exception as error:
        answer = _explain(error, page, chain)
        if (
            is_last
            or answer.outcome not in ("fails", "refused", "wrong")
            or _is_proven(error, chain)
        ):
            return answer
        raise NotProven(answer.detail) from error
    if _is_assertion(chain):
        return Answer("passes")
    if chain.last in ACTIONS or (len(chain.steps) == 1 and chain.last in _WAITING_PAGE_METHODS):
        return Answer("done") if chain.last != "select_option" else Answer("value", value)
    return Answer("value", _plain(value))


def _is_assertion(chain: Chain) -> bool:
    return chain.last.startswith(("to_", "not_to_"))


def _is_of_locator(chain: Chain) -> bool:
    first = chain.steps[0].name
    return len(chain.steps) > 1 and (first == "locator" or first.startswith("get_by_"))


def _follow(page: Any, chain: Chain) -> Any:
    target = page
    for step in chain.steps:
        target = getattr(target, step.name)
        if step.is_called:
            target = target(
                *(_resolve(page, arg) for arg in step.args),
                **{name: _resolve(page, arg) for name, arg in step.kwargs},
            )
    return target


def _resolve(page: Any, argument: Any) -> Any:
    if isinstance(argument, list):
        return [_resolve(page, item) for item in argument]
    return _follow(page, argument) if isinstance(argument, Chain) else argument


def _call(target: Any, chain: Chain, page: Any, timeout: int | None) -> Any:
    step = chain.steps[-1]
    kwargs = {name: _resolve(page, argument) for name, argument in step.kwargs}
    subject = expect(target) if _is_assertion(chain) else target
    method = getattr(subject, step.name)
    if not step.is_called:
        return method
    can_wait = _is_of_locator(chain) and step.name not in _IMMEDIATE
    if timeout is not None and (can_wait or _is_assertion(chain)):
        kwargs["timeout"] = timeout
    return method(*(_resolve(page, argument) for argument in step.args), **kwargs)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return len(value) if value and not isinstance(value[0], str | dict) else value
    if isinstance(value, str):
        return _OWN_ADDRESS.sub("", value)
    return value


def _focused_id(page: Any) -> str:
    try:
        return str(page.evaluate("document.activeElement?.id ?? ''"))
    except NotSupportedInProcess:
        pass
    elements = page.locator("[id]")
    for index in range(elements.count()):
        element = elements.nth(index)
        try:
            expect(element).to_be_focused()
        except AssertionError:
            continue
        return str(element.get_attribute("id"))
    return ""


# errors


def _explain(error: Exception, page: Any, chain: Chain) -> Answer:
    detail = f"{type(error).__name__}: {error}".split("\n\n")[0].replace("\n", " ")[:300]
    kinds = (cls.__name__ for cls in type(error).__mro__ if cls in _KINDS_OF_ERRORS)
    answer = partial(Answer, detail=detail, error=next(kinds, type(error).__name__))
    if isinstance(error, NotSupportedInProcess):
        return answer("unsupported")
    if isinstance(error, StrictModeError):
        return answer("strict")
    if isinstance(error, TypeError | ValueError | AttributeError):
        return answer("bad")
    was_there = chain.last in ACTIONS and "locator resolved to" in str(error)
    if not was_there and _is_missing(page, chain):
        return answer("missing")
    return answer(_what_failed(chain))


def _is_proven(error: Exception, chain: Chain) -> bool:
    text = str(error)
    if isinstance(error, NotSettled):
        return False
    if "Timeout" not in text.split("Call log")[0] and not _is_assertion(chain):
        return True
    if chain.last == "wait_for" and _PROOF_OF_STATE.search(text):
        return True
    return _PROOF.search(text) is not None


def _is_missing(page: Any, chain: Chain) -> bool:
    if not _is_of_locator(chain):
        return False
    try:
        return bool(_follow(page, Chain(chain.steps[:-1])).count() == 0)
    except Exception:
        return False


def _what_failed(chain: Chain) -> str:
    if _is_assertion(chain):
        return "fails"
    return "refused" if chain.last in ACTIONS else "wrong"
