"""The shown tree of one view: its lock, its index by id, and the marks of what changed in it.

Marks are state, not a log: a mark says *that* something differs from what the clients know;
`lona.html.patches` reads the present state when it takes the marks. Hence many changes of one thing
cost one patch, and the order of changes does not matter.

A node is *known* (`node._sent is document`) from the moment it was serialised for the clients until
the first take after it left. Known nodes are marked wherever they are meanwhile, so that a node
that is taken out and put back keeps its element in the browser and still gets its changes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from copy import deepcopy
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Any

from lona.html.ids import next_node_id
from lona.html.lock import TreeLock
from lona.protocol import PatchCode

if TYPE_CHECKING:
    from lona.html.abstract_node import AbstractNode

MAX_DATA_OPERATIONS = 32
"""So many operations on the widget data of one node are kept; more become one replacement."""


class NoLock(AbstractContextManager[None]):
    """The lock of nodes that no document holds: does nothing."""

    __slots__ = ()

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        return None

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, *_: object) -> None:
        return None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Do nothing, successfully; so that it can stand in for an `RLock`."""
        return True

    def release(self) -> None:
        """Do nothing."""


NO_LOCK = NoLock()


class NoDocument:
    """What `node.document` gives while no view shows the node."""

    __slots__ = ()

    lock = NO_LOCK
    html: None = None

    def get_node(self, node_id: int | str) -> None:
        """Find nothing: no node has been shown."""
        return None


NO_DOCUMENT = NoDocument()


class Marks:
    """What changed since the last take. Nodes stand under the ids that the clients know.

    `sets`: what was set, (id, kind, key) → (node, issuer). `moved`: nodes that were inserted, moved
    or removed. `origins`: id of the parent in which the clients still have a moved node. `data`:
    id → (node, operations on its widget data, or None for "replace all"). `left`: known nodes that
    were taken out of the document at some time (they may be back). `emptied`: the root itself was
    taken away.
    """

    __slots__ = ("data", "emptied", "left", "moved", "origins", "sets")

    def __init__(self) -> None:
        self.sets: dict[tuple[str, PatchCode, str], tuple[AbstractNode, object]] = {}
        self.moved: dict[str, AbstractNode] = {}
        self.origins: dict[str, str] = {}
        self.data: dict[str, tuple[AbstractNode, list[list[Any]] | None]] = {}
        self.left: dict[str, AbstractNode] = {}
        self.emptied = False

    def __bool__(self) -> bool:
        return bool(self.sets or self.moved or self.data or self.left or self.emptied)


