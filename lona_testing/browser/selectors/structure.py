"""Where an element stands among others (Selectors Level 4, §13)."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from lona_testing.browser.dom import Comment, Document, Element, Node, index_of


def parent_of(element: Element) -> Element | None:
    """Return the parent element, as `parentElement` does: a document is none."""
    return None if isinstance(element.parent, Document) else element.parent


def before(element: Element) -> Iterator[Element]:
    """Return the siblings before an element, the nearest first."""
    if element.parent is not None:
        children = element.parent.children
        yield from _elements(children[i] for i in range(index_of(element) - 1, -1, -1))


def behind(element: Element) -> Iterator[Element]:
    """Return the siblings behind an element, the nearest first."""
    if element.parent is not None:
        yield from _elements(islice(element.parent.children, index_of(element) + 1, None))


def place(element: Element, is_counted: Callable[[Element], bool], from_end: bool) -> int:
    """Return its place among those siblings that are counted, from 1; 0 if it is not counted."""
    if not is_counted(element):
        return 0
    return 1 + sum(map(is_counted, behind(element) if from_end else before(element)))


def is_alike(element: Element, other: Element) -> bool:
    """Whether two elements are of one type."""
    return element.tag == other.tag and element.namespace == other.namespace


def is_root(element: Element) -> bool:
    """Whether it is the root element of a document."""
    return isinstance(element.parent, Document)


def is_empty(element: Element) -> bool:
    """Whether there is nothing in it but comments."""
    return all(
        isinstance(child, Comment) or (not isinstance(child, Element) and not child.data)
        for child in element.children
    )


def is_first(element: Element) -> bool:
    """Whether it is the first child."""
    return next(before(element), None) is None


def is_last(element: Element) -> bool:
    """Whether it is the last child."""
    return next(behind(element), None) is None


def is_only(element: Element) -> bool:
    """Whether it has no siblings."""
    return is_first(element) and is_last(element)


def is_first_of_type(element: Element) -> bool:
    """Whether it is the first child of its tag."""
    return not any(is_alike(element, other) for other in before(element))


def is_last_of_type(element: Element) -> bool:
    """Whether it is the last child of its tag."""
    return not any(is_alike(element, other) for other in behind(element))


def is_only_of_type(element: Element) -> bool:
    """Whether no sibling has its tag."""
    return is_first_of_type(element) and is_last_of_type(element)


def _elements(nodes: Iterable[Node]) -> Iterator[Element]:
    return (node for node in nodes if isinstance(node, Element))
