"""Names of elements: the Accessible Name computation (accname 1.2 §4.3), with HTML-AAM §5.

The steps stand in the order of the standard. What HTML adds of its own (labels, captions, `alt`, …)
is in `native_names`, the values of controls within a name in `embedded_values`.
"""

from enum import Enum, auto

from lona_testing.browser.accessibility.aria import PRESENTATIONAL, has
from lona_testing.browser.accessibility.display import is_apart
from lona_testing.browser.accessibility.embedded_values import embedded_value
from lona_testing.browser.accessibility.exclusion import is_excluded
from lona_testing.browser.accessibility.native_names import LABELS, OWN_LABELS, sources_of
from lona_testing.browser.accessibility.references import content_of, referenced
from lona_testing.browser.accessibility.roles import role_of
from lona_testing.browser.dom import Element, Text, is_html
from lona_testing.browser.labels import labels_of
from lona_testing.browser.matching import flat


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
    return flat(_Reader().read(element, Purpose.NAME, include_hidden))


def text_of_references(element: Element, attribute: str) -> str:
    """Return the text of the elements that an attribute refers to, white space collapsed."""
    found = referenced(element, attribute)
    texts = [_Reader().read(e, Purpose.DESCRIPTION, is_excluded(e)) for e in found]
    return flat(" ".join(texts))


class _Reader:
    """Reads the texts that one name is made of: no element twice."""

    def __init__(self) -> None:
        self._seen: set[Element] = set()

    def read(self, element: Element, purpose: Purpose, with_hidden: bool) -> str:
        """Return the text alternative of an element; white space stays as it is."""
        if element in self._seen or (not with_hidden and is_excluded(element)):  # 2A
            return ""
        references = referenced(element, "aria-labelledby")
        if purpose is not Purpose.REFERENCE:  # 2B
            text = self._read_all(references, Purpose.REFERENCE)
            if text:
                return text
        self._seen.add(element)
        role = role_of(element)
        if purpose in _VALUES_COUNT and element not in references:  # 2C
            value = embedded_value(element, role)
            if value is not None:
                return value if isinstance(value, str) else self._read_options(value, with_hidden)
        label = element.get("aria-label")
        if label and label.strip():  # 2D
            return label
        if role not in PRESENTATIONAL:  # 2E
            text, is_all = self._native_name(element, purpose)
            if is_all:
                return text
        if self._content_counts(element, role, purpose):  # 2F
            text = self._content(element, purpose, with_hidden)
            if text.strip() if purpose is Purpose.NAME else text:
                return text
        if role not in PRESENTATIONAL or is_html(element, "iframe"):  # 2I
            return element.get("title") or ""
        return ""

    def _read_all(self, elements: list[Element], purpose: Purpose) -> str:
        """Return the texts of elements that were hidden on purpose, perhaps: then all counts."""
        return " ".join(filter(None, (self.read(e, purpose, is_excluded(e)) for e in elements)))

    def _read_options(self, options: list[Element], with_hidden: bool) -> str:
        return " ".join(self.read(option, Purpose.PART, with_hidden) for option in options)

    # what HTML adds

    def _native_name(self, element: Element, purpose: Purpose) -> tuple[str, bool]:
        """Return the name that HTML gives, and whether nothing else counts."""
        sources, content_counts = sources_of(element)
        for source in sources:
            if source.startswith("'"):
                return source.strip("'"), True
            elements = self._elements_of(source, element, purpose)
            if elements:  # they count, even if they are empty
                how = Purpose.LABEL if source in (LABELS, OWN_LABELS) else Purpose.CAPTION
                return self._read_all(elements, how), True
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
        if purpose in _CONTENT_COUNTS or has(role, "content"):
            return True
        if purpose is Purpose.NAME:
            return role is None and is_html(element, "summary")
        return role is None or has(role, "part")

    def _content(self, element: Element, purpose: Purpose, with_hidden: bool) -> str:
        purpose = Purpose.PART if purpose is Purpose.NAME else purpose
        parts: list[str] = []
        for child in content_of(element):
            if isinstance(child, Text):
                parts.append(child.data)
            elif isinstance(child, Element):
                text = self.read(child, purpose, with_hidden)
                parts.append(f" {text} " if is_apart(child) else text)
        return "".join(parts)
