"""Nodes as the flat sequences of the wire (`docs/protocol.md`, *Nodes*). Without recursion.

This is the innermost loop of everything that is shown, so it writes the JSON text at once: lists
that are encoded afterwards would take twice the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.text_node import TextNode
from lona.ids import next_node_id
from lona.protocol import NodeKind, encode_json
from lona.protocol.codec import encode_string

if TYPE_CHECKING:
    from lona.html.node import Node

_ELEMENT = int(NodeKind.ELEMENT)
_TEXT = int(NodeKind.TEXT)
_REFERENCE = int(NodeKind.REFERENCE)


def to_json(nodes: Iterable[AbstractNode], document: Document | None = None) -> str:
    """Give the JSON text of a sequence of nodes, each followed by its descendants.

    With a document they become part of it, and its clients will know them all: nodes that they know
    already are written as references. Without, everything is written in full.
    """
    entries: list[str] = []
    write = entries.append
    index: dict[int, AbstractNode] = {} if document is None else document._index
    stack: list[Any] = list(nodes)
    stack.reverse()
    pop = stack.pop
    while stack:
        node = pop()
        node_id = node._id
        if not node_id:
            node_id = node._id = next_node_id()
        elif document is not None and node._sent is document:
            write(f"{_REFERENCE},{node_id}")
            continue
        if document is not None:
            index[node_id] = node
            node._sent = node._document = document
        if type(node) is TextNode:
            write(f"{_TEXT},{node_id},{encode_string(node._text)}")
            continue
        # a copy: a thread that does not know yet that the tree is shown may add to it just now
        children = node._nodes and node._nodes[::-1]
        if node._KIND is not NodeKind.ELEMENT:
            write(_other(node, node_id, children))
        else:
            if (
                node._attributes
                or node._style
                or node._id_list
                or node._widget
                or node._namespace
                or node._EXTRA_SPEC
            ):
                spec = encode_json(_spec(node))
            elif node._class_list:
                spec = f'{{"c":{encode_string(str(node._class_list))}}}'
            else:
                spec = "0"
            tag_name = encode_string(node._tag_name)
            count = len(children) if children else 0
            write(f"{_ELEMENT},{node_id},{tag_name},{spec},{count}")
        if children:
            stack += children
    return f"[{','.join(entries)}]"


def to_entries(nodes: Iterable[AbstractNode], document: Document | None = None) -> list[Any]:
    """Give what `to_json` writes as a list, for those who want to look at it."""
    entries: list[Any] = json.loads(to_json(nodes, document))
    return entries


def _other(node: Any, node_id: int, children: list[AbstractNode] | None) -> str:
    """Give the entry of what is neither an element nor just a `TextNode`."""
    if node._KIND is NodeKind.TEXT:
        return f"{_TEXT},{node_id},{encode_string(node._text)}"
    spec: dict[str, Any] = {}
    node._wire_spec(spec)
    return f"{node._KIND:d},{node_id},{encode_json(spec or 0)},{len(children or ())}"


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
        spec["d"] = node.widget_data.copy()
    if node._EXTRA_SPEC:
        node._wire_spec(spec)
    return spec or 0
