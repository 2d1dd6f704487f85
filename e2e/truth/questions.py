"""Questions as data: one is a chain of calls, as a test would write it, and the right answer.

    get_by_role("button", name=re("sav", "i")).first.is_enabled() -> True
    #x.click() -> done
    #x: name="Save", visible=True

`#x` is short for `locator("#x")`. A chain starts at the page; if its last name is an assertion
(`to_…`, `not_to_…`), the rest of it is what is expected of. A line with a colon states facts, and
each fact is asked in all the ways in which the API can be asked for it. No driver is known here.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

# How an answer is written in the corpus if it is no value, and what it means.
OUTCOMES = {
    "passes": "an assertion holds",
    "done": "an action was possible",
    "fails": "an assertion does not hold",
    "refused": "there is an element, but nobody could do this with it",
    "wrong": "there is an element, but it has no such thing",
    "missing": "no element matches, where one is needed",
    "strict": "several elements match, where one is needed",
    "unsupported": "only a browser can know",
    "bad": "nobody can ask this: not a selector, no such method or argument",
}


@dataclass(frozen=True)
class Answer:
    """What a page answered: a value of a read, or one of `OUTCOMES`; `detail` is for people."""

    outcome: str
    value: Any = None
    detail: str = field(default="", compare=False)
    error: str = field(default="", compare=False)  # the type that a test expects, if it fails

    @property
    def is_positive(self) -> bool:
        """Whether a test that asks this would go on."""
        return self.outcome in ("value", "passes", "done")

    def __str__(self) -> str:
        return repr(self.value) if self.outcome == "value" else self.outcome


@dataclass(frozen=True)
class Chain:
    """A chain of attributes and calls that starts at the page."""

    steps: tuple["Step", ...]

    @property
    def last(self) -> str:
        """The last name: what is asked."""
        return self.steps[-1].name


@dataclass(frozen=True)
class Step:
    """One name of a chain, and the arguments if it is called."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: tuple[tuple[str, Any], ...] = ()
    is_called: bool = True


@dataclass(frozen=True)
class Question:
    """A chain, how it is written, and the answer that the corpus expects (None: Chromium's)."""

    text: str
    chain: Chain
    expected: Answer | None = None


def parse_line(line: str) -> list[Question]:
    """Return the questions of one line of the corpus."""
    facts = re.fullmatch(r"(#[\w-]+|[a-z]\w*\(.*?\)): (\w+=.*)", line)
    if facts:
        return list(_facts(facts[1], facts[2]))
    text, arrow, expected = line.partition(" -> ")
    return [Question(text, parse_chain(text), parse_answer(expected) if arrow else None)]


def parse_chain(text: str) -> Chain:
    """Return the chain that a text writes down; `SyntaxError` if it is none."""
    source = re.sub(r"^#([\w-]+)", r'locator("#\1")', text)
    return Chain(tuple(_steps(ast.parse(source, mode="eval").body)))


def parse_answer(text: str) -> Answer:
    """Return the answer that a text writes down: one of `OUTCOMES` or a Python value."""
    if text in OUTCOMES:
        return Answer(text)
    return Answer("value", ast.literal_eval(text))


def _steps(node: ast.expr) -> Iterator[Step]:
    match node:
        case ast.Name(name):
            yield Step(name, is_called=False)
        case ast.Attribute(value, name):
            yield from _steps(value)
            yield Step(name, is_called=False)
        case ast.Call(function, args, keywords):
            *before, last = _steps(function)
            yield from before
            kwargs = tuple((str(k.arg), _argument(k.value)) for k in keywords)
            yield Step(last.name, tuple(map(_argument, args)), kwargs)
        case _:
            raise SyntaxError(f"not a chain of calls: {ast.unparse(node)}")


def _argument(node: ast.expr) -> Any:
    match node:
        case ast.Call(ast.Name("re"), [ast.Constant(pattern), *flags]):
            letters = flags[0].value if flags and isinstance(flags[0], ast.Constant) else ""
            return re.compile(str(pattern), re.RegexFlag(sum(_FLAGS[c] for c in str(letters))))
        case ast.List(elements):
            return [_argument(element) for element in elements]
        case ast.Call() | ast.Attribute():
            return Chain(tuple(_steps(node)))
    return ast.literal_eval(node)


_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}


# Facts: a name, and how to ask for it so that the answer is yes, and so that it is no.


def _facts(target: str, text: str) -> Iterator[Question]:
    call = ast.parse(f"facts({text})", mode="eval").body
    assert isinstance(call, ast.Call)
    for keyword in call.keywords:
        ask = _FACTS[str(keyword.arg)]
        for question, answer in ask(ast.literal_eval(keyword.value)):
            line = f"{target}.{question}"
            yield Question(line, parse_chain(line), parse_answer(answer))


Asked = Iterator[tuple[str, str]]


def _assertion(name: str, argument: str = "", holds: bool = True) -> Asked:
    answers = ("passes", "fails") if holds else ("fails", "passes")
    yield f"{name}({argument})", answers[0]
    yield f"not_{name}({argument})", answers[1]


def _text_fact(assertion: str, read: str = "") -> Callable[[Any], Asked]:
    def ask(value: Any) -> Asked:
        if read:
            yield f"{read}()", repr(value)
        yield from _assertion(assertion, repr(value))
        yield f"{assertion}({value + '~'!r})", "fails"

    return ask


def _state_fact(name: str, opposite: str = "") -> Callable[[Any], Asked]:
    def ask(is_so: Any) -> Asked:
        yield f"is_{name}()", repr(is_so)
        yield from _assertion(f"to_be_{name}", holds=is_so)
        if opposite:
            yield f"is_{opposite}()", repr(not is_so)
            yield from _assertion(f"to_be_{opposite}", holds=not is_so)

    return ask


def _role(value: Any) -> Asked:
    yield from _assertion("to_have_role", repr(value))
    other = "button" if value != "button" else "link"
    yield from list(_assertion("to_have_role", repr(other), holds=False))[:1]


def _plain_assertion(name: str) -> Callable[[Any], Asked]:
    return lambda is_so: _assertion(name, holds=is_so)


def _shows(value: Any) -> Asked:
    yield "inner_text()", repr(value)


_FACTS: dict[str, Callable[[Any], Asked]] = {
    "role": _role,
    "name": _text_fact("to_have_accessible_name"),
    "description": _text_fact("to_have_accessible_description"),
    "text": _text_fact("to_have_text", "text_content"),
    "shows": _shows,
    "value": _text_fact("to_have_value", "input_value"),
    "visible": _state_fact("visible", "hidden"),
    "enabled": _state_fact("enabled", "disabled"),
    "editable": _state_fact("editable"),
    "checked": _state_fact("checked"),
    "focused": _plain_assertion("to_be_focused"),
    "empty": _plain_assertion("to_be_empty"),
}
