"""`<details>`: which summary opens them, and which of a group is open (HTML §4.11.1)."""

from collections.abc import Iterable

from lona_testing.browser.dom import Element, is_html


def is_summary(element: Element) -> bool:
    """Whether it is the summary of a `<details>`: the first one among its children."""
    details = element.parent
    if not is_html(element, "summary") or details is None or not is_html(details, "details"):
        return False
    first = next(e for e in details.children if isinstance(e, Element) and e.tag == "summary")
    return first is element


def has_own_summary(element: Element) -> bool:
    """Whether it is a `<details>` for which only the browser has something to click."""
    children = (e for e in element.children if isinstance(e, Element))
    return is_html(element, "details") and not any(map(is_summary, children))


def open_or_close(details: Element) -> list[Element]:
    """Change whether its content is shown; opening one closes the others of its name.

    Returns all that were opened or closed.
    """
    if "open" in details.attributes:
        del details.attributes["open"]
        return [details]
    others = [e for e in _group(details) if e is not details and "open" in e.attributes]
    details.attributes["open"] = ""
    for other in others:
        del other.attributes["open"]
    return [*others, details]


def close_extra(inserted: Iterable[Element]) -> None:
    """Close those of some new elements whose group has an open one already."""
    for element in inserted:
        if is_html(element, "details") and "open" in element.attributes:
            first = next((e for e in _group(element) if "open" in e.attributes), element)
            if first is not element:
                del element.attributes["open"]


def _group(details: Element) -> Iterable[Element]:
    name = details.attributes.get("name")
    if not name:
        return (details,)
    *_, root = details.ancestors()
    return (
        e for e in root.elements() if is_html(e, "details") and e.attributes.get("name") == name
    )
