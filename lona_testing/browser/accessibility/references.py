"""What belongs to an element for assistive technology: by an ARIA attribute, or as its content.

ID references are split at white space (WAI-ARIA 1.2 §6.2.4).
"""

from collections.abc import Sequence

from lona_testing.browser.dom import Element, Node, is_html
from lona_testing.browser.ids import element_by_id
from lona_testing.browser.layout.rendering import check_content


def referenced(element: Element, attribute: str) -> list[Element]:
    """Return the elements that an attribute refers to, each once; ids of nothing are left out."""
    ids = dict.fromkeys((element.get(attribute) or "").split())
    found = (element_by_id(element, wanted) for wanted in ids)
    return [e for e in found if e is not None]


def content_of(element: Element, *, with_hidden: bool = False) -> list[Node]:
    """Return the children of an element, and behind them those that `aria-owns` gives it.

    Of `<details>` that are closed only the summary is content, unless what is hidden counts.
    """
    children: Sequence[Node] = element.children
    if is_html(element, "details") and "open" not in element.attributes and not with_hidden:
        check_content(element)
        children = [e for e in children if isinstance(e, Element) and is_html(e, "summary")][:1]
    owned = referenced(element, "aria-owns") if "aria-owns" in element.attributes else []
    return [*children, *owned]
