"""CSS as tokens, rules and declarations (CSS Syntax 3), by the library `tinycss2`.

Its nodes have a `type`, and what goes with it; the library has no types for them.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import tinycss2  # type: ignore[import-untyped]  # it comes without types

Node: TypeAlias = Any


def tokens_of(text: str) -> list[Node]:
    """Return the component values of a text, without comments."""
    return list(tinycss2.parse_component_value_list(text, skip_comments=True))


def text_of(nodes: Iterable[Node]) -> str:
    """Return component values as text, without white space around."""
    return str(tinycss2.serialize(nodes)).strip()


def rules_of_sheet(text: str) -> list[Node]:
    """Return the rules of a style sheet."""
    return list(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True))


def rules_in(content: Iterable[Node]) -> list[Node]:
    """Return the rules in the block of an at-rule."""
    return list(tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True))


def declarations_in(content: Iterable[Node] | str) -> list[Node]:
    """Return the declarations of a block, and the rules that are nested in it."""
    return list(tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True))


def split_at_commas(nodes: Iterable[Node]) -> Iterator[list[Node]]:
    """Return the parts of component values between commas."""
    part: list[Node] = []
    for node in nodes:
        if node == ",":
            yield part
            part = []
        elif node.type != "comment":
            part.append(node)
    yield part
