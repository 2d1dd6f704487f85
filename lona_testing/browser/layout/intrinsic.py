"""The size of what is no box with text: pictures, controls, frames, and shapes of SVG.

None: the element has no size of its own, what is in it counts.
"""

from lona_testing.browser.controls import is_checkable
from lona_testing.browser.dom import HTML_NAMESPACE, SVG_NAMESPACE, Element
from lona_testing.browser.layout.rendering import shown_children
from lona_testing.browser.layout.sizes import Size, any_of, size_of
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.properties import amount

_ALWAYS = frozenset("audio canvas iframe input meter progress select textarea video".split())
_TEXTS = frozenset("text tspan textPath".split())
_GROUPS = frozenset("a g svg switch".split())
_LINES = {
    "line": ("x1", "x2", "y1", "y2"),
    "path": ("d",),
    "polygon": ("points",),
    "polyline": ("points",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
"""Shapes without a size, if they lack all of these attributes."""
_SIZES = {
    "circle": ("r",),
    "ellipse": ("rx", "ry"),
    "foreignObject": ("width", "height"),
    "rect": ("width", "height"),
}
"""Shapes, and the attributes that are their size."""
_PLAIN_MATH = frozenset("math mi mn mo mrow ms mtext".split())


def intrinsic_size(element: Element) -> Size | None:
    """Whether a replaced element or a control has a size; None: what is in it counts."""
    if element.namespace == SVG_NAMESPACE:
        return True if element.tag == "svg" and not _is_in_svg(element) else None
    if element.namespace != HTML_NAMESPACE:
        return None
    if element.tag in _ALWAYS:
        return _input_size(element) if element.tag == "input" else True
    if element.tag == "img":
        return _image_size(element)
    if element.tag == "embed":
        return _loaded(element) if element.has("src") else False
    if element.tag == "object" and not any(True for _ in shown_children(element)):
        return _loaded(element) if element.has("data") else True
    return None


def _input_size(element: Element) -> Size | None:
    if is_checkable(element) and computed(element, "appearance") == "none":
        return None  # a plain box
    is_image = element.attributes.get("type", "").lower() == "image"
    return _image_size(element) if is_image and element.has("alt") else True


def _image_size(element: Element) -> Size:
    """Return the size of a picture, or of the text and the sign in its place."""
    alt, source = element.get("alt"), (element.get("src") or "").strip().lower()
    text = element.get("title") if alt is None else alt
    if text and not all(_is_not_zero(element, name) for name in ("width", "height")):
        return _loaded(element)  # a text in its place has a size all the same
    if text or (source and alt is None):
        return True
    if all(size_of(element, name) is True for name in ("width", "height")):
        return True
    is_broken = not source or (source.startswith("data:") and not source.startswith("data:image"))
    return False if is_broken else _loaded(element)


def _is_not_zero(element: Element, name: str) -> bool:
    return amount(computed(element, name)) is not False


def _loaded(element: Element) -> Size:
    return NotKnown(element, "the size", "it is not known whether what it shows can be loaded")


# shapes


def shape_size(element: Element) -> Size | None:
    """Whether a shape of SVG or a part of a formula has a size; None: it is none of these."""
    if element.namespace == HTML_NAMESPACE:
        return None
    if element.namespace != SVG_NAMESPACE:
        has_text = bool(element.text().strip())
        odd = any(e.tag not in _PLAIN_MATH for e in (element, *element.elements()))
        return has_text or (_not_drawn(element) if odd else False)
    if element.tag == "svg" and not _is_in_svg(element):
        return None
    if element.tag in _TEXTS:
        return bool(element.text().strip()) and amount(computed(element, "font-size")) is not False
    if element.tag in _GROUPS:
        shapes = (e for e in shown_children(element) if isinstance(e, Element))
        return any_of(shape_size(e) or False for e in shapes)
    if element.tag in _SIZES:
        amounts = [amount(element.get(name) or "0") for name in _SIZES[element.tag]]
        return False if False in amounts else True if None not in amounts else _not_drawn(element)
    if element.tag in _LINES and not any(element.has(name) for name in _LINES[element.tag]):
        return False
    return _not_drawn(element)


def _not_drawn(element: Element) -> Size:
    return NotKnown(element, "the size", "it would have to be drawn")


def _is_in_svg(element: Element) -> bool:
    parent = element.parent
    return parent is not None and parent.namespace == SVG_NAMESPACE
