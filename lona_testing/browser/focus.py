"""The focus: what can have it, what has it, and where Tab takes it."""

from collections.abc import Iterator

from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import input_type, is_disabled
from lona_testing.browser.dom import Element, is_html
from lona_testing.browser.text_editing import takes_text
from lona_testing.browser.values import get_value


class Focus:
    """What has the focus of a page: an element, or None.

    It remembers the text that was last known to everybody: when the element got the focus, when a
    script set the text, or when the last change event was fired.
    """

    __slots__ = ("_committed", "element")

    def __init__(self) -> None:
        self.element: Element | None = None
        self._committed = ""

    def enter(self, element: Element | None) -> None:
        """Give the focus to an element, or to none."""
        self.element = element
        self.commit()

    def commit(self) -> None:
        """Note that the present text is the one that everybody knows."""
        self._committed = "" if self.element is None else get_value(self.element)

    def is_changed(self) -> bool:
        """Whether the user has typed a text of which nobody was told by a change event."""
        element = self.element
        return (
            element is not None
            and takes_text(element)
            and element.control is not None
            and element.control.is_typed
            and get_value(element) != self._committed
        )


def is_focusable(element: Element) -> bool:
    """Whether an element can have the focus."""
    if element.has("tabindex") or element.get("contenteditable") in ("", "true"):
        return True
    if is_html(element, "button", "input", "select", "textarea"):
        return not is_disabled(element) and element.get("type") != "hidden"
    return (element.tag == "a" and element.has("href")) or is_html(element, "summary")


def tab_stops(document: Element, element: Element, step: int) -> Iterator[Element]:
    """Return the elements that Tab (step 1) or Shift+Tab (-1) reaches after an element.

    Positive `tabindex` comes first.
    """
    order = list(document.elements())
    places = {id(e): i for i, e in enumerate(order)}
    # From an element that Tab does not reach, it goes on in the order of the document.
    goes_by_index = _tab_index(element) >= 0

    def rank(e: Element) -> tuple[float, int]:
        index = (_tab_index(e) or float("inf")) if goes_by_index else 0
        return index, places[id(e)]

    stops = [e for e in order if e is not element and _is_tab_stop(e, element)]
    stops.sort(key=rank, reverse=step < 0)
    for stop in stops:
        if (rank(stop) > rank(element)) == (step > 0):
            yield stop


def _tab_index(element: Element) -> int:
    try:
        return int(element.attributes.get("tabindex", "0"))
    except ValueError:
        return 0


def _is_tab_stop(element: Element, active: Element) -> bool:
    if not is_focusable(element) or _tab_index(element) < 0 or why_hidden(element) is not None:
        return False
    if not (is_html(element, "input") and input_type(element) == "radio"):
        return True
    # A group of radio buttons is one stop: its checked button, or any if none is.
    group = list(radio_group(element))
    if len(group) > 1 and any(radio is active for radio in group):
        return False
    return is_checked(element) or not any(map(is_checked, group))
