"""Nodes as the flat sequences of the wire (`docs/protocol.md`, *Nodes*). Without recursion.

This is the innermost loop of everything that is shown, so it writes the JSON text at once: lists
that are encoded afterwards would take twice the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.ids import next_node_id
from lona.html.text_node import TextNode
from lona.protocol import NodeKind, encode_json
from lona.protocol.codec import encode_string

# how entries begin
_ELEMENT = f"{NodeKind.ELEMENT:d},"
_TEXT = f"{NodeKind.TEXT:d},"
_REFERENCE = f"{NodeKind.REFERENCE:d},"

_MANY = 100
_NUMBERS = tuple(map(str, range(_MANY)))  # written anew each time, they take a tenth of the whole


def to_json(nodes: Iterable[AbstractNode], document: Document | None = None) -> str:
    """Return the JSON text of a sequence of nodes, each followed by its descendants.

    With a document they become part of it, and its clients will know them all: nodes that they know
    already are written as references. Without, everything is written in full.
    """
    entries: list[str] = []
    write = entries.append
    joins = document is not None
    index: dict[str, AbstractNode] = {} if document is None else document._index
    rest: Iterator[AbstractNode] = iter(list(nodes))
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
                write(f"{_TEXT}{node_id},{encode_string(node._text)}")
                continue
            # a copy: a thread that does not know yet that the tree is shown may add to it just now
            children: Sequence[AbstractNode] = node._nodes[:] if node._nodes else ()
            count = len(children)
            if not (plain := node._plain):
                write(_entry(node, count))
            elif count != 1:
                number = _NUMBERS[count] if count < _MANY else count
                write(f"{_ELEMENT}{node_id}{plain}{number}")
            elif type(text := children[0]) is not TextNode or (joins and text._sent is document):
                write(f"{_ELEMENT}{node_id}{plain}1")
            else:
                # the most frequent element of all: its text comes with it, in a fifth less time
                text_id = text._id
                if not text_id:
                    text_id = text._id = next_node_id()
                if joins:
                    index[text_id] = text
                    text._sent = text._document = document
                write(f"{_ELEMENT}{node_id}{plain}1,{_TEXT}{text_id},{encode_string(text._text)}")
                continue
            if children:
                later.append(rest)
                rest = iter(children)
                break
        else:
            if not later:
                break
            rest = later.pop()
    return f"[{','.join(entries)}]"


def _entry(node: Any, count: int) -> str:
    """Return the entry of what is neither plain nor just a `TextNode`, with so many children."""
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
    spec = ""  # each part begins with a comma; that of the first one is cut off
    if (ids := node._id_list) is not None and ids._tokens:
        spec = f',"i":{encode_string(ids.to_wire())}'
    if (classes := node._class_list) is not None and classes._tokens:
        spec += f',"c":{encode_string(classes.to_wire())}'
    if style := node._style:
        spec += f',"s":{encode_json(style.to_wire())}'
    if node._attributes and (attributes := node._attributes.to_wire()):
        spec += f',"a":{encode_json(attributes)}'
    spec += more
    if not spec:
        return f"{_ELEMENT}{node._id},{encode_string(node._tag_name)},0,{count}"
    spec = f"{{{spec[1:]}}}"
    return f"{_ELEMENT}{node._id},{encode_string(node._tag_name)},{spec},{count}"
