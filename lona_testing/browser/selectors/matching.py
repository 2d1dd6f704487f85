"""What a selector is once it is read: tests of elements from left to right, and their relations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from lona_testing.browser.dom import Element
from lona_testing.browser.selectors.structure import before, behind, parent_of

Test = Callable[[Element, Element | None], bool]
"""Whether an element passes; the second one is the anchor of `:has()`, where that matters."""

Specificity = tuple[int, int, int]
NO_SPECIFICITY: Specificity = (0, 0, 0)


class SelectorError(ValueError):
    """What was given is no selector; browsers would refuse it, too."""


@dataclass(frozen=True)
class Simple:
    """One simple selector. The higher its `cost`, the later it is asked."""

    test: Test
    specificity: Specificity
    cost: int = 0


LOOKS_FAR = 1
MAY_RAISE = 2
"""Costs: what may raise is asked only if nothing else decides."""


@dataclass(frozen=True)
class Compound:
    """Tests of one element, and how it is related to the element of the compound before it."""

    tests: tuple[Test, ...]
    combinator: str

    def matches(self, element: Element, anchor: Element | None) -> bool:
        """Whether the element passes all tests."""
        return all(test(element, anchor) for test in self.tests)


@dataclass(frozen=True)
class Selector:
    """A complex selector. With a `pseudo_element` it is about a part of elements."""

    compounds: tuple[Compound, ...]
    specificity: Specificity
    pseudo_element: str | None = None

    def matches(self, element: Element, anchor: Element | None = None) -> bool:
        """Whether an element matches; a part of one is none."""
        return self.pseudo_element is None and self.matches_origin(element, anchor)

    def matches_origin(self, element: Element, anchor: Element | None = None) -> bool:
        """Whether an element matches, or has the part that does."""
        return _matches(element, self.compounds, len(self.compounds) - 1, anchor)


def strongest(selectors: tuple[Selector, ...]) -> Specificity:
    """Return the specificity of a list: that of its most specific selector."""
    return max((selector.specificity for selector in selectors), default=NO_SPECIFICITY)


def added(*specificities: Specificity) -> Specificity:
    """Return the sum of specificities."""
    ids, classes, types = (
        sum(column) for column in zip(NO_SPECIFICITY, *specificities, strict=True)
    )
    return ids, classes, types


def has_related(anchor: Element, selector: Selector) -> bool:
    """Whether something in or behind an element matches a relative selector, as `:has()` asks."""
    return any(selector.matches(element, anchor) for element in _candidates(anchor, selector))


def is_anchor(element: Element, anchor: Element | None) -> bool:
    """Whether it is the element that `:has()` starts from."""
    return element is anchor


def _candidates(anchor: Element, selector: Selector) -> Iterator[Element]:
    if selector.compounds[1].combinator in (" ", ">"):
        yield from anchor.elements()
        return
    for sibling in behind(anchor):
        yield sibling
        yield from sibling.elements()


def _matches(
    element: Element, compounds: tuple[Compound, ...], last: int, anchor: Element | None
) -> bool:
    compound = compounds[last]
    if not compound.matches(element, anchor):
        return False
    return last == 0 or any(
        _matches(other, compounds, last - 1, anchor)
        for other in RELATED[compound.combinator](element)
    )


def _ancestors(element: Element) -> Iterator[Element]:
    parent = parent_of(element)
    while parent is not None:
        yield parent
        parent = parent_of(parent)


def _parent(element: Element) -> Iterator[Element]:
    parent = parent_of(element)
    if parent is not None:
        yield parent


def _just_before(element: Element) -> Iterator[Element]:
    return islice(before(element), 1)


RELATED: dict[str, Callable[[Element], Iterator[Element]]] = {
    " ": _ancestors,
    ">": _parent,
    "+": _just_before,
    "~": before,
}
"""The combinators: which elements may match what stands before one."""
