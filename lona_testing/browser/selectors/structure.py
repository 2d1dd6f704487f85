"""Where an element stands among others (Selectors Level 4, §13)."""

from collections.abc import Callable

from lona_testing.browser.dom import Comment, Document, Element

Count = Callable[[Element], int]


def parent_of(element: Element) -> Element | None:
    """Return the parent element, as `parentElement` does: a document is none."""
    return None if isinstance(element.parent, Document) else element.parent


def siblings_of(element: Element) -> list[Element]:
    """Return the element and its siblings, without texts."""
    if element.parent is None:
        return [element]
    return [child for child in element.parent.children if isinstance(child, Element)]


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
    return siblings_of(element)[0] is element


def is_last(element: Element) -> bool:
    """Whether it is the last child."""
    return siblings_of(element)[-1] is element


def is_only(element: Element) -> bool:
    """Whether it has no siblings."""
    return len(siblings_of(element)) == 1


def is_first_of_type(element: Element) -> bool:
    """Whether it is the first child of its tag."""
    return _alike(element)[0] is element


def is_last_of_type(element: Element) -> bool:
    """Whether it is the last child of its tag."""
    return _alike(element)[-1] is element


def is_only_of_type(element: Element) -> bool:
    """Whether no sibling has its tag."""
    return len(_alike(element)) == 1


def place(element: Element, is_counted: Callable[[Element], bool], from_end: bool) -> int:
    """Return its place among those siblings that are counted, from 1; 0 if it is not counted."""
    counted = list(filter(is_counted, siblings_of(element)))
    if from_end:
        counted.reverse()
    return next((index for index, other in enumerate(counted, 1) if other is element), 0)


def is_alike(element: Element, other: Element) -> bool:
    """Whether two elements are of one type."""
    return (element.tag, element.namespace) == (other.tag, other.namespace)


def _alike(element: Element) -> list[Element]:
    return [other for other in siblings_of(element) if is_alike(element, other)]
