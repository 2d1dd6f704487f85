"""Turns what changed in a document into what its clients need to know.

The order within one message: insertions and moves, then everything that was set, then removals.
Nodes that leave are still in place while others are inserted, so that each insertion can name its
right neighbour; nothing is ever inserted into something that was removed before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lona.html.abstract_node import AbstractNode
from lona.html.attribute_dict import to_wire
from lona.html.document import Document, Marks, Sets
from lona.html.wire import to_json
from lona.protocol import ContentKind, PatchCode, encode_json
from lona.protocol.codec import encode_string

if TYPE_CHECKING:
    from lona.html.node import Node
    from lona.html.node_list import NodeList


class NotTaken(RuntimeError):
    """There are changes that were not taken yet, so a snapshot would not be what the clients know.

    Nodes that left the tree may be marked without its lock: take them and try again.
    """


CLEAR_ABOVE = 8
"""If a parent keeps no child and loses more than this, one patch clears it."""

Patch = str
"""One patch, as JSON text."""

_PATCHES = ContentKind.PATCHES  # looking up a member of an enumeration takes long


@dataclass(slots=True)  # not frozen: one is made for every change, and that takes thrice as long
class Content:
    """Last two items of an UPDATE message, as `docs/protocol.md` describes them.

    `texts` holds JSON: the patches one by one, any other content as the only item. It is written
    once, in the moment in which it is taken. `issued` says which patches a client caused itself,
    because the value was typed there: issuer → indexes of patches that it must not get back.
    """

    kind: ContentKind
    texts: list[str]
    issued: Mapping[Hashable, frozenset[int]] | None = None

    def to_json(self) -> str:
        """Give the content as the message carries it."""
        if self.kind is _PATCHES:
            return f"[{','.join(self.texts)}]"
        return self.texts[0]

    def for_issuer(self, issuer: Hashable) -> Content | None:
        """Give the content without the patches that the issuer caused; None if nothing is left."""
        own = self.issued.get(issuer) if self.issued else None
        if not own:
            return self
        rest = [patch for number, patch in enumerate(self.texts) if number not in own]
        return Content(self.kind, rest) if rest else None


_CLEAR_NODES = int(PatchCode.CLEAR_NODES)
_INSERT_NODES = int(PatchCode.INSERT_NODES)
_REMOVE_ATTRIBUTE = int(PatchCode.REMOVE_ATTRIBUTE)
_REMOVE_NODES = int(PatchCode.REMOVE_NODES)
_REMOVE_STYLE = int(PatchCode.REMOVE_STYLE)
_SET_ATTRIBUTE = int(PatchCode.SET_ATTRIBUTE)
_SET_CLASSES = int(PatchCode.SET_CLASSES)
_SET_IDS = int(PatchCode.SET_IDS)
_SET_RAW_HTML = int(PatchCode.SET_RAW_HTML)
_SET_STYLE = int(PatchCode.SET_STYLE)
_SET_TEXT_OF = f"[{PatchCode.SET_TEXT:d},"
_SET_WIDGET_DATA = int(PatchCode.SET_WIDGET_DATA)


def show(document: Document, html: AbstractNode | str) -> Content | None:
    """Show a tree or an HTML string; give what the clients need for it, or None for nothing.

    The tree that is shown already costs only its changes. Another one replaces it, as a string
    always does; a tree that another document shows leaves that document. `RuntimeError` if the
    node has a parent. Hold `document.lock` over this call and the sending.
    """
    if not isinstance(html, AbstractNode):
        return _show_string(document, str(html))
    if html._document is not document or html._parent is not None:
        leave_others(document, html)
    lock = document.lock
    lock.acquire()  # `with` takes longer
    try:
        if document.html is html:
            return _take(document)
        document.release()
        document.forget()
        document.html = html
        return Content(ContentKind.TREE, [to_json([html], document)])
    finally:
        lock.release()


def leave_others(document: Document, html: object) -> None:
    """Take a tree that is going to be shown out of another document that shows it.

    `show` does this too; but who holds a document's lock must not wait for that of another one, so
    call it before `document.lock` is held. `RuntimeError` if the node has a parent.
    """
    if not isinstance(html, AbstractNode):
        return
    if html._parent is not None:
        raise RuntimeError(
            f"{html._describe()} can not be shown: it is part of {html._parent._describe()}; "
            f"show its root, or remove it from its parent first"
        )
    other = html._document
    if other is not None and other is not document:
        with other.lock:
            if other.html is html:
                other.release()


def take(document: Document) -> Content | None:
    """Give the changes since the last take as patches, or None if there are none.

    Hold `document.lock` over this call and the sending.
    """
    with document.lock:
        return _take(document)


def _take(document: Document) -> Content | None:
    sets, marks = document.take_marks()
    patches: list[Patch] = []
    if marks is None:
        issued = _sets(document, sets, patches) if sets else None
    elif marks.emptied:
        document.forget()
        return Content(ContentKind.HTML, ['""'])
    else:
        patches, removals = _structure(document, marks)
        issued = _sets(document, sets, patches)
        _widget_data(document, marks, patches)
        patches.extend(removals)
        _forget_left(document, marks)
    return Content(_PATCHES, patches, issued) if patches else None


def snapshot(document: Document) -> Content:
    """Give the whole present state, for a window that joins.

    Changes that the other windows do not have yet must be taken, and sent to them, before:
    `NotTaken` if there are any. Hold `document.lock` over all of this.
    """
    with document.lock:
        if document.changed:
            raise NotTaken(
                "there are changes that were not taken yet; call take() first and send them to the "
                "windows that are attached already"
            )
        html = document.html
        if html is None:
            return Content(ContentKind.NOTHING, ["null"])
        if isinstance(html, AbstractNode):
            return Content(ContentKind.TREE, [to_json([html])])
        return Content(ContentKind.HTML, [encode_string(html)])


def _show_string(document: Document, html: str) -> Content:
    """Show a string, as a whole each time: scripts of the page may have changed what is there."""
    with document.lock:
        document.release()
        document.forget()
        document.html = html
        return Content(ContentKind.HTML, [encode_string(html)])


def _structure(document: Document, marks: Marks) -> tuple[list[Patch], list[Patch]]:
    """Give the patches that insert and move, and those that remove."""
    moved: dict[str, list[AbstractNode]] = {}  # id of the parent → children that were moved
    removed: list[str] = []
    reordered = False
    index = document._index
    for node_id, node in marks.moved.items():
        if node._document is document and node._id == node_id:
            parent = node._parent
            reordered = reordered or node_id in index
            # a parent that is new brings its children, the moved ones as references
            if parent is not None and parent._sent is document:
                moved.setdefault(parent._id, []).append(node)
        elif node_id in index:
            removed.append(node_id)
    parents = [index[parent_id] for parent_id in moved]
    if reordered and len(parents) > 1:
        # from the top down, so that nothing is moved into its own descendant on the way
        depths: dict[int, int] = {}
        parents.sort(key=lambda parent: _depth(parent, depths))
    patches: list[Patch] = []
    for parent in parents:
        _insert(document, parent, moved[parent._id], patches)
    return patches, _removals(document, marks, moved, removed)


def _depth(node: AbstractNode, depths: dict[int, int]) -> int:
    """Count the ancestors of a node; `depths` remembers, by `id()`."""
    path: list[AbstractNode] = []
    current: AbstractNode | None = node
    while current is not None and id(current) not in depths:
        path.append(current)
        current = current._parent
    depth = depths[id(current)] if current is not None else -1
    for each in reversed(path):
        depth += 1
        depths[id(each)] = depth
    return depth


def _insert(
    document: Document, parent: AbstractNode, children: list[AbstractNode], patches: list[Patch]
) -> None:
    """Insert children, from right to left; those that stand side by side in one patch."""
    nodes = cast("NodeList", parent._nodes)
    positions = sorted((nodes._position_of(child) for child in children), reverse=True)
    number = 0
    while number < len(positions):
        end = positions[number] + 1
        start = end - 1
        number += 1
        while number < len(positions) and positions[number] == start - 1:
            start -= 1
            number += 1
        before = nodes[end]._id if end < len(nodes) else "null"
        entries = to_json(nodes[start:end], document)
        patches.append(f"[{_INSERT_NODES},{parent._id},{before},{entries}]")


def _removals(
    document: Document,
    marks: Marks,
    moved: dict[str, list[AbstractNode]],
    removed: list[str],
) -> list[Patch]:
    lost: dict[str, list[str]] = {}  # id of the parent → ids of the children it lost
    for node_id in removed:
        lost.setdefault(marks.origins.get(node_id, ""), []).append(node_id)
    patches: list[Patch] = []
    plain: list[str] = []
    for parent_id, children in lost.items():
        parent = document.get_node(parent_id)
        if parent is None and parent_id:
            continue  # the parent is gone with all that the clients have in it
        if parent is not None and len(children) > CLEAR_ABOVE:
            nodes: Sequence[AbstractNode] = parent._nodes or ()
            if len(moved.get(parent_id, ())) == len(nodes):
                before = nodes[0]._id if nodes else "null"
                patches.append(f"[{_CLEAR_NODES},{parent_id},{before}]")
                continue
        plain.extend(children)
    if plain:
        patches.append(f"[{_REMOVE_NODES},{','.join(plain)}]")
    return patches


def _sets(
    document: Document, sets: Sets, patches: list[Patch]
) -> Mapping[Hashable, frozenset[int]] | None:
    issued: dict[Hashable, set[int]] | None = None
    for (node_id, kind, key), (node, issuer) in sets.items():
        if node._document is not document or node._id != node_id:
            continue
        if issuer is not None:
            if issued is None:
                issued = {}
            issued.setdefault(issuer, set()).add(len(patches))
        patches.append(_READERS[kind](node, node_id, key))
    if issued is None:
        return None
    return {issuer: frozenset(indexes) for issuer, indexes in issued.items()}


def _widget_data(document: Document, marks: Marks, patches: list[Patch]) -> None:
    for node_id, (node, operations) in marks.data.items():
        if node._document is not document or node._id != node_id:
            continue
        if operations is None:
            data = encode_json(node._copy_widget_data())
            patches.append(f"[{_SET_WIDGET_DATA},{node_id},[],{data}]")
        else:
            patches.extend(map(encode_json, operations))


def _forget_left(document: Document, marks: Marks) -> None:
    for node_id, node in marks.left.items():
        if node._document is document and node._id == node_id:
            continue  # it came back
        document._index.pop(node_id, None)
        if node._sent is document and node._id == node_id:  # else it came back as a new node
            node._sent = None


def _read_attribute(node: AbstractNode, node_id: str, key: str) -> Patch:
    attributes = cast("Node", node)._attributes
    value = to_wire(key, attributes[key]) if attributes and key in attributes else None
    if value is None:
        return f"[{_REMOVE_ATTRIBUTE},{node_id},{encode_string(str(key))}]"
    return f"[{_SET_ATTRIBUTE},{node_id},{encode_string(str(key))},{encode_string(value)}]"


def _read_style(node: AbstractNode, node_id: str, key: str) -> Patch:
    style = cast("Node", node)._style
    if not style or key not in style:
        return f"[{_REMOVE_STYLE},{node_id},{encode_string(str(key))}]"
    return f"[{_SET_STYLE},{node_id},{encode_string(str(key))},{encode_string(str(style[key]))}]"


def _read_ids(node: AbstractNode, node_id: str, key: str) -> Patch:
    return f"[{_SET_IDS},{node_id},{encode_string(str(cast('Node', node).id_list))}]"


def _read_classes(node: AbstractNode, node_id: str, key: str) -> Patch:
    return f"[{_SET_CLASSES},{node_id},{encode_string(str(cast('Node', node).class_list))}]"


def _read_text(node: Any, node_id: str, key: str) -> Patch:
    return f"{_SET_TEXT_OF}{node_id},{encode_string(node._text)}]"


def _read_raw_html(node: AbstractNode, node_id: str, key: str) -> Patch:
    html = node._render_content(escape=False) or ""
    return f"[{_SET_RAW_HTML},{node_id},{encode_string(html)}]"


_READERS: Mapping[PatchCode, Callable[[AbstractNode, str, str], Patch]] = {
    PatchCode.SET_ATTRIBUTE: _read_attribute,
    PatchCode.SET_STYLE: _read_style,
    PatchCode.SET_IDS: _read_ids,
    PatchCode.SET_CLASSES: _read_classes,
    PatchCode.SET_TEXT: _read_text,
    PatchCode.SET_RAW_HTML: _read_raw_html,
}
