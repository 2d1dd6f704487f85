"""A document as text: HTML in a form of which there is one only, and a readable tree for errors.

Attributes and style properties are sorted by name; properties of controls stand as pseudo
attributes (`.checked`, `.selected`, `.value="…"`) behind the attributes where they are not the
default; void elements have no slash; U+241F stands between two text nodes that touch.
"""

from collections.abc import Collection

from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    Comment,
    Element,
    Node,
    Text,
    is_html,
    style_text,
)
from lona_testing.browser.options import is_selected, options_of, select_of
from lona_testing.browser.values import get_value

VOID_TAGS = frozenset(
    "area base br col embed hr img input link meta source track wbr param".split()
)
TEXT_SEPARATOR = "\u241f"


def inner_html(element: Element, hidden: Collection[str] = ()) -> str:
    """Return what stands in an element; attributes in `hidden` are left out."""
    out: list[str] = []
    _write_children(element, out, hidden)
    return "".join(out)


def outer_html(element: Element) -> str:
    """Return the element with what stands in it."""
    out: list[str] = []
    _write(element, out, ())
    return "".join(out)


def pretty(root: Element, limit: int = 200) -> str:
    """Return an indented tree for error messages, cut after `limit` lines."""
    lines: list[str] = []
    stack: list[tuple[Node, int]] = [(root, 0)]
    while stack and len(lines) < limit:
        node, depth = stack.pop()
        indent = "  " * depth
        if isinstance(node, Text):
            if node.data.strip():
                lines.append(f"{indent}{node.data!r}")
        elif isinstance(node, Comment):
            lines.append(f"{indent}<!--{node.data}-->")
        elif isinstance(node, Element):
            only = node.children[0] if len(node.children) == 1 else None
            if isinstance(only, Text):
                lines.append(f"{indent}{_start_tag(node)}{only.data}</{node.tag}>")
            else:
                lines.append(indent + _start_tag(node))
                stack.extend((child, depth + 1) for child in reversed(node.children))
    if stack:
        lines.append("…")
    return "\n".join(lines)


def escape_text(text: str) -> str:
    """Escape a text as `innerHTML` does."""
    return _escape(text).replace("\xa0", "&nbsp;")


def escape_attribute(text: str) -> str:
    """Escape an attribute value; stricter than `innerHTML`, so that all browsers agree."""
    return _escape(text).replace('"', "&quot;")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _write_children(parent: Element, out: list[str], hidden: Collection[str]) -> None:
    previous: Node | None = None
    for child in parent.children:
        if isinstance(child, Text) and isinstance(previous, Text):
            out.append(TEXT_SEPARATOR)
        _write(child, out, hidden)
        previous = child


def _write(node: Node, out: list[str], hidden: Collection[str]) -> None:
    if isinstance(node, Text):
        out.append(escape_text(node.data))
    elif isinstance(node, Comment):
        out.append(f"<!--{node.data}-->")
    elif isinstance(node, Element):
        out.append(_start_tag(node, hidden))
        if not (node.namespace == HTML_NAMESPACE and node.tag in VOID_TAGS):
            _write_children(node, out, hidden)
            out.append(f"</{node.tag}>")


def _start_tag(element: Element, hidden: Collection[str] = ()) -> str:
    attributes = dict(element.attributes)
    if element.style:
        attributes["style"] = style_text(dict(sorted(element.style.items())))
    parts = [element.tag]
    parts += [
        f'{name}="{escape_attribute(attributes[name])}"'
        for name in sorted(attributes)
        if name not in hidden
    ]
    return f"<{' '.join(parts + _pseudo_attributes(element))}>"


def _pseudo_attributes(element: Element) -> list[str]:
    if is_html(element, "input", "textarea"):
        value = get_value(element)
        parts = [".checked"] if is_checked(element) else []
        return [*parts, f'.value="{escape_attribute(value)}"'] if value else parts
    if is_html(element, "option") and is_selected(element):
        select = select_of(element)
        is_default = (
            select is not None
            and "multiple" not in select.attributes
            and options_of(select)[0] is element
        )
        return [] if is_default else [".selected"]
    return []
