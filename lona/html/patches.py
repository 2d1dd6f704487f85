"""Turns what changed in a document into what its clients need to know.

The order within one message: insertions and moves, then everything that was set, then removals.
Nodes that leave are still in place while others are inserted, so that each insertion can name its
right neighbour; nothing is ever inserted into something that was removed before.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from lona.html.abstract_node import AbstractNode
from lona.html.attribute_dict import to_wire
from lona.html.document import Document, Marks
from lona.html.wire import to_json
from lona.protocol import ContentKind, PatchCode, encode_json
from lona.protocol.codec import encode_string

if TYPE_CHECKING:
    from lona.html.node import Node
    from lona.html.node_list import NodeList
    from lona.html.text_node import TextNode


class NotTaken(RuntimeError):
    """There are changes that were not taken yet, so a snapshot would not be what the clients know.

    Nodes that left the tree may be marked without its lock: take them and try again.
    """


CLEAR_ABOVE = 8
"""If a parent keeps no child and loses more than this, one patch clears it."""

Patch = str
"""One patch, as JSON text."""


def _patch(code: PatchCode, *items: str) -> Patch:
    """Return the patch with these items, which are JSON texts."""
    return f"[{code:d},{','.join(items)}]"


@dataclass(frozen=True, slots=True)
class Content:
    """Last two items of an UPDATE message, as `docs/protocol.md` describes them.

    `texts` holds JSON: the patches one by one, any other content as the only item. It is written
    once, in the moment in which it is taken. `issued` says which patches a client caused itself,
    because the value was typed there: issuer → indexes of patches that it must not get back.
    """

    kind: ContentKind
    texts: list[str]
    issued: Mapping[Hashable, Set[int]] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the content as the message carries it."""
        if self.kind is ContentKind.PATCHES:
            return f"[{','.join(self.texts)}]"
        return self.texts[0]

    def for_issuer(self, issuer: Hashable) -> Content | None:
        """Return the content without what the issuer caused itself; None if nothing is left."""
        own = self.issued.get(issuer)
        if not own:
            return self
        rest = [patch for number, patch in enumerate(self.texts) if number not in own]
        return Content(self.kind, rest) if rest else None


def show(document: Document, html: AbstractNode | str) -> Content | None:
    """Show a tree or an HTML string; return what the clients need for it, or None for nothing.

    The tree that is shown already costs only its changes. Another one replaces it, as a string
    always does; a tree that another document shows leaves that document. `RuntimeError` if the
    node has a parent. Hold `document.lock` over this call and the sending.
    """
    if not isinstance(html, AbstractNode):
        return _show_string(document, str(html))
    leave_others(document, html)
    with document.lock:
        if document.html is html:
            return take(document)
        document.release()
        document.forget()
        document.html = html
        return Content(ContentKind.TREE, [to_json([html], document)])


def leave_others(document: Document, html: object) -> None:
    """Take a tree that is going to be shown out of another document that shows it.

    `show` does this too; but who holds a document's lock must not wait for that of another one, so
    call it before `document.lock` is held. `RuntimeError` if the node has a parent.
    """
    if not isinstance(html, AbstractNode):
        return
    html._check_root()
    other = html._document
    if other is not None and other is not document:
        with other.lock:
            if other.html is html:
                other.release()


def take(document: Document) -> Content | None:
    """Return the changes since the last take as patches, or None if there are none.

    Hold `document.lock` over this call and the sending.
    """
    with document.lock:
        marks = document.take_marks()
        if marks.emptied:
            document.forget()
            return Content(ContentKind.HTML, ['""'])
        patches, removals = _structure(document, marks)
        issued = _sets(document, marks, patches)
        patches.extend(_widget_data(document, marks))
        patches.extend(removals)
        _forget_left(document, marks)
        return Content(ContentKind.PATCHES, patches, issued) if patches else None


def snapshot(document: Document) -> Content:
    """Return the whole present state, for a window that joins.

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
    """Return the patches that insert and move, and those that remove.

    Marks tell only which nodes were touched. Where each is now decides: in the tree below a parent
    that the clients know, it is inserted there (to them, moving is the same); below a new parent,
    that brings it along; nowhere, it is removed, if they have it at all.
    """
    if not marks.moved:
        return [], []
    index = document._index
    moved: dict[str, list[AbstractNode]] = {}  # id of the parent → children that were moved
    removed: list[str] = []
    for node_id, node in marks.moved.items():
        if document.shows(node, node_id):
            parent = node._parent
            # a parent that is new brings its children, the moved ones as references
            if parent is not None and parent._sent is document:
                moved.setdefault(parent._id, []).append(node)
        elif node_id in index:
            removed.append(node_id)
    parents = [index[parent_id] for parent_id in moved]
    if len(parents) > 1:
        # from the top down, so that nothing is moved into its own descendant on the way
        depths: dict[int, int] = {}
        parents.sort(key=lambda parent: _depth(parent, depths))
    patches: list[Patch] = []
    for parent in parents:
        patches.extend(_insertions(document, parent, moved[parent._id]))
    return patches, _removals(document, marks, moved, removed)


def _depth(node: AbstractNode, depths: dict[int, int]) -> int:
    """Return the number of ancestors of a node; `depths` remembers, by `id()`."""
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


def _insertions(
    document: Document, parent: AbstractNode, children: list[AbstractNode]
) -> Iterator[Patch]:
    """Insert children from right to left: each patch names a neighbour that is in its place."""
    nodes = cast("NodeList", parent._nodes)
    for start, end in _runs(nodes._position_of(child) for child in children):
        before = nodes[end]._id if end < len(nodes) else "null"
        entries = to_json(nodes[start:end], document)
        yield _patch(PatchCode.INSERT_NODES, parent._id, before, entries)


def _runs(positions: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Return start and end of the runs of neighbouring positions, the last one first."""
    runs: list[tuple[int, int]] = []
    for position in sorted(positions):
        if runs and runs[-1][1] == position:
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    return reversed(runs)


