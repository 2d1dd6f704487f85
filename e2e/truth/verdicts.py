"""Two answers to a question, and what is wrong if they differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from .asking import PATIENCE, NotProven, Patience, ask
from .corpus import Block
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
            return Kind.EQUAL
        if mine.outcome == "unsupported":
            return Kind.REFUSED
        if mine.is_positive and truth.is_positive:
            return Kind.VALUE
        if mine.is_positive:
            return Kind.SILENT
        return Kind.ALARM if truth.is_positive else Kind.ERROR

    def __str__(self) -> str:
        line = f"{self.id}: in process {self.inprocess}, in Chromium {self.chromium}"
        if self.kind is Kind.CORPUS:
            line += f", expected {self.question.expected}"
        detail = self.inprocess.detail or self.chromium.detail
        return f"{line}  ({self.kind.value}{': ' + detail[:160] if detail else ''})"


def judge(blocks: list[Block], pages: tuple[Any, Any]) -> Iterator[Verdict]:
    """Ask both pages every question of the blocks of an app."""
    inprocess, chromium = pages
    for number, block in enumerate(blocks):
        path = address(block, number)
        mine = _ask_all(inprocess, path, block, None)
        truth = _ask_until_proven(chromium, path, block)
        for id_, question, *answers in zip(block.ids, block.questions, mine, truth, strict=True):
            yield Verdict(id_, question, *answers)


def _ask_until_proven(page: Any, path: str, block: Block) -> list[Answer]:
    for patience in PATIENCE[:-1]:
        try:
            return _ask_all(page, path, block, patience)
        except NotProven:
            continue
    return _ask_all(page, path, block, PATIENCE[-1])


def _ask_all(page: Any, path: str, block: Block, patience: Patience | None) -> list[Answer]:
    page.goto(path)
    if block.shown in ("raw", "nodes"):
        page.locator(f"#{READY}").wait_for(state="attached")
    return [ask(page, question, patience) for question in block.questions]
