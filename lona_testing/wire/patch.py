"""The patches, one function each, in a table by code."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lona.protocol import PatchCode
from lona_testing.browser.character_references import decode_references
from lona_testing.browser.dom import Element, detach, index_of, insert, namespace_inside
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.wire import attributes, widgets
from lona_testing.wire.nodes import (
    LegacyWidget,
    MirrorError,
    ServerNode,
    ServerText,
    first_of,
    range_of,
)
from lona_testing.wire.render import build

if TYPE_CHECKING:
    from lona_testing.wire.content import Content


def apply_patches(content: "Content", patches: list[Any]) -> None:
    """Apply a list of patches in order."""
    for code, *items in patches:
        _PATCHES[PatchCode(code)](content, *items)
        content.settle_selects()


def _set_attribute(content: "Content", node_id: int, name: str, value: str) -> None:
    element = content.element(node_id)
    if name in attributes.PROPERTIES:
        content.editing.plan(element, name, value)
    else:
        attributes.set_attribute(element, name, value)


def _remove_attribute(content: "Content", node_id: int, name: str) -> None:
    element = content.element(node_id)
    if name in attributes.PROPERTIES:
        content.editing.plan(element, name, None)
    else:
        attributes.remove_attribute(element, name)


def _set_style(content: "Content", node_id: int, name: str, value: str) -> None:
    attributes.set_style(content.element(node_id), name, value)


def _remove_style(content: "Content", node_id: int, name: str) -> None:
    content.element(node_id).style.pop(name, None)


def _set_ids(content: "Content", node_id: int, ids: str) -> None:
    attributes.set_or_remove(content.element(node_id), "id", ids)


def _set_classes(content: "Content", node_id: int, classes: str) -> None:
    attributes.set_or_remove(content.element(node_id), "class", classes)


def _set_text(content: "Content", node_id: int, data: str) -> None:
    text = content.get(node_id)
    if not isinstance(text, ServerText):
        raise MirrorError(f"node {node_id} has to be a text, but is a {type(text).__name__}")
    text.data = decode_references(data)


def _set_raw_html(content: "Content", node_id: int, html: str) -> None:
    element = content.element(node_id)
    detach(element, 0, len(element.children))
    insert(element, 0, parse_fragment(html, element))


def _set_widget_data(content: "Content", node_id: int, path: widgets.Path, value: Any) -> None:
    widgets.set_data(content.get(node_id), path, value)


def _remove_widget_data(content: "Content", node_id: int, path: widgets.Path) -> None:
    widgets.remove_data(content.get(node_id), path)


def _insert_widget_data(content: "Content", node_id: int, path: widgets.Path, value: Any) -> None:
    widgets.insert_data(content.get(node_id), path, value)


def _insert_nodes(content: "Content", parent_id: int, before: int | None, flat: list[Any]) -> None:
    parent = content.get(parent_id)
    element, _ = _place(content, parent, None)
    nodes = build(content, flat, namespace_inside(element))
    # Looked up after building: references may have stood in the same parent.
    element, position = _place(content, parent, before)
    insert(element, position, nodes)
    content.touch_select(element)


def _remove_nodes(content: "Content", *node_ids: int) -> None:
    for node_id in node_ids:
        content.take_out(*range_of(content.get(node_id)))


def _clear_nodes(content: "Content", parent_id: int, before: int | None) -> None:
    parent = content.get(parent_id)
    element, stop = _place(content, parent, before)
    start = index_of(parent.start) + 1 if isinstance(parent, LegacyWidget) else 0
    content.take_out(element, start, stop)


def _place(content: "Content", parent: ServerNode, before: int | None) -> tuple[Element, int]:
    """Return the element and position of the child `before` (None: the end) of a parent."""
    if before is not None:
        first = first_of(content.get(before))
        if first.parent is None:
            raise MirrorError(f"node {before} is not in the document")
        return first.parent, index_of(first)
    if isinstance(parent, LegacyWidget):
        assert parent.end.parent is not None
        return parent.end.parent, index_of(parent.end)
    if isinstance(parent, ServerText):
        raise MirrorError(f"node {parent.id} is a text and has no children")
    return parent, len(parent.children)


_PATCHES: dict[PatchCode, Callable[..., None]] = {
    PatchCode.SET_ATTRIBUTE: _set_attribute,
    PatchCode.REMOVE_ATTRIBUTE: _remove_attribute,
    PatchCode.SET_STYLE: _set_style,
    PatchCode.REMOVE_STYLE: _remove_style,
    PatchCode.SET_IDS: _set_ids,
    PatchCode.SET_CLASSES: _set_classes,
    PatchCode.SET_TEXT: _set_text,
    PatchCode.SET_RAW_HTML: _set_raw_html,
    PatchCode.SET_WIDGET_DATA: _set_widget_data,
    PatchCode.REMOVE_WIDGET_DATA: _remove_widget_data,
    PatchCode.INSERT_WIDGET_DATA: _insert_widget_data,
    PatchCode.INSERT_NODES: _insert_nodes,
    PatchCode.REMOVE_NODES: _remove_nodes,
    PatchCode.CLEAR_NODES: _clear_nodes,
}
