"""Flat nodes to DOM, without recursion: the new part is built detached."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from lona.protocol import NodeKind
from lona_testing.browser.character_references import decode_references
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    Comment,
    Element,
    Node,
    detach,
    insert,
    namespace_inside,
)
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.wire.attributes import PROPERTIES, set_attribute, set_style
from lona_testing.wire.nodes import (
    LegacyWidget,
    MirrorError,
    ServerElement,
    ServerText,
    range_of,
)

if TYPE_CHECKING:
    from lona_testing.wire.content import Content


class _Frame:
    """An open node: where its children go, how many are still to come, what closes it."""

    __slots__ = ("children", "end", "missing", "namespace", "parent")

    def __init__(
        self,
        children: list[Node],
        missing: int,
        namespace: str,
        parent: Element | None,
        end: Comment | None,
    ) -> None:
        self.children = children
        self.missing = missing
        self.namespace = namespace
        self.parent = parent
        self.end = end

    def close(self) -> None:
        if self.end is not None:
            self.children.append(self.end)
        if self.parent is not None:
            for child in self.children:
                child.parent = self.parent


def build(content: "Content", flat: list[Any], namespace: str) -> list[Node]:
    """Return the detached top-level nodes of a flat sequence; references are taken out.

    `namespace` is that of the element that will hold the nodes.
    """
    items = iter(flat)
    # Nodes get their parents at once: a reference may take one out of a legacy widget that was
    # itself referenced before.
    holder = Element("holder")
    owners = [holder]
    frames: list[_Frame] = []
    for kind in items:
        children = frames[-1].children if frames else holder.children
        here = frames[-1].namespace if frames else namespace
        if frames:
            frames[-1].missing -= 1
        frame = _READERS[NodeKind(kind)](content, items, children, here)
        _adopt(children, owners[-1])
        if frame is not None:
            frames.append(frame)
            owners.append(frame.parent or owners[-1])
        while frames and frames[-1].missing == 0:
            frames.pop().close()
            owners.pop()
    if frames:
        raise MirrorError("a flat sequence of nodes ends before all children came")
    return detach(holder, 0, len(holder.children))


def _adopt(children: list[Node], parent: Element) -> None:
    """Give the last children, which have no parent yet, their parent."""
    for child in reversed(children):
        if child.parent is not None:
            return
        child.parent = parent


def _element(
    content: "Content", items: Iterator[Any], siblings: list[Node], namespace: str
) -> _Frame:
    node_id, tag, spec, count = next(items), next(items), next(items), next(items)
    spec = spec or {}
    if "n" in spec:
        namespace = spec["n"] or HTML_NAMESPACE
    element = ServerElement(tag, namespace, node_id=node_id)
    siblings.append(element)
    content.nodes[node_id] = element
    if content.fresh is not None:
        content.fresh.append(element)
    if spec:
        _apply(content, element, spec)
    if element.tag == "select":
        content.touch_select(element)
    return _Frame(element.children, count, namespace_inside(element), element, None)


def _apply(content: "Content", element: ServerElement, spec: dict[str, Any]) -> None:
    if "i" in spec:
        element.attributes["id"] = spec["i"]
    if "c" in spec:
        element.attributes["class"] = spec["c"]
    if "s" in spec:
        for name, value in spec["s"].items():
            set_style(element, name, value)
    for name, value in spec.get("a", {}).items():
        if name in PROPERTIES:
            content.editing.plan(element, name, value)
        else:
            set_attribute(element, name, value)
    element.widget = spec.get("w")
    element.widget_data = spec.get("d")
    if "h" in spec:
        element.raw = True
        insert(element, 0, parse_fragment(spec["h"], element))


def _text(content: "Content", items: Iterator[Any], siblings: list[Node], namespace: str) -> None:
    node_id, data = next(items), next(items)
    text = ServerText(decode_references(data), node_id)
    siblings.append(text)
    content.nodes[node_id] = text


def _reference(
    content: "Content", items: Iterator[Any], siblings: list[Node], namespace: str
) -> None:
    parent, start, stop = range_of(content.get(next(items)))
    siblings.extend(detach(parent, start, stop))
    content.touch_select(parent)


def _legacy_widget(
    content: "Content", items: Iterator[Any], siblings: list[Node], namespace: str
) -> _Frame:
    node_id, spec, count = next(items), next(items), next(items)
    widget = LegacyWidget(node_id)
    spec = spec or {}
    widget.widget = spec.get("w")
    widget.widget_data = spec.get("d")
    content.nodes[node_id] = widget
    siblings.append(widget.start)
    return _Frame(siblings, count, namespace, None, widget.end)


_READERS: dict[NodeKind, Callable[["Content", Iterator[Any], list[Node], str], _Frame | None]] = {
    NodeKind.ELEMENT: _element,
    NodeKind.TEXT: _text,
    NodeKind.REFERENCE: _reference,
    NodeKind.LEGACY_WIDGET: _legacy_widget,
}
"""How to read an entry: it gets what follows the kind, the list for its nodes, and a namespace."""
