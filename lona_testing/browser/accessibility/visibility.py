"""What can be seen, as far as markup alone tells it; style sheets and layout are not known here."""

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, is_html

_NEVER_SHOWN = frozenset("head script style template title noscript meta link base".split())


def is_hidden_itself(element: Element) -> bool:
    """Whether an element is taken out of the page by its own markup."""
    return (
        (
            "hidden" in element.attributes
            and is_html(element, element.tag)
            and "display" not in element.style
        )
        or element.style.get("display") == "none"
        or element.tag in _NEVER_SHOWN
        or (is_html(element, "input") and input_type(element) == "hidden")
        or (is_html(element, "dialog") and "open" not in element.attributes)
    )


def why_hidden(element: Element) -> str | None:
    """Say why an element cannot be seen; None: markup does not hide it.

    Style sheets and layout are not known here.
    """
    child: Element | None = None
    visibility = None
    for ancestor in element.ancestors():
        if is_hidden_itself(ancestor):
            return f"<{ancestor.tag}> is hidden"
        if is_html(ancestor, "details") and "open" not in ancestor.attributes:
            first = next((c for c in ancestor.children if isinstance(c, Element)), None)
            if child is not None and not (child is first and child.tag == "summary"):
                return "<details> is closed"
        visibility = visibility or ancestor.style.get("visibility")
        child = ancestor
    return None if visibility in (None, "visible") else f"visibility is {visibility}"
