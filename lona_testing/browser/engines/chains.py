"""The texts that `locator()` takes: parts with `>>` between them, each for an engine.

    css=button >> text="Save" >> nth=0

Each part searches in what the one before has found. A part without the name of an engine is CSS, in
quotes a text, with `//` or `..` in front XPath.
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
from lona_testing.browser.engines.xpath import find_xpath
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import SelectorError, select


@dataclass(frozen=True)
class Part:
    """What one engine is asked."""

    engine: str
    body: str


def find(found: list[Element], selector: str) -> list[Element]:
    """Find what a text says below some elements; raises `SelectorError` for what cannot be read."""
    for part in _read(selector):
        found = _nth(found, part.body) if part.engine == "nth" else _step(found, part)
    return found


def _step(found: list[Element], part: Part) -> list[Element]:
    engine = _ENGINES[part.engine]
    return list(dict.fromkeys(hit for element in found for hit in engine(element, part.body)))


def _nth(found: list[Element], body: str) -> list[Element]:
    try:
        index = int(float(body or "0"))
    except ValueError:
        return []
    return [found[index]] if -len(found) <= index < len(found) else []


# engines


def _find_attribute(name: str) -> Callable[[Element, str], list[Element]]:
    return lambda element, body: select(element, f"[{name}={json.dumps(body)}]")


def _find_visible(element: Element, body: str) -> list[Element]:
    if element.parent is None:
        return []
    return [element] if conditions.is_visible(element) == (body == "true") else []


def _refuse(reason: str) -> Callable[[Element, str], list[Element]]:
    def find(element: Element, body: str) -> list[Element]:
        raise NotSupportedInProcess(f"finding by {body!r}", reason)

    return find


_ENGINES: dict[str, Callable[[Element, str], list[Element]]] = {
    "css": find_css,
    "role": find_role,
    "text": find_by_engine,
    "visible": _find_visible,
    "xpath": find_xpath,
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
    return tuple(_part(text.strip()) for text in _split(selector))


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
    if named[1]:
        raise NotSupportedInProcess(f"the mark * in {text!r}", "all that follows would change")
    name = named[2]
    engine = name.removesuffix(":light") if name.removesuffix(":light") in _LIGHT else name
    if engine != "nth" and engine not in _ENGINES:
        raise SelectorError(f"{name!r} is no engine that finds elements")
    return Part(engine, named[3])


def _engine_of(text: str) -> str:
    if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
        return "text"
    return "xpath" if _XPATH.match(text) else "css"
