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

# how entries begin
_ELEMENT = f"{NodeKind.ELEMENT:d},"
_TEXT = f"{NodeKind.TEXT:d},"
_REFERENCE = f"{NodeKind.REFERENCE:d},"


def to_json(nodes: Iterable[AbstractNode], document: Document | None = None) -> str:
    """Give the JSON text of a sequence of nodes, each followed by its descendants.

    With a document they become part of it, and its clients will know them all: nodes that they know
    already are written as references. Without, everything is written in full.
    """
    entries: list[str] = []
    write = entries.append
    quote = encode_string
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
            write(f"{_REFERENCE}{node_id}")
            continue
        if document is not None:
            index[node_id] = node
            node._sent = node._document = document
        if type(node) is TextNode:
            write(f"{_TEXT}{node_id},{quote(node._text)}")
            continue
        # a copy: a thread that does not know yet that the tree is shown may add to it just now
        children = node._nodes and node._nodes[::-1]
        if node._special:
            write(_special(node, node_id, children))
        else:
            if node._attributes or node._style or node._id_list:
                spec = encode_json(_spec(node))
            elif (classes := node._class_list) is not None and classes._tokens:
                spec = f'{{"c":{quote(classes.to_wire())}}}'
            else:
                spec = "0"
            write(f"{_ELEMENT}{node_id},{quote(node._tag_name)},{spec},{len(children or ())}")
        if children:
            stack += children
    return f"[{','.join(entries)}]"


def to_entries(nodes: Iterable[AbstractNode], document: Document | None = None) -> list[Any]:
    """Give what `to_json` writes as a list, for those who want to look at it."""
    entries: list[Any] = json.loads(to_json(nodes, document))
    return entries


def _special(node: Any, node_id: int, children: list[AbstractNode] | None) -> str:
    """Give the entry of what is neither an ordinary element nor just a `TextNode`."""
    if node._KIND is NodeKind.TEXT:
        return f"{_TEXT}{node_id},{encode_string(node._text)}"
    count = len(children or ())
    if node._KIND is NodeKind.ELEMENT:
        tag_name = encode_string(node._tag_name)
        return f"{_ELEMENT}{node_id},{tag_name},{encode_json(_spec(node))},{count}"
    spec: dict[str, Any] = {}
    node._wire_spec(spec)
    return f"{node._KIND:d},{node_id},{encode_json(spec or 0)},{count}"


def _spec(node: Node) -> dict[str, Any] | int:
    """Give everything of an element but its tag and children; 0 for nothing."""
    spec: dict[str, Any] = {}
    if node._id_list:
        spec["i"] = node._id_list.to_wire()
    if node._class_list:
        spec["c"] = node._class_list.to_wire()
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
