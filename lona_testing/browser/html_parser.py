"""HTML texts to nodes, as browsers with scripts make them: whole pages, and what `innerHTML` takes.

`turbohtml` parses as the HTML Living Standard says (§13.2); here its trees become those of `dom`.
Three things it does not know: contexts with names of their own, the form around a context, and that
nothing in a template belongs to the document.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    Comment,
    Document,
    Element,
    Node,
    Text,
    detach,
    index_of,
    is_html,
    parse_style,
)

if TYPE_CHECKING:
    import turbohtml

_NAMESPACES = {"html": HTML_NAMESPACE, "svg": SVG_NAMESPACE, "math": MATHML_NAMESPACE}
_PREFIXES = {HTML_NAMESPACE: "", SVG_NAMESPACE: "svg ", MATHML_NAMESPACE: "math "}

_FORM = re.compile(r"</?form\b", re.IGNORECASE)
_WITHOUT_ELEMENTS = frozenset(
    "iframe noembed noframes noscript plaintext script style textarea title xmp".split()
)


def parse_fragment(html: str, context: Element) -> list[Node]:
    """Return the nodes that `context.innerHTML = html` would put into `context`, detached."""
    if is_html(context, "template"):
        return []
    # A form around is like one that begins with the text: until it ends, no other one can begin.
    is_in_form = _FORM.search(html) is not None and _has_form_around(context)
    source = _parse_for(context, f"<form>{html}" if is_in_form else html)
    holder = Element("holder")
    _fill(holder, source)
    if is_in_form:
        _unwrap_form(holder)
    return detach(holder, 0, len(holder.children))


def _parse_for(context: Element, html: str) -> "turbohtml.Element":
    import turbohtml

    name = _PREFIXES.get(context.namespace, "") + context.tag
    try:
        return turbohtml.parse_fragment(html, name, positions=False, scripting=True)
    except ValueError:  # an element that HTML does not know is parsed like any other
        return turbohtml.parse_fragment(html, "div", positions=False, scripting=True)


def _has_form_around(context: Element) -> bool:
    return (
        context.namespace == HTML_NAMESPACE
        and context.tag not in _WITHOUT_ELEMENTS
        and any(is_html(e, "form") for e in context.ancestors())
    )


def parse_document(html: str) -> Document:
    """Return the document that a page shows for an HTML text."""
    import turbohtml  # only pages pay for it

    source = turbohtml.parse(
        html, positions=False, scripting=True, allow_declarative_shadow_roots=False
    )
    document = Document()
    document.is_quirky = _makes_quirks(_doctype_of(source.children))
    _fill(document, source)
    return document


def _fill(target: Element, source: "turbohtml.Node") -> None:
    """Give an element copies of what is in a node of the library, however deep it is."""
    still_to_fill = [(target, source)]
    while still_to_fill:
        parent, node = still_to_fill.pop()
        for child in node.children:
            copy = _copy(child)
            if copy is None:
                continue
            _append(parent, copy)
            if isinstance(copy, Element) and not is_html(copy, "template"):
                still_to_fill.append((copy, child))


def _append(parent: Element, node: Node) -> None:
    """Put a node behind the others; what follows each other is one text."""
    last = parent.children[-1] if parent.children else None
    if isinstance(node, Text) and isinstance(last, Text):
        last.data += node.data
    else:
        node.parent = parent
        parent.children.append(node)


def _copy(node: "turbohtml.Node") -> Node | None:
    import turbohtml

    match node:
        case turbohtml.Element():
            return _copy_element(node)
        case turbohtml.Text() | turbohtml.CData():
            return Text(node.data)
        case turbohtml.Comment():
            return Comment(node.data)
        case turbohtml.ProcessingInstruction():
            return Comment(f"?{node.target} {node.data}")
        case _:
            return None


def _copy_element(node: "turbohtml.Element") -> Element:
    element = Element(node.tag, _NAMESPACES[node.namespace.value])
    for name in node.attrs:
        value = node.attr(name) or ""
        if name == "style":
            element.style = parse_style(value)
            element.written_style = value
        else:
            element.attributes[name] = value
    return element


def _unwrap_form(holder: Element) -> None:
    """Take the first form away, but not what is in it."""
    form = next((e for e in holder.elements() if is_html(e, "form")), None)
    if form is None or form.parent is None:
        return
    parent = form.parent
    index = index_of(form)
    behind = detach(parent, index, len(parent.children))[1:]
    for node in (*detach(form, 0, len(form.children)), *behind):
        _append(parent, node)


def _doctype_of(nodes: "Iterable[turbohtml.Node]") -> str:
    import turbohtml

    for node in nodes:
        if isinstance(node, turbohtml.Doctype):
            public, system = node.public_id, node.system_id
            ids = f' PUBLIC "{public}"' if public else " SYSTEM" if system else ""
            return f"<!DOCTYPE {node.name}{ids}" + (f' "{system}">' if system else ">")
    return ""


@lru_cache(maxsize=16)
def _makes_quirks(doctype: str) -> bool:
    """Whether a document with a doctype is in quirks mode: there a table does not end a `<p>`."""
    import turbohtml

    return bool(turbohtml.parse(f"{doctype}<p><table>", positions=False).select("p > table"))
