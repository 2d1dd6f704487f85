"""Finding nodes by simple CSS selectors: `tag`, `#id`, `.class`, `[name=value]`, and `,`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lona.html.abstract_node import AbstractNode
from lona.html.node import Node

_UNSUPPORTED = " $|!~>+"
_PART = re.compile(
    r"""
    (?P<kind>[#.]?)(?P<name>[^\s\#.\[\],=]+)
    | \[(?P<attribute>[^\]=]+)=(?P<quote>["']?)(?P<value>[^\]]*?)(?P=quote)\]
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
    """Iterate over the descendants that match, in document order."""
    alternatives = _parse(selector)
    for each in node.iter_nodes():
        if isinstance(each, Node) and any(one.matches(each) for one in alternatives):
            yield each


def closest(node: AbstractNode, selector: str) -> Node | None:
    """Give the nearest ancestor that matches, or None."""
    alternatives = _parse(selector)
    ancestor = node._parent
    while ancestor is not None:
        if isinstance(ancestor, Node) and any(one.matches(ancestor) for one in alternatives):
            return ancestor
        ancestor = ancestor._parent
    return None


@lru_cache(maxsize=512)
def _parse(selector: str) -> tuple[_Compound, ...]:
    for character in _UNSUPPORTED:
        if character in selector:
            raise ValueError(f"unsupported selector feature: {character!r} in {selector!r}")
    return tuple(_parse_compound(part, selector) for part in selector.split(","))


def _parse_compound(text: str, selector: str) -> _Compound:
    if not text:
        raise ValueError(f"invalid selector: nothing to look for in {selector!r}")
    tag, ids, classes, attributes = "", [], [], []
    position = 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            raise ValueError(f"invalid selector: {text[position:]!r} in {selector!r}")
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
