"""HTML text to nodes.

Every start tag of an element that is not void needs its end tag: a forgotten one is an error that
says where, instead of a tree that is not what was meant.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lona.compat import get_use_future_node_classes
from lona.html.abstract_node import AbstractNode
from lona.html.forms.text_inputs import TextArea
from lona.html.node import Node
from lona.html.registry import (
    FUTURE_NODE_CLASSES,
    INPUT_NODE_CLASSES,
    NODE_CLASSES,
    VOID_TAGS,
)
from lona.html.text_node import TextNode
from lona.html.tokenizer import RAW_TEXT_TAGS, TokenError, decode_text, tokenize

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
        """Return the top-level nodes of a text, unmounted.

        `ValueError`, with line and column as its note, for HTML that has no tree.
        """
        if not isinstance(source, str):
            raise ValueError(f"html has to be a string, not {type(source).__name__}")
        return _Run(self, source).nodes()

    def create(self, name: str, attributes: dict[str, str], self_closing: bool) -> Node:
        """Return the node of a start tag, without children."""
        cls = self._class_for(name, attributes)
        keywords: dict[str, Any] = {}
        others: dict[str, str] = {}
        for attribute, value in attributes.items():
            keyword = _KEYWORDS.get(attribute)
            if keyword is None:
                if attribute != _NODE_ID_ATTRIBUTE:
                    others[attribute] = value
            elif keyword == "value" and getattr(cls, "INPUT_ATTRIBUTE_NAME", "value") != "value":
                others[attribute] = value
            else:
                keywords[keyword] = value
        if cls is Node:
            keywords["tag_name"] = name
            keywords["self_closing_tag"] = self_closing or name in VOID_TAGS
        node = cls(**keywords)
        if self_closing:
            node.self_closing_tag = True
        if others:
            node.attributes.update(others)
        return node

    def _class_for(self, name: str, attributes: Mapping[str, str]) -> type[Node]:
        if name == "input" and self._use_high_level_nodes:
            return INPUT_NODE_CLASSES.get(attributes.get("type", "text").lower(), Node)
        return self._node_classes.get(name, Node)


class _Element(NamedTuple):
    """An element that is open."""

    name: str
    node: Node | None  # None: there is none yet, what comes is on the top level
    add: Callable[[AbstractNode], None]
    offset: int
    verbatim: bool  # whether white space in it is kept


class _Run:
    """One text on its way to nodes. Takes the tokens (see `TokenHandler`)."""

    def __init__(self, parser: NodeHTMLParser, source: str) -> None:
        self._create = parser.create
        self._source = source
        self._offset = 0  # of the present token
        self._roots: list[AbstractNode] = []
        self._inner = _Element("", None, self._roots.append, 0, False)
        self._outer: list[_Element] = []

    def nodes(self) -> list[AbstractNode]:
        try:
            tokenize(self._source, self)
            if self._outer:
                self._offset = self._inner.offset
                raise ValueError(f"Invalid html: missing end tag </{self._inner.name}>")
        except ValueError as error:
            # a note, because callers compare the text
            offset = error.offset if isinstance(error, TokenError) else self._offset
            error.add_note(self._place(offset))
            raise
        return self._roots

    def start_tag(
        self, name: str, attributes: dict[str, str], self_closing: bool, offset: int
    ) -> None:
        self._offset = offset
        node = self._create(name, attributes, self_closing)
        inner = self._inner
        inner.add(node)
        if not self_closing and name not in VOID_TAGS:
            self._outer.append(inner)
            verbatim = inner.verbatim or name == "pre"
            self._inner = _Element(name, node, _get_append(node), offset, verbatim)

    def end_tag(self, name: str, offset: int) -> None:
        self._offset = offset
        if not self._outer:
            raise ValueError(f"Invalid html: missing start tag for </{name}>")
        expected = self._inner.name
        if expected != name:
            raise ValueError(f"Invalid html: </{expected}> expected, </{name}> received")
        self._inner = self._outer.pop()

    def text(self, data: str, offset: int) -> None:
        self._offset = offset
        inner = self._inner
        if isinstance(inner.node, TextArea):
            inner.node.value = data
            return
        if not inner.verbatim and inner.name != "textarea":
            data = data.strip(_WHITE_SPACE)
        if data:
            inner.add(TextNode(data if inner.name in RAW_TEXT_TAGS else decode_text(data)))

    def _place(self, offset: int) -> str:
        line_start = self._source.rfind("\n", 0, offset) + 1
        line = self._source.count("\n", 0, offset) + 1
        return f"in line {line}, column {offset - line_start + 1} of the HTML"


def _get_append(node: Node) -> Callable[[AbstractNode], None]:
    """Return what adds a child; nobody's `append()` is skipped, the usual one has a shorter way."""
    return node.nodes.append_new if type(node).append is Node.append else node.append


def parse_html(
    html_string: str,
    use_high_level_nodes: bool = True,
    node_classes: Mapping[str, type[Node]] | None = None,
    flat: bool = True,
) -> Any:
    """Return the node of an HTML text, or the list of its top-level nodes.

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
    """Return what an argument of `HTML(...)` that is not parsed stands for: a node or a text."""
    if isinstance(argument, str) and argument.startswith("\\"):
        return argument[1:]
    return argument
