"""Two answers to a question, and what is wrong if they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .asking import ACTIONS, TIMEOUTS, NotProven, ask
from .corpus import Block
from .judges import Tab
from .questions import Answer, Question
from .views import READY, address


class Kind(Enum):
    """What is wrong, the worst first."""

    SILENT = "passes silently"  # a wrong test passes in the process
    VALUE = "wrong value"
    ALARM = "refuses what is right"
    ERROR = "other kind of error"
    REFUSED = "refused in process"  # NotSupportedInProcess
    CORPUS = "not as the corpus says"  # Chromium is not as expected
    EQUAL = "equal"


@dataclass(frozen=True)
class Verdict:
    """A question with both answers."""

    id: str
    question: Question
    inprocess: Answer
    chromium: Answer

    @property
    def kind(self) -> Kind:
        """How the answers are related."""
        mine, truth, expected = self.inprocess, self.chromium, self.question.expected
        if expected is not None and truth != expected:
            return Kind.CORPUS
        if mine == truth:
            return Kind.EQUAL if mine.error == truth.error else Kind.ERROR
        if mine.outcome == "unsupported":
            return Kind.REFUSED
        if mine.is_positive and truth.is_positive:
            return Kind.VALUE
        if mine.is_positive:
            return Kind.SILENT
        return Kind.ALARM if truth.is_positive else Kind.ERROR

    def __str__(self) -> str:
        line = f"{self.id}: in process {self.inprocess}, in Chromium {self.chromium}"
        if self.inprocess == self.chromium:
            line += f" ({self.inprocess.error}, {self.chromium.error})"
        if self.kind is Kind.CORPUS:
            line += f", expected {self.question.expected}"
        details = (self.inprocess.detail, self.chromium.detail)
        detail = next(filter(None, reversed(details) if self.kind is Kind.CORPUS else details), "")
        return f"{line}  ({self.kind.value}{': ' + detail[:200] if detail else ''})"


def judge(blocks: list[Block], inprocess: Any, chromium: Tab) -> Iterator[Verdict]:
    """Ask a page and a tab every question of the blocks of their app."""
    for number, block in enumerate(blocks):
        path = address(block, number)
        _show(inprocess, path, block)
        mine = list(_ask_inprocess(inprocess, block))
        truth = _ask_chromium(chromium, path, block)
        for id_, question, *answers in zip(block.ids, block.questions, mine, truth, strict=True):
            yield Verdict(id_, question, *answers)


def _ask_inprocess(page: Any, block: Block) -> Iterator[Answer]:
    """Ask until the page refuses an action: a test ends there, so nothing after it is an answer."""
    has_ended = False
    for question in block.questions:
        if has_ended:
            yield Answer("unsupported", detail="an action before it")
            continue
        answer = ask(page, question, None)
        has_ended = answer.outcome == "unsupported" and question.chain.last in ACTIONS
        yield answer


def _ask_chromium(tab: Tab, path: str, block: Block) -> list[Answer]:
    """Ask until all answers are proven, in a new tab whenever an action needed more time."""
    timeouts = [TIMEOUTS[0]] * len(block.questions)
    at_rest = block.shown != "view"
    while True:
        _show(tab.page, path, block)
        answers = []
        for index, question in enumerate(block.questions):
            try:
                answers.append(ask(tab.page, question, timeouts[index], at_rest=at_rest))
            except NotProven:
                timeouts[index] = TIMEOUTS[TIMEOUTS.index(timeouts[index]) + 1]
                tab.renew()
                break
        else:
            return answers


def _show(page: Any, path: str, block: Block) -> None:
    page.goto(path)
    if block.shown in ("raw", "nodes"):
        page.locator(f"#{READY}").wait_for(state="attached")
