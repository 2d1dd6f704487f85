"""What a client has to show for a tree of server nodes, worked out without any message.

The reference for comparisons of clients with the server: it reads the public properties of nodes,
and what browsers do with properties of controls from the same model as the mirror.
"""

import json
from typing import Any

from lona.html import Node, RawHTML, Widget
from lona.html.text_node import TextNode
from lona_testing.browser.character_references import decode_references
from lona_testing.browser.dom import HTML_NAMESPACE, Comment, Element, Text, insert
from lona_testing.browser.dom import Node as DomNode
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.wire.attributes import PROPERTIES
from lona_testing.wire.canonical import canonical

_BOOLEAN = frozenset(("checked", "selected", "hidden", "multiple", "required"))

Property = tuple[Element, str, str]


def expected_html(root: Any) -> str:
    """Return the canonical HTML of a window that shows a tree."""
    window = Element("div")
    properties: list[Property] = []
    insert(window, 0, _to_dom(root, HTML_NAMESPACE, properties))
    for element, name, value in reversed(properties):
        PROPERTIES[name](element, value)
    return canonical(window)


def expected_widgets(root: Any) -> list[str]:
    """Return the data of all widgets with a class, each as JSON with sorted keys; sorted."""
    return sorted(
        canonical_json(node.data.copy() if isinstance(node, Widget) else node.widget_data.copy())
        for node in (root, *root.iter_nodes())
        if (isinstance(node, Node) and node.widget)
        or (isinstance(node, Widget) and node.FRONTEND_WIDGET_CLASS)
    )


def canonical_json(data: Any) -> str:
    """Return JSON of one form only: no spaces, sorted keys."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _to_dom(node: Any, namespace: str, properties: list[Property]) -> list[DomNode]:
    if isinstance(node, TextNode):
        return [Text(decode_references(str(node)))]
    if not isinstance(node, Node):
        children = [d for child in node.nodes for d in _to_dom(child, namespace, properties)]
        return [Comment(f"lona-widget:{node.id}"), *children, Comment(f"end-lona-widget:{node.id}")]
    namespace = node.namespace or namespace
    element = Element(node.tag_name, namespace)
    _add_attributes(node, element, properties)
    if isinstance(node, RawHTML):
        insert(element, 0, parse_fragment(node.inner_html, element))
    else:
        children = [d for child in node.nodes for d in _to_dom(child, namespace, properties)]
        insert(element, 0, children)
    return [element]


def _add_attributes(node: Node, element: Element, properties: list[Property]) -> None:
    for name, tokens in (("id", node.id_list), ("class", node.class_list)):
        if tokens:
            element.attributes[name] = str(tokens)
    element.style.update({name: str(value) for name, value in node.style.items()})
    for name, value in node.attributes.items():
        text = str(value)
        if isinstance(value, bool):
            if name in _BOOLEAN and not value:
                continue
            text = "" if name in _BOOLEAN else str(value).lower()
        if name in PROPERTIES:
            properties.append((element, name, text))
        else:
            element.attributes[name] = text
