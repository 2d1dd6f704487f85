"""Documents with style sheets: which sheets they have, and what these say of a property.

`reading()` stands around looks at a document that does not change meanwhile: what was found out is
kept as long.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, TypeVar

from lona_testing.browser.dom import Document, Element, is_html
from lona_testing.browser.style.declarations import Value
from lona_testing.browser.style.media import media_apply
from lona_testing.browser.style.rule_selectors import RuleSelector
from lona_testing.browser.style.sheets import Declared, Import, parse_sheet

_DEEPEST_IMPORT = 8
_LAST = float("inf")

T = TypeVar("T")

LoadSheet = Callable[[str, str], tuple[str, str] | None]
"""Return the address and the text of a sheet, None if there is none; given are the address as it is
written, and that of the sheet that imports it, empty for the document."""


@dataclass(frozen=True)
class Source:
    """A sheet of a document, by its text; where it was loaded from, and what is in doubt."""

    text: str
    doubt: str
    layer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """What one rule says of one property, and its place in the cascade."""

    selector: RuleSelector
    value: Value
    doubt: str
    rank: tuple[object, ...]


@dataclass(eq=False)
class RuleBook:
    """All rules of several sheets, by property; the rules of pseudo-elements stand apart.

    `animated` tells the animations that change a property.
    """

    rules: dict[str, list[Rule]]
    generated: dict[str, list[Rule]]
    animated: dict[str, set[str]]


EMPTY = RuleBook({}, {}, {})


class DocumentStyles:
    """The style sheets of one document.

    `load` returns linked sheets, `allows_inline` tells which `<style>` elements and attributes
    count.
    During a reading `values` are those of properties that were found out, `answers` what functions
    returned that are `remembered`.
    """

    def __init__(
        self, document: Document, load: LoadSheet, allows_inline: Callable[[Element], bool]
    ) -> None:
        self.document = document
        self._load = load
        self._depth = 0
        self.allows_inline = allows_inline
        self.values: dict[tuple[Element, str], str] = {}
        self.answers: dict[tuple[object, Element], Any] = {}
        self._book: RuleBook | None = None

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Keep what is found out about styles until the end of the block."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if not self._depth:
                self.values.clear()
                self.answers.clear()
                self._book = None

    @property
    def is_read(self) -> bool:
        """Whether the document does not change now."""
        return self._depth > 0

    def remember(self, key: tuple[Element, str], value: str) -> str:
        """Keep a value as long as nothing changes."""
        if self._depth:
            self.values[key] = value
        return value

    def rule_book(self) -> RuleBook:
        """Return what the sheets of the document say now."""
        if self._book is not None:
            return self._book
        sources = tuple(_sources(self, self._load))
        book = make_rule_book(sources) if sources else EMPTY
        if self._depth:
            self._book = book
        return book


def styles_of(element: Element) -> DocumentStyles | None:
    """Return the style sheets of the document of an element, None if none count."""
    while element.parent is not None:
        element = element.parent
    return element.styles if isinstance(element, Document) else None


def remembered(ask: Callable[[Element], T]) -> Callable[[Element], T]:
    """Return a function that asks once for each element, as long as a reading lasts."""

    @wraps(ask)
    def asked(element: Element) -> T:
        styles = styles_of(element)
        if styles is None or not styles.is_read:
            return ask(element)
        key = (ask, element)
        if key not in styles.answers:
            styles.answers[key] = ask(element)
        answer: T = styles.answers[key]
        return answer

    return asked


def reading(element: Element) -> AbstractContextManager[None]:
    """Keep what is found out about the styles of the document of an element, as long as it lasts.

    The document must not change meanwhile.
    """
    styles = styles_of(element)
    return nullcontext() if styles is None else styles.reading()


def _sources(styles: DocumentStyles, load: LoadSheet) -> Iterator[Source]:
    """Return the sheets in the order of the document (CSSOM 1 §6.8)."""
    for element in styles.document.elements():
        if element.tag not in ("style", "link"):
            continue
        applies = media_apply(element.get("media") or "")
        if applies is False:
            continue
        doubt = "" if applies else f"the media {element.get('media')!r}"
        if element.tag == "style" and _is_css(element) and styles.allows_inline(element):
            yield from _with_imports(Source(element.text(), doubt), "", load)
        elif is_html(element, "link") and _is_sheet(element):
            loaded = load(element.get("href") or "", "")
            if loaded is not None:
                yield from _with_imports(Source(loaded[1], doubt), loaded[0], load)


def _is_css(element: Element) -> bool:
    return (element.get("type") or "text/css").strip().lower() == "text/css"


def _is_sheet(link: Element) -> bool:
    words = (link.get("rel") or "").lower().split()
    is_chosen = "stylesheet" in words and "alternate" not in words
    return is_chosen and _is_css(link) and not link.has("disabled") and bool(link.get("href"))


def _with_imports(source: Source, base: str, load: LoadSheet, depth: int = 0) -> Iterator[Source]:
    for wanted in parse_sheet(source.text).imports:
        loaded = load(wanted.address, base) if depth < _DEEPEST_IMPORT else None
        if loaded is not None:
            imported = _imported(wanted, source, loaded[1])
            yield from _with_imports(imported, loaded[0], load, depth + 1)
    yield source


def _imported(wanted: Import, into: Source, text: str) -> Source:
    return Source(text, wanted.doubt or into.doubt, into.layer + wanted.layer)


@lru_cache(maxsize=64)
def make_rule_book(sources: Sequence[Source]) -> RuleBook:
    """Return the rules of sheets, by property, the one that counts most first."""
    layers: dict[tuple[str, ...], int] = {}
    rules: dict[str, list[Rule]] = {}
    generated: dict[str, list[Rule]] = {}
    animated: dict[str, set[str]] = {}
    order = 0
    for source in sources:
        sheet = parse_sheet(source.text)
        for name, animation in sheet.animated:
            animated.setdefault(name, set()).add(animation)
        for path in sheet.layers:
            for end in range(1, len(path) + 1):
                layers.setdefault(source.layer + path[:end], len(layers))
        for declared in sheet.declared:
            order += 1
            rank = _rank(declared, source.layer, layers, order)
            selector = declared.selector
            rule = Rule(selector, declared.value, declared.doubt or source.doubt, rank)
            book = generated if selector.pseudo else rules
            book.setdefault(declared.name, []).append(rule)
    for found in (*rules.values(), *generated.values()):
        found.sort(key=lambda rule: rule.rank, reverse=True)
    return RuleBook(rules, generated, animated)


def _rank(
    declared: Declared,
    outer: tuple[str, ...],
    layers: dict[tuple[str, ...], int],
    order: int,
) -> tuple[object, ...]:
    """Return what the cascade compares (CSS Cascade 5 §6): importance, layer, specificity, order.

    Later layers win, and what is in none; for what is important it is the other way round. Inline
    styles have their place between: (0, 1) and (1, 1).
    """
    path = outer + declared.layer
    places = [layers.get(path[: end + 1], 0) for end in range(len(path))]
    sign = -1 if declared.is_important else 1
    layer = tuple(sign * place for place in (*places, _LAST))
    return (int(declared.is_important), 0, layer, declared.selector.specificity, order)
