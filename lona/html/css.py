"""Full CSS selectors through the library `cssselect2`, if it is installed. Its only importer.

Nothing of this is loaded, and the library not imported, before a selector needs more than
`lona.html.selectors` can do itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

from lona.html.abstract_node import AbstractNode
from lona.html.node import Node
from lona.html.text_node import TextNode

try:
    import cssselect2  # type: ignore[import-untyped]  # it comes without types
except ImportError:
    cssselect2 = None


def is_available() -> bool:
    """Tell whether the library is installed."""
    return cssselect2 is not None


def compile_selector(selector: str) -> tuple[Any, ...] | None:
    """Return the compiled alternatives of a selector; None if the library cannot do it."""
    return _compile(selector) if is_available() else None


@lru_cache(maxsize=512)
def _compile(selector: str) -> tuple[Any, ...] | None:
    try:
        compiled = tuple(cssselect2.compile_selector_list(selector))
    except cssselect2.SelectorError:
        return None
    return None if any(each.pseudo_element for each in compiled) else compiled


def select(node: AbstractNode, compiled: tuple[Any, ...]) -> Iterator[Node]:
    """Iterate over the descendants that match, in document order."""
    below = {id(each) for each in node.iter_nodes()}
    for each, wrapped in _shadow(node.root):
        if id(each) in below and wrapped.matches(*compiled):
            yield each


def closest(node: AbstractNode, compiled: tuple[Any, ...]) -> Node | None:
    """Return the nearest ancestor that matches, or None."""
    wrapped_by_id = {id(each): wrapped for each, wrapped in _shadow(node.root)}
    ancestor = node._parent
    while ancestor is not None:
        if isinstance(ancestor, Node) and wrapped_by_id[id(ancestor)].matches(*compiled):
            return ancestor
        ancestor = ancestor._parent
    return None


def _shadow(root: AbstractNode) -> list[tuple[Node, Any]]:
    """Return all elements of a tree with what the library needs to know of each.

    Legacy widgets have no element: their children stand in the one around them, as in a browser.
    """
    top = Element("lona-root")
    elements: dict[Element, Node] = {}
    stack: list[tuple[AbstractNode, Element]] = [(root, top)]
    while stack:
        node, parent = stack.pop()
        if isinstance(node, TextNode):
            _add_text(parent, str(node))
        elif isinstance(node, Node):
            element = Element(node.tag_name, _attributes(node))
            elements[element] = node
            parent.append(element)
            parent = element
        stack.extend((child, parent) for child in (node._nodes or ())[::-1])
    tree = top[0] if isinstance(root, Node) else top
    wrapped = cssselect2.ElementWrapper.from_html_root(tree)
    return [
        (elements[each.etree_element], each)
        for each in wrapped.iter_subtree()
        if each.etree_element in elements
    ]


def _add_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _attributes(node: Node) -> dict[str, str]:
    # not through the properties: they would make the containers of every node
    attributes = node._attributes.to_wire() if node._attributes else {}
    if node._id_list:
        attributes["id"] = str(node._id_list)
    if node._class_list:
        attributes["class"] = str(node._class_list)
    if node._style:
        attributes["style"] = node._style.to_sub_attribute_string()
    return attributes
