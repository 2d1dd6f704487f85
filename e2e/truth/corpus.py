"""The files of the corpus: one a topic, blocks of markup and the questions about it.

    # The story in one line, which names the block
    <button id="x">Save</button>
        #x.is_enabled() -> True

Lines without indentation are the markup, indented ones are asked in order, all on one page. The
story may end with how the markup is shown: `[raw]` as `RawHTML`, `[nodes]` parsed by Lona, `[view]`
names a view of `views.py` instead of markup; else it is a plain page.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .questions import Question, parse_line

FOLDER = Path(__file__).parent / "corpus"
SHOWN = ("plain", "raw", "nodes", "view")


@dataclass(frozen=True)
class Block:
    """Markup and what is asked about it. `ids` name the questions, and stay if others come."""

    topic: str
    title: str
    shown: str
    markup: str
    questions: tuple[Question, ...]

    @property
    def ids(self) -> list[str]:
        """One id for each question."""
        seen: Counter[str] = Counter()
        names = []
        for question in self.questions:
            seen[question.text] += 1
            again = f" #{seen[question.text]}" if seen[question.text] > 1 else ""
            names.append(f"{self.topic} / {self.title} / {question.text}{again}")
        return names


def topics() -> list[str]:
    """Return the names of all topics."""
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def read_topic(topic: str) -> list[Block]:
    """Return the blocks of a topic; `SyntaxError` names the line that is not understood."""
    blocks = list(_blocks(topic, (FOLDER / f"{topic}.txt").read_text(encoding="utf-8")))
    titles = Counter(block.title for block in blocks)
    twice = [title for title, number in titles.items() if number > 1]
    if twice:
        raise SyntaxError(f"{topic}: two blocks have the title {twice[0]!r}")
    return blocks


def _blocks(topic: str, text: str) -> Iterator[Block]:
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        heading, *lines = part.rstrip().splitlines()
        match = re.fullmatch(r"(.*?)(?: \[(\w+)\])?", heading)
        assert match is not None
        shown = match[2] or "plain"
        if shown not in SHOWN:
            raise SyntaxError(f"{topic}: {heading!r} is shown in no known way")
        markup = [line for line in lines if not line.startswith("    ")]
        questions: list[Question] = []
        for line in lines:
            if line.startswith("    "):
                questions += _read_line(topic, line.strip())
        yield Block(topic, match[1], shown, "\n".join(markup).strip(), tuple(questions))


def _read_line(topic: str, line: str) -> list[Question]:
    try:
        return parse_line(line)
    except (SyntaxError, ValueError, KeyError) as error:
        raise SyntaxError(f"{topic}: cannot read {line!r}: {error}") from error
