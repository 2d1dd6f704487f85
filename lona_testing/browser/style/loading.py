"""Loading the style sheets of a document: linked ones through the network, inline ones if allowed.

A Content-Security-Policy decides which `<style>` elements count (CSP 3 §6.7.3).
"""

from collections.abc import Callable

from lona_testing.browser.addresses import resolve
from lona_testing.browser.dom import Element
from lona_testing.browser.network import Response

_FALLBACKS = ("style-src-elem", "style-src", "default-src")


class SheetLoader:
    """Loads the sheets of one document, each once.

    `fetch` requests an address, `base_address` returns what references in the document start from.
    """

    def __init__(
        self, fetch: Callable[[str], Response], base_address: Callable[[], str], policy: str
    ) -> None:
        self._fetch = fetch
        self._base_address = base_address
        self._inline_sources = _style_sources(policy)
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

    def allows_inline(self, style: Element) -> bool:
        """Whether the policy of the document lets a `<style>` element count."""
        sources = self._inline_sources
        if sources is None:
            return True
        has_others = any(s.startswith(("'nonce-", "'sha")) for s in sources)
        if "'unsafe-inline'" in sources and not has_others:
            return True
        return f"'nonce-{style.get('nonce')}'" in sources


def _style_sources(policy: str) -> list[str] | None:
    """Return where styles may come from, None if the policy says nothing of it."""
    directives = [words for part in policy.split(";") if (words := part.split())]
    for wanted in _FALLBACKS:
        found = next((words[1:] for words in directives if words[0].lower() == wanted), None)
        if found is not None:
            return found
    return None
