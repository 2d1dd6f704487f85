"""HTML text to nodes.

Every start tag of an element that is not void needs its end tag: a forgotten one is an error that
says where, instead of a tree that is not what was meant.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto, unique
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
_LINE_BREAK = re.compile(r"[\n\r]")
_INLINE_TAGS = frozenset(
    "a abbr acronym audio b bdi bdo big button canvas cite code data del dfn em embed font i"
    " iframe img input ins kbd label map mark math meter object output picture progress q ruby s"
    " samp select small span strike strong sub sup svg textarea time tt u var video wbr".split()
)
"""Tags of elements that stand in a line of text: white space beside them is content."""
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


@unique
class _Last(Enum):
    """What stands at the present end of an element."""

    NOTHING = auto()
    TEXT = auto()
    INLINE = auto()
    BLOCK = auto()


class _Run:
    """One text on its way to nodes. Takes the tokens (see `TokenHandler`)."""

    def __init__(self, parser: NodeHTMLParser, source: str) -> None:
        self._create = parser.create
        self._source = source
        self._offset = 0  # of the present token
        self._roots: list[AbstractNode] = []
        self._inner = _Element("", None, self._roots.append, 0, False)
        self._outer: list[tuple[_Element, _Last]] = []
        # The present end of the open element: what stands there, a text that may get a space at its
        # end, and the white space behind both.
        self._last = _Last.NOTHING
        self._text = ""
        self._gap = ""

    def nodes(self) -> list[AbstractNode]:
        try:
            tokenize(self._source, self)
            if self._outer:
                self._offset = self._inner.offset
                raise ValueError(f"Invalid html: missing end tag </{self._inner.name}>")
            self._flush()
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
        is_inline = name in _INLINE_TAGS
        self._flush(is_inline)
        inner.add(node)
        self._last = _Last.INLINE if is_inline else _Last.BLOCK
        if not self_closing and name not in VOID_TAGS:
            self._outer.append((inner, self._last))
            self._last = _Last.NOTHING
            verbatim = inner.verbatim or name == "pre"
            self._inner = _Element(name, node, _get_append(node), offset, verbatim)

    def end_tag(self, name: str, offset: int) -> None:
        self._offset = offset
        if not self._outer:
            raise ValueError(f"Invalid html: missing start tag for </{name}>")
        expected = self._inner.name
        if expected.lower() != name:
            raise ValueError(f"Invalid html: </{expected}> expected, </{name}> received")
        self._flush()
        self._inner, self._last = self._outer.pop()

    def text(self, data: str, offset: int) -> None:
        self._offset = offset
        inner = self._inner
        if isinstance(inner.node, TextArea):
            inner.node.value = data
        elif inner.verbatim or inner.name == "textarea":
            inner.add(TextNode(data if inner.name in RAW_TEXT_TAGS else decode_text(data)))
        elif core := data.strip(_WHITE_SPACE):
            before, _, behind = data.partition(core)
            self._gap += before
            has_space = self._last in (_Last.TEXT, _Last.INLINE) and self._is_space()
            self._flush()
            text = core if inner.name in RAW_TEXT_TAGS else decode_text(core)
            self._text = f" {text}" if has_space else text
            self._last = _Last.TEXT
            self._gap = behind
        else:
            self._gap += data

    def _is_space(self) -> bool:
        """Tell whether the white space behind the last node is content."""
        return self._gap != "" and _LINE_BREAK.search(self._gap) is None

    def _flush(self, is_inline: bool = False) -> None:
        """Add the text that waits: something else comes, perhaps an inline element."""
        has_space = is_inline and self._is_space()
        if self._text:
            self._inner.add(TextNode(f"{self._text} " if has_space else self._text))
        elif has_space and self._last is _Last.INLINE:
            self._inner.add(TextNode(" "))
        self._text = self._gap = ""

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
