"""What is rendered at all: which elements have boxes, whatever their size (HTML §15.2)."""

from collections.abc import Iterator

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.details import is_summary
from lona_testing.browser.dom import SVG_NAMESPACE, Comment, Element, Node, Text, is_html
from lona_testing.browser.options import is_list_box
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.generated import part_is_styled

_SHOW_NO_CHILDREN = frozenset(
    "audio br canvas embed iframe img input meter noscript progress template textarea video"
    " wbr".split()
)
_CANNOT_SKIP = ("contents", "inline-table", "ruby", "table")
_SVG_DEFINITIONS = frozenset(
    "clipPath defs desc filter linearGradient marker mask metadata pattern radialGradient script"
    " style symbol title".split()
)


def why_not_rendered(element: Element) -> str | None:
    """Say why an element has no box; None: it has one."""
    child: Element | None = None
    for ancestor in element.ancestors():
        if display_of(ancestor) == "none" or _is_definition(ancestor):
            return f"<{ancestor.tag}> is hidden"
        if child is not None:
            _check_loading(ancestor)
        if child is not None and _shows_no_children(ancestor):
            return f"<{ancestor.tag}> does not show what is in it"
        child = ancestor
    return None


def _check_loading(element: Element) -> None:
    """Raise `NotKnown` for an object that may show something else than what is in it."""
    if is_html(element, "object") and element.has("data"):
        raise NotKnown(element, "what is shown", "it is not known whether it can be loaded")


def why_skipped(element: Element) -> str | None:
    """Say why the content to which an element belongs is not shown, though it has boxes."""
    around = skipped_in(element)
    if around is None:
        return None
    return "<details> is closed" if is_closed(around) else "content-visibility is hidden"


def skipped_in(element: Element) -> Element | None:
    """Return the element around that does not show its content, None if there is none."""
    child = element
    for ancestor in element.ancestors():
        if ancestor is element:
            continue
        if is_closed(ancestor) and not is_summary(child):
            check_content(ancestor)
            return ancestor
        if skips_content(ancestor):
            return ancestor
        child = ancestor
    return None


def check_content(details: Element) -> None:
    """Raise `NotKnown` if a rule may show what is in a `<details>` that is closed."""
    if part_is_styled(details, ("details-content",), "content-visibility", "display"):
        raise NotKnown(details, "what is shown", "a rule for `::details-content` may show more")


def is_closed(element: Element) -> bool:
    """Whether it is a `<details>` that shows its summary only."""
    return is_html(element, "details") and "open" not in element.attributes


def skips_content(element: Element) -> bool:
    """Whether an element is shown without its content."""
    if computed(element, "content-visibility") != "hidden":
        return False
    display = display_of(element)
    return display != "inline" and not display.startswith(_CANNOT_SKIP)


def shown_children(element: Element) -> Iterator[Element | Text]:
    """Return the children that take part in the layout of an element.

    What has no box of its own (`display: contents`) is replaced by its children.
    """
    if _shows_no_children(element) or skips_content(element):
        return
    if element.children:
        _check_loading(element)
    if is_closed(element):
        check_content(element)
    for child in element.children:
        if isinstance(child, Comment) or (is_closed(element) and not _is_own_summary(child)):
            continue
        if isinstance(child, Text):
            yield child
        elif (display := display_of(child)) == "contents":
            yield from shown_children(child)
        elif display != "none" and not _is_definition(child):
            yield child


def _is_own_summary(child: Node) -> bool:
    return isinstance(child, Element) and is_summary(child)


def _shows_no_children(element: Element) -> bool:
    if is_html(element, "select"):
        return not is_list_box(element)
    return is_html(element, element.tag) and element.tag in _SHOW_NO_CHILDREN


def _is_definition(element: Element) -> bool:
    return element.namespace == SVG_NAMESPACE and element.tag in _SVG_DEFINITIONS
