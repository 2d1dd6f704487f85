"""Loading the style sheets of a document: linked ones through the network, inline ones if allowed.

A Content-Security-Policy decides which `<style>` elements, and whether attributes `style` of markup
count (CSP 3 §6.7.3).
"""

from collections.abc import Callable

from lona_testing.browser.addresses import resolve
from lona_testing.browser.dom import Element
from lona_testing.browser.network import Response

_ELEMENTS = ("style-src-elem", "style-src", "default-src")
_ATTRIBUTES = ("style-src-attr", "style-src", "default-src")


class SheetLoader:
    """Loads the sheets of one document, each once.

    `fetch` requests an address, `base_address` returns what references in the document start from.
    """

    def __init__(
        self, fetch: Callable[[str], Response], base_address: Callable[[], str], policy: str
    ) -> None:
        self._fetch = fetch
        self._base_address = base_address
        self._element_sources = _sources(policy, _ELEMENTS)
        self._attribute_sources = _sources(policy, _ATTRIBUTES)
        self._loaded: dict[str, str | None] = {}

    def load(self, reference: str, base: str) -> tuple[str, str] | None:
        """Return the address and the text of a sheet, None if there is none.

        `base` is the address of the sheet that imports it, empty for one that the document links.
        """
        address = resolve(base or self._base_address(), reference)
        if address not in self._loaded:
            self._loaded[address] = self._request(address)
        text = self._loaded[address]
        return None if text is None else (address, text)

    def _request(self, address: str) -> str | None:
        response = self._fetch(address)
        kind = response.headers.get("Content-Type", "")
        return response.text if response.status == 200 and kind.startswith("text/css") else None

    def allows_inline(self, element: Element) -> bool:
        """Whether the policy of the document lets a `<style>`, or the style of an element count.

        What a script has set always counts.
        """
        if element.tag != "style":
            return element.written_style is None or _allows_all(self._attribute_sources)
        sources = self._element_sources
        return _allows_all(sources) or f"'nonce-{element.get('nonce')}'" in (sources or ())


def _allows_all(sources: list[str] | None) -> bool:
    """Whether what stands in the document itself counts."""
    if sources is None:
        return True
    has_others = any(source.startswith(("'nonce-", "'sha")) for source in sources)
    return "'unsafe-inline'" in sources and not has_others


def _sources(policy: str, names: tuple[str, ...]) -> list[str] | None:
    """Return where something may come from, None if the policy says nothing of it."""
    directives = [words for part in policy.split(";") if (words := part.split())]
    for wanted in names:
        found = next((words[1:] for words in directives if words[0].lower() == wanted), None)
        if found is not None:
            return found
    return None
