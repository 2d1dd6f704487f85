"""What is wrong in a document although it shows: ids that are there twice, controls without a name.

Each problem names the element by a selector that finds it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from lona_testing.browser.accessibility.names import name_of
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.dom import Document, Element, is_html
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.style.documents import reading

_NEED_NO_LABEL = frozenset(("hidden", "submit", "reset"))  # the browser names the last two


MOST = 20
"""How many problems of a document are told."""


def problems_of(document: Document) -> list[str]:
    """Return a line for each problem, ids first; not more than `MOST`.

    Style sheets count if the document has `styles`.
    """
    with reading(document):
        return list(islice(chain(_duplicate_ids(document), _unlabelled_controls(document)), MOST))


def _duplicate_ids(document: Document) -> Iterator[str]:
    counts = Counter(element.get("id") for element in document.elements())
    for name, count in counts.items():
        if name and count > 1:
            yield f'{count} elements have the id {name!r}: [id="{_escape(name)}"]'


def _unlabelled_controls(document: Document) -> Iterator[str]:
    for element in document.elements():
        if _needs_label(element) and not _has_label(element):
            yield f"a control without a label: {selector_of(element)}"


def _needs_label(element: Element) -> bool:
    if is_html(element, "input"):
        return (element.get("type") or "").lower() not in _NEED_NO_LABEL
    return is_html(element, "select", "textarea", "button")


def _has_label(element: Element) -> bool:
    try:
        # What has no role (a colour, a date) gets its name as what has one.
        return why_hidden(element) is not None or name_of(element) != ""
    except NotSupportedInProcess:
        return True  # only a browser knows


def selector_of(element: Element) -> str:
    """Return a selector that finds one element of its document."""
    steps: list[str] = []
    for at in element.ancestors():
        if isinstance(at, Document):
            break
        name = at.get("id")
        if name and _is_only_one(at, name):
            steps.append(f'[id="{_escape(name)}"]')
            break
        steps.append(at.tag + _position(at))
    return " > ".join(reversed(steps))


def _is_only_one(element: Element, name: str) -> bool:
    *_, top = element.ancestors()
    return sum(other.get("id") == name for other in top.elements()) == 1


def _position(element: Element) -> str:
    siblings = [] if element.parent is None else element.parent.children
    same = [s for s in siblings if isinstance(s, Element) and s.tag == element.tag]
    return "" if len(same) < 2 else f":nth-of-type({same.index(element) + 1})"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
