"""The texts that elements are found by, as Playwright sees them.

Scripts, styles and all that is in the head have none; that of a button made of an `<input>` is its
value.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lona_testing.browser.accessibility.references import referenced
from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Document, Element, Text, document_of, is_html
from lona_testing.browser.labels import labels_of
from lona_testing.browser.matching import JavaScriptPattern, flat, text_matches
from lona_testing.browser.values import get_value
from lona_testing.vocabulary.values import TextPattern

Matcher = Callable[["ElementText"], bool]

_BUTTONS = frozenset(("button", "reset", "submit"))
_REGEX = re.compile(r"/(.*)/([^/]*)\Z", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass
class ElementText:
    """The text of an element.

    `full` is all of it, `immediate` are the pieces that stand in the element itself.
    """

    full: str = ""
    immediate: list[str] = field(default_factory=list)

    @property
    def flat(self) -> str:
        """The text with its white space collapsed."""
        return flat(self.full)


class Texts:
    """The texts of elements during one look at the page: each is read once.

    `near` is any element of the document.
    """

    def __init__(self, near: Element) -> None:
        self._known: dict[Element, ElementText] = {}
        head = _head_of(near)
        self._in_head = set() if head is None else {head, *head.elements()}

    def of(self, element: Element) -> ElementText:
        """Return the text of an element."""
        known = self._known.get(element)
        if known is None:
            known = self._known[element] = self._read(element)
        return known

    def _read(self, element: Element) -> ElementText:
        if self._has_none(element):
            return ElementText()
        if is_html(element, "input") and input_type(element) in _BUTTONS:
            value = get_value(element)
            return ElementText(value, [value])
        full: list[str] = []
        immediate = [""]
        for child in element.children:
            if isinstance(child, Text):
                full.append(child.data)
                immediate[-1] += child.data
            elif isinstance(child, Element):
                full.append(self.of(child).full)
                immediate.append("")
        return ElementText("".join(full), [piece for piece in immediate if piece])

    def is_innermost(self, element: Element, matcher: Matcher) -> bool:
        """Whether a text is found in an element, and in none of its children."""
        return self.is_found(element, matcher) and not any(
            isinstance(child, Element) and matcher(self.of(child)) for child in element.children
        )

    def is_found(self, element: Element, matcher: Matcher) -> bool:
        """Whether a text is found in an element."""
        return not self._has_none(element) and matcher(self.of(element))

    def _has_none(self, element: Element) -> bool:
        return is_html(element, "noscript", "script", "style") or element in self._in_head


def text_of(element: Element) -> str:
    """Return the text that an element is found by."""
    return Texts(element).of(element).full


def label_texts(element: Element) -> list[str]:
    """Return the texts that users find a control by: each is enough.

    They are those of `aria-labelledby`, else the `aria-label`, else those of the labels.
    """
    referred = referenced(element, "aria-labelledby")
    label = element.get("aria-label")
    if not referred and label and label.strip():
        return [label]
    return [text_of(e) for e in referred or labels_of(element)]


def find_text(root: Element, wanted: TextPattern, exact: bool) -> list[Element]:
    """Find the innermost elements with a text, as `get_by_text` does; `root` may be one itself."""
    texts = Texts(root)

    def matcher(text: ElementText) -> bool:
        return text_matches(text.full, wanted, exact)

    return [e for e in _with_root(root) if texts.is_innermost(e, matcher)]


def find_by_engine(root: Element, body: str) -> list[Element]:
    """Find by `text=`: in any case, in quotes exactly a text of the element itself, or `/…/`."""
    texts = Texts(root)
    if (pattern := _pattern(body)) is not None:
        return [e for e in _with_root(root) if texts.is_innermost(e, lambda t: is_like(t, pattern))]
    if (quoted := unquoted(body)) is not None:
        wanted = flat(quoted)
        return [e for e in _with_root(root) if texts.is_found(e, lambda t: is_exactly(t, wanted))]
    return [e for e in _with_root(root) if texts.is_innermost(e, lambda t: holds(t, body))]


def holds(text: ElementText, wanted: str) -> bool:
    """Whether a text holds another one, in any case."""
    return flat(wanted).lower() in text.flat.lower()


def is_exactly(text: ElementText, wanted: str) -> bool:
    """Whether one of the pieces in the element itself is a text; "" fits where there is none."""
    if not wanted and not text.immediate:
        return True
    return any(flat(piece) == wanted for piece in text.immediate)


def is_like(text: ElementText, pattern: JavaScriptPattern) -> bool:
    """Whether a pattern is found in a text."""
    return pattern.search(text.full) is not None


def _pattern(body: str) -> JavaScriptPattern | None:
    """Return the pattern that is written as `/…/flags`, None if it is none."""
    match = _REGEX.match(body)
    return None if match is None else JavaScriptPattern(match[1], match[2])


def unquoted(body: str) -> str | None:
    """Return what stands in quotes, None if it does not stand in any."""
    if len(body) < 2 or body[0] not in "\"'" or body[-1] != body[0]:
        return None
    return _ESCAPE.sub(r"\1", body[1:-1])


def _with_root(root: Element) -> list[Element]:
    elements = list(root.elements())
    return elements if isinstance(root, Document) else [root, *elements]


def _head_of(element: Element) -> Element | None:
    """Return `document.head`: the first head in the root element."""
    document = document_of(element)
    roots = () if document is None else _children(document, "html")
    return next((head for root in roots for head in _children(root, "head")), None)


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (c for c in element.children if isinstance(c, Element) and is_html(c, tag))
