"""What a window shows: its nodes by id, and how a message changes them, one at a time."""

from collections.abc import Callable
from typing import Any

from lona.protocol import ContentKind
from lona_testing.browser.dom import Comment, Element, Node, detach, insert
from lona_testing.browser.focus import Focus
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.browser.options import settle_select
from lona_testing.wire.editing import Editing
from lona_testing.wire.graft import departure_of, keep_control
from lona_testing.wire.nodes import (
    LegacyWidget,
    MirrorError,
    ServerElement,
    ServerNode,
    ServerText,
)
from lona_testing.wire.patch import apply_patches
from lona_testing.wire.render import build


class Content:
    """The content of one window.

    `nodes` are the server's by their id. `removed` holds what the present message has taken out so
    far, each part in an element of its own: a reference may still take it back. `fresh` are the new
    elements of the message in document order, while a control has the focus.
    """

    def __init__(self, root: Element, focus: Focus) -> None:
        self.root = root
        self.focus = focus
        self.editing = Editing(focus)
        self.nodes: dict[int, ServerNode] = {}
        self.removed: list[Element] = []
        self.fresh: list[ServerElement] | None = None
        self._selects: dict[Element, None] = {}

    def apply(self, kind: ContentKind, data: Any, applied: int) -> None:
        """Apply the content of an update; `applied` is the last event that the server had seen."""
        self.editing.begin(applied)
        departure = departure_of(self)
        self.fresh = None if departure is None else []
        _KINDS[kind](self, data)
        self.settle_selects()
        if departure is not None:
            keep_control(self, departure)
        self.editing.finish()
        self._forget_removed()

    def clear(self) -> None:
        """Empty the window and forget all nodes."""
        detach(self.root, 0, len(self.root.children))
        self.nodes.clear()

    # looking up

    def get(self, node_id: int) -> ServerNode:
        """Return a node; raises `MirrorError` if the window does not have it."""
        node = self.nodes.get(node_id)
        if node is None:
            raise MirrorError(f"the server named node {node_id}, which this window does not have")
        return node

    def element(self, node_id: int) -> ServerElement:
        """Return an element; raises `MirrorError` if the node is missing or something else."""
        node = self.get(node_id)
        if not isinstance(node, ServerElement):
            raise MirrorError(
                f"node {node_id} has to be an element, but is a {type(node).__name__}"
            )
        return node

    # changing

    def take_out(self, parent: Element, start: int, stop: int) -> None:
        """Take the children `start` to `stop` (exclusive) out until the end of the message."""
        holder = Element("removed")
        insert(holder, 0, detach(parent, start, stop))
        self.removed.append(holder)
        self.touch_select(parent)

    def touch_select(self, element: Element) -> None:
        """Note that options of a select, if the element is in one, have come or gone."""
        if element.tag in ("select", "optgroup"):
            select = next((e for e in element.ancestors() if e.tag == "select"), None)
            if select is not None:
                self._selects[select] = None

    def settle_selects(self) -> None:
        """Let the touched selects choose an option, as browsers do."""
        for select in self._selects:
            settle_select(select)
        self._selects.clear()

    def _forget_removed(self) -> None:
        stack: list[Node] = [node for holder in self.removed for node in holder.children]
        self.removed.clear()
        while stack:
            node = stack.pop()
            if isinstance(node, Comment):
                self._forget_widget(node)
            elif isinstance(node, ServerElement | ServerText):
                self._forget(node)
            if isinstance(node, Element):
                stack.extend(node.children)

    def _forget(self, node: ServerNode) -> None:
        # A newer node may have the same id: the whole state can come again.
        if self.nodes.get(node.id) is node:
            del self.nodes[node.id]

    def _forget_widget(self, comment: Comment) -> None:
        name, _, number = comment.data.partition(":")
        if name == "lona-widget" and number.isdigit():
            known = self.nodes.get(int(number))
            if isinstance(known, LegacyWidget) and known.start is comment:
                self._forget(known)


def _show_nothing(content: Content, data: Any) -> None:
    """Leave the content as it is."""


def _show_html(content: Content, html: str) -> None:
    content.clear()
    insert(content.root, 0, parse_fragment(html, content.root))


def _show_tree(content: Content, flat: list[Any]) -> None:
    root = content.root
    old = root.children[:]
    nodes = build(content, flat, root.namespace)
    if any(node.parent is root for node in old):
        content.take_out(root, 0, len(root.children))
    insert(root, len(root.children), nodes)


_KINDS: dict[ContentKind, Callable[[Content, Any], None]] = {
    ContentKind.NOTHING: _show_nothing,
    ContentKind.HTML: _show_html,
    ContentKind.TREE: _show_tree,
    ContentKind.PATCHES: apply_patches,
}
