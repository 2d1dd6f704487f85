"""HTML strings to nodes, as `innerHTML` would: for views that show a string, and for raw HTML.

Built on the tokenizer of the standard library. Void elements, text-only elements, optional end
tags of lists, tables, options and paragraphs, implied `<tbody>` and the namespaces of SVG and
MathML are handled. Not handled is what HTML 5 calls foster parenting and the adoption agency: text
between the cells of a table stays there, and misnested tags like `<b><i></b></i>` are closed, not
repeated.
"""

from functools import lru_cache
from html.parser import HTMLParser

from lona_testing.browser.character_references import decode_references
from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    Comment,
    Document,
    Element,
    Node,
    Text,
    insert,
    is_html,
    parse_style,
)
from lona_testing.browser.serialize import VOID_TAGS

_NAMESPACE_ROOTS = {"svg": SVG_NAMESPACE, "math": MATHML_NAMESPACE}
_HTML_ISLANDS = frozenset(("foreignObject", "desc", "title"))

# Names that the tokenizer of HTML 5 brings back to camel case inside of SVG.
_SVG_NAMES = {
    name.lower(): name
    for name in (
        "animateMotion animateTransform clipPath foreignObject linearGradient radialGradient"
        " textPath attributeName baseFrequency calcMode clipPathUnits gradientTransform"
        " gradientUnits keyPoints keySplines keyTimes lengthAdjust markerHeight markerUnits"
        " markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits"
        " patternTransform patternUnits preserveAspectRatio refX refY repeatCount repeatDur"
        " spreadMethod startOffset stdDeviation textLength viewBox"
    ).split()
}

_BLOCKS = frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2"
    " h3 h4 h5 h6 header hr main menu nav ol p pre section table ul".split()
)
_CELLS = frozenset(("td", "th"))
_SECTIONS = frozenset(("tbody", "thead", "tfoot"))
_ROWS = _CELLS | {"tr"}

# Start tag: the open elements that it ends, and the ones that shield elements further out.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
    "optgroup": (frozenset(("option", "optgroup")), frozenset(("select",))),
    "td": (_CELLS, frozenset(("tr", "table"))),
    "th": (_CELLS, frozenset(("tr", "table"))),
    "tr": (_ROWS, frozenset(("table",))),
    **{name: (_ROWS | _SECTIONS, frozenset(("table",))) for name in _SECTIONS},
    **{name: (frozenset(("p",)), frozenset(("button", "td", "th", "table"))) for name in _BLOCKS},
}
_TEXT_ONLY = frozenset(("textarea", "title"))
_DROPS_FIRST_NEWLINE = frozenset(("textarea", "pre", "listing"))


def parse_fragment(html: str, context: Element) -> list[Node]:
    """Return the nodes that `context.innerHTML = html` would put into `context`, detached."""
    parser = _FragmentParser(context)
    parser.feed(html)
    parser.close()
    nodes = parser.top.children
    for node in nodes:
        node.parent = None
    return nodes


def parse_document(html: str) -> Document:
    """Return the document that a page shows for an HTML text."""
    document, template = Document(), _parse_document(html)
    insert(document, 0, _copy(template).children)
    return document


@lru_cache(maxsize=16)
def _parse_document(html: str) -> Document:
    document = Document()
    insert(document, 0, parse_fragment(html, document))
    return document


def _copy(element: Element) -> Element:
    copy = Element(element.tag, element.namespace)
    copy.attributes = dict(element.attributes)
    copy.style = dict(element.style)
    if is_html(element, "template"):
        return copy  # what is in a template is no part of the document
    children: list[Node] = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(_copy(child))
        elif isinstance(child, Text):
            children.append(Text(child.data))
    insert(copy, 0, children)
    return copy


class _FragmentParser(HTMLParser):
    def __init__(self, context: Element) -> None:
        super().__init__(convert_charrefs=False)
        self.top = Element(context.tag, context.namespace)
        self._open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self._open[-1]
        if parent.namespace == HTML_NAMESPACE or parent.tag in _HTML_ISLANDS:
            self._end_implied(tag)
            parent = self._open[-1]
            namespace = _NAMESPACE_ROOTS.get(tag, HTML_NAMESPACE)
        else:
            namespace = parent.namespace
        if tag == "tr" and parent.tag == "table":
            self._append(Element("tbody"), stay_open=True)
        element = Element(
            _SVG_NAMES.get(tag, tag) if namespace == SVG_NAMESPACE else tag, namespace
        )
        self._set_attributes(element, attrs)
        is_void = namespace == HTML_NAMESPACE and tag in VOID_TAGS
        self._append(element, stay_open=not is_void)
        if namespace == HTML_NAMESPACE and tag in _TEXT_ONLY:
            self.set_cdata_mode(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._open[-1].namespace != HTML_NAMESPACE and self._open[-1].tag.lower() == tag:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for position in range(len(self._open) - 1, 0, -1):
            if self._open[position].tag.lower() == tag:
                del self._open[position:]
                return

    def handle_data(self, data: str) -> None:
        parent = self._open[-1]
        # It is the start tag that swallows a newline: the context has none.
        is_first = not parent.children and parent is not self.top
        if is_first and parent.tag in _DROPS_FIRST_NEWLINE:
            data = data.removeprefix("\n")
        self._add_text(decode_references(data) if parent.tag in _TEXT_ONLY else data)

    def handle_entityref(self, name: str) -> None:
        self._add_text(decode_references(f"&{name}{self._semicolon(name)}"))

    def handle_charref(self, name: str) -> None:
        self._add_text(decode_references(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self._append(Comment(data))

    def _semicolon(self, name: str) -> str:
        # The tokenizer swallows the semicolon; what stands in the source decides.
        after = self.rawdata.find(name, self._offset()) + len(name)
        return ";" if self.rawdata[after : after + 1] == ";" else ""

    def _offset(self) -> int:
        line, column = self.getpos()
        start = 0
        for _ in range(line - 1):
            start = self.rawdata.find("\n", start) + 1
        return start + column

    def _add_text(self, data: str) -> None:
        siblings = self._open[-1].children
        last = siblings[-1] if siblings else None
        if isinstance(last, Text):
            last.data += data
        elif data:
            self._append(Text(data))

    def _append(self, node: Node, stay_open: bool = False) -> None:
        node.parent = self._open[-1]
        self._open[-1].children.append(node)
        if stay_open and isinstance(node, Element):
            self._open.append(node)

    def _end_implied(self, tag: str) -> None:
        ends, shields = _ENDS.get(tag, (frozenset(), frozenset()))
        last = None
        for position in range(len(self._open) - 1, 0, -1):
            open_tag = self._open[position].tag
            if open_tag in shields:
                break
            if open_tag in ends:
                last = position
        if last is not None:
            del self._open[last:]

    def _set_attributes(self, element: Element, attrs: list[tuple[str, str | None]]) -> None:
        for name, raw in attrs:
            value = raw or ""
            if element.namespace == SVG_NAMESPACE:
                name = _SVG_NAMES.get(name, name)
            if name == "style":
                element.style = parse_style(value)
            else:
                element.attributes.setdefault(name, value)
