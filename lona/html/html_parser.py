"""HTML text to nodes.

Every start tag of an element that is not void needs its end tag: a forgotten one is an error that
says where, instead of a tree that is not what was meant.
"""

from collections.abc import Callable, Mapping
from typing import Any

from lona.compat import get_use_future_node_classes
from lona.html.abstract_node import AbstractNode
from lona.html.forms.text_inputs import TextArea
from lona.html.node import Node
from lona.html.registry import (
    FUTURE_NODE_CLASSES,
    INPUT_NODE_CLASSES,
    NODE_CLASSES,
    SELF_CLOSING_TAGS,
)
from lona.html.text_node import TextNode
from lona.html.tokenizer import (
    RAW_TEXT_TAGS,
    EndTag,
    StartTag,
    Text,
    Token,
    TokenError,
    decode_text,
    tokenize,
)

_Append = Callable[[AbstractNode], None]

_VOID_TAGS = frozenset(SELF_CLOSING_TAGS)
_WHITE_SPACE = " \t\n\r\f"  # HTML's own: a non-breaking space is content
_KEYWORDS = {"id": "_id", "class": "_class", "style": "_style", "value": "value"}
_NODE_ID_ATTRIBUTE = "data-lona-node-id"


class NodeHTMLParser:
    """Turns HTML into nodes.

    `use_high_level_nodes=False` makes every element a plain `Node`. `node_classes` maps tags to
    classes that come first for everything except `<input>`. A parser can be used repeatedly.
    """

    def __init__(
        self,
        use_high_level_nodes: bool = True,
        node_classes: Mapping[str, type[Node]] | None = None,
    ) -> None:
        self._use_high_level_nodes = use_high_level_nodes
        self._node_classes: Mapping[str, type[Node]] = {}
        if use_high_level_nodes:
            self._node_classes = {
                **NODE_CLASSES,
                **(node_classes or {}),
                **(FUTURE_NODE_CLASSES if get_use_future_node_classes() else {}),
            }

    def parse(self, source: str) -> list[AbstractNode]:
        """Give the top-level nodes of a text, unmounted.

        `ValueError`, with line and column as its note, for HTML that has no tree.
        """
        if not isinstance(source, str):
            raise ValueError(f"html has to be a string, not {type(source).__name__}")
        return _Run(self, source).nodes()

    def create(self, tag: StartTag) -> Node:
        """Give the node of a start tag, without children."""
        cls = self._class_for(tag)
        keywords: dict[str, Any] = {}
        attributes: dict[str, str] = {}
        for name, value in tag.attributes.items():
            keyword = _KEYWORDS.get(name)
            if keyword is None:
                if name != _NODE_ID_ATTRIBUTE:
                    attributes[name] = value
            elif name == "value" and getattr(cls, "INPUT_ATTRIBUTE_NAME", name) != name:
                attributes[name] = value
            else:
                keywords[keyword] = value
        if cls is Node:
            keywords["tag_name"] = tag.name
            keywords["self_closing_tag"] = tag.self_closing or tag.name in _VOID_TAGS
            node = Node(**keywords)
        else:
            node = cls(**keywords)
            if tag.self_closing:
                node.self_closing_tag = True
        if attributes:
            # nobody knows the node yet, and strings under other names than `id` need no check
            dict.update(node.attributes, attributes)
        return node

    def _class_for(self, tag: StartTag) -> type[Node]:
        if tag.name == "input" and self._use_high_level_nodes:
            return INPUT_NODE_CLASSES.get(tag.attributes.get("type", "text").lower(), Node)
        return self._node_classes.get(tag.name, Node)


class _Run:
    """One text on its way to nodes."""

    def __init__(self, parser: NodeHTMLParser, source: str) -> None:
        self._parser = parser
        self._source = source
        self._roots: list[AbstractNode] = []
        self._open: list[tuple[StartTag, Node, _Append]] = []
        self._add: _Append = self._roots.append
        self._verbatim = 0  # how many elements that keep white space are open

    def nodes(self) -> list[AbstractNode]:
        offset = 0
        try:
            for token in tokenize(self._source):
                offset = token.offset
                _HANDLERS[type(token)](self, token)
            if self._open:
                tag = self._open[-1][0]
                offset = tag.offset
                raise ValueError(f"Invalid html: missing end tag </{tag.name}>")
        except ValueError as error:
            # a note, because callers compare the text
            error.add_note(self._place(error.offset if isinstance(error, TokenError) else offset))
            raise
        return self._roots

    def start_tag(self, tag: StartTag) -> None:
        node = self._parser.create(tag)
        self._add(node)
        if tag.self_closing or tag.name in _VOID_TAGS:
            return
        self._add = _get_append(node)
        self._open.append((tag, node, self._add))
        self._verbatim += tag.name == "pre"

    def end_tag(self, tag: EndTag) -> None:
        if not self._open:
            raise ValueError(f"Invalid html: missing start tag for </{tag.name}>")
        name = self._open[-1][0].name
        if name != tag.name:
            raise ValueError(f"Invalid html: </{name}> expected, </{tag.name}> received")
        self._open.pop()
        self._add = self._open[-1][2] if self._open else self._roots.append
        self._verbatim -= name == "pre"

    def text(self, text: Text) -> None:
        data = text.data
        name = ""
        if self._open:
            tag, node, _ = self._open[-1]
            if isinstance(node, TextArea):
                node.value = data
                return
            name = tag.name
        if not self._verbatim and name != "textarea":
            data = data.strip(_WHITE_SPACE)
        if not data:
            return
        self._add(TextNode(data if name in RAW_TEXT_TAGS else decode_text(data)))

    def _place(self, offset: int) -> str:
        line_start = self._source.rfind("\n", 0, offset) + 1
        line = self._source.count("\n", 0, offset) + 1
        return f"in line {line}, column {offset - line_start + 1} of the HTML"


def _get_append(node: Node) -> _Append:
    """Give what adds a child; nobody's `append()` is skipped, the usual one has a shorter way."""
    return node.nodes.append_new if type(node).append is Node.append else node.append


_HANDLERS: Mapping[type[Token], Any] = {
    StartTag: _Run.start_tag,
    EndTag: _Run.end_tag,
    Text: _Run.text,
}


def parse_html(
    html_string: str,
    use_high_level_nodes: bool = True,
    node_classes: Mapping[str, type[Node]] | None = None,
    flat: bool = True,
) -> Any:
    """Give the node of an HTML text, or the list of its top-level nodes.

    With `flat` a single top-level node comes without a list. `ValueError`, with line and column
    as its note, if an end tag is missing or wrong. Arguments as for `NodeHTMLParser`.
    """
    nodes = NodeHTMLParser(use_high_level_nodes, node_classes).parse(html_string)
    return nodes[0] if flat and len(nodes) == 1 else nodes


def is_markup(argument: object) -> bool:
    """Whether an argument of `HTML(...)` is a string that is parsed."""
    return (
        isinstance(argument, str)
        and not argument.startswith("\\")
        and ("<" in argument or ">" in argument)
    )


def to_child(argument: Any) -> Any:
    """Give what an argument of `HTML(...)` that is not parsed stands for: a node or a text."""
    if isinstance(argument, str) and argument.startswith("\\"):
        return argument[1:]
    return argument
