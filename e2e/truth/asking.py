"""Asking one page, of whichever driver, and telling its answer in the words that both share.

The two drivers say the same in different exceptions. What is needed to compare them is found out
in one way for both: an error is `missing` if the locator counts 0, and else it depends on what was
asked (a look, an assertion, an action). Nothing here depends on speed: see `Patience`.
"""

import re
from dataclasses import dataclass
from typing import Any

from lona.pytest import expect
from lona_testing.errors import NotSupportedInProcess, StrictModeError

from .questions import Answer, Chain, Question

ACTIONS = frozenset(
    "blur check clear click dblclick fill focus press press_sequentially select_option set_checked"
    " type uncheck wait_for dispatch_event hover tap drag_to select_text set_input_files"
    " scroll_into_view_if_needed".split()
)
# Looks that never wait: they take no timeout.
_IMMEDIATE = frozenset(
    "count all all_text_contents all_inner_texts is_visible is_hidden first last".split()
)
_OWN_ADDRESS = re.compile(r"^http://(localhost|127\.0\.0\.1)(:\d+)?")
_WAITING_PAGE_METHODS = frozenset(("goto", "reload", "go_back", "go_forward"))

# Why Playwright waited: with one of these in its log, waiting longer would not have helped.
_PROOF = re.compile(
    r"element is not (?:visible|enabled|editable)|intercepts pointer events|outside of the viewport"
    r"|did not find some options|option being selected is not enabled"
    r"|resolved to (?:hidden|visible)|Actual value: (?!None)|\nError: "
)
_BAD_CALL = re.compile(
    r"while parsing|Unknown engine|is not a valid selector|Invalid regular|must be one of"
    r"|: expected (?:string|boolean|number|one of)|can ?not be used"
)


class NotProven(Exception):
    """Chromium gave up, and it is not known whether it would have in the end."""


@dataclass(frozen=True)
class Patience:
    """How long Chromium waits, in milliseconds; None: a page in the process, which never does.

    An assertion is tried once at least, whatever its timeout: a short one is enough for a page at
    rest. If what comes back is no proof, `NotProven` asks for another attempt with more patience.
    """

    assertion: int
    action: int
    is_last: bool = False


PATIENCE = (Patience(1, 250), Patience(500, 2_000), Patience(8_000, 20_000, is_last=True))


def ask(page: Any, question: Question, patience: Patience | None) -> Answer:
    """Return a page's answer to a question. Raises `NotProven`."""
    chain = question.chain
    if chain.last == "focused_id":
        return Answer("value", _focused_id(page))
    try:
        target = _follow(page, Chain(chain.steps[:-1]))
        value = _call(target, chain, page, patience)
    except Exception as error:
        return _explain(error, page, chain, patience)
    if _is_assertion(chain):
        return Answer("passes")
    if chain.last in ACTIONS or (len(chain.steps) == 1 and chain.last in _WAITING_PAGE_METHODS):
        return Answer("done") if chain.last != "select_option" else Answer("value", value)
    return Answer("value", _plain(value))


def _is_assertion(chain: Chain) -> bool:
    return chain.last.startswith(("to_", "not_to_"))


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


def _call(target: Any, chain: Chain, page: Any, patience: Patience | None) -> Any:
    step = chain.steps[-1]
    kwargs = {name: _resolve(page, argument) for name, argument in step.kwargs}
    subject = expect(target) if _is_assertion(chain) else target
    method = getattr(subject, step.name)
    if not step.is_called:
        return method
    if patience is not None and len(chain.steps) > 1 and step.name not in _IMMEDIATE:
        kwargs["timeout"] = patience.assertion if _is_assertion(chain) else patience.action
    elif patience is not None and _is_assertion(chain):
        kwargs["timeout"] = patience.assertion
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


def _explain(error: Exception, page: Any, chain: Chain, patience: Patience | None) -> Answer:
    detail = f"{type(error).__name__}: {error}".split("\n\n")[0].replace("\n", " ")[:300]
    if isinstance(error, NotSupportedInProcess):
        return Answer("unsupported", detail=detail)
    if isinstance(error, StrictModeError) or "strict mode violation" in str(error):
        return Answer("strict", detail=detail)
    is_of_playwright = type(error).__module__.startswith("playwright")
    if not isinstance(error, AssertionError) and not is_of_playwright:
        return Answer("bad", detail=detail)
    if (is_of_playwright or patience is not None) and _BAD_CALL.search(
        str(error).split("Call log")[0]
    ):
        return Answer("bad", detail=detail)
    if _is_missing(page, chain):
        return Answer("missing", detail=detail)
    if patience is not None and not patience.is_last and not _is_proven(error):
        raise NotProven(detail) from error
    return Answer(_what_failed(chain), detail=detail)


def _is_proven(error: Exception) -> bool:
    text = str(error)
    if "Timeout" in type(error).__name__ or isinstance(error, AssertionError):
        return _PROOF.search(text) is not None
    return True


def _is_missing(page: Any, chain: Chain) -> bool:
    if len(chain.steps) == 1:
        return False
    try:
        return bool(_follow(page, Chain(chain.steps[:-1])).count() == 0)
    except Exception:
        return False


def _what_failed(chain: Chain) -> str:
    if _is_assertion(chain):
        return "fails"
    return "refused" if chain.last in ACTIONS else "wrong"
