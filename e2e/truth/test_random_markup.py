"""Both drivers agree on pages that nobody would think of.

Usually it asks about the same pages each time. `--examples=N` asks about N times as many new ones,
and looks for the smallest page on which the drivers differ.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from random_trees import amount

from .corpus import Block
from .judges import Judges
from .questions import parse_line
from .random_markup import actions, looks, markups
from .verdicts import Kind, Verdict, judge
from .views import make_app

ARE_NEW = amount.factor > 1
ACCEPTED = (Kind.EQUAL, Kind.REFUSED)

Ask = Callable[[str, list[str]], list[Verdict]]


@pytest.fixture(scope="module")
def ask(lona_loop_thread: Any, lona_chromium: Any, verdicts: list[Verdict]) -> Iterator[Ask]:
    """Ask both drivers some lines about markup."""
    blocks: list[Block] = []
    judges = Judges(make_app(blocks), lona_loop_thread, lona_chromium)
    pages = judges.open()

    def run(markup: str, lines: list[str]) -> list[Verdict]:
        questions = [question for line in lines for question in parse_line(line)]
        blocks[:] = [Block("random", "markup", "plain", markup, tuple(questions))]
        found = list(judge(blocks, *pages))
        verdicts.extend(found)
        return found

    yield run
    judges.close()


def different(lines: list[str], verdicts: list[Verdict]) -> list[str]:
    """Return what differs: the lines for the corpus with what Chromium says."""
    return [
        f"    {line} -> {verdict.chromium}   # in process {verdict.inprocess}: {verdict.kind.value}"
        for line, verdict in zip(lines, verdicts, strict=True)
        if verdict.kind not in ACCEPTED
    ]


@settings(
    max_examples=amount.examples(60),
    derandomize=not ARE_NEW,
    database=None,
    phases=(Phase.generate, Phase.shrink) if ARE_NEW else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_both_drivers_agree_on_random_markup(ask: Ask, data: st.DataObject) -> None:
    markup, count = data.draw(markups())
    done = data.draw(actions(count))
    lines = [*looks(count), *done, *(looks(count) if done else [])]

    wrong = different(lines, ask(markup, lines))

    if wrong:
        note("\n".join(["# A story", markup, *(f"    {line}" for line in done), *wrong]))
        # One error for each kind of question: Hypothesis shows the smallest page of each.
        raise kind_of(wrong[0])("\n".join(wrong))


def kind_of(line: str) -> type[AssertionError]:
    """Return an error class that is made of what was asked."""
    name = parse_line(line.split(" -> ")[0].strip())[0].chain.last
    return _KINDS.setdefault(name, type(f"Differs_{name}", (AssertionError,), {}))


_KINDS: dict[str, type[AssertionError]] = {}
