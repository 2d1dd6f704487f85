"""Random sequences of operations on a tree, and what a client has to show after them.

The same sequences drive the in-process page and Chromium. An operation is a name and three numbers,
which are read modulo what there is to choose from: so every sequence is valid, can be written down,
and shrinks well. This module works on server nodes; the mirror knows nothing of it.
"""

import random
from collections.abc import Callable
from typing import Any

from lona.html import (
    HTML1,
    SVG,
    B,
    CheckBox,
    Div,
    Node,
    Option2,
    P,
    RawHTML,
    Select2,
    Span,
    TextArea,
    TextInput,
    Ul,
)
from lona.html.text_node import TextNode
from lona_testing import controls
from lona_testing.dom import HTML_NAMESPACE, SVG_NAMESPACE, Comment, Element, Text, insert
from lona_testing.dom import Node as DomNode
from lona_testing.html_parser import parse_fragment
from lona_testing.serialize import canonical
from lona_testing.text import decode_references

Operation = tuple[str, int, int, int]

TEXTS = ("", " ", "a", "two words", "&euro; &lt;b&gt;", "<b>x</b>", "&", "é\u2028😀", "\n x\t", "0")
NAMES = ("a", "b", "c-d")
STYLES = (("color", "red"), ("display", "none"), ("--x", "1px"), ("width", "10px"))
RAW = ("", "<b>raw</b>", "a &amp; <i class='x'>b</i><br>c", "text")

_MAKERS: tuple[Callable[[int], Any], ...] = (
    lambda number: Div(),
    lambda number: Span(TEXTS[number % len(TEXTS)]),
    lambda number: P(B("b"), TEXTS[number % len(TEXTS)], B()),
    lambda number: Ul(),
    lambda number: TEXTS[number % len(TEXTS)],
    lambda number: TextInput(value=f"v{number}"),
    lambda number: TextArea(value="l1\nl2"),
    lambda number: CheckBox(value=number % 2 == 0),
    lambda number: Select2(
        *(Option2(f"o{i}", value=i, selected=i == number % 3) for i in range(3)), multiple=True
    ),
    lambda number: RawHTML(RAW[number % len(RAW)]),
    lambda number: SVG(Node(tag_name="g")),
    lambda number: HTML1(Span(), "t"),
    lambda number: HTML1(HTML1("inner"), B()),
    lambda number: Div(_id="x", _class="y z", _style={"color": "red"}, title="t", hidden=True),
)

_CLOSED = (TextInput, TextArea, CheckBox, Select2, Option2, RawHTML, TextNode)


class RandomTree:
    """A tree with all nodes that ever were in it: what was taken out may come back."""

    def __init__(self) -> None:
        self.root = Div()
        self.nodes: list[Any] = [self.root]

    def apply(self, operation: Operation) -> None:
        """Run one operation."""
        name, a, b, c = operation
        OPERATIONS[name](self, a, b, c)

    def expected(self) -> str:
        """Give the canonical HTML that a client has to show."""
        window = Element("div")
        properties: list[tuple[Element, str, str]] = []
        insert(window, 0, _to_dom(self.root, HTML_NAMESPACE, properties))
        for element, name, value in reversed(properties):
            controls.PROPERTIES[name](element, value)
        return canonical(window)

    # choosing

    def _pick(self, number: int, kinds: Callable[[Any], bool]) -> Any:
        choices = [node for node in self.nodes if kinds(node)]
        return choices[number % len(choices)]

    def _container(self, number: int) -> Any:
        return self._pick(number, _is_container)

    def _element(self, number: int) -> Any:
        return self._pick(number, lambda node: isinstance(node, Node))

    def _note(self, node: Any) -> None:
        known = {id(n) for n in self.nodes}
        for found in (node, *node.iter_nodes()):
            if id(found) not in known:
                self.nodes.append(found)

    def _place(self, parent: Any, index: int, node: Any) -> None:
        """Insert a node, unless that is not allowed; text becomes a node."""
        try:
            parent.nodes.insert(index % (len(parent.nodes) + 1), node)
        except RuntimeError:
            return  # into itself: the tree has to be unchanged then
        for child in parent.nodes:
            self._note(child)

    # operations on children

    def make(self, a: int, b: int, c: int) -> None:
        """Insert something new."""
        self._place(self._container(b), c, _MAKERS[a % len(_MAKERS)](c))

    def move(self, a: int, b: int, c: int) -> None:
        """Insert something that was there before, wherever it is now."""
        choices = [node for node in self.nodes if node is not self.root and not _is_part(node)]
        if choices:
            self._place(self._container(b), c, choices[a % len(choices)])

    def remove(self, a: int, b: int, c: int) -> None:
        """Take a child out."""
        parent = self._container(a)
        if len(parent.nodes):
            parent.nodes.pop(b % len(parent.nodes))

    def replace(self, a: int, b: int, c: int) -> None:
        """Put something new in the place of a child."""
        parent = self._container(a)
        if len(parent.nodes):
            parent.nodes[b % len(parent.nodes)] = _MAKERS[c % len(_MAKERS)](b)
            for child in parent.nodes:
                self._note(child)

    def clear(self, a: int, b: int, c: int) -> None:
        """Take all children out."""
        self._container(a).nodes.clear()

    def reverse(self, a: int, b: int, c: int) -> None:
        """Assign the children in another order, some left out."""
        parent = self._container(a)
        children = list(parent.nodes)[b % 2 :]
        parent.nodes = children[::-1]

    def take_over(self, a: int, b: int, c: int) -> None:
        """Give all children of one element to another."""
        target, source = self._container(a), self._container(b)
        if target is not source and not _is_below(target, source):
            target.nodes.extend(source.nodes)

    # operations on elements

    def set_attribute(self, a: int, b: int, c: int) -> None:
        """Set an attribute."""
        value: Any = (TEXTS[c % len(TEXTS)], c, c % 2 == 0)[c % 3]
        name = ("title", "hidden", "data-x")[b % 3]
        self._element(a).attributes[name] = value

    def remove_attribute(self, a: int, b: int, c: int) -> None:
        """Remove an attribute."""
        self._element(a).attributes.pop(("title", "hidden", "data-x")[b % 3], None)

    def set_style(self, a: int, b: int, c: int) -> None:
        """Set a style property."""
        name, value = STYLES[b % len(STYLES)]
        self._element(a).style[name] = value

    def remove_style(self, a: int, b: int, c: int) -> None:
        """Remove a style property, or all."""
        style = self._element(a).style
        if c % 5 == 0:
            style.clear()
        else:
            style.pop(STYLES[b % len(STYLES)][0], None)

    def toggle_class(self, a: int, b: int, c: int) -> None:
        """Add or remove a class."""
        self._element(a).class_list.toggle(NAMES[b % len(NAMES)])

    def toggle_id(self, a: int, b: int, c: int) -> None:
        """Add or remove an id."""
        self._element(a).id_list.toggle(NAMES[b % len(NAMES)])

    def set_text(self, a: int, b: int, c: int) -> None:
        """Replace the children by a text."""
        parent = self._pick(a, lambda node: _is_container(node) and isinstance(node, Node))
        parent.set_text(TEXTS[b % len(TEXTS)])
        self._note(parent)

    def set_value(self, a: int, b: int, c: int) -> None:
        """Change an input, a selection or raw HTML."""
        choices = [n for n in self.nodes if isinstance(n, TextInput | CheckBox | Option2 | RawHTML)]
        if not choices:
            return
        node = choices[a % len(choices)]
        if isinstance(node, CheckBox):
            node.value = b % 2 == 0
        elif isinstance(node, Option2):
            node.selected = b % 2 == 0
        elif isinstance(node, RawHTML):
            node.inner_html = RAW[b % len(RAW)]
        else:
            node.value = f"w{b}"


