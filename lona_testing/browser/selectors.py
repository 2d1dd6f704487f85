"""CSS selectors over the in-process document (Selectors Level 4, the part that tests use).

Type, universal, id, class and attribute selectors, all four combinators, lists, and the
pseudo-classes of `_PSEUDO` and `_FUNCTIONS`. Anything else raises `ValueError` and says so;
nothing is ignored silently.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.controls import is_disabled
from lona_testing.browser.dom import HTML_NAMESPACE, Element, is_html
from lona_testing.browser.options import is_selected

Test = Callable[[Element], bool]

_NAME = r"(?:\\.|[\w-]|[^\x00-\x7f])+"
_TOKEN = re.compile(
    rf"(?P<space>\s*[>+~,]\s*|\s+)|(?P<hash>\#{_NAME})|(?P<cls>\.{_NAME})"
    rf"|(?P<attr>\[\s*{_NAME}\s*(?:[~|^$*]?=\s*(?:\"[^\"]*\"|'[^']*'|{_NAME})\s*(?:[iIsS]\s*)?)?\])"
    rf"|(?P<pseudo>:{_NAME})(?P<paren>\()?|(?P<tag>(?!\d){_NAME}|\*)"
)
_ATTRIBUTE = re.compile(
    rf"\[\s*({_NAME})\s*(?:([~|^$*]?=)\s*(?:\"([^\"]*)\"|'([^']*)'|({_NAME}))\s*([iIsS])?\s*)?\]"
)


@dataclass(frozen=True)
class _Compound:
    """Tests of one element, and how it is related to the compound before it."""

    tests: tuple[Test, ...]
    combinator: str

    def matches(self, element: Element) -> bool:
        return all(test(element) for test in self.tests)


def select(root: Element, selector: str) -> list[Element]:
    """Return the descendants of `root` that match, in document order."""
    alternatives = parse(selector)
    return [
        element
        for element in root.elements()
        if any(_matches(element, chain, len(chain) - 1) for chain in alternatives)
    ]


def matches(element: Element, selector: str) -> bool:
    """Whether an element matches a selector."""
    return any(_matches(element, chain, len(chain) - 1) for chain in parse(selector))


@lru_cache(maxsize=512)
def parse(selector: str) -> tuple[tuple[_Compound, ...], ...]:
    """Parse a selector list; raises `ValueError` for what is not supported."""
    text = selector.strip()
    alternatives: list[tuple[_Compound, ...]] = []
    chain: list[_Compound] = []
    tests: list[Test] = []
    combinator = ""
    position = 0

    def finish() -> None:
        if not tests:
            raise ValueError(f"not a CSS selector: {selector!r}")
        chain.append(_Compound(tuple(tests), combinator))
        tests.clear()

    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            raise ValueError(f"cannot read the selector {selector!r} at {text[position:]!r}")
        position = token.end()
        if token["space"] is not None:
            finish()
            combinator = token["space"].strip() or " "
            if combinator == ",":
                alternatives.append(tuple(chain))
                chain.clear()
                combinator = ""
            continue
        argument = None
        if token["paren"]:
            argument, position = _argument(text, position, selector)
        tests.append(_test(token, argument, selector))
    finish()
    return (*alternatives, tuple(chain))


def _argument(text: str, start: int, selector: str) -> tuple[str, int]:
    depth = 1
    for position in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth == 0:
            return text[start:position].strip(), position + 1
    raise ValueError(f"a parenthesis is not closed in the selector {selector!r}")


def _test(token: re.Match[str], argument: str | None, selector: str) -> Test:
    if token["tag"]:
        name = token["tag"]
        return lambda e: name == "*" or e.tag == name or _is_html_tag(e, name)
    if token["hash"]:
        wanted = _unescape(token["hash"][1:])
        return lambda e: e.attributes.get("id") == wanted
    if token["cls"]:
        class_name = _unescape(token["cls"][1:])
        return lambda e: class_name in e.classes
    if token["attr"]:
        return _attribute_test(token["attr"])
    name = token["pseudo"][1:].lower()
    if argument is None and name in _PSEUDO:
        return _PSEUDO[name]
    if argument is not None and name in _FUNCTIONS:
        return _FUNCTIONS[name](argument)
    raise ValueError(f"the pseudo-class :{name} in {selector!r} is not supported in-process")


def _is_html_tag(element: Element, name: str) -> bool:
    return element.namespace == HTML_NAMESPACE and element.tag == name.lower()


def _unescape(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name)


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, wanted: value == wanted,
    "~=": lambda value, wanted: wanted in value.split(),
    "|=": lambda value, wanted: value == wanted or value.startswith(wanted + "-"),
    "^=": lambda value, wanted: bool(wanted) and value.startswith(wanted),
    "$=": lambda value, wanted: bool(wanted) and value.endswith(wanted),
    "*=": lambda value, wanted: bool(wanted) and wanted in value,
}


def _attribute_test(text: str) -> Test:
    match = _ATTRIBUTE.match(text)
    assert match is not None
    name, operator, double, single, bare, flag = match.groups()
    if operator is None:
        return lambda e: e.has(name)
    compare = _OPERATORS[operator]
    wanted = next(v for v in (double, single, bare) if v is not None)
    if flag and flag in "iI":
        return lambda e: e.has(name) and compare((e.get(name) or "").lower(), wanted.lower())
    return lambda e: e.has(name) and compare(e.get(name) or "", wanted)


def _siblings(element: Element) -> list[Element]:
    if element.parent is None:
        return [element]
    return [child for child in element.parent.children if isinstance(child, Element)]


def _position(element: Element) -> int:
    return next(i for i, e in enumerate(_siblings(element), 1) if e is element)


def _nth(argument: str, count: Callable[[Element], int]) -> Test:
    argument = {"odd": "2n+1", "even": "2n"}.get(argument, argument).replace(" ", "")
    match = re.fullmatch(r"(?:([+-]?\d*)n)?([+-]?\d+)?", argument)
    if match is None or not argument:
        raise ValueError(f"cannot read the argument {argument!r} of :nth-child()")
    step = (
        0 if match[1] is None else int(match[1] + "1" if match[1] in ("", "+", "-") else match[1])
    )
    offset = int(match[2] or 0)

    def test(element: Element) -> bool:
        distance = count(element) - offset
        return distance == 0 if step == 0 else distance % step == 0 and distance // step >= 0

    return test


def _of_type(element: Element) -> list[Element]:
    return [e for e in _siblings(element) if e.tag == element.tag]


_PSEUDO: dict[str, Test] = {
    "checked": lambda e: is_checked(e) or (is_html(e, "option") and is_selected(e)),
    "disabled": is_disabled,
    "enabled": lambda e: (
        is_html(e, "button", "input", "select", "textarea", "option") and not is_disabled(e)
    ),
    "empty": lambda e: not e.children,
    "first-child": lambda e: _siblings(e)[0] is e,
    "last-child": lambda e: _siblings(e)[-1] is e,
    "only-child": lambda e: len(_siblings(e)) == 1,
    "first-of-type": lambda e: _of_type(e)[0] is e,
    "last-of-type": lambda e: _of_type(e)[-1] is e,
    "root": lambda e: is_html(e, "html"),
}

_FUNCTIONS: dict[str, Callable[[str], Test]] = {
    "not": lambda argument: lambda e: not matches(e, argument),
    "is": lambda argument: lambda e: matches(e, argument),
    "where": lambda argument: lambda e: matches(e, argument),
    "has": lambda argument: lambda e: bool(select(e, argument)),
    "has-text": lambda argument: _has_text(argument.strip("\"'")),
    "nth-child": lambda argument: _nth(argument, _position),
    "nth-last-child": lambda argument: _nth(
        argument, lambda e: len(_siblings(e)) - _position(e) + 1
    ),
    "nth-of-type": lambda argument: _nth(
        argument, lambda e: next(i for i, s in enumerate(_of_type(e), 1) if s is e)
    ),
}


def _has_text(wanted: str) -> Test:
    needle = " ".join(wanted.split()).lower()
    return lambda e: needle in " ".join(e.text().split()).lower()


def _matches(element: Element, chain: tuple[_Compound, ...], last: int) -> bool:
    compound = chain[last]
    if not compound.matches(element):
        return False
    if last == 0:
        return True
    return any(_matches(other, chain, last - 1) for other in _RELATED[compound.combinator](element))


def _ancestors(element: Element) -> Iterator[Element]:
    return (e for e in element.ancestors() if e is not element)


def _parent(element: Element) -> Iterator[Element]:
    if element.parent is not None:
        yield element.parent


def _before(element: Element) -> Iterator[Element]:
    for sibling in _siblings(element):
        if sibling is element:
            return
        yield sibling


def _just_before(element: Element) -> Iterator[Element]:
    yield from list(_before(element))[-1:]


_RELATED: dict[str, Callable[[Element], Iterator[Element]]] = {
    " ": _ancestors,
    ">": _parent,
    "+": _just_before,
    "~": _before,
}
