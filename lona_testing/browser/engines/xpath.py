"""XPath 1.0 over a document, as browsers evaluate it: `xpath=//p[2]`.

`turbohtml` evaluates, on a copy of the document. It also knows later versions of XPath, and in HTML
names have no case: so the expression is read before. What it would answer otherwise than a browser
in documents with pictures or formulas raises `NotSupportedInProcess`.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lona_testing.browser.dom import (
    Comment,
    Document,
    Element,
    Node,
    Text,
    ascii_lower,
    is_html,
)
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors.matching import SelectorError

if TYPE_CHECKING:
    import turbohtml

_TOKEN = re.compile(
    r"(?P<literal>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[^\W\d][\w.\-]*)(?P<use>\s*(?:\(|::|:(?!:)))?"
    r"|(?P<other>\s+|\d+(?:\.\d*)?|\.\d+|::|//|\.\.|!=|<=|>=|[()\[\]@,/|+\-=<>*.$])"
)
_NODE_TYPES = frozenset(("comment", "node", "processing-instruction", "text"))
_FUNCTIONS = _NODE_TYPES | frozenset(
    "boolean ceiling concat contains count false floor id lang last local-name name namespace-uri"
    " normalize-space not number position round starts-with string string-length substring"
    " substring-after substring-before sum translate true".split()
)
_TELL_NAMES = frozenset(("local-name", "name", "namespace-uri"))


def find_xpath(root: Element, expression: str) -> list[Element]:
    """Find by XPath from an element; raises `SelectorError` for what finds no elements."""
    if expression.startswith("/") and not isinstance(root, Document):
        expression = f".{expression}"
    *_, top = root.ancestors()
    is_foreign = any(not is_html(e, e.tag) for e in top.elements())
    plain = "".join(_tokens(expression, is_foreign))
    copies = _Copies(top)
    try:
        found = copies.of(root).xpath(plain)
    except ValueError as error:
        raise SelectorError(f"cannot read the XPath {expression!r}: {error}") from None
    if not isinstance(found, list):
        raise SelectorError(f"the XPath {expression!r} gives {found!r} and no elements")
    return [copies.origins[node] for node in found if node in copies.origins]


def _tokens(expression: str, is_foreign: bool) -> Iterator[str]:
    """Return the parts of an expression, names in lower case."""
    position = 0
    while position < len(expression):
        token = _TOKEN.match(expression, position)
        if token is None:
            raise SelectorError(f"cannot read {expression[position:]!r} of an XPath")
        yield _checked(token, is_foreign) if token["name"] else token[0]
        position = token.end()


def _checked(token: re.Match[str], is_foreign: bool) -> str:
    name, use = token["name"], (token["use"] or "").strip()
    if use == ":" or (use == "(" and name not in _FUNCTIONS):
        raise SelectorError(f"{token[0]!r}: XPath 1.0 in HTML has no such name")
    if is_foreign and (name in _TELL_NAMES or not (use or name == ascii_lower(name))):
        raise NotSupportedInProcess(
            f"finding by XPath with {name!r}", "the names in pictures and formulas differ"
        )
    return token[0] if use else ascii_lower(name)


class _Copies:
    """A copy of a document for the library; `origins` are the elements of its elements."""

    def __init__(self, top: Element) -> None:
        import turbohtml

        self.origins: dict[object, Element] = {}
        self._copies: dict[Element, turbohtml.Element] = {}
        self._document = turbohtml.parse("")
        html = self._document.root
        assert html is not None
        html.clear()
        for root in (c for c in top.children if isinstance(c, Element)):
            self._note(root, html)
            html.attrs.update(_attributes(root))
            self._fill(root)

    def of(self, element: Element) -> "turbohtml.Node":
        """Return the copy of an element, that of the document for a document."""
        return self._copies.get(element, self._document)

    def _note(self, element: Element, copy: "turbohtml.Element") -> None:
        self._copies[element] = copy
        self.origins[copy] = element

    def _fill(self, root: Element) -> None:
        for element in (root, *root.elements()):
            copy = self._copies[element]
            for child in element.children:
                copy.append(self._copy(child))

    def _copy(self, node: Node) -> "turbohtml.Node":
        import turbohtml

        if isinstance(node, Text):
            return turbohtml.Text(node.data)
        if isinstance(node, Comment):
            return turbohtml.Comment(node.data)
        # No name that can be written in an expression is that of a foreign element.
        tag = node.tag if is_html(node, node.tag) else f"|{node.tag}"
        copy = turbohtml.Element(tag, _attributes(node))
        self._note(node, copy)
        return copy


def _attributes(element: Element) -> dict[str, str]:
    style = element.get("style")
    return element.attributes | ({"style": style} if style is not None else {})
