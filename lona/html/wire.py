"""Nodes as the flat sequences of the wire (`docs/protocol.md`, *Nodes*). Without recursion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.ids import next_node_id
from lona.protocol import NodeKind

if TYPE_CHECKING:
    from lona.html.node import Node
    from lona.html.text_node import TextNode

_ELEMENT = int(NodeKind.ELEMENT)
_TEXT = int(NodeKind.TEXT)
_REFERENCE = int(NodeKind.REFERENCE)


def to_entries(nodes: Iterable[AbstractNode], document: Document | None = None) -> list[Any]:
    """Give a sequence of nodes, each followed by its descendants.

    With a document, its clients will know them all: nodes that they know already are written as
    references, the others become known. Without, everything is written in full.
    """
    entries: list[Any] = []
    add = entries.extend
    index = None if document is None else document._index
    stack = list(nodes)
    stack.reverse()
    pop, push = stack.pop, stack.extend
    while stack:
        node = pop()
        node_id = node._id
        if index is not None:
            if node._sent is document:
                add((_REFERENCE, node_id))
                continue
            node._sent = document
        if not node_id:
            node_id = node._id = next_node_id()
        if index is not None:
            index[node_id] = node
        kind = node._KIND
        if kind is NodeKind.TEXT:
            add((_TEXT, node_id, cast("TextNode", node)._text))
            continue
        children = node._nodes
        if kind is NodeKind.ELEMENT:
            element = cast("Node", node)
            add((_ELEMENT, node_id, element._tag_name, _spec(element)))
        else:
            spec: dict[str, Any] = {}
            node._wire_spec(spec)
            add((int(kind), node_id, spec or 0))
        if children:
            entries.append(len(children))
            push(children[::-1])
        else:
            entries.append(0)
    return entries


def _spec(node: Node) -> dict[str, Any] | int:
    """Give everything of an element but its tag and children; 0 for nothing."""
    spec: dict[str, Any] = {}
    if node._id_list:
        spec["i"] = str(node._id_list)
    if node._class_list:
        spec["c"] = str(node._class_list)
    if node._style:
        spec["s"] = node._style.to_wire()
    if node._attributes and (attributes := node._attributes.to_wire()):
        spec["a"] = attributes
    own = node._own_namespace
    if own and own != getattr(node._parent, "namespace", ""):
        spec["n"] = own
    if node._widget:
        spec["w"] = node._widget
        if data := node.widget_data.copy():
            spec["d"] = data
    if node._EXTRA_SPEC:
        node._wire_spec(spec)
    return spec or 0
