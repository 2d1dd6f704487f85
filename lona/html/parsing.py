"""HTML text to nodes, as applications use it."""

from collections.abc import Mapping
from typing import Any

from lona.compat import get_client_version
from lona.html.abstract_node import AbstractNode
from lona.html.elements import Div
from lona.html.html_parser import NodeHTMLParser, is_markup, parse_html, to_child
from lona.html.node import Node
from lona.html.node_list import to_node
from lona.html.widgets import HTML1
from lona.warnings import warn

__all__ = ["HTML", "HTML1", "HTML2", "NodeHTMLParser", "parse_html"]


def HTML2(
    *nodes: Any,
    use_high_level_nodes: bool = True,
    node_classes: Mapping[str, type[Node]] | None = None,
) -> AbstractNode:
    """Return the one node that the arguments stand for, or a `Div` around several (or none).

    Nodes are taken as they are; a string with `<` or `>` is parsed (deprecated; one that begins
    with a backslash is the text after it); other strings and numbers are texts.
    """
    children: list[AbstractNode] = []
    for node in nodes:
        if is_markup(node):
            warn("HTML() will not parse strings any more; use parse_html()")
            children.extend(NodeHTMLParser(use_high_level_nodes, node_classes).parse(node))
        else:
            children.append(to_node(to_child(node)))
    return children[0] if len(children) == 1 else Div(*children)


def HTML(
    *nodes: Any,
    use_high_level_nodes: bool = True,
    node_classes: Mapping[str, type[Node]] | None = None,
) -> Any:
    """Return what `HTML1` or `HTML2` gives, as the client version says when it is called."""
    make: Any = HTML1 if get_client_version() == 1 else HTML2
    return make(*nodes, use_high_level_nodes=use_high_level_nodes, node_classes=node_classes)
