"""Texts in the tree. Knows nothing of elements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.protocol import NodeKind


def _wrap(value: Any) -> Any:
    return TextNode(value) if isinstance(value, str) else value


class TextNode(AbstractNode):
    """A text; holds `str(text)` as given. Character references are decoded in the browser.

    All methods of `str` can be called; what would be a `str` comes back as a new text node.
    """

    __slots__ = (
        "__dict__",
        "__weakref__",
        "_document",
        "_id",
        "_parent",
        "_position",
        "_sent",
        "_text",
    )

    _KIND: ClassVar[NodeKind] = NodeKind.TEXT
    _nodes: None = None
    _plain: None = None

    def __init__(self, string: object = "") -> None:
        self._text = str(string)
        self._parent: AbstractNode | None = None
        self._document: Document | None = None
        self._sent: Document | None = None
        self._id = ""
        self._position = 0

    def get_text(self) -> str:
        """Return the text."""
        return self._text

    def _is_like(self, other: Any) -> bool:
        return bool(self._text == other._text)

    def _describe(self) -> str:
        text = self._text if len(self._text) <= 40 else self._text[:37] + "..."
        return f"text {text!r}"

    def __str__(self) -> str:
        return self._text

    if TYPE_CHECKING:
        # the methods of `str`, see below

        def __getattr__(self, name: str) -> Any: ...

    def __add__(self, other: object) -> TextNode:
        if not isinstance(other, str | TextNode):
            return NotImplemented
        return TextNode(self._text + str(other))

    def __radd__(self, other: object) -> TextNode:
        if not isinstance(other, str):
            return NotImplemented
        return TextNode(other + self._text)

    def __iadd__(self, other: object) -> NoReturn:
        raise TypeError("a text node cannot be changed with +=; use set_text() of its parent")

    def __mul__(self, count: int) -> TextNode:
        return TextNode(self._text * count)

    __rmul__ = __mul__

    def __format__(self, spec: str) -> str:
        return format(self._text, spec)

    def __mod__(self, values: Any) -> TextNode:
        return TextNode(self._text % values)

    def __getitem__(self, key: int | slice) -> TextNode:
        return TextNode(self._text[key])

    def __iter__(self) -> Iterator[TextNode]:
        return iter([TextNode(character) for character in self._text])

    def __contains__(self, part: object) -> bool:
        return str(part) in self._text

    def __len__(self) -> int:
        return len(self._text)

    def __int__(self) -> int:
        return int(self._text)

    def __float__(self) -> float:
        return float(self._text)


def _str_method(name: str) -> Callable[..., Any]:
    method = getattr(str, name)

    @wraps(method)
    def call(self: TextNode, *args: Any, **kwargs: Any) -> Any:
        return _wrap(method(self._text, *args, **kwargs))

    return call


# Each by name: a `__getattr__` would make every other access to texts slow too.
for _name in dir(str):
    if not _name.startswith("_") and not hasattr(TextNode, _name):
        setattr(TextNode, _name, _str_method(_name))
