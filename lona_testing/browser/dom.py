"""The nodes of a document: elements, texts and comments.

A small DOM for tests. It knows parents, children, attributes and styles; what a form control adds
is in `controls`, how a document is written out in `serialize`. Others may derive their own nodes.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lona_testing.browser.controls import Control
    from lona_testing.browser.style.documents import DocumentStyles

_WORD = re.compile(r"[^ \t\n\f\r]+")
_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}

HTML_NAMESPACE = "http://www.w3.org/1999/xhtml"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
MATHML_NAMESPACE = "http://www.w3.org/1998/Math/MathML"


def words(text: str) -> list[str]:
    """Split at white space, of which HTML knows five characters."""
    return _WORD.findall(text)


def ascii_lower(text: str) -> str:
    """Return a text in lower case, as far as it is ASCII: so names are compared in HTML."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


class Text:
    """A text node; `data` is what the user reads, character references decoded."""

    __slots__ = ("data", "parent")

    def __init__(self, data: str) -> None:
        self.data = data
        self.parent: Element | None = None


class Comment:
    """A comment."""

    __slots__ = ("data", "parent")

    def __init__(self, data: str) -> None:
        self.data = data
        self.parent: Element | None = None


class Element:
    """An element with its attributes, styles and children.

    `attributes` has no `style`; its properties stand in `style`, and what markup says of them in
    `written_style` (None: no markup does). `control` is the state of a form control. Elements are
    equal to themselves only.
    """

    __slots__ = (
        "__weakref__",
        "attributes",
        "children",
        "control",
        "namespace",
        "parent",
        "style",
        "tag",
        "written_style",
    )

    def __init__(self, tag: str, namespace: str = HTML_NAMESPACE) -> None:
        self.tag = tag.lower() if namespace == HTML_NAMESPACE else tag
        self.namespace = namespace
        self.parent: Element | None = None
        self.children: list[Element | Text | Comment] = []
        self.attributes: dict[str, str] = {}
        self.style: dict[str, str] = {}
        self.written_style: str | None = None
        self.control: Control | None = None

    def __repr__(self) -> str:
        name = f" #{self.attributes['id']}" if "id" in self.attributes else ""
        return f"<{self.tag}{name} at {id(self):#x}>"

    def get(self, name: str) -> str | None:
        """Return an attribute as `getAttribute` does: None if it is absent."""
        if name == "style" and (self.style or self.written_style is not None):
            return style_text(self.style) if self.written_style is None else self.written_style
        return self.attributes.get(name)

    def has(self, name: str) -> bool:
        """Whether the attribute is present."""
        return self.get(name) is not None

    @property
    def classes(self) -> list[str]:
        """The class names, in the order of the attribute."""
        return words(self.attributes.get("class", ""))

    def elements(self) -> Iterator["Element"]:
        """Return all descendant elements in document order."""
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Element):
                yield node
                stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator["Element"]:
        """Return the element itself, its parent, and so on up to the top."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def text(self) -> str:
        """Return the text of all descendants, as `textContent` does."""
        parts = []
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                parts.append(node.data)
            elif isinstance(node, Element):
                stack.extend(reversed(node.children))
        return "".join(parts)


Node = Element | Text | Comment


class Document(Element):
    """The node above the root element.

    `focused` has the focus, `target` is what the fragment of the address names, `styles` are its
    style sheets (None: they do not count). In `is_quirky` documents, which have no proper doctype,
    ids and classes have no case.
    """

    __slots__ = ("focused", "is_quirky", "styles", "target")

    def __init__(self) -> None:
        super().__init__("#document")
        self.focused: Element | None = None
        self.target: Element | None = None
        self.is_quirky = False
        self.styles: DocumentStyles | None = None


def document_of(element: Element) -> Document | None:
    """Return the document an element is in, None if it is in none."""
    *_, root = element.ancestors()
    return root if isinstance(root, Document) else None


def is_quirky(element: Element) -> bool:
    """Whether an element is in a document in quirks mode."""
    document = document_of(element)
    return document is not None and document.is_quirky


def is_html(element: Element, *tags: str) -> bool:
    """Whether it is an HTML element with one of these tags."""
    return element.tag in tags and element.namespace == HTML_NAMESPACE


def namespace_inside(element: Element) -> str:
    """Return the namespace of what is inside of an element, unless it says another."""
    return HTML_NAMESPACE if element.tag == "foreignObject" else element.namespace


def style_text(style: dict[str, str]) -> str:
    """Write style properties as the attribute `style` has them."""
    return " ".join(f"{name}: {value};" for name, value in style.items())


def parse_style(text: str) -> dict[str, str]:
    """Read a `style` attribute."""
    from lona_testing.browser.style.inline import declarations_of  # only where there are styles

    return dict(declarations_of(text))


def index_of(node: Node) -> int:
    """Return the position of a node among its siblings, found by identity."""
    assert node.parent is not None
    # The classes define no `__eq__`, so list.index compares by identity, at the speed of C.
    return node.parent.children.index(node)


def insert(parent: Element, position: int, nodes: list[Node]) -> None:
    """Put detached nodes into a parent, before the child at `position`."""
    for node in nodes:
        node.parent = parent
    if position == len(parent.children):
        parent.children.extend(nodes)
    else:
        parent.children[position:position] = nodes


def detach(parent: Element, start: int, stop: int) -> list[Node]:
    """Take the children `start` to `stop` (exclusive) out and give them."""
    nodes = parent.children[start:stop]
    del parent.children[start:stop]
    for node in nodes:
        node.parent = None
    return nodes
