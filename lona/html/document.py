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
from threading import Lock, RLock
from types import TracebackType
from typing import TYPE_CHECKING, Any

from lona.html.ids import next_node_id
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


Sets = dict[tuple[str, PatchCode, str], tuple["AbstractNode", object]]
"""What was set since the last take: (id of the node, kind, key) → (node, issuer)."""


class Marks:
    """What else changed since the last take. Keys are the node ids that the clients know.

    `moved`: nodes that were inserted, moved or removed. `origins`: id of the parent in which the
    clients still have a moved node. `data`: id → (node, operations on its widget data, or None for
    "replace all"). `left`: known nodes that were taken out of the document at some time (they may
    be back). `emptied`: the root itself was taken away.
    """

    __slots__ = ("data", "emptied", "left", "moved", "origins")

    def __init__(self) -> None:
        self.moved: dict[str, AbstractNode] = {}
        self.origins: dict[str, str] = {}
        self.data: dict[str, tuple[AbstractNode, list[list[Any]] | None]] = {}
        self.left: dict[str, AbstractNode] = {}
        self.emptied = False

    def __bool__(self) -> bool:
        return bool(self.moved or self.data or self.left or self.emptied)


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
        "_sets",
        "html",
        "lock",
    )

    def __init__(self) -> None:
        self.lock = RLock()
        self.html: AbstractNode | str | None = None
        self._index: dict[str, AbstractNode] = {}
        self._mark_lock = Lock()
        self._sets: Sets = {}  # apart, because most takes find only these
        self._marks = Marks()

    def get_node(self, node_id: int | str) -> AbstractNode | None:
        """Give the node of the shown tree that the clients know under this id, or None. O(1)."""
        key = str(node_id)
        node = self._index.get(key)
        if node is None or node._document is not self or node._id != key:
            return None
        return node

    @property
    def changed(self) -> bool:
        """Whether a take would have something to look at."""
        return bool(self._sets or self._marks)

    def mark_moved(self, node: AbstractNode, origin: AbstractNode | None = None) -> None:
        """Note that the node was inserted, moved or removed; `origin` is the parent it had."""
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
            self._sets[node._id, kind, key] = (node, issuer)

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
        index = self._index
        stack = [node]
        pop = stack.pop
        extend = stack.extend
        while stack:
            node = pop()
            node._document = self
            sent = node._sent
            if sent is not self:
                parent = node._parent
                around = None if parent is None else parent._sent
                if node._id and node._id in index:
                    # another document showed it in between: what the clients have is outdated; so
                    # it is a new node for these and, should it go back, for those of the other one
                    if sent is not None and around is sent:
                        sent.mark_moved(node, parent)
                    node._id = ""
                    node._sent = None
                if around is self:
                    self.mark_moved(node)
            if node._nodes:
                extend(node._nodes)

    def detach(self, node: AbstractNode) -> None:
        """Note that a subtree left this document.

        The node itself comes last: as soon as it has no document, others may take it.
        """
        top = node
        stack = [node]
        pop = stack.pop
        extend = stack.extend
        with self._mark_lock:
            left = self._marks.left
            while stack:
                node = pop()
                if node is not top:
                    node._document = None
                if node._sent is self:
                    left[node._id] = node
                if node._nodes:
                    extend(node._nodes)
            top._document = None

    def lose_root(self) -> None:
        """Note that the shown root was mounted somewhere else."""
        self.html = None
        self._marks.emptied = True

    def release(self) -> None:
        """Let go of what is shown, so that its later changes concern nobody here."""
        html = self.html
        if html is not None and not isinstance(html, str):
            self.detach(html)
            self.lose_root()
        self.html = None

    def replace_text(self, old: AbstractNode, new: AbstractNode, kind: PatchCode) -> None:
        """Let a new text take the place, and the id, of a known one; the browser keeps its node."""
        lock = self._mark_lock
        lock.acquire()  # `with` takes longer
        try:
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
            self._sets[node_id, kind, ""] = (new, None)
        finally:
            lock.release()

    def take_marks(self) -> tuple[Sets, Marks | None]:
        """Give what was set, and the other marks, None if there are none; begin anew.

        Called by `lona.html.patches` only, with the lock held.
        """
        lock = self._mark_lock
        lock.acquire()  # `with` takes longer
        try:
            sets, marks = self._sets, self._marks
            if sets:
                self._sets = {}
            # `bool(marks)`, without the call
            if not (marks.moved or marks.data or marks.left or marks.emptied):
                return sets, None
            self._marks = Marks()
            return sets, marks
        finally:
            lock.release()

    def forget(self) -> None:
        """Forget all marks and that the clients know any node: they get everything anew."""
        with self._mark_lock:
            for node in self._index.values():
                if node._sent is self:
                    node._sent = None
            self._index.clear()
            self._sets = {}
            self._marks = Marks()
