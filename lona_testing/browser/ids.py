"""Elements by their ids: as long as a document is only read, its ids are listed once."""

from lona_testing.browser.dom import Element
from lona_testing.browser.style.documents import remembered


def element_by_id(near: Element, wanted: str) -> Element | None:
    """Return the first element with an id in the tree of an element, None if there is none."""
    *_, root = near.ancestors()
    return _ids_in(root).get(wanted)


@remembered
def _ids_in(root: Element) -> dict[str, Element]:
    ids: dict[str, Element] = {}
    for element in root.elements():
        if wanted := element.attributes.get("id"):
            ids.setdefault(wanted, element)
    return ids
