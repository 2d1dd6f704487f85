"""What is left out of the accessibility tree (WAI-ARIA 1.2 §7.1)."""

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.accessibility.roles import role_of_tag
from lona_testing.browser.accessibility.visibility import is_shown_text, why_hidden
from lona_testing.browser.dom import Element, Node, Text, is_html
from lona_testing.browser.options import select_of


def is_excluded(element: Element) -> bool:
    """Whether assistive technology is told nothing of an element."""
    if is_ignored(element):
        return True
    if any(_hides_what_is_inside(e) for e in element.ancestors()):
        return True
    if is_html(element, "option") and select_of(element) is not None:
        return False  # though they are only seen when their list drops down
    if display_of(element) == "contents" and not is_html(element, "slot"):
        return not any(map(_is_told, element.children))  # it has no box, what is in it may have one
    return why_hidden(element) is not None or _is_in_drop_down(element)


def is_ignored(element: Element) -> bool:
    """Whether what is in an element is no text for anybody."""
    return is_html(element, "script", "style", "noscript", "template")


def _is_told(node: Node) -> bool:
    if isinstance(node, Element):
        return not is_excluded(node)
    return isinstance(node, Text) and is_shown_text(node)


def _is_in_drop_down(element: Element) -> bool:
    selects = (e for e in element.ancestors() if is_html(e, "select") and e is not element)
    return any(role_of_tag(select) == "combobox" for select in selects)


def _hides_what_is_inside(element: Element) -> bool:
    is_hidden = element.attributes.get("aria-hidden", "").lower() == "true"
    return is_hidden or display_of(element) == "none"
