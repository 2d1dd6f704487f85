"""The children of a node: every change of the structure of a tree goes through here.

Nodes are found by identity, never by `==`. A node remembers its last known position, so that
finding it costs no search in practice. Whatever is refused is refused before anything changes.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from threading import Lock
from typing import Any, NoReturn, SupportsIndex, cast

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.text_node import TextNode

_NEAR = 16
"""So far around the remembered position a node is searched before all positions are renewed."""


def to_node(item: object) -> AbstractNode:
    """Return the node for something that may be a child: itself, or the text of a str or number.

    `ValueError` for everything else.
    """
    if isinstance(item, AbstractNode):
        return item
    if isinstance(item, str | int | float):
        return TextNode(item)
    raise ValueError(f"unsupported type: {type(item)}")


def check_loop(owner: AbstractNode, node: AbstractNode) -> None:
    """Raise `RuntimeError` if the node cannot be mounted in `owner`, because it contains it."""
    if node is owner:
        raise _loop(f"{node._describe()} cannot be mounted in itself")
    # a node without children contains nothing; two documents have no node in common
    if not node._nodes or node._document is not owner._document:
        return
    ancestor = owner._parent
    while ancestor is not None:
        if ancestor is node:
            raise _loop(
                f"{node._describe()} cannot be mounted in its own descendant {owner._describe()}"
            )
        ancestor = ancestor._parent


def _loop(note: str) -> RuntimeError:
    """Return the error; programs know its text, so that the nodes stand in a note below it."""
    error = RuntimeError("loop detected")
    error.add_note(note)
    return error


_CLAIM = Lock()
"""Held while a node that is nowhere gets a parent: two threads with the locks of two documents may
want it. Never held while another lock is acquired."""


class NodeList(list[AbstractNode]):
    """The children of one node. Works like a list, but changes the tree.

    Items may be nodes, `str`, `int`, `float` or `bool` (the last four become texts); others raise
    `ValueError` "unsupported type: <type>". A node that is mounted somewhere moves. Mounting a node
    in itself or in a descendant raises `RuntimeError` "loop detected". Slices are plain lists.
    """

    __slots__ = ("_owner",)

    def __init__(self, owner: AbstractNode) -> None:
        # without super(): a new list is empty, and this happens once for most nodes
        self._owner = owner

    def append(self, value: object) -> None:
        """Add a child at the end."""
        owner, child = self._owner, to_node(value)
        if (
            owner._document is not None
            or owner._sent is not None
            or child._parent is not None
            or child._document is not None
        ):
            self._place(None, child)
            return
        check_loop(owner, child)
        child._parent = owner
        child._position = len(self)
        list.append(self, child)
        if owner._document is not None:
            # another thread showed the tree just now, perhaps without the new child
            with owner.lock:
                self._mounted(child)

    def append_new(self, child: AbstractNode) -> None:
        """Add one child to a node that nobody sees yet, and that nothing contains: without lock.

        Most trees are built before they are shown. A node that is somewhere else moves, as always.
        """
        owner = self._owner
        if child._parent is None and child._document is None and child is not owner:
            child._parent = owner
            child._position = len(self)
            list.append(self, child)
        else:
            self.append(child)

    def insert(self, index: SupportsIndex, value: object) -> None:
        """Add a child before the given index, which may be negative or beyond the end."""
        self._place(operator.index(index), to_node(value))

    def extend(self, nodes: Iterable[object]) -> None:
        """Add several children at the end; all or none."""
        children = self._to_nodes(nodes)
        with self._locked(children):
            for child in children:
                self._put(None, child)

    def remove(self, node: object) -> None:
        """Take out exactly this node; `ValueError` if it is no child."""
        with self._locked():
            self._take_out(self._find(node))

    def pop(self, index: SupportsIndex) -> AbstractNode:  # type: ignore[override]  # no default
        """Take out the child at the index and return it."""
        with self._locked():
            child = list.__getitem__(self, index)
            child._position = operator.index(index) % len(self)
            self._take_out(child)
            return child

    def clear(self) -> None:
        """Take out all children."""
        self.replace(())

    def index(self, node: object, *limits: Any) -> int:
        """Return the index of exactly this node; `ValueError` if it is no child."""
        with self._locked():
            return self._position_of(self._find(node))

    def count(self, node: object) -> int:
        """Return 1 if exactly this node is a child, else 0."""
        return int(node in self)

    def sort(  # type: ignore[override]  # nodes have no order of their own
        self, *, key: Callable[[AbstractNode], Any], reverse: bool = False
    ) -> None:
        """Sort the children; only those that have to move do."""
        with self._locked():
            children = sorted(self, key=key, reverse=reverse)
            self.replace(children)

    def reverse(self) -> None:
        """Reverse the order of the children."""
        with self._locked():
            self.replace(self[::-1])

    def copy(self) -> list[AbstractNode]:
        """Return the children as a plain list."""
        return list(self)

    def replace(self, nodes: Iterable[object]) -> None:
        """Make these the children; a node that comes twice stands where it came last.

        Children that stay, and keep their order among each other, are left alone.
        """
        wanted = self._to_nodes(nodes)
        with self._locked(wanted):
            self._replace(wanted)

    def _to_nodes(self, items: Iterable[object]) -> list[AbstractNode]:
        """Return the nodes of items that may all become children; else raise the error."""
        children = [to_node(item) for item in items]
        for child in children:
            check_loop(self._owner, child)
        return children

    @contextmanager
    def _locked(self, nodes: Sequence[AbstractNode] = ()) -> Iterator[None]:
        """Hold the lock of the document, with the nodes taken out of all other documents.

        Never two locks of documents at once: two threads that each hold one and wait for that of
        the other would wait for ever. So the nodes are taken out of the other documents first, each
        under the lock it has there, and only then the own lock is acquired. In between, the owner
        or one of the nodes may have got into another document: then all of it begins anew.
        """
        owner = self._owner
        while True:
            document = owner._document
            for node in nodes:
                if node._document is not None and node._document is not document:
                    _release(node, document)
            with owner.lock:
                if owner._document is document and all(
                    node._document is None or node._document is document for node in nodes
                ):
                    yield
                    return

    def _replace(self, wanted: list[AbstractNode]) -> None:
        """Make checked nodes the children, with the lock held.

        Clients get a patch for each child that is marked as moved, so as few as possible are: of
        those that stay, only the ones that do not keep their order among each other.
        """
        wanted = _last_of_each(wanted)
        owner = self._owner
        new = {id(child) for child in wanted if child._parent is not owner}
        wanted = [child for child in wanted if id(child) not in new or _claim(child, owner)]
        document, sent = owner._document, owner._sent
        stay = {id(child) for child in wanted}
        gone = [child for child in self if id(child) not in stay]
        steady: set[int] = set()
        if sent is not None:
            self._renew_positions()
            steady = _steady([child for child in wanted if id(child) not in new])
        for child in gone:
            child._parent = None
            _left(child, owner, document, None)
        list.__setitem__(self, slice(None), wanted)
        self._renew_positions()
        for child in wanted:
            if id(child) in new:
                self._mounted(child)
            elif sent is not None and id(child) not in steady:
                sent.mark_moved(child, owner)

    def _find(self, node: object) -> AbstractNode:
        if not isinstance(node, AbstractNode):
            raise ValueError(f"{node!r} is no node; children are found by identity")
        if node._parent is not self._owner:
            raise ValueError(f"{node._describe()} is no child of {self._owner._describe()}")
        return node

    def _position_of(self, child: AbstractNode) -> int:
        """Return the index of a child: where it was last, near that, or else after a renewal.

        The first place is looked at too: who takes children from the front, one by one, would
        renew all positions again and again.
        """
        hint = child._position
        length = len(self)
        if hint < length and list.__getitem__(self, hint) is child:
            return hint
        if list.__getitem__(self, 0) is child:
            child._position = 0
            return 0
        for index in range(max(0, hint - _NEAR), min(length, hint + _NEAR)):
            if list.__getitem__(self, index) is child:
                child._position = index
                return index
        self._renew_positions()
        return child._position

    def _renew_positions(self) -> None:
        for index, child in enumerate(self):
            child._position = index

    def _take_out(self, child: AbstractNode, destination: Document | None = None) -> None:
        """Take out a child that is on its way to `destination`, with the lock held."""
        owner = self._owner
        list.pop(self, self._position_of(child))
        child._parent = None
        _left(child, owner, owner._document, destination)

    def _place(self, index: int | None, child: AbstractNode) -> None:
        """Mount a node; `index` counts without the node itself, None means the end."""
        with self._locked((child,)):
            # checked now: meanwhile, another thread may have changed the tree
            check_loop(self._owner, child)
            self._put(index, child)

    def _put(self, index: int | None, child: AbstractNode) -> None:
        """Mount a checked node, with the lock held."""
        if not _claim(child, self._owner):
            return
        length = len(self)
        if index is None or index > length:
            index = length
        elif index < 0:
            index = max(0, index + length)
        list.insert(self, index, child)
        child._position = index
        self._mounted(child)

    def _mounted(self, child: AbstractNode) -> None:
        """Make known that a child was added: it is part of the document, and clients get it.

        An owner that left the document may still be known to its clients (`_sent`) and come back
        before the next take, with what changed in it: so there are marks without a document.
        """
        owner = self._owner
        document = owner._document
        if document is not None and child._document is not document:
            document.attach(child)
        if owner._sent is not None:
            owner._sent.mark_moved(child)

    def __contains__(self, node: object) -> bool:
        return isinstance(node, AbstractNode) and node._parent is self._owner

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, list | tuple | set):
            return NotImplemented
        return len(self) == len(other) and all(
            a is b or a == b for a, b in zip(self, other, strict=True)
        )

    def __ne__(self, other: object) -> bool:
        result = self.__eq__(other)
        return result if result is NotImplemented else not result

    def __setitem__(self, key: Any, value: Any) -> None:
        if isinstance(key, slice):
            self._set_slice(key, self._to_nodes(value))
            return
        child = to_node(value)
        check_loop(self._owner, child)
        list.__getitem__(self, key)  # IndexError before anything changes
        with self._locked((child,)):
            current = list.__getitem__(self, key)
            if current is child:
                return
            nodes = list(self)
            nodes[key] = child
            if child._parent is self._owner:
                # it can stand at one place only: the one that was asked for
                nodes.pop(self._position_of(child))
                self._replace(nodes)
                return
            index = operator.index(key) % len(self)
            current._position = index
            self._take_out(current)
            self._put(index, child)

    def _set_slice(self, key: slice, new: list[AbstractNode]) -> None:
        list(self)[key] = new  # ValueError before anything changes
        with self._locked(new):
            # nodes of the list that are assigned leave the place they had
            given = {id(child) for child in new}
            places: list[AbstractNode | None] = [
                None if id(child) in given else child for child in self
            ]
            places[key] = new
            self._replace([child for child in places if child is not None])

    def __delitem__(self, key: SupportsIndex | slice) -> None:
        with self._locked():
            nodes = list(self)
            del nodes[key]
            self._replace(nodes)

    def __iadd__(self, nodes: Iterable[object]) -> NodeList:  # type: ignore[override,misc]
        self.extend(nodes)
        return self

    def __imul__(self, count: SupportsIndex) -> NoReturn:
        raise TypeError("a node cannot be at several places; create one for each")

    def __repr__(self) -> str:
        return f"<NodeList({list.__repr__(self)})>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("children of a node cannot be pickled")


def _release(child: AbstractNode, destination: Document | None) -> None:
    """Take a node from where it is: out of its parent, or out of the document that shows it.

    Where it is can change until the lock of that place is held; then it is looked for again.
    """
    while (parent := child._parent) is not None or child._document is not None:
        # the lock of the parent counts: a child is mounted under it, and part of the document later
        holder = child if parent is None else parent
        document = holder._document
        with holder.lock:
            if child._parent is not parent or holder._document is not document:
                continue  # another thread was faster
            if parent is not None:
                cast(NodeList, parent._nodes)._take_out(child, destination)
                return
            if document is not None:
                if document.html is child:
                    document.lose_root()
                _left(child, None, document, destination)
                return


def _claim(child: AbstractNode, owner: AbstractNode) -> bool:
    """Make `owner`, whose lock is held, the parent of a node; before that, take it from its place.

    `_locked` has taken the node out of all other documents, so it is nowhere, and nothing protects
    it: threads that hold the locks of other documents may want it at the same time, and one node
    with two parents would be shown twice. Who sets the parent under `_CLAIM` first gets it.

    False if that was another thread: to the owner it is as if the node had come and were gone
    again. To take it back, the lock of the other document would be needed; waiting for that while
    the own one is held could last for ever.
    """
    document = owner._document
    while True:
        parent = child._parent
        where = child._document if parent is None else parent._document
        if where is not None and where is not document:
            return False
        if parent is not None or where is not None:
            _release(child, document)
        with _CLAIM:
            if child._parent is None and child._document in (None, document):
                child._parent = owner
                return True


def _left(
    child: AbstractNode,
    parent: AbstractNode | None,
    document: Document | None,
    destination: Document | None,
) -> None:
    """Make known that a node was taken out of its parent, and of the document if it leaves it.

    A node that moves within its document is not detached: all that is below it stays as it is, and
    the clients keep its element.
    """
    if child._sent is not None:
        child._sent.mark_moved(child, parent)
    if document is not None and document is not destination:
        document.detach(child)


def _last_of_each(nodes: list[AbstractNode]) -> list[AbstractNode]:
    """Return the nodes, those that come several times at their last place only."""
    last = {id(node): number for number, node in enumerate(nodes)}
    return [node for number, node in enumerate(nodes) if last[id(node)] == number]


def _steady(children: list[AbstractNode]) -> set[int]:
    """Return `id()` of the children that need not move: a longest run of rising old positions.

    `tops` is the table of patience sorting: which last position the best run of each length has.
    A binary search in it finds the run that a child can continue, so all takes O(n log n).
    """
    positions = [child._position for child in children]
    if all(a < b for a, b in pairwise(positions)):
        return {id(child) for child in children}
    tops: list[int] = []  # smallest last position of a rising run of each length
    ends: list[int] = []  # number of the child there
    before: list[int] = []
    for number, position in enumerate(positions):
        length = bisect_left(tops, position)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [position]
        ends[length : length + 1] = [number]
    steady: set[int] = set()
    number = ends[-1] if ends else -1
    while number >= 0:
        steady.add(id(children[number]))
        number = before[number]
    return steady
