"""What a pointer hits that aims at an element: as far as style sheets tell, not layout."""

import re
from collections.abc import Callable, Iterator

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.accessibility.visibility import why_unseen
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.focus import is_inert
from lona_testing.browser.labels import labelled_control
from lona_testing.browser.layout.boxes import has_size
from lona_testing.browser.layout.lines import is_inline
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.documents import (
    EMPTY,
    RuleBook,
    reading,
    remembered,
    styles_of,
)
from lona_testing.browser.style.generated import has_generated_layer
from lona_testing.browser.style.properties import SIDES, amount, pixels_of

_WHOLE = frozenset(("100%", "100vw", "100vh", "100dvw", "100dvh"))
_MARGINS = tuple(f"margin-{side}" for side in SIDES)
_ASIDE = ("margin-left", "margin-right")
_MOVING = ("position", "float", "transform", "translate", *_MARGINS)
"""Properties that put elements where others are."""
_FAR = re.compile(r"-\d{4,}(\.\d+)?(px|r?em)")
_LITTLE, _MUCH, _HALF = 40, 500, 50
"""Pixels (and percent) that move nothing out of the window; what may move it there."""
_OVERLAP = 8
"""Pixels that do not reach the middle of what is below."""
_BAR, _HIGHEST_BAR = 30, 200
"""Pixels that keep away from a bar, and how high one is at the most."""
_ANGLES = ("deg", "rad", "grad", "turn")
_LENGTH = re.compile(r"(-?[\d.]+)(%|[a-z]+)")
_SHAPES: dict[str, Callable[[str], bool]] = {
    "clip": lambda value: value == "auto",
    "clip-path": lambda value: value == "none",
    "transform": lambda value: _stays_near(value),
    "translate": lambda value: _stays_near(value),
}
"""Properties that show a part of an element or move it, and which values do no harm."""
_LIMITS = ("width", "height", "max-width", "max-height")


def why_not_hit(element: Element) -> str | None:
    """Say why a click in the middle of an element hits another one; None: it hits the element.

    Raises `NotSupportedInProcess` if only a browser knows which one is in front.
    """
    if is_inert(element):
        return "it is inert"
    with reading(element):
        if computed(element, "pointer-events") == "none":
            return "clicks go through it (pointer-events)"
        return _why_outside(element) or _why_covered(element)


# what is cut off or outside


def _why_outside(element: Element) -> str | None:
    """Say why the middle of an element cannot be brought into the window."""
    for around in element.ancestors():
        for name, is_harmless in _SHAPES.items():
            if not is_harmless(value := computed(around, name)):
                raise NotKnown(element, "what a click hits", f"a `{name}` around is {value}")
        if any(_is_far(computed(around, name), name) for name in _names_of_place(around)):
            raise NotKnown(element, "what a click hits", f"{around!r} may be out of the window")
        if around is not element and _cuts(around):
            if not has_size(around):
                return f"{outer_html(around)[:120]} has no size, and cuts it off"
            if any(_is_small(computed(around, name)) for name in _LIMITS):
                raise NotKnown(element, "what a click hits", f"{around!r} may cut it off")
    return None


def is_positioned(element: Element) -> bool:
    """Whether an element is moved from its place in the text."""
    return computed(element, "position") != "static"


def _names_of_place(element: Element) -> tuple[str, ...]:
    sides = SIDES if is_positioned(element) else ()
    return ("margin-top", "margin-left", *sides)


def _is_far(value: str, name: str, most: float = _LITTLE) -> bool:
    """Whether a margin or inset may move something out of the window."""
    if value == "auto":
        return False
    pixels = pixels_of(value)
    if pixels is None:
        return value.startswith("-") or ("(" in value and "-" in value)
    return pixels < -most or (pixels > _MUCH and not name.startswith("margin"))


def _is_small(value: str) -> bool:
    pixels = pixels_of(value)
    return pixels is not None and pixels < _LITTLE


def _stays_near(value: str, *, pixels: float = _LITTLE, percent: float = _HALF) -> bool:
    """Whether a `transform` or `translate` leaves an element near its place."""
    if value.startswith(("matrix", "perspective")):
        return False
    for number, unit in _LENGTH.findall(value):
        if unit in _ANGLES:
            continue
        size = float(number) if unit == "%" else pixels_of(number + unit)
        if size is None or abs(size) > (percent if unit == "%" else pixels):
            return False
    return True


def _cuts(element: Element) -> bool:
    return not is_html(element, "html", "body") and any(
        computed(element, f"overflow-{axis}") not in ("visible", "auto", "scroll")
        for axis in ("x", "y")
    )


# what is in front


def _why_covered(element: Element) -> str | None:
    for other in _moved_elements(element):
        if has_generated_layer(other) and other is not element:
            raise _unsure(element, other)
        if _is_in_front(other, element):
            return f"it is covered by {outer_html(other)[:120]}"
    return None


def _moved_elements(element: Element) -> Iterator[Element]:
    """Return the elements that may lie where others are."""
    *_, root = element.ancestors()
    styles = styles_of(element)
    book = EMPTY if styles is None else styles.rule_book()
    names = [name for name in _MOVING if _may_move(book, name)]
    for other in root.elements():
        asked = _MOVING if other.style or is_html(other, "dialog") else names
        if any(_moves(other, name) for name in asked) or has_generated_layer(other):
            yield other


