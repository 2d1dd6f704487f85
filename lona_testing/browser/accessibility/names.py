"""Names of elements: the Accessible Name computation (accname 1.2 §4.3), with HTML-AAM §5.

The steps stand in the order of the standard. What HTML adds of its own (labels, captions, `alt`, …)
is in `native_names`, the values of controls within a name in `embedded_values`.
"""

from enum import Enum, auto

from lona_testing.browser.accessibility.aria import PRESENTATIONAL, has
from lona_testing.browser.accessibility.display import is_apart
from lona_testing.browser.accessibility.embedded_values import embedded_value
from lona_testing.browser.accessibility.exclusion import is_excluded, is_ignored
from lona_testing.browser.accessibility.native_names import LABELS, OWN_LABELS, sources_of
from lona_testing.browser.accessibility.references import content_of, referenced
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.labels import labels_of
from lona_testing.browser.matching import flat
from lona_testing.browser.style.generated import generated_text


class Purpose(Enum):
    """What the text of an element is wanted for."""

    NAME = auto()  # its own name
    PART = auto()  # part of a name that is made of content
    REFERENCE = auto()  # `aria-labelledby` refers to it, or to what is around it
    LABEL = auto()  # part of a label
    CAPTION = auto()  # part of what HTML names another element by
    DESCRIPTION = auto()  # `aria-describedby` or `aria-errormessage` refers to it


_CONTENT_COUNTS = frozenset(Purpose) - {Purpose.NAME, Purpose.PART}
_VALUES_COUNT = frozenset(Purpose) - {Purpose.NAME, Purpose.DESCRIPTION}


def name_of(element: Element, *, include_hidden: bool = False) -> str:
    """Return the accessible name of an element, white space collapsed.

    What is hidden has none, unless `include_hidden` is given.
    """
    if has(role_of(element), "unnamed"):
        return ""
    return flat(_Reader(include_hidden).read(element, Purpose.NAME, include_hidden))


def text_of_references(element: Element, attribute: str, *, include_hidden: bool = False) -> str:
    """Return the text of the elements that an attribute refers to, white space collapsed."""
    found = referenced(element, attribute)
    texts = [_Reader(include_hidden).read_meant(e, Purpose.DESCRIPTION) for e in found]
    return flat(" ".join(texts))


class _Reader:
    """Reads the texts that one name is made of: no element twice."""

    def __init__(self, include_hidden: bool) -> None:
        self._include_hidden = include_hidden
        self._seen: set[Element] = set()

    def read_meant(self, element: Element, purpose: Purpose) -> str:
        """Return the text of an element that another one names: if it is hidden, so be it."""
        return self.read(element, purpose, self._include_hidden or is_excluded(element))

    def read(self, element: Element, purpose: Purpose, with_hidden: bool) -> str:
        """Return the text alternative of an element; white space stays as it is."""
        if element in self._seen:
            return ""
        is_left_out = is_ignored(element) and not self._include_hidden
        if is_left_out or (not with_hidden and is_excluded(element)):  # 2A
            self._seen.add(element)
            return ""
        references = referenced(element, "aria-labelledby")
        if purpose is not Purpose.REFERENCE:  # 2B
            texts = [self.read_meant(e, Purpose.REFERENCE) for e in references]
            if text := " ".join(texts):
                return text
        self._seen.add(element)
        role = role_of(element)
        if purpose in _VALUES_COUNT and element not in references:  # 2C
            value = embedded_value(element, role)
            if value is not None:
                if isinstance(value, str):
                    return value
                return " ".join(self.read(option, purpose, with_hidden) for option in value)
        label = element.get("aria-label")
        if label and label.strip():  # 2D
            return label
        if role not in PRESENTATIONAL:  # 2E
            text, is_all = self._native_name(element, purpose, bool(references))
            if is_all:
                return text
        if self._content_counts(element, role, purpose):  # 2F
            text = self._content(element, purpose, with_hidden)
            if text.strip() if purpose is Purpose.NAME else text:
                return text
        if role not in PRESENTATIONAL or is_html(element, "iframe"):  # 2I
            return element.get("title") or ""
        return ""

    # what HTML adds

    def _native_name(
        self, element: Element, purpose: Purpose, has_references: bool
    ) -> tuple[str, bool]:
        """Return the name that HTML gives, and whether nothing else counts."""
        sources, content_counts = sources_of(element, has_references)
        for source in sources:
            if source.startswith("'"):
                return source.strip("'"), True
            elements = self._elements_of(source, element, purpose)
            if elements:  # they count, even if they are empty
                how = Purpose.LABEL if source in (LABELS, OWN_LABELS) else Purpose.CAPTION
                return " ".join(self.read_meant(e, how) for e in elements), True
            text = element.get(source) or ""
            if text if source == "title" else text.strip():
                return text, True
        return "", not content_counts

    def _elements_of(self, source: str, element: Element, purpose: Purpose) -> list[Element]:
        if source == LABELS or (source == OWN_LABELS and purpose is not Purpose.REFERENCE):
            return labels_of(element)
        children = (e for e in element.children if isinstance(e, Element))
        return [e for e in children if f"<{e.tag}>" == source][:1]

    # content

    def _content_counts(self, element: Element, role: str | None, purpose: Purpose) -> bool:
        if purpose in _CONTENT_COUNTS or has(role, "content") or is_html(element, "summary"):
            return True
        return purpose is Purpose.PART and (role is None or has(role, "part"))

    def _content(self, element: Element, purpose: Purpose, with_hidden: bool) -> str:
        purpose = Purpose.PART if purpose is Purpose.NAME else purpose
        parts = [generated_text(element, "before")]
        for child in content_of(element, with_hidden=with_hidden):
            if isinstance(child, Text):
                parts.append(child.data)
            elif isinstance(child, Element):
                text = self.read(child, purpose, with_hidden)
                parts.append(f" {text} " if is_apart(child) else text)
        parts.append(generated_text(element, "after"))
        return "".join(parts)
