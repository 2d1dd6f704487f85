"""Trees as text: `str(node)`, HTML for responses and templates, and plain text. No recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import takewhile
from typing import TYPE_CHECKING, cast

from lona.html.abstract_node import AbstractNode
from lona.html.registry import VOID_TAGS
from lona.html.text_node import TextNode
from lona.protocol import NodeKind

if TYPE_CHECKING:
    from lona.html.node import Node

_INDENT = "  "
_RAW_TEXT_TAGS = frozenset({"script", "style"})
_NEWLINE_EATING_TAGS = frozenset({"pre", "textarea", "listing"})
"""Elements of which parsers drop a newline right behind the start tag."""
_RAW_TEXT_END = re.compile(r"</(?=script|style)", re.IGNORECASE)
_LOOSE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);)")


def escape_once(text: str) -> str:
    """Escape `<`, `>`, `"` and `'`; and `&` unless it begins a character reference already."""
    text = _LOOSE_AMPERSAND.sub("&amp;", text)
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;")


def to_page(node: AbstractNode) -> str:
    """Return a tree as the HTML of an answer; `RuntimeError` for a node that has a parent."""
    node._check_root()
    return to_html(node)


def to_string(node: AbstractNode) -> str:
    """Return the tree as in `str(node)`: one line a child, indented by two spaces, texts raw.

    In a `pre` every space counts: what is in it is written without any of ours.
    """
    lines: list[str] = []
    # what is left to do: a node, or the text of an end tag; and how deep it is
    stack: list[tuple[AbstractNode | str, int]] = [(node, 0)]
    while stack:
        item, depth = stack.pop()
        indent = _INDENT * depth
        if isinstance(item, str):
            lines.append(indent + item)
            continue
        start, content, end = _raw_parts(item)
        if content is None and item._nodes:
            if getattr(item, "_tag_name", "") == "pre":
                lines.append(indent + start + _join(item._nodes[:], _raw_parts) + end)
                continue
            lines.append(indent + start)
            stack.append((end, depth))
            stack.extend((child, depth + 1) for child in item._nodes[::-1])
        else:
            lines.append(indent + start + (content or "") + end)
    return "\n".join(lines)


def to_html(node: AbstractNode) -> str:
    """Return the tree as HTML with texts escaped and without white space of its own."""
    return _join([node], _html_parts)


def _join(
    nodes: list[AbstractNode], get_parts: Callable[[AbstractNode], tuple[str, str | None, str]]
) -> str:
    """Return start tags, contents and end tags of some trees, with nothing between them."""
    parts: list[str] = []
    stack: list[AbstractNode | str] = list(reversed(nodes))
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        start, content, end = get_parts(item)
        parts.append(start)
        if content is None and item._nodes:
            stack.append(end)
            stack.extend(item._nodes[::-1])
        else:
            parts.append((content or "") + end)
    return "".join(parts)


def to_text(node: AbstractNode) -> str:
    """Return the texts below a node, level by level joined with one space and stripped of blanks.

    Only spaces and tabs are stripped; newlines stay.
    """
    # an item is a node, or the number of finished texts that belong to one node
    stack: list[AbstractNode | int] = [node]
    texts: list[str] = []
    while stack:
        item = stack.pop()
        if isinstance(item, int):
            joined = " ".join(texts[item:]).strip(" \t")
            del texts[item:]
            texts.append(joined)
        elif item._KIND is NodeKind.TEXT:
            texts.append(cast(TextNode, item)._text)
        else:
            stack.append(len(texts))
            # the number must be that of the texts before the first child: children come on top
            stack.extend((item._nodes or [])[::-1])
    return texts[0]


def _html_parts(node: AbstractNode) -> tuple[str, str | None, str]:
    """Return what `_parts` gives, as parsers of HTML need it (HTML standard, §13.3)."""
    start, content, end = _parts(node, escape_text=True)
    if node._KIND is not NodeKind.ELEMENT:
        return start, content, end
    element = cast("Node", node)
    tag = element._tag_name
    if tag in _RAW_TEXT_TAGS and not element.namespace:
        # character references mean nothing in it; only its end tag has to be kept out
        text = "".join(each._text for each in element.iter_nodes() if isinstance(each, TextNode))
        text = _RAW_TEXT_END.sub(r"<\\/", text)
        # behind `<!--<script` an end tag would not count
        return start, text.replace("<!--", "\\u003c!--") if tag == "script" else text, end
    is_void = tag in VOID_TAGS
    if element.self_closing_tag is not is_void and not element.namespace:
        # the slash of a void element may be missing; that of another one would not close it
        start = start.removesuffix(">").removesuffix(" /")
        return (f"{start} />", "", "") if is_void else (f"{start}>", "", f"</{tag}>")
    if tag in _NEWLINE_EATING_TAGS and _first_text(element, content).startswith(("\n", "\r")):
        start += "\n"
    return start, content, end


def _first_text(node: Node, content: str | None) -> str:
    """Return the text that follows the start tag, with its character references decoded."""
    if content is None:
        nodes: Iterable[AbstractNode] = node._nodes or ()
        texts = takewhile(lambda child: child._KIND is NodeKind.TEXT, nodes)
        content = next((text._text for text in cast("Iterable[TextNode]", texts) if text._text), "")
    return unescape(content)


def _raw_parts(node: AbstractNode) -> tuple[str, str | None, str]:
    return _parts(node, escape_text=False)


def _parts(node: AbstractNode, escape_text: bool) -> tuple[str, str | None, str]:
    """Return start tag, content (None: the children) and end tag of a node."""
    if node._KIND is NodeKind.TEXT:
        text = cast(TextNode, node)._text
        return "", escape_once(text) if escape_text else text, ""
    if node._KIND is NodeKind.LEGACY_WIDGET:
        return f"<!--lona-widget:{node.id}-->", None, f"<!--end-lona-widget:{node.id}-->"
    element = cast("Node", node)
    tag = element._tag_name
    start = f"<{tag}{_attributes(element)}"
    if element.self_closing_tag:
        return f"{start} />", "", ""
    return f"{start}>", element._render_content(escape_text), f"</{tag}>"


def _attributes(node: Node) -> str:
    parts = [f' data-lona-node-id="{node.id}"']
    if node._id_list:
        parts.append(f' id="{escape(str(node._id_list))}"')
    if node._class_list:
        parts.append(f' class="{escape(str(node._class_list))}"')
    if node._style:
        parts.append(f' style="{node._style.to_sub_attribute_string()}"')
    if node._attributes and (text := node._attributes.to_attribute_string(node._RENDER_WITHOUT)):
        parts.append(" " + text)
    return "".join(parts)