class Document:
    """The tree (or HTML string) that one view shows.

    `lock` is re-entrant. Hold it over *mutate, take, encode, enqueue*; never over I/O. Marks have a
    lock of their own that is never held while another one is acquired, so a node that is known here
    can change under the lock of another document without the risk of a deadlock.
    """

    __slots__ = (
        "__weakref__",
        "_index",
        "_mark_lock",
        "_marks",
        "html",
        "lock",
    )

    def __init__(self) -> None:
        self.lock = TreeLock()
        self.html: AbstractNode | str | None = None
        self._index: dict[str, AbstractNode] = {}
        self._mark_lock = Lock()
        self._marks = Marks()

    def get_node(self, node_id: int | str) -> AbstractNode | None:
        """Return the node of the shown tree that the clients know under this id, or None. O(1)."""
        key = str(node_id)
        node = self._index.get(key)
        return node if node is not None and self.shows(node, key) else None

    def shows(self, node: AbstractNode, node_id: str) -> bool:
        """Return whether the node is in the shown tree, as the one that has this id.

        Index and marks outlive the moment in which they were made: a node may have left since, or
        have left and come back as a new one, with another id (see `attach`).
        """
        return node._document is self and node._id == node_id

    @property
    def changed(self) -> bool:
        """Whether a take would have something to look at."""
        return bool(self._marks)

    def mark_moved(self, node: AbstractNode, origin: AbstractNode | None = None) -> None:
        """Note that the node was inserted, moved or removed; `origin` is the parent it had.

        Only the first origin counts: that is where the clients have the node. A node gets its id
        here at the latest, because marks stand under ids.
        """
        with self._mark_lock:
            node_id = node._id
            if not node_id:
                node_id = node._id = next_node_id()
            marks = self._marks
            if node_id not in marks.moved:
                marks.moved[node_id] = node
                if origin is not None and origin._sent is self:
                    marks.origins[node_id] = origin._id

    def mark_set(
        self, node: AbstractNode, kind: PatchCode, key: str = "", issuer: object = None
    ) -> None:
        """Note that something of a known node was set or removed.

        `kind` is the code of the patch that sets it, `key` the name of an attribute or style
        property. The client `issuer` knows the present value already, because it was typed there.
        """
        with self._mark_lock:
            self._marks.sets[node._id, kind, key] = (node, issuer)

    def mark_widget_data(
        self, node: AbstractNode, code: PatchCode, path: tuple[Any, ...], value: Any
    ) -> None:
        """Note an operation on the widget data of a known node. The value is copied."""
        with self._mark_lock:
            data = self._marks.data
            entry = data.get(node._id, (node, []))
            operations = entry[1]
            if operations is None:
                return
            if not path or len(operations) >= MAX_DATA_OPERATIONS:
                data[node._id] = (node, None)
                return
            operation: list[Any] = [int(code), int(node._id), list(path)]
            # removals have no value; a later change of the value must not change the operation
            operations.append(
                operation if code is PatchCode.REMOVE_WIDGET_DATA else [*operation, deepcopy(value)]
            )
            data[node._id] = entry

    def attach(self, node: AbstractNode) -> None:
        """Make a subtree that was just mounted part of this document."""
        stack = [node]
        while stack:
            node = stack.pop()
            node._document = self
            if node._sent is not self:
                self._welcome(node)
            stack.extend(node._nodes or ())

    def _welcome(self, node: AbstractNode) -> None:
        """Mark a node that is part of the document now, and that its clients do not know.

        They do have an element of its id if another document showed the node in between: it is
        outdated. So it becomes a new node for them and, should it go back, for those of the other
        document.
        """
        parent = node._parent
        around = None if parent is None else parent._sent
        if node._id in self._index:
            if node._sent is not None and node._sent is around:
                node._sent.mark_moved(node, parent)
            node._id = ""
            node._sent = None
        if around is self:
            self.mark_moved(node)

    def detach(self, node: AbstractNode) -> None:
        """Note that a subtree left this document.

        What the clients know of it stays known (`_sent`) until the next take: if it comes back
        before, they keep its elements. The node itself comes last: as soon as it has no document,
        others may take it.
        """
        with self._mark_lock:
            stack = [node]
            while stack:
                each = stack.pop()
                if each is not node:
                    each._document = None
                if each._sent is self:
                    self._marks.left[each._id] = each
                stack.extend(each._nodes or ())
            node._document = None

    def lose_root(self) -> None:
        """Note that the shown root was mounted somewhere else: the clients have to show nothing."""
        self.html = None
        self._marks.emptied = True

    def release(self) -> None:
        """Let go of what is shown, so that its later changes concern nobody here."""
        html = self.html
        if html is not None and not isinstance(html, str):
            self.detach(html)
            self.lose_root()
        self.html = None

    def replace_text(self, old: AbstractNode, new: AbstractNode) -> None:
        """Let a new text take the place, and the id, of a known one.

        The browser keeps its text node, so that a changed text is one small patch. On the server it
        is a new object, because who has the old one must not see it change. Marks of the old one
        are about the id, so they are those of the new one now.
        """
        with self._mark_lock:
            node_id = new._id = old._id
            new._sent = self
            new._document = old._document
            old._sent = old._document = None
            old._id = ""
            marks = self._marks
            self._index[node_id] = new
            if node_id in marks.moved:
                marks.moved[node_id] = new
            if node_id in marks.left:
                marks.left[node_id] = new
            marks.sets[node_id, PatchCode.SET_TEXT, ""] = (new, None)

    def take_marks(self) -> Marks:
        """Return the marks and begin anew; called by `lona.html.patches` with the lock held.

        The lock of the marks is needed too: a node that left is marked under the lock of the
        document in which it is now, and its mark has to be in this take or in the next one.
        """
        with self._mark_lock:
            marks = self._marks
            self._marks = Marks()
            return marks

    def forget(self) -> None:
        """Forget all marks and that the clients know any node: they get everything anew."""
        with self._mark_lock:
            for node in self._index.values():
                if node._sent is self:
                    node._sent = None
            self._index.clear()
            self._marks = Marks()
