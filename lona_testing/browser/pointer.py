"""What a pointer hits that aims at an element: as far as style sheets tell, not layout."""

from collections.abc import Iterator

from lona_testing.browser.accessibility.visibility import why_unseen
from lona_testing.browser.dom import Element
from lona_testing.browser.focus import is_inert
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.documents import EMPTY, reading, styles_of
from lona_testing.browser.style.properties import SIDES, amount

_WHOLE = frozenset(("100%", "100vw", "100vh", "100dvw", "100dvh"))


def why_not_hit(element: Element) -> str | None:
    """Say why a click in the middle of an element hits another one; None: it hits the element.

    Raises `NotSupportedInProcess` if only a browser knows which one is in front.
    """
    if is_inert(element):
        return "it is inert"
    with reading(element):
        if computed(element, "pointer-events") == "none":
            return "clicks go through it (pointer-events)"
        cover = next((e for e in _fixed_elements(element) if _is_in_front(e, element)), None)
    return None if cover is None else f"it is covered by {outer_html(cover)[:120]}"


def _fixed_elements(element: Element) -> Iterator[Element]:
    """Return the elements that stay in their place of the window, whatever is scrolled."""
    *_, root = element.ancestors()
    styles = styles_of(element)
    book = EMPTY if styles is None else styles.rule_book()
    has_rules = "position" in book.rules
    for other in root.elements():
        may_be = has_rules or "position" in other.style
        if may_be and computed(other, "position") == "fixed":
            yield other


def _is_in_front(cover: Element, element: Element) -> bool:
    """Whether something that fills the window, like a backdrop, hides the element from clicks."""
    around = list(element.ancestors())
    if cover in around or element in cover.ancestors() or not _fills_window(cover):
        return False
    if computed(cover, "pointer-events") == "none" or why_unseen(cover) is not None:
        return False
    if computed(cover, "z-index").startswith("-"):
        return False
    if any(computed(e, "position") != "static" for e in around):
        raise NotKnown(element, "what lies in front", f"{outer_html(cover)[:120]} fills the window")
    return True


def _fills_window(cover: Element) -> bool:
    insets = [computed(cover, side) for side in SIDES]
    if all(amount(inset) is False for inset in insets):
        return all(computed(cover, size) in ("auto", *_WHOLE) for size in ("width", "height"))
    is_in_corner = amount(insets[0]) is False and amount(insets[3]) is False
    return is_in_corner and all(computed(cover, size) in _WHOLE for size in ("width", "height"))
