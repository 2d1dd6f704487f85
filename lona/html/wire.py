"""Nodes as the flat sequences of the wire (`docs/protocol.md`, *Nodes*). Without recursion.

This is the innermost loop of everything that is shown, so it writes the JSON text at once: lists
that are encoded afterwards would take twice the time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.text_node import TextNode
from lona.ids import next_node_id
from lona.protocol import NodeKind, encode_json
from lona.protocol.codec import encode_string

if TYPE_CHECKING:
    pass

# how entries begin
_ELEMENT = f"{NodeKind.ELEMENT:d},"
_TEXT = f"{NodeKind.TEXT:d},"
_REFERENCE = f"{NodeKind.REFERENCE:d},"

_NUMBERS = tuple(map(str, range(100)))  # writing a number anew each time takes long


def to_json(nodes: Iterable[AbstractNode], document: Document | None = None) -> str:
    """Give the JSON text of a sequence of nodes, each followed by its descendants.

    With a document they become part of it, and its clients will know them all: nodes that they know
    already are written as references. Without, everything is written in full.

    Another thread may still change nodes without the lock, if it began before they were shown. What
    is shown for the first time is therefore copied; that it happens later is so unlikely that it is
    only noticed.
    """
    nodes = list(nodes)
    entries: list[str] = []
    write = entries.append
    quote = encode_string
    joins = document is not None
    index: dict[str, AbstractNode] = {} if document is None else document._index
    rest: Iterator[AbstractNode] = iter(nodes)
    expected = len(nodes)
    later: list[Iterator[AbstractNode]] = []  # of each ancestor, what is left of its children
    while True:
        for node in rest:
            node_id = node._id
            if not node_id:
                node_id = node._id = next_node_id()
            elif joins and node._sent is document:
                write(f"{_REFERENCE}{node_id}")
                continue
            if joins:
                index[node_id] = node
                node._sent = node._document = document
            if type(node) is TextNode:
                write(f"{_TEXT}{node_id},{quote(node._text)}")
                continue
            children: Sequence[AbstractNode] | None = node._nodes
            if children and joins:
                children = children[:]  # see above
            count = len(children) if children else 0
            if plain := node._plain:
                write(f"{_ELEMENT}{node_id}{plain}{_NUMBERS[count] if count < 100 else count}")
            else:
                write(_entry(node, count))
            if not children:
                continue
            expected += count
            later.append(rest)
            rest = iter(children)
            break
        else:
            if not later:
                break
            rest = later.pop()
    if len(entries) != expected:
        return to_json(nodes)  # children came or went meanwhile
    return f"[{','.join(entries)}]"


def to_entries(nodes: Iterable[AbstractNode], document: Document | None = None) -> list[Any]:
    """Give what `to_json` writes as a list, for those who want to look at it."""
    entries: list[Any] = json.loads(to_json(nodes, document))
    return entries


def _entry(node: Any, count: int) -> str:
    """Give the entry of what is neither plain nor just a `TextNode`, with so many children."""
    more = ""
    if node._plain is None:
        kind: NodeKind = node._KIND
        if kind is NodeKind.TEXT:
            return f"{_TEXT}{node._id},{encode_string(node._text)}"
        extra: dict[str, Any] = {}
        node._wire_spec(extra)
        if kind is not NodeKind.ELEMENT:
            return f"{kind:d},{node._id},{encode_json(extra or 0)},{count}"
        if extra:
            more = f",{encode_json(extra)[1:-1]}"
    # each part begins with a comma; the first one is cut off
    spec = ""
    if (ids := node._id_list) is not None and ids._tokens:
        spec = f',"i":{encode_string(ids.to_wire())}'
    if (classes := node._class_list) is not None and classes._tokens:
        spec += f',"c":{encode_string(classes.to_wire())}'
    if style := node._style:
        spec += f',"s":{encode_json(style.to_wire())}'
    if node._attributes and (attributes := node._attributes.to_wire()):
        spec += f',"a":{encode_json(attributes)}'
    spec += more
    spec = f"{{{spec[1:]}}}" if spec else "0"
    return f"{_ELEMENT}{node._id},{encode_string(node._tag_name)},{spec},{count}"
