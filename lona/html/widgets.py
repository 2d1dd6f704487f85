"""The collection of nodes that `HTML(...)` gives with client version 1."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, SupportsIndex

from lona.html.abstract_node import AbstractNode
from lona.html.html_parser import NodeHTMLParser, is_markup, to_child
from lona.html.node import Node
from lona.html.widget import Widget

_ITSELF: Any = object()


class HTML1(Widget):
    """Several nodes that work like a list, and count as one child.

    Nodes are taken as they are; a string with `<` or `>` is parsed (one that begins with a
    backslash is the text after it); other strings and numbers are texts. A single parsed string
    gives its nodes; one among several arguments becomes a collection in the collection.
    """

    def __init__(
        self,
        *nodes: Any,
        use_high_level_nodes: bool = True,
        node_classes: Mapping[str, type[Node]] | None = None,
    ) -> None:
        children: list[Any] = []
        for node in nodes:
            if not is_markup(node):
                children.append(to_child(node))
                continue
            parsed = NodeHTMLParser(use_high_level_nodes, node_classes).parse(node)
            if len(nodes) == 1:
                children.extend(parsed)
            else:
                children.append(HTML1(*parsed))
        self.nodes = children

    def insert(self, index: SupportsIndex, node: Any) -> None:
        """Add a node before the given index."""
        self.nodes.insert(index, node)

    def append(self, node: Any) -> None:
        """Add a node at the end."""
        self.nodes.append(node)

    def extend(self, nodes: Iterable[Any]) -> None:
        """Add several nodes at the end."""
        self.nodes.extend(nodes)

    def remove(self, node: Any = _ITSELF) -> None:
        """Take out exactly this node; without argument the collection itself."""
        if node is _ITSELF:
            super().remove()
        else:
            self.nodes.remove(node)

    def pop(self, index: SupportsIndex) -> AbstractNode:
        """Take out the node at the index and return it."""
        return self.nodes.pop(index)

    def clear(self) -> None:
        """Take out all nodes."""
        self.nodes.clear()

    def index(self, node: Any) -> int:
        """Return the index of exactly this node; `ValueError` if it is not there."""
        return self.nodes.index(node)

    def __getitem__(self, key: Any) -> Any:
        return self.nodes[key]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.nodes[key] = value

    def __iter__(self) -> Iterator[AbstractNode]:
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        return node in self.nodes

    def __bool__(self) -> bool:
        return len(self) > 0


HTML = HTML1