def _may_move(book: RuleBook, name: str) -> bool:
    rules = book.rules.get(name, ())
    if name in book.animated or not name.startswith("margin"):
        return name in book.rules or name in book.animated
    return any(not isinstance(rule.value, str) or "-" in rule.value for rule in rules)


def _moves(element: Element, name: str) -> bool:
    value = computed(element, name)
    if name.startswith("margin"):
        is_harmless = name in _ASIDE and not is_inline(element)  # blocks stand one below another
        return not is_harmless and _is_far(value, name, _OVERLAP)
    if name in ("transform", "translate"):
        return not _stays_near(value, pixels=_OVERLAP, percent=0)
    if value in ("relative", "-webkit-sticky", "sticky"):
        return any(not _is_nothing(computed(element, side)) for side in SIDES)
    return value not in ("none", "static")


def _is_nothing(inset: str) -> bool:
    return inset == "auto" or (amount(inset) is False and not inset.startswith("-"))


def _is_set(element: Element, side: str) -> bool:
    return computed(element, side) != "auto"


def _is_in_front(cover: Element, element: Element) -> bool:
    """Whether something hides the element from clicks, like a backdrop."""
    around = list(element.ancestors())
    labels = (e for e in around if is_html(e, "label"))
    if any(labelled_control(label) is cover for label in labels):
        return False  # it does not matter which of the two is hit
    if cover in around or element in cover.ancestors() or _is_passed(cover):
        return False
    if _is_at_an_edge(cover, around):
        return False
    if _is_below(cover, element):
        return False
    if _floats(cover) and (not _goes_below_floats(element) or _is_before(element, cover)):
        return False
    if computed(cover, "position") in ("absolute", "fixed") and _fills_holder(cover):
        holder = _holder_of(cover)
        if holder is not None and holder not in around:
            return False  # it stays within what does not hide anything
        layers = around[: around.index(holder)] if holder is not None else around
        is_sure = holder is not None or computed(cover, "position") == "fixed"
        if is_sure and not any(map(is_positioned, layers)):
            return True
    raise _unsure(element, cover)


def _is_at_an_edge(cover: Element, around: list[Element]) -> bool:
    """Whether it is a notice or a bar at an edge of the window: Playwright scrolls it free.

    A bar above counts only if what is around the element keeps away from it.
    """
    top, bottom, left, right = (_is_set(cover, side) for side in ("top", "bottom", "left", "right"))
    if computed(cover, "position") != "fixed" or top is bottom or not _is_low(cover):
        return False
    is_wide = (left and right) or computed(cover, "width") in _WHOLE
    if bottom or not is_wide:
        return True
    names = ("padding-top", "margin-top")
    return any((pixels_of(computed(e, n)) or 0) >= _BAR for e in around[1:] for n in names)


def _is_low(cover: Element) -> bool:
    height = computed(cover, "height")
    return height == "auto" or (pixels_of(height) or _MUCH) <= _HIGHEST_BAR


def _holder_of(cover: Element) -> Element | None:
    """Return the element that an absolute position refers to, None for the window."""
    if computed(cover, "position") == "fixed":
        return None
    return next((e for e in cover.ancestors() if e is not cover and is_positioned(e)), None)


def _unsure(element: Element, cover: Element) -> NotKnown:
    return NotKnown(element, "what lies in front", f"{outer_html(cover)[:120]} may be there")


def _floats(cover: Element) -> bool:
    return not is_positioned(cover) and computed(cover, "float") != "none"


def _goes_below_floats(element: Element) -> bool:
    """Whether the box of an element, not only its text, goes on below what floats beside it."""
    has_room = any(computed(element, f"overflow-{axis}") != "visible" for axis in ("x", "y"))
    return display_of(element) in ("block", "list-item") and not has_room


def _is_passed(cover: Element) -> bool:
    """Whether clicks do not stop at a cover."""
    return (
        _is_for_readers(cover)
        or why_unseen(cover) is not None
        or computed(cover, "pointer-events") == "none"
        or computed(cover, "z-index").startswith("-")
    )


def _is_for_readers(cover: Element) -> bool:
    """Whether it is there for those who cannot see it: a dot, clipped away, or far outside."""
    is_dot = all(computed(cover, size) in ("1px", "0", "0px") for size in ("width", "height"))
    is_clipped = computed(cover, "clip").startswith("rect(")
    return is_dot or is_clipped or any(_FAR.fullmatch(computed(cover, side)) for side in SIDES)


def _is_below(cover: Element, element: Element) -> bool:
    """Whether a cover stands where it would stand in the text, below the element."""
    if computed(cover, "position") not in ("absolute", "fixed"):
        return False
    if any(_is_set(cover, side) for side in ("top", "bottom")) or any(
        _moves(cover, name) for name in _MOVING if name != "position"
    ):
        return False
    return _is_before(element, cover)


def _is_before(element: Element, other: Element) -> bool:
    order = _order_of(next(reversed(list(element.ancestors()))))
    return order[element] < order[other]


@remembered
def _order_of(root: Element) -> dict[Element, int]:
    return {element: place for place, element in enumerate(root.elements())}


def _fills_holder(cover: Element) -> bool:
    """Whether it is as large as what it is placed in."""
    insets = [computed(cover, side) for side in SIDES]
    if all(amount(inset) is False for inset in insets):
        return all(computed(cover, size) in ("auto", *_WHOLE) for size in ("width", "height"))
    is_in_corner = amount(insets[0]) is False and amount(insets[3]) is False
    return is_in_corner and all(computed(cover, size) in _WHOLE for size in ("width", "height"))
