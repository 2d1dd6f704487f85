"""How Playwright's CSS is written: what `css` makes sense of.

A selector is a list of compounds, each with the CSS of the browser and with pseudo-classes of
Playwright; in the parentheses of these stand selectors, texts and numbers.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from lona_testing.browser.selectors.matching import Selector, SelectorError
from lona_testing.browser.selectors.syntax import parse_tokens

FUNCTIONS = frozenset(
    "above below has has-text is left-of light near not nth-match right-of scope text text-is"
    " text-matches visible where".split()
)
"""The pseudo-classes that Playwright decides, not the browser."""


@dataclass(frozen=True)
class Function:
    """A pseudo-class of Playwright with what stands in its parentheses."""

    name: str
    arguments: "tuple[Argument, ...]"


@dataclass(frozen=True)
class Compound:
    """What one element has to be. `combinator` relates it to the element of the next compound."""

    css: tuple[Selector, ...]
    functions: tuple[Function, ...]
    combinator: str = " "


Complex = tuple[Compound, ...]
Argument = Complex | str | float


@lru_cache(maxsize=512)
def read(selector: str) -> tuple[Complex, ...]:
    """Read a list of selectors."""
    import tinycss2  # type: ignore[import-untyped]

    # What is behind all brackets stands at the end, unless one of them is open. (The first of the
    # two spaces may end an escape.)
    *tokens, space, end = tinycss2.parse_component_value_list(f"{selector}  .", skip_comments=True)
    if space.type != "whitespace" or end.type != "literal":
        raise SelectorError(f"a bracket is not closed in the selector {selector!r}")
    try:
        arguments = _Reader(tokens).arguments()
    except SelectorError as error:
        raise SelectorError(f"cannot read the selector {selector!r}: {error}") from None
    return selectors_of("is", arguments)


def selectors_of(name: str, arguments: tuple[Argument, ...]) -> tuple[Complex, ...]:
    """Return the arguments of a pseudo-class that takes nothing but selectors."""
    selectors = tuple(each for each in arguments if isinstance(each, tuple))
    if not selectors or len(selectors) != len(arguments):
        raise SelectorError(f":{name}() needs a list of selectors")
    return selectors


class _Reader:
    """Reads tokens of tinycss2 from left to right."""

    def __init__(self, tokens: list[Any]) -> None:
        self._tokens = tokens
        self._position = 0

    def arguments(self) -> tuple[Argument, ...]:
        """Read all: what is between commas."""
        found = [self._argument()]
        while self._is_literal(","):
            self._position += 1
            found.append(self._argument())
        if self._next is not None:
            raise self._unexpected()
        return tuple(found)

    def _argument(self) -> Argument:
        self._skip_space()
        if self._kind in ("number", "string"):
            value: str | float = self._take().value
            self._skip_space()
            return value
        return self._complex()

    def _complex(self) -> Complex:
        if self._is_combinator():
            compounds = [Compound((), (Function("scope", ()),))]
        else:
            compounds = [self._compound()]
        while True:
            self._skip_space()
            if self._is_combinator():
                compounds[-1] = replace(compounds[-1], combinator=self._take().value)
                self._skip_space()
            elif self._next is None or self._is_literal(","):
                return tuple(compounds)
            compounds.append(self._compound())

    def _compound(self) -> Compound:
        css: list[Any] = []
        functions = []
        while not (self._next is None or self._kind == "whitespace" or self._is_literal(",")):
            if self._is_combinator():
                break
            name = self._own_name()
            if name is None:
                css.extend(self._simple())
            else:
                self._position += 1
                functions.append(self._function(name))
        if not css and not functions:
            raise self._unexpected()
        selectors = parse_tokens(css) if css else ()
        return Compound(selectors, tuple(functions))

    def _own_name(self) -> str | None:
        """Return the name of the pseudo-class of Playwright that comes next, None if none does."""
        following = self._tokens[self._position + 1 : self._position + 2]
        if not self._is_literal(":") or not following:
            return None
        name = getattr(following[0], "lower_value", None) or getattr(following[0], "lower_name", "")
        return name if name in FUNCTIONS else None

    def _function(self, name: str) -> Function:
        token = self._take()
        if token.type == "ident":
            return Function(name, ())
        return Function(name, _Reader(token.arguments).arguments())

    def _simple(self) -> list[Any]:
        token = self._take()
        if token.type in ("ident", "hash", "[] block") or token == "*":
            return [token]
        if token == "." and self._kind == "ident":
            return [token, self._take()]
        if token == ":" and self._kind in ("ident", "function"):
            return [token, self._take()]
        self._position -= 1
        raise self._unexpected()

    @property
    def _next(self) -> Any:
        return self._tokens[self._position] if self._position < len(self._tokens) else None

    @property
    def _kind(self) -> str:
        return "" if self._next is None else str(self._next.type)

    def _take(self) -> Any:
        token = self._next
        self._position += 1
        return token

    def _is_literal(self, value: str) -> bool:
        return self._kind == "literal" and bool(self._next.value == value)

    def _is_combinator(self) -> bool:
        return self._kind == "literal" and self._next.value in (">", "+", "~")

    def _skip_space(self) -> None:
        while self._kind == "whitespace":
            self._position += 1

    def _unexpected(self) -> SelectorError:
        if self._next is None:
            return SelectorError("something is missing at its end")
        return SelectorError(f"{self._next.serialize()!r} is not expected there")
