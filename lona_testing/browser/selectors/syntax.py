"""From text to selectors.

`cssselect2` reads complex selectors. Lists, relative selectors, pseudo-elements and the functions
that take selectors are taken apart before: it reads forgiving lists up to the first error only, has
a fixed list of pseudo-elements, and forgives errors in `:has()`, which Chromium does not.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from lona_testing.browser.dom import Element
from lona_testing.browser.selectors import simple
from lona_testing.browser.selectors.matching import (
    Compound,
    Selector,
    SelectorError,
    Simple,
    Specificity,
    Test,
    added,
    is_anchor,
)
from lona_testing.browser.selectors.pseudo_classes import Arguments, function, pseudo_class
from lona_testing.browser.selectors.pseudo_elements import cut_off

Tokens = list[Any]  # those of tinycss2, which comes without types
Namespaces = Mapping[str | None, str]

_NO_NAMESPACES: Namespaces = {}
_OURS = " "
"""Stands before the name of a function that the library is not to read; no identifier has it."""

_SIGN_VALUE_AND_FLAG = 3
_COMBINATORS = (">", "+", "~")
_LISTED = frozenset(("is", "where", "not", "has", "-webkit-any"))


def select(root: Element, selector: str) -> list[Element]:
    """Return the descendants of `root` that match, in document order."""
    selectors = parse(selector)
    return [e for e in root.elements() if any(each.matches(e) for each in selectors)]


def matches(element: Element, selector: str) -> bool:
    """Whether an element matches a selector."""
    return any(each.matches(element) for each in parse(selector))


@lru_cache(maxsize=512)
def parse(selector: str) -> tuple[Selector, ...]:
    """Read a list of selectors; raises `SelectorError` for what is none."""
    import tinycss2  # type: ignore[import-untyped]  # only those pay for it who select

    tokens = tinycss2.parse_component_value_list(selector, skip_comments=True)
    return parse_tokens(tokens)


def parse_tokens(
    tokens: Iterable[Any], namespaces: Namespaces = _NO_NAMESPACES
) -> tuple[Selector, ...]:
    """Read a list of selectors from tokens of tinycss2, as a style rule has them before its block.

    Raises `SelectorError`: then the whole rule does not count.
    """
    return tuple(_complex(part, namespaces) for part in _split(tokens))


def _arguments(tokens: Tokens, namespaces: Namespaces) -> Arguments:
    def read(tokens: Tokens) -> tuple[Selector, ...]:
        return tuple(_in_function(part, namespaces) for part in _split(tokens))

    def read_forgiving(tokens: Tokens) -> tuple[Selector, ...]:
        found = []
        for part in _split(tokens):
            with suppress(SelectorError):
                found.append(_in_function(part, namespaces))
        return tuple(found)

    def read_relative(tokens: Tokens) -> tuple[Selector, ...]:
        return tuple(_relative(part, namespaces) for part in _split(tokens))

    return Arguments(tokens, read, read_forgiving, read_relative)


def _in_function(tokens: Tokens, namespaces: Namespaces) -> Selector:
    selector = _complex(tokens, namespaces)
    if selector.pseudo_element is not None:
        raise SelectorError(f"::{selector.pseudo_element} cannot stand in a pseudo-class")
    return selector


def _relative(tokens: Tokens, namespaces: Namespaces) -> Selector:
    """Read a selector that is related to the element that `:has()` starts from."""
    tokens = _stripped(tokens)
    combinator = " "
    if tokens and tokens[0].type == "literal" and tokens[0].value in _COMBINATORS:
        combinator = tokens[0].value
        tokens = tokens[1:]
    selector = _in_function(tokens, namespaces)
    first, *rest = selector.compounds
    compounds = (Compound((is_anchor,), ""), Compound(first.tests, combinator), *rest)
    return Selector(compounds, selector.specificity)


def _split(tokens: Iterable[Any]) -> list[Tokens]:
    parts: list[Tokens] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _stripped(tokens: Tokens) -> Tokens:
    start, end = 0, len(tokens)
    while start < end and tokens[start].type == "whitespace":
        start += 1
    while end > start and tokens[end - 1].type == "whitespace":
        end -= 1
    return tokens[start:end]


def _complex(tokens: Tokens, namespaces: Namespaces) -> Selector:
    tokens, pseudo_element = cut_off(_stripped(tokens))
    _check_attributes(tokens)
    compounds, specificity = _compounds(_read(tokens, namespaces), namespaces)
    if pseudo_element is not None:
        specificity = added(specificity, (0, 0, 1))
    return Selector(compounds, specificity, pseudo_element)


def _read(tokens: Tokens, namespaces: Namespaces) -> Any:
    """Return the tree that cssselect2 makes of one complex selector."""
    from cssselect2 import parser  # type: ignore[import-untyped]

    try:
        (selector,) = parser.parse(_hidden(tokens), namespaces)
    except (parser.SelectorError, AttributeError):
        # It asks the end of the input for its type, which it does not have.
        import tinycss2

        raise SelectorError(f"not a CSS selector: {tinycss2.serialize(tokens)!r}") from None
    return selector.parsed_tree


def _check_attributes(tokens: Tokens) -> None:
    """Refuse what stands behind the value and the flag of an attribute, which the library skips."""
    for block in tokens:
        if block.type != "[] block":
            continue
        parts = [token for token in block.content if token.type != "whitespace"]
        is_sign = [token.type == "literal" and "=" in token.value for token in parts]
        if True in is_sign and len(parts) - is_sign.index(True) > _SIGN_VALUE_AND_FLAG:
            raise SelectorError("behind an attribute's value there can be one flag")


def _hidden(tokens: Tokens) -> Tokens:
    """Give the functions that take selectors names that the library does not know."""
    from tinycss2.ast import FunctionBlock  # type: ignore[import-untyped]

    return [
        FunctionBlock(t.source_line, t.source_column, _OURS + t.lower_name, t.arguments)
        if t.type == "function" and t.lower_name in _LISTED
        else t
        for t in tokens
    ]


def _compounds(tree: Any, namespaces: Namespaces) -> tuple[tuple[Compound, ...], Specificity]:
    """Take the tree of a complex selector apart, from the right to the left."""
    compounds: list[Compound] = []
    specificities: list[Specificity] = []
    while tree is not None:
        left, combinator, right = getattr(tree, "left", None), "", tree
        if left is not None:
            combinator, right = tree.combinator, tree.right
        simples = [_simple(node, namespaces) for node in right.simple_selectors]
        simples.sort(key=lambda each: each.cost)
        compounds.insert(0, Compound(tuple(each.test for each in simples), combinator))
        specificities.extend(each.specificity for each in simples)
        tree = left
    return tuple(compounds), added(*specificities)


def _simple(node: Any, namespaces: Namespaces) -> Simple:
    kind = type(node).__name__
    if kind == "PseudoClassSelector":
        return pseudo_class(node.name)
    if kind == "FunctionalPseudoClassSelector":
        arguments = _arguments(node.arguments, namespaces)
        return function(node.name.removeprefix(_OURS), arguments)
    return Simple(_PLAIN[kind](node), node.specificity)


_PLAIN: dict[str, Callable[[Any], Test]] = {
    "LocalNameSelector": lambda node: simple.tag_test(node.local_name),
    "NamespaceSelector": lambda node: simple.namespace_test(node.namespace),
    "IDSelector": lambda node: simple.id_test(node.ident),
    "ClassSelector": lambda node: simple.class_test(node.class_name),
    "AttributeSelector": lambda node: _attribute(node),
}


def _attribute(node: Any) -> Test:
    if node.case_sensitive is True:
        raise SelectorError("Chromium does not know the flag s of attributes")
    return simple.attribute_test(
        node.name, node.namespace, node.operator, node.value, node.case_sensitive is False
    )
