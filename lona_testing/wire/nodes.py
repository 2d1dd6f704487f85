"""The server's nodes in a document: elements and texts with their ids, and legacy widgets.

What stands in raw HTML, or around the window, is of the classes of the browser.
"""

from typing import Any, TypeAlias

from lona_testing.browser.dom import HTML_NAMESPACE, Comment, Element, Node, Text, index_of


class MirrorError(AssertionError):
    """The server sent something that a client cannot apply: a bug of the server."""


class ServerElement(Element):
    """An element of the server's tree.

    `id` is its node id; `raw` tells that it holds raw HTML, in which Lona's client does nothing;
    `widget` is the name of a widget class, `widget_data` what the widget was given.
    """

    __slots__ = ("id", "raw", "widget", "widget_data")

    def __init__(self, tag: str, namespace: str = HTML_NAMESPACE, *, node_id: int) -> None:
        super().__init__(tag, namespace)
        self.id = node_id
        self.raw = False
        self.widget: str | None = None
        self.widget_data: Any = None  # any JSON value

    def get(self, name: str) -> str | None:
        """Return an attribute; the node id is one that is not written out."""
        return str(self.id) if name == "data-lona-node-id" else super().get(name)


class ServerText(Text):
    """A text of the server's tree; `id` is its node id."""

    __slots__ = ("id",)

    def __init__(self, data: str, node_id: int) -> None:
        super().__init__(data)
        self.id = node_id


class LegacyWidget:
    """Nodes without an element of their own, between two comments."""

    __slots__ = ("end", "id", "start", "widget", "widget_data")

    def __init__(self, node_id: int) -> None:
        self.id = node_id
        self.start = Comment(f"lona-widget:{node_id}")
        self.end = Comment(f"end-lona-widget:{node_id}")
        self.widget: str | None = None
        self.widget_data: Any = None  # any JSON value


ServerNode: TypeAlias = ServerElement | ServerText | LegacyWidget


def id_of(element: Element | None) -> int | None:
    """Return the node id of an element, None if it is not the server's."""
    return element.id if isinstance(element, ServerElement) else None


def first_of(node: ServerNode) -> Node:
    """Return the DOM node with which a node begins."""
    return node.start if isinstance(node, LegacyWidget) else node


def range_of(node: ServerNode) -> tuple[Element, int, int]:
    """Return the parent of a node and the positions it takes there (first, behind the last)."""
    first = first_of(node)
    if first.parent is None:
        raise MirrorError(f"node {node.id} is taken out, but stands nowhere")
    start = index_of(first)
    stop = index_of(node.end) if isinstance(node, LegacyWidget) else start
    return first.parent, start, stop + 1