OPERATIONS: dict[str, Callable[[RandomTree, int, int, int], None]] = {
    name: getattr(RandomTree, name)
    for name in (
        "make",
        "move",
        "remove",
        "replace",
        "clear",
        "reverse",
        "take_over",
        "set_attribute",
        "remove_attribute",
        "set_style",
        "remove_style",
        "toggle_class",
        "toggle_id",
        "set_text",
        "set_value",
    )
}

_WEIGHTS = {"make": 5, "move": 4, "replace": 2, "clear": 0.3}


def random_operations(seed: int, count: int) -> list[Operation]:
    """Give a sequence of operations that depends on the seed alone."""
    source = random.Random(seed)
    names = list(OPERATIONS)
    weights = [_WEIGHTS.get(name, 1.0) for name in names]
    return [
        (name, source.randrange(1000), source.randrange(1000), source.randrange(1000))
        for name in source.choices(names, weights, k=count)
    ]


def _is_container(node: Any) -> bool:
    return not isinstance(node, _CLOSED) and not _is_part(node)


def _is_part(node: Any) -> bool:
    """Whether a node belongs inside of a select or an SVG and nowhere else."""
    return (
        isinstance(node, SVG | Option2)
        or getattr(node, "tag_name", "") == "g"
        or (isinstance(node, TextNode) and isinstance(node.parent, Option2 | TextArea))
    )


def _is_below(node: Any, ancestor: Any) -> bool:
    while node is not None:
        if node is ancestor:
            return True
        node = node.parent
    return False


def _to_dom(node: Any, namespace: str, properties: list[tuple[Element, str, str]]) -> list[DomNode]:
    if isinstance(node, TextNode):
        return [Text(decode_references(str(node)))]
    if not isinstance(node, Node):
        children = [d for child in node.nodes for d in _to_dom(child, namespace, properties)]
        return [Comment(f"lona-widget:{node.id}"), *children, Comment(f"end-lona-widget:{node.id}")]
    namespace = SVG_NAMESPACE if isinstance(node, SVG) else namespace
    element = Element(node.tag_name, namespace, int(node.id))
    for name, ids in (("id", node.id_list), ("class", node.class_list)):
        if ids:
            element.attributes[name] = str(ids)
    element.style.update(node.style.items())
    for name, value in node.attributes.items():
        if value is False and name in ("checked", "selected", "hidden", "multiple"):
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        if name in controls.PROPERTIES:
            properties.append((element, name, text))
        else:
            element.attributes[name] = "" if value is True and name == "hidden" else text
    if isinstance(node, RawHTML):
        insert(element, 0, parse_fragment(node.inner_html, element))
    else:
        children = [d for child in node.nodes for d in _to_dom(child, namespace, properties)]
        insert(element, 0, children)
    return [element]
