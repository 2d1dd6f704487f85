"""What `innerText` gives: the text as it is shown (HTML Living Standard §3.2.7)."""

from collections.abc import Callable

from lona_testing.browser.accessibility.display import display_of, is_out_of_flow
from lona_testing.browser.dom import HTML_NAMESPACE, Element, Text, is_html
from lona_testing.browser.errors import WrongElement
from lona_testing.browser.layout.lines import Shown, block_around, in_case, shown_texts
from lona_testing.browser.layout.rendering import (
    shown_children,
    skipped_in,
    why_not_rendered,
)
from lona_testing.browser.options import option_text, options_of
from lona_testing.browser.serialize import outer_html
from lona_testing.browser.style.cascade import computed

_IN_LINES = frozenset(
    "inline inline-block inline-flex inline-grid inline-table ruby ruby-text table-cell"
    " table-column table-column-group table-footer-group table-header-group table-row"
    " table-row-group contents none".split()
)
_PARTS = ("table-cell", "table-row")
_TABLES = frozenset(("table", "inline-table"))
_ROW_GROUPS = frozenset(("table-row-group", "table-footer-group", "table-header-group"))


def inner_text(element: Element) -> str:
    """Return the text that an element shows; that of one without a box is its text content.

    Raises `WrongElement` for elements that are not HTML.
    """
    if element.namespace != HTML_NAMESPACE:
        raise WrongElement(f"{outer_html(element)[:200]} is no HTML element")
    skipped = skipped_in(element)
    if skipped is not None and why_not_rendered(skipped) is None:
        return ""
    if why_not_rendered(element) is not None:
        return "" if display_of(element) == "contents" else element.text()
    return _Collector(shown_texts(block_around(element))).read(element)


class _Collector:
    """Joins what is shown, with lines between blocks.

    `breaks` are the line breaks that are needed before the next text; at the beginning and at the
    end there are none.
    """

    def __init__(self, shown: Shown) -> None:
        self.text = ""
        self._breaks = 0
        self._shown = shown

    def read(self, element: Element) -> str:
        """Return what an element shows; what is around it makes no difference."""
        special = _SPECIAL.get(element.tag, _Collector._add_children)
        special(self, element)
        return self.text

    def _add(self, element: Element) -> None:
        if computed(element, "visibility") != "visible":
            self._add_children(element)
        elif is_html(element, *_SPECIAL):
            _SPECIAL[element.tag](self, element)
        elif is_html(element, "wbr"):
            return
        elif is_html(element, "br"):
            self._write("\n")
        elif is_html(element, "p") and display_of(element) not in _PARTS:
            self._with_breaks(2, lambda: self._add_children(element))
        else:
            self._add_box(element)

    def _add_box(self, element: Element) -> None:
        display = display_of(element)
        if display not in _IN_LINES or is_out_of_flow(element):
            self._with_breaks(1, lambda: self._add_children(element))
            return
        self._add_children(element)
        if display == "table-cell" and _has_another(element, "table-cell"):
            self._write("\t")
        elif display == "table-row" and _is_followed_by_row(element):
            self._write("\n")

    def _add_children(self, element: Element) -> None:
        for child in shown_children(element):
            if isinstance(child, Element):
                self._add(child)
            elif _is_visible_text(child):
                self._write(in_case(self._shown.get(child, ""), child))

    def _add_options(self, select: Element) -> None:
        for option in options_of(select):
            self._add_option(option)

    def _add_option(self, option: Element) -> None:
        self._with_breaks(1, lambda: self._write(_label_of(option)))

    def _with_breaks(self, count: int, add: Callable[[], None]) -> None:
        self._breaks = max(self._breaks, count)
        add()
        self._breaks = max(self._breaks, count)

    def _write(self, text: str) -> None:
        if not text:
            return
        if self.text:
            self.text += "\n" * self._breaks
        self._breaks = 0
        self.text += text


_SPECIAL: dict[str, Callable[[_Collector, Element], None]] = {
    "option": _Collector._add_option,
    "select": _Collector._add_options,
}
"""Elements that are not shown as their children are."""


def _is_visible_text(text: Text) -> bool:
    """Whether a text is not hidden by the element that it stands in."""
    return text.parent is None or computed(text.parent, "visibility") == "visible"


def _label_of(option: Element) -> str:
    return option.attributes.get("label") or option_text(option)


def _has_another(element: Element, *displays: str) -> bool:
    """Whether an element with one of these displays follows among the siblings."""
    return any(display_of(e) in displays for e in _following(element))


def _following(element: Element) -> list[Element]:
    siblings = [] if element.parent is None else element.parent.children
    behind = siblings[next((i for i, e in enumerate(siblings) if e is element), 0) + 1 :]
    return [e for e in behind if isinstance(e, Element)]


def _is_followed_by_row(row: Element) -> bool:
    """Whether the table has another row behind this one."""
    for element in row.ancestors():
        if display_of(element) in _TABLES:
            return False
        if any(_is_row(e) or _holds_rows(e) for e in _following(element)):
            return True
    return False


def _is_row(element: Element) -> bool:
    return display_of(element) == "table-row"


def _holds_rows(element: Element) -> bool:
    return display_of(element) in _ROW_GROUPS and any(
        _is_row(e) for e in element.children if isinstance(e, Element)
    )
