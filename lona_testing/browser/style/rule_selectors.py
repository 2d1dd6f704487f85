"""Selectors of style rules: whether they are valid, how specific they are, and what they touch.

What depends on more than the document (`:hover`, `:focus`, …), or is not known to the matcher, is
left out of the selector: then it is only known which elements it may touch.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cssselect2 import parser  # type: ignore[import-untyped]  # it comes without types

from lona_testing.browser import selectors
from lona_testing.browser.dom import Element
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.style.syntax import Node, split_at_commas, text_of, tokens_of

_DYNAMIC = frozenset(
    "active autofill current focus focus-visible focus-within fullscreen future has-slotted hover"
    " local-link modal muted open past paused picture-in-picture placeholder-shown playing"
    " popover-open seeking stalled state target target-current user-invalid user-valid visited"
    " volume-locked".split()
)
_STRUCTURAL = frozenset(
    "any-link blank buffering checked default defined dir disabled empty enabled first-child"
    " first-of-type has host host-context in-range indeterminate invalid is lang last-child"
    " last-of-type link not nth-child nth-last-child nth-last-of-type nth-of-type only-child"
    " only-of-type optional out-of-range read-only read-write required root scope valid"
    " where".split()
)
_PSEUDO_ELEMENTS = frozenset(
    "after backdrop before cue details-content file-selector-button first-letter first-line"
    " grammar-error highlight marker part placeholder scroll-button scroll-marker"
    " scroll-marker-group selection slotted spelling-error target-text view-transition".split()
)
_OLD_PSEUDO_ELEMENTS = frozenset(("after", "before", "first-letter", "first-line"))


@dataclass(frozen=True)
class Selector:
    """One selector of a rule.

    `wide` is the selector without what nobody can know here (None: all is known). `pseudo` is the
    pseudo-element that is meant, empty for the element itself.
    """

    text: str
    wide: str | None
    pseudo: str
    specificity: tuple[int, int, int]

    def touches(self, element: Element) -> bool | None:
        """Whether the selector matches an element; None: only a browser can know."""
        if self.wide is not None:
            return None if _matches(element, self.wide) is not False else False
        return _matches(element, self.text)


def _matches(element: Element, text: str) -> bool | None:
    try:
        return selectors.matches(element, text)
    except (ValueError, NotSupportedInProcess):
        tokens = tokens_of(text)
        wide, _ = _without_pseudo_classes(tokens, everything=True)
        return None if wide == text or _matches(element, wide) is not False else False


def parse_list(tokens: list[Node]) -> list[Selector]:
    """Return the selectors of a rule; none if one is not valid: then the rule does not count."""
    found = []
    for part in split_at_commas(tokens):
        selector = _parse(part)
        if selector is None:
            return []
        found.append(selector)
    return found


def _parse(tokens: list[Node]) -> Selector | None:
    tokens, pseudo = _without_pseudo_element(tokens)
    if pseudo is None or not _has_known_pseudo_classes(tokens):
        return None
    text = text_of(tokens)
    if pseudo and (not text or text.endswith((">", "+", "~"))):
        text += "*"
    try:
        parsed = list(parser.parse(text))
    except parser.SelectorError:
        # A selector that is newer than the parser could be meant.
        if not _is_odd(tokens):
            return None
        return Selector(text, "*", pseudo, (9, 9, 9))
    wide, is_changed = _without_pseudo_classes(tokens)
    a, b, c = parsed[0].specificity
    specificity = (a, b, c + (1 if pseudo else 0))
    return Selector(text, wide if is_changed else None, pseudo, specificity)


def _is_odd(tokens: list[Node]) -> bool:
    """Whether there is something in which new syntax is likely: functions, and namespaces."""
    return any(t.type == "function" or t == "|" for t in tokens)


def _without_pseudo_element(tokens: list[Node]) -> tuple[list[Node], str | None]:
    """Return a selector without its pseudo-element, and which it is: None if there is no such."""
    for i, token in enumerate(tokens):
        following = tokens[i + 1 : i + 3]
        if token != ":" or not following:
            continue
        if following[0] == ":" and len(following) == 2:
            name = _name_of(following[1])
            is_known = name in _PSEUDO_ELEMENTS or name.startswith("-webkit-")
            return tokens[:i], name if is_known else None
        name = _name_of(following[0])
        if name in _OLD_PSEUDO_ELEMENTS:
            return tokens[:i], name
    return tokens, ""


def _name_of(token: Node) -> str:
    if token.type == "function":
        return str(token.lower_name)
    return str(token.lower_value) if token.type == "ident" else ""


def _pseudo_classes(tokens: list[Node]) -> Iterator[tuple[int, str]]:
    for i, token in enumerate(tokens[:-1]):
        if token == ":":
            yield i, _name_of(tokens[i + 1])


def _has_known_pseudo_classes(tokens: list[Node]) -> bool:
    """Whether all pseudo-classes exist: a rule with another one does not count."""
    return all(
        name in _DYNAMIC or name in _STRUCTURAL or name.startswith("-webkit-")
        for _, name in _pseudo_classes(tokens)
    )


def _without_pseudo_classes(tokens: list[Node], *, everything: bool = False) -> tuple[str, bool]:
    """Return a selector without what depends on more than the document; whether that is less."""
    left_out = {
        i for i, name in _pseudo_classes(tokens) if everything or _is_dynamic(tokens[i + 1], name)
    }
    kept: list[Node] = []
    parts: list[str] = []
    for i, token in enumerate(tokens):
        if i in left_out:
            starts = not kept or kept[-1].type == "whitespace" or kept[-1] in (">", "+", "~")
            parts += ["*"] if starts else []
        if i not in left_out and i - 1 not in left_out:
            parts.append(token.serialize())
        kept.append(token)
    return "".join(parts).strip(), bool(left_out)


def _is_dynamic(token: Node, name: str) -> bool:
    if name in _DYNAMIC or name.startswith("-webkit-"):
        return True
    if token.type != "function":
        return False
    inside = list(token.arguments)
    return any(_is_dynamic(inside[i + 1], inner) for i, inner in _pseudo_classes(inside))
