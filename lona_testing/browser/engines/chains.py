"""The texts that `locator()` takes: parts with `>>` between them, each for an engine.

    css=button >> text="Save" >> nth=0

Each part searches in what the one before has found. A part without the name of an engine is CSS, in
quotes a text, with `//` or `..` in front XPath. The part with a `*` in front is what is found, if
the rest is found in it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from lona_testing.browser import conditions
from lona_testing.browser.dom import Element
from lona_testing.browser.engines.css import find_css
from lona_testing.browser.engines.roles import find_role
from lona_testing.browser.engines.texts import find_by_engine
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import SelectorError, select
from lona_testing.browser.selectors.structure import parent_of


@dataclass(frozen=True)
class Part:
    """What one engine is asked."""

    engine: str
    body: str
    is_captured: bool = False


def find(root: Element, selector: str) -> list[Element]:
    """Find what a text says below an element; raises `SelectorError` for what cannot be read."""
    return _find(root, _read(selector))


def _find(root: Element, parts: tuple[Part, ...]) -> list[Element]:
    captured = next((i for i, part in enumerate(parts) if part.is_captured), len(parts) - 1)
    found = [root]
    for part in parts[: captured + 1]:
        found = _step(found, part)
    rest = parts[captured + 1 :]
    return [e for e in found if _find(e, rest)] if rest else found


def _step(found: list[Element], part: Part) -> list[Element]:
    if part.engine == "nth":
        return _nth(found, part.body)
    engine = _ENGINES[part.engine]
    return list(dict.fromkeys(hit for element in found for hit in engine(element, part.body)))


def _nth(found: list[Element], body: str) -> list[Element]:
    try:
        index = int(float(body or "0"))
    except ValueError:
        return found[:1]
    return [found[index]] if -len(found) <= index < len(found) else []


# engines


def _find_attribute(name: str) -> Callable[[Element, str], list[Element]]:
    return lambda element, body: select(element, f"[{name}={json.dumps(body)}]")


def _find_visible(element: Element, body: str) -> list[Element]:
    if element.parent is None:
        return []
    return [element] if conditions.is_visible(element) == (body == "true") else []


_UP = re.compile(r"\s*\.\.(?:/\.\.)*\s*")


def _find_xpath(element: Element, body: str) -> list[Element]:
    if not _UP.fullmatch(body):
        raise NotSupportedInProcess(f"finding by XPath ({body})", "only .. is known of it")
    above: Element | None = element
    for _ in range(body.count("..")):
        above = None if above is None else parent_of(above)
    return [] if above is None else [above]


def _refuse(reason: str) -> Callable[[Element, str], list[Element]]:
    def find(element: Element, body: str) -> list[Element]:
        raise NotSupportedInProcess(f"finding by {body!r}", reason)

    return find


_ENGINES: dict[str, Callable[[Element, str], list[Element]]] = {
    "css": find_css,
    "role": find_role,
    "text": find_by_engine,
    "visible": _find_visible,
    "xpath": _find_xpath,
    **{name: _find_attribute(name) for name in "id data-testid data-test-id data-test".split()},
    **dict.fromkeys("above below left-of near right-of".split(), _refuse("it needs layout")),
    **dict.fromkeys(
        """aria-ref aria-template internal:and internal:attr internal:chain internal:control
        internal:describe internal:has internal:has-not internal:has-not-text internal:has-text
        internal:label internal:or internal:role internal:testid internal:text""".split(),
        _refuse("this engine is Playwright's own"),
    ),
}
_LIGHT = frozenset("css data-test data-test-id data-testid id text xpath".split())
"""The engines that may have `:light` behind their name, for there are no shadow trees."""


# reading

_NAMED = re.compile(r"\s*(\*?)([a-zA-Z_0-9\-+:*]+)\s*=(.*)\Z", re.DOTALL)
_XPATH = re.compile(r"\(*//|\.\.")
_PIECE = re.compile(r">>|\\.|.", re.DOTALL)
_QUOTES = ("'", '"', "`")
_TEXT_BEGINS = re.compile(r"\s*text\s*=(.+)\Z")


@lru_cache(maxsize=512)
def _read(selector: str) -> tuple[Part, ...]:
    parts = tuple(_part(text.strip()) for text in _split(selector))
    captures = sum(part.is_captured for part in parts)
    if captures > 1 or (captures and any(part.engine == "nth" for part in parts)):
        raise SelectorError(f"{selector!r}: one part can have a *, and then none can be nth")
    return parts


def _split(selector: str) -> list[str]:
    """Split at `>>` outside of quotes; those in a text that began without quotes are none."""
    parts, quote = [""], ""
    for piece in _PIECE.findall(selector):
        if piece == ">>" and not quote:
            parts.append("")
            continue
        if piece == quote:
            quote = ""
        elif not quote and piece in _QUOTES and not _TEXT_BEGINS.match(parts[-1]):
            quote = piece
        parts[-1] += piece
    return parts


def _part(text: str) -> Part:
    named = _NAMED.match(text)
    if named is None:
        return Part(_engine_of(text), text)
    name = named[2]
    engine = name.removesuffix(":light") if name.removesuffix(":light") in _LIGHT else name
    if engine != "nth" and engine not in _ENGINES:
        raise SelectorError(f"{name!r} is no engine that finds elements")
    return Part(engine, named[3], bool(named[1]))


def _engine_of(text: str) -> str:
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return "text"
    return "xpath" if _XPATH.match(text) else "css"
