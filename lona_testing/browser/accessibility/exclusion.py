"""What is left out of the accessibility tree (WAI-ARIA 1.2 §7.1)."""

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.options import select_of


def is_excluded(element: Element) -> bool:
    """Whether assistive technology is told nothing of an element."""
    if is_html(element, "script", "style", "noscript", "template"):
        return True
    if any(_hides_what_is_inside(e) for e in element.ancestors()):
        return True
    # The options of a drop-down list are told of, though they are only seen when it is open.
    shown = element if not is_html(element, "option") else select_of(element) or element
    return why_hidden(shown) is not None


def _hides_what_is_inside(element: Element) -> bool:
    is_hidden = element.attributes.get("aria-hidden", "").lower() == "true"
    return is_hidden or display_of(element) == "none"
