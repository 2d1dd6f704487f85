"""Finding nodes by CSS selectors: `tag`, `#id`, `.class`, `[name=value]`, and `,`.

These are matched here, and that is all most programs need. Pseudo classes and more about attributes
(`[name]`, `[name^=value]`) work if the library `cssselect2` is installed. Combinators do not: the
characters of `_UNSUPPORTED` are refused wherever they stand, as programs expect it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lona.html.abstract_node import AbstractNode
from lona.html.node import Node

_UNSUPPORTED = " $|!~>+"
_PART = re.compile(
    r"""
    (?P<kind>[#.]?)(?P<name>[^\s\#.\[\],=:*()'"$|!~>+]+)
    | \[(?P<attribute>[\w:.@-]+)=(?P<quote>["']?)(?P<value>[^\]"'\s$|!~>+]*)(?P=quote)\]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One alternative of a selector; all of it has to match the same node."""

    tag: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    attributes: tuple[tuple[str, str], ...]

    def matches(self, node: Node) -> bool:
        """Tell whether an element matches."""
        return (
            (not self.tag or self.tag == node._tag_name)
            and all(node.has_id(name) for name in self.ids)
            and all(node.has_class(name) for name in self.classes)
            and all(
                node._attributes is not None and node._attributes.get(name) == value
                for name, value in self.attributes
            )
        )


def select(node: AbstractNode, selector: str) -> Iterator[Node]:
    """Iterate over the descendants that match, in document order. `ValueError` if it cannot."""
    alternatives = _parse(selector)
    if alternatives is None:
        from lona.html import css

        return css.select(node, _compile(selector))
    return (
        each
        for each in node.iter_nodes()
        if isinstance(each, Node) and any(one.matches(each) for one in alternatives)
    )


def closest(node: AbstractNode, selector: str) -> Node | None:
    """Return the nearest ancestor that matches, or None. `ValueError` if it cannot."""
    alternatives = _parse(selector)
    if alternatives is None:
        from lona.html import css

        return css.closest(node, _compile(selector))
    ancestor = node._parent
    while ancestor is not None:
        if isinstance(ancestor, Node) and any(one.matches(ancestor) for one in alternatives):
            return ancestor
        ancestor = ancestor._parent
    return None


@lru_cache(maxsize=512)
def _parse(selector: str) -> tuple[_Compound, ...] | None:
    """Return the alternatives of a simple selector; None if it is not simple."""
    alternatives = []
    for text in selector.split(","):
        compound = _parse_compound(text)
        if compound is None:
            return None
        alternatives.append(compound)
    return tuple(alternatives)


def _parse_compound(text: str) -> _Compound | None:
    if not text:
        return None
    tag = ""
    ids: list[str] = []
    classes: list[str] = []
    attributes: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None or (match["kind"] == "" and position):
            return None
        position = match.end()
        if match["attribute"] is not None:
            attributes.append((match["attribute"], match["value"]))
        elif match["kind"] == "#":
            ids.append(match["name"])
        elif match["kind"] == ".":
            classes.append(match["name"])
        else:
            tag = match["name"]
    return _Compound(tag, tuple(ids), tuple(classes), tuple(attributes))


def _compile(selector: str) -> tuple[Any, ...]:
    """Let the library compile a selector; `ValueError` if it cannot or is not there."""
    for character in _UNSUPPORTED:
        if character in selector:
            raise ValueError(
                f"unsupported selector feature: {character!r} in {selector!r}; search step by "
                "step, or with iter_nodes()"
            )
    from lona.html import css  # on first need only

    compiled = css.compile_selector(selector)
    if compiled is not None:
        return compiled
    remedy = "" if css.is_available() else "; installing cssselect2 adds pseudo classes"
    raise ValueError(f"invalid selector: {selector!r}{remedy}")