def _removals(
    document: Document,
    marks: Marks,
    moved: dict[str, list[AbstractNode]],
    removed: list[str],
) -> list[Patch]:
    """Return the patches that remove nodes; a parent that lost many and kept none is cleared."""
    lost: dict[str, list[str]] = {}  # id of the parent → ids of the children it lost
    for node_id in removed:
        lost.setdefault(marks.origins.get(node_id, ""), []).append(node_id)
    patches: list[Patch] = []
    one_by_one: list[str] = []
    for parent_id, children in lost.items():
        parent = document.get_node(parent_id)
        if parent is None and parent_id:
            continue  # the parent is gone with all that the clients have in it
        if len(children) > CLEAR_ABOVE and parent is not None:
            nodes: Sequence[AbstractNode] = parent._nodes or ()
            if len(nodes) == len(moved.get(parent_id, ())):
                before = nodes[0]._id if nodes else "null"
                patches.append(_patch(PatchCode.CLEAR_NODES, parent_id, before))
                continue
        one_by_one.extend(children)
    if one_by_one:
        patches.append(_patch(PatchCode.REMOVE_NODES, *one_by_one))
    return patches


def _sets(document: Document, marks: Marks, patches: list[Patch]) -> Mapping[Hashable, Set[int]]:
    """Add the patches for what was set; return which of them which client has caused."""
    issued: dict[Hashable, set[int]] = {}
    for (node_id, kind, key), (node, issuer) in marks.sets.items():
        if document.shows(node, node_id):
            if issuer is not None:
                issued.setdefault(issuer, set()).add(len(patches))
            patches.append(_READERS[kind](node, node_id, key))
    return issued


def _widget_data(document: Document, marks: Marks) -> Iterator[Patch]:
    """Iterate over the patches for widget data: the operations, or all data if they are many."""
    for node_id, (node, operations) in marks.data.items():
        if document.shows(node, node_id):
            if operations is None:
                data = encode_json(node._copy_widget_data())
                yield _patch(PatchCode.SET_WIDGET_DATA, node_id, "[]", data)
            else:
                yield from map(encode_json, operations)


def _forget_left(document: Document, marks: Marks) -> None:
    """Note that the clients do not know the nodes any more that left and did not come back."""
    for node_id, node in marks.left.items():
        if not document.shows(node, node_id):
            document._index.pop(node_id, None)
            if node._sent is document and node._id == node_id:  # else it came back as a new node
                node._sent = None


def _read_attribute(node: AbstractNode, node_id: str, key: str) -> Patch:
    attributes = cast("Node", node)._attributes
    value = to_wire(key, attributes[key]) if attributes and key in attributes else None
    if value is None:
        return _patch(PatchCode.REMOVE_ATTRIBUTE, node_id, encode_string(key))
    return _patch(PatchCode.SET_ATTRIBUTE, node_id, encode_string(key), encode_string(value))


def _read_style(node: AbstractNode, node_id: str, key: str) -> Patch:
    style = cast("Node", node)._style
    if not style or key not in style:
        return _patch(PatchCode.REMOVE_STYLE, node_id, encode_string(key))
    value = encode_string(str(style[key]))
    return _patch(PatchCode.SET_STYLE, node_id, encode_string(key), value)


def _read_ids(node: AbstractNode, node_id: str, key: str) -> Patch:
    return _patch(PatchCode.SET_IDS, node_id, encode_string(str(cast("Node", node).id_list)))


def _read_classes(node: AbstractNode, node_id: str, key: str) -> Patch:
    return _patch(PatchCode.SET_CLASSES, node_id, encode_string(str(cast("Node", node).class_list)))


def _read_text(node: AbstractNode, node_id: str, key: str) -> Patch:
    return _patch(PatchCode.SET_TEXT, node_id, encode_string(cast("TextNode", node)._text))


def _read_raw_html(node: AbstractNode, node_id: str, key: str) -> Patch:
    html = node._render_content(escape=False) or ""
    return _patch(PatchCode.SET_RAW_HTML, node_id, encode_string(html))


_READERS: Mapping[PatchCode, Callable[[AbstractNode, str, str], Patch]] = {
    PatchCode.SET_ATTRIBUTE: _read_attribute,
    PatchCode.SET_STYLE: _read_style,
    PatchCode.SET_IDS: _read_ids,
    PatchCode.SET_CLASSES: _read_classes,
    PatchCode.SET_TEXT: _read_text,
    PatchCode.SET_RAW_HTML: _read_raw_html,
}
