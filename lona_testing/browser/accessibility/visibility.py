"""What can be seen, as Playwright says: not hidden, and with a size.

`why_hidden` does without sizes: the focus, and what assistive technology is told, do not depend on
them.
"""

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.dom import Element, Node, Text
from lona_testing.browser.layout.boxes import has_shown_text, has_size
from lona_testing.browser.layout.rendering import why_not_rendered, why_skipped
from lona_testing.browser.style.cascade import computed
from lona_testing.browser.style.documents import reading


def why_hidden(element: Element) -> str | None:
    """Say why an element is hidden, whatever its size; None: it is not."""
    with reading(element):
        reason = why_not_rendered(element) or why_skipped(element)
        if reason is not None:
            return reason
        visibility = computed(element, "visibility")
        return None if visibility == "visible" else f"visibility is {visibility}"


def why_unseen(element: Element) -> str | None:
    """Say why an element cannot be seen; None: it can.

    Raises `NotSupportedInProcess` if only a browser knows whether it has a size.
    """
    with reading(element):
        if display_of(element) == "contents":
            return None if any(map(_is_seen, element.children)) else "nothing in it can be seen"
        reason = why_hidden(element)
        if reason is not None:
            return reason
        return None if has_size(element) else "it has no size"


def is_shown_text(text: Text) -> bool:
    """Whether a text in an element without a box is shown, whatever the visibility there."""
    around = text.parent
    if around is None or why_not_rendered(around) or why_skipped(around):
        return False
    return has_shown_text(text)


def _is_seen(child: Node) -> bool:
    if isinstance(child, Element):
        return why_unseen(child) is None
    return isinstance(child, Text) and is_shown_text(child)
