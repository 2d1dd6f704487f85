"""The text that lines show: white space collapsed as CSS Text 3 §4 says, and in the right case."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lona_testing.browser.accessibility.display import display_of, is_out_of_flow
from lona_testing.browser.dom import MATHML_NAMESPACE, Element, Text, is_html
from lona_testing.browser.layout.rendering import shown_children
from lona_testing.browser.style.cascade import NotKnown, computed
from lona_testing.browser.style.documents import remembered
from lona_testing.browser.style.generated import Place, generated_text, part_is_styled

_COLLAPSIBLE = re.compile(r"[ \t\n\r]+")
_BREAK_AT_ZERO_WIDTH_SPACE = re.compile(
    r"(?<=\u200b)[ \t\r]*\n[ \t\n\r]*|[ \t\n\r]*\n[ \t\r]*(?=\u200b)"
)
_SPACES = re.compile(r"[ \t\r]+")
_AROUND_BREAK = re.compile(r" *\n *")
_WORD = re.compile(r"(?<![\w'])[a-z]", re.ASCII)
_SPECIAL_CASES = frozenset(("az", "el", "lt", "nl", "tr"))
_INLINE = frozenset(("inline", "ruby", "ruby-text"))

Shown = dict[Text, str]


def is_inline(element: Element) -> bool:
    """Whether an element is part of the lines of what is around it."""
    return display_of(element) in _INLINE


@remembered
def shown_texts(block: Element) -> Shown:
    """Return what is shown of the texts in the lines of a block, lines of inner blocks included."""
    shown: Shown = {}
    _Lines(shown).read(block)
    return shown


def block_around(element: Element) -> Element:
    """Return the element in whose lines the content of an element stands."""
    while element.parent is not None and (is_inline(element) or display_of(element) == "contents"):
        element = element.parent
    return element


@dataclass
class _Lines:
    """The lines of one block, from the first to the last."""

    shown: Shown
    at_start: bool = True
    last: Text | None = field(default=None)
    """The text that ended in a space which can still go: nothing came after it."""

    def read(self, block: Element) -> None:
        self._read_children(block)
        self._end_line()

    def _read_children(self, element: Element) -> None:
        self._pass_generated(element, "before")
        for child in shown_children(element):
            if isinstance(child, Text):
                self._read_text(child)
            else:
                self._read_element(child)
        self._pass_generated(element, "after")

    def _pass_generated(self, element: Element, place: Place) -> None:
        """Go on behind what is no text of the document: it keeps the spaces beside it."""
        text = '"' if is_html(element, "q") else generated_text(element, place)
        if text.strip():
            self.at_start, self.last = text.endswith(" "), None

    def _read_element(self, element: Element) -> None:
        if is_html(element, "br"):
            self._end_line()
        elif is_out_of_flow(element):
            _Lines(self.shown).read(element)
        elif is_html(element, "wbr"):
            return
        elif is_inline(element) and not _is_atomic(element):
            self._read_children(element)
        elif is_inline(element) or display_of(element).startswith("inline-"):
            self.at_start, self.last = False, None
            _Lines(self.shown).read(element)
        else:
            self._end_line()
            _Lines(self.shown).read(element)

    def _end_line(self) -> None:
        if self.last is not None:
            self.shown[self.last] = self.shown[self.last].removesuffix(" ")
        self.at_start, self.last = True, None

    def _read_text(self, text: Text) -> None:
        assert text.parent is not None
        mode = computed(text.parent, "white-space-collapse")
        data = text.data
        if mode == "collapse":
            data = _BREAK_AT_ZERO_WIDTH_SPACE.sub("", data)
            self._take(text, _COLLAPSIBLE.sub(" ", data))
        elif mode == "preserve-breaks":
            self._take(text, _AROUND_BREAK.sub("\n", _SPACES.sub(" ", data)))
        elif data:
            self.shown[text] = data
            self.at_start, self.last = data.endswith("\n"), None

    def _take(self, text: Text, data: str) -> None:
        if data.startswith(" ") and (self.at_start or self.last is not None):
            data = data[1:]
        if data.startswith("\n"):
            self._end_line()
        if not data:
            return
        self.shown[text] = data
        self.at_start = data.endswith("\n")
        self.last = text if data.endswith(" ") else None


def _is_atomic(element: Element) -> bool:
    if is_html(element, "object"):
        return "data" in element.attributes
    return element.tag == "svg" or is_html(
        element, "audio", "canvas", "embed", "iframe", "img", "video"
    )


def in_case(shown: str, text: Text) -> str:
    """Return a text as `text-transform` shows it; raises `NotKnown` where words matter."""
    element = text.parent
    if element is None or not shown:
        return shown
    if element.namespace == MATHML_NAMESPACE and len(shown.strip()) == 1:
        raise NotKnown(element, "the text", "a single letter of a formula is shown in italics")
    if computed(element, "-webkit-text-security") != "none":
        raise NotKnown(element, "the text", "`-webkit-text-security` shows dots")
    for ancestor in element.ancestors():
        if part_is_styled(ancestor, ("first-line", "first-letter"), "text-transform"):
            raise NotKnown(element, "the text", f"a part of {ancestor!r} is shown in another way")
    transform = computed(element, "text-transform")
    if transform in ("none", "math-auto"):
        return shown
    if not _SPECIAL_CASES.isdisjoint(_languages(element)):
        why = f"what `text-transform: {transform}` does depends on the language"
        raise NotKnown(element, "the text", why)
    if transform == "uppercase":
        return shown.upper()
    return shown.lower() if transform == "lowercase" else _capitalized(shown, text, element)


def _capitalized(shown: str, text: Text, element: Element) -> str:
    if not shown.isascii() or not (shown[0] == " " or _begins_line(text, element)):
        raise NotKnown(element, "the text", "where words begin for `text-transform: capitalize`")
    return _WORD.sub(lambda match: match[0].upper(), shown)


def _begins_line(text: Text, element: Element) -> bool:
    return not is_inline(element) and element.children[0] is text


def _languages(element: Element) -> Iterator[str]:
    for ancestor in element.ancestors():
        language = ancestor.attributes.get("lang", "")
        yield language.partition("-")[0].lower()
