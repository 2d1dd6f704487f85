"""The ids and classes of an element: sets that mark what changes and are written sorted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from lona.protocol import PatchCode

if TYPE_CHECKING:
    from lona.html.node import Node


class _TokenList:
    """A set of tokens (`str`, `int`, `float`, `bool`) of one node, in order of insertion."""

    __slots__ = ("_node", "_tokens")

    _KIND: ClassVar[PatchCode]

    def __init__(self, node: Node) -> None:
        self._node = node
        self._tokens: dict[Any, None] = {}  # a dict keeps the order and is smaller than a set

    @staticmethod
    def _check(token: Any) -> None:
        if not isinstance(token, str | int | float):
            raise ValueError(f"unsupported type: {type(token)}")

    def take(self, name: str, value: Any) -> None:
        """Add what the keyword `name` of a new node says; nobody knows the node yet.

        A string is split at single spaces; `ValueError` if it is neither string nor list.
        """
        if isinstance(value, str):
            self._tokens.update(dict.fromkeys(filter(None, value.split(" "))))
        elif isinstance(value, list | _TokenList):
            self.extend(value)
        else:
            raise ValueError(f"{name} has to be string or list of strings")

    def _changed(self) -> None:
        if (sent := self._node._sent) is not None:
            sent.mark_set(self._node, self._KIND)

    def add(self, token: Any) -> None:
        """Add a token; nothing happens if it is there."""
        self._check(token)
        with self._node.lock:
            if token not in self._tokens:
                self._tokens[token] = None
                self._changed()

    append = add

    def remove(self, token: Any) -> None:
        """Remove a token; nothing happens if it is not there."""
        self._check(token)
        with self._node.lock:
            if token in self._tokens:
                del self._tokens[token]
                self._changed()

    discard = remove

    def toggle(self, token: Any) -> None:
        """Remove a token if it is there, else add it."""
        self._check(token)
        with self._node.lock:
            (self.remove if token in self._tokens else self.add)(token)

    def extend(self, tokens: Iterable[Any]) -> None:
        """Add several tokens; all or none."""
        new = list(tokens)
        for token in new:
            self._check(token)
        with self._node.lock:
            before = len(self._tokens)
            self._tokens.update(dict.fromkeys(new))
            if len(self._tokens) > before:
                self._changed()

    def clear(self) -> None:
        """Remove all tokens."""
        with self._node.lock:
            if self._tokens:
                self._tokens.clear()
                self._changed()

    def replace(self, tokens: Any) -> None:
        """Make these the tokens; `ValueError` if it is no list or one of them is refused."""
        if not isinstance(tokens, list | _TokenList):
            raise ValueError(f"unsupported type: {type(tokens)}")
        new = list(tokens)
        for token in new:
            self._check(token)
        with self._node.lock:
            if self != new:
                self._tokens = dict.fromkeys(new)
                self._changed()

    def __contains__(self, token: object) -> bool:
        try:
            return token in self._tokens
        except TypeError:  # not hashable, so it cannot be a token
            return False

    def __len__(self) -> int:
        return len(self._tokens)

    def __iter__(self) -> Iterator[Any]:
        return iter(list(self._tokens))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _TokenList):
            return self._tokens.keys() == other._tokens.keys()
        if not isinstance(other, list | tuple | set | frozenset):
            return False
        try:
            return self._tokens.keys() == set(other)
        except TypeError:
            return False

    __hash__ = None  # type: ignore[assignment]  # mutable

    def to_wire(self) -> str:
        """Return the tokens as in HTML: sorted, joined by one space."""
        if len(self._tokens) == 1:  # the usual case, and needed for whole trees
            return str(*self._tokens)
        return " ".join(sorted(map(str, self._tokens)))

    __str__ = to_wire

    def __repr__(self) -> str:
        return f"<{type(self).__name__}({list(self._tokens)!r})>"


class IDList(_TokenList):
    """The HTML ids of an element."""

    __slots__ = ()

    _KIND: ClassVar[PatchCode] = PatchCode.SET_IDS


class ClassList(_TokenList):
    """The CSS classes of an element."""

    __slots__ = ()

    _KIND: ClassVar[PatchCode] = PatchCode.SET_CLASSES
