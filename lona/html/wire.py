"""Nodes as the flat sequences of the wire (`docs/protocol.md`, *Nodes*). Without recursion.

This is the innermost loop of everything that is shown: it is written for speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.text_node import TextNode
from lona.ids import next_node_id
from lona.protocol import NodeKind

if TYPE_CHECKING:
    from lona.html.node import Node

_ELEMENT = int(NodeKind.ELEMENT)
_TEXT = int(NodeKind.TEXT)
_REFERENCE = int(NodeKind.REFERENCE)


def to_entries(nodes: Iterable[AbstractNode], document: Document | None = None) -> list[Any]:
    """Give a sequence of nodes, each followed by its descendants.

    With a document they become part of it, and its clients will know them all: nodes that they know
    already are written as references. Without, everything is written in full.
    """
    entries: list[Any] = []
    add = entries.extend
    index = {} if document is None else document._index
    stack: list[Iterator[AbstractNode]] = [iter(nodes)]
    node: Any
    while stack:
        for node in stack[-1]:
            node_id = node._id
            if document is not None:
                if node._sent is document:
                    add((_REFERENCE, node_id))
                    continue
                if not node_id:
                    node_id = node._id = next_node_id()
                index[node_id] = node
                node._sent = node._document = document
            elif not node_id:
                node_id = node._id = next_node_id()
            if type(node) is TextNode:
                add((_TEXT, node_id, node._text))
                continue
            # a copy: a thread that does not know yet that the tree is shown may add to it just now
            children = node._nodes and node._nodes[:]
            if node._KIND == _ELEMENT:
                spec = (
                    _spec(node)
                    if node._class_list
                    or node._attributes
                    or node._style
                    or node._id_list
                    or node._widget
                    or node._namespace
                    or node._EXTRA_SPEC
                    else 0
                )
                add((_ELEMENT, node_id, node._tag_name, spec))
            else:
                add(_other(node, node_id))
                if node._KIND == _TEXT:
                    continue
            if children:
                entries.append(len(children))
                stack.append(iter(children))
                break
            entries.append(0)
        else:
            stack.pop()
    return entries


def _other(node: Any, node_id: int) -> tuple[Any, ...]:
    """Give the entry, without the count of children, of what is neither element nor `TextNode`."""
    if node._KIND is NodeKind.TEXT:
        return _TEXT, node_id, node._text
    spec: dict[str, Any] = {}
    node._wire_spec(spec)
    return int(node._KIND), node_id, spec or 0


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
    own = node._namespace
    if own and own != getattr(node._parent, "namespace", ""):
        spec["n"] = own
    if node._widget:
        spec["w"] = node._widget
        if data := node.widget_data.copy():
            spec["d"] = data
    if node._EXTRA_SPEC:
        node._wire_spec(spec)
    return spec or 0
