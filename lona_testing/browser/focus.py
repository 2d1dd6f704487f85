"""The focus: what can have it, what has it, and where Tab takes it (HTML Living Standard §6.6)."""

import re
from collections.abc import Iterator

from lona_testing.browser.accessibility.display import display_of
from lona_testing.browser.accessibility.visibility import why_hidden
from lona_testing.browser.checkedness import is_checked, radio_group
from lona_testing.browser.controls import control_of, input_type, is_disabled, is_radio, type_of
from lona_testing.browser.details import has_own_summary, is_summary
from lona_testing.browser.dom import Document, Element, document_of, is_html
from lona_testing.browser.style.documents import reading
from lona_testing.browser.text_editing import takes_text
from lona_testing.browser.values import get_value

_INTEGER = re.compile(r"[ \t\n\f\r]*([+-]?\d+)")
_FRAMES = ("iframe", "object", "embed")


class Focus:
    """What has the focus of a page: an element, or None.

    `start` is where Tab goes on from: what had the focus or was clicked last (HTML §6.6.3, the
    sequential focus navigation starting point). `has_left` tells that Tab once went out of the
    page, to the bars of the browser. It remembers the text that was last known to everybody: when
    the element got the focus, when a script set the text, or when the last change event was fired.
    """

    __slots__ = ("_committed", "_document", "element", "has_left", "start")

    def __init__(self) -> None:
        self.element: Element | None = None
        self.start: Element | None = None
        self.has_left = False
        self._document: Document | None = None
        self._committed = ""

    def enter(self, element: Element | None) -> None:
        """Give the focus to an element, or to none."""
        self.element = element
        if self._document is not None:
            self._document.focused = None
        if element is not None:
            self.start = element
            self._document = document_of(element)
            if self._document is not None:
                self._document.focused = element
            if is_radio(element):
                for radio in radio_group(element):
                    control_of(radio).had_focus = radio is element
        self.commit()

    def commit(self) -> None:
        """Note that the present text is the one that everybody knows."""
        self._committed = "" if self.element is None else get_value(self.element)

    def is_changed(self) -> bool:
        """Whether the user has typed a text of which nobody was told by a change event."""
        element = self.element
        return (
            element is not None
            and (takes_text(element) or type_of(element).is_segmented)
            and element.control is not None
            and element.control.is_typed
            and get_value(element) != self._committed
        )


class Autofocus:
    """What asks for the focus by itself: the attribute `autofocus` (HTML §6.6.7).

    It counts for what is new in the document, and for the first that can have the focus. It counts
    no more when one got it, or when something else was in focus, or the target, by then.
    """

    __slots__ = ("_is_over", "_seen")

    def __init__(self) -> None:
        self._seen: set[Element] = set()
        self._is_over = False

    def choose(self, document: Document) -> Element | None:
        """Return what gets the focus now, None if nothing does."""
        if self._is_over:
            return None
        new = [element for element in document.elements() if element not in self._seen]
        self._seen.update(new)
        candidates = [element for element in new if element.has("autofocus")]
        if not candidates:
            return None
        is_taken = document.focused is not None or document.target is not None
        chosen = None if is_taken else next(filter(can_have_focus, candidates), None)
        self._is_over = is_taken or chosen is not None
        return chosen


def is_focusable(element: Element) -> bool:
    """Whether an element can have the focus, as long as it is shown."""
    if is_html(element, "button", "input", "select", "textarea"):
        return not is_disabled(element) and not (
            element.tag == "input" and input_type(element) == "hidden"
        )
    if _stated_index(element) is not None or element.get("contenteditable") in (
        "", "true", "plaintext-only",
    ):  # fmt: skip
        return True
    if element.tag in ("a", "area"):
        return element.has("href")
    if is_html(element, "audio", "video"):
        return element.has("controls")
    return is_html(element, *_FRAMES) or is_summary(element)


def can_have_focus(element: Element) -> bool:
    """Whether an element can have the focus now: it is shown, and nothing around is inert."""
    shown = _picture_of(element) if is_html(element, "area") else element
    if shown is None or not is_focusable(element) or is_inert(element):
        return False
    with reading(shown):
        return why_hidden(shown) is None and display_of(shown) != "contents"


def _picture_of(area: Element) -> Element | None:
    """Return the first picture that has the map in which an area is."""
    names = [e.get("name") for e in area.ancestors() if is_html(e, "map")]
    *_, root = area.ancestors()
    pictures = (e for e in root.elements() if is_html(e, "img") and names)
    return next((e for e in pictures if (e.get("usemap") or "#")[1:] in names), None)


def is_inert(element: Element) -> bool:
    """Whether the element, or one around it, is inert: users cannot reach it."""
    return any("inert" in e.attributes for e in element.ancestors())


def tab_stops(document: Element, start: Element | None, step: int) -> Iterator[Element]:
    """Return the elements that Tab (step 1) or Shift+Tab (-1) reaches from an element.

    None stands for the end of the document that Tab comes from. Positive `tabindex` comes first.
    """
    order = list(document.elements())
    places = {id(e): i for i, e in enumerate(order)}
    if start is not None and id(start) not in places:
        start = None
    # From an element that Tab does not reach, it goes on in the order of the document.
    goes_by_index = start is None or (is_focusable(start) and tab_index(start) >= 0)

    def rank(e: Element) -> tuple[float, int]:
        index = (tab_index(e) or float("inf")) if goes_by_index else 0
        return index, places[id(e)]

    stops = [e for e in order if e is not start and _is_tab_stop(e)]
    stops.sort(key=rank, reverse=step < 0)
    for stop in stops:
        if start is None or (rank(stop) > rank(start)) == (step > 0):
            yield stop


def tab_index(element: Element) -> int:
    """Return the order of Tab: 0 is that of the document, negative is never."""
    return _stated_index(element) or 0


def _stated_index(element: Element) -> int | None:
    match = _INTEGER.match(element.attributes.get("tabindex", ""))
    return None if match is None else int(match[1])


def _is_tab_stop(element: Element) -> bool:
    if has_own_summary(element):
        return why_hidden(element) is None and not is_inert(element)
    if not is_focusable(element) or tab_index(element) < 0 or not can_have_focus(element):
        return False
    if not is_radio(element):
        return True
    # A group of radio buttons is one stop: what is checked, else what had the focus last, else any.
    group = [radio for radio in radio_group(element) if not is_disabled(radio)]
    for is_the_stop in (is_checked, _had_focus):
        stop = next(filter(is_the_stop, group), None)
        if stop is not None:
            return stop is element
    return True


def _had_focus(radio: Element) -> bool:
    return radio.control is not None and radio.control.had_focus
