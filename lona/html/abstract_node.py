"""What elements, texts and legacy widgets have in common. Knows nothing of any of them.

The attributes with a leading underscore are the inside of the tree: `lona.html` uses them freely,
nobody else does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

from lona.events.event_types import HANDLERS, OF_KEYS
from lona.html.document import NO_DOCUMENT, NO_LOCK, Document, NoDocument, NoLock
from lona.html.ids import next_class_number, next_node_id
from lona.protocol import INPUT_EVENT_TYPE, NodeKind

if TYPE_CHECKING:
    from lona.html.lock import TreeLock
    from lona.html.node import Node
    from lona.html.node_list import NodeList
    from lona.state import State

N = TypeVar("N", bound="AbstractNode")
T = TypeVar("T")

_FIRST_USE = Lock()


def first_use(node: N, slot: str, make: Callable[[N], T]) -> T:
    """Make what a node has from its first use on; threads that come at once all get the same."""
    if node._document is None:  # nobody else knows it
        return make(node)
    with _FIRST_USE:
        made: T | None = getattr(node, slot)
        if made is None:
            made = make(node)
            setattr(node, slot, made)
        return made


HOLDS_HTML = "foreignObject"
"""The SVG element in which elements are those of HTML again."""


class AbstractNode:
    """Base of everything that can be part of a tree: it has an id, a parent and handlers.

    Nodes are compared by content (`==`) and therefore not hashable; `is` tells whether two names
    mean the same node.
    """

    if not TYPE_CHECKING:
        # the checker would take the attributes below for ones that cannot be assigned
        __slots__ = ()

    _KIND: ClassVar[NodeKind]
    """How the node is written on the wire."""

    _EXTRA_SPEC: ClassVar[bool] = False
    """Whether the class has something of its own in `_wire_spec`, for each instance."""

    _NUMBER: ClassVar[int] = 0
    """Counts the node classes as they are defined; static files are linked in this order."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._NUMBER = next_class_number()

    # Slots in `Node` and `TextNode`; a class without slots can give defaults for them instead.
    _id: str  # '': none was needed yet
    _parent: AbstractNode | None
    _document: Document | None  # the document whose tree contains the node
    _sent: Document | None  # the document whose clients know the node
    _nodes: NodeList | None  # None: never had children
    _position: int  # index in the parent when it was last known; a hint
    _plain: str | None
    """Short ways to the wire (see `lona.html.wire`): tag and spec of an element that has nothing
    but children; '' if it has attributes, classes and the like as well; None if it has more."""

    _state: State | None = None

    @property
    def id(self) -> str:
        """Unique in the process; the attribute `data-lona-node-id` in the browser."""
        if not self._id:
            self._id = next_node_id()
        return self._id

    @property
    def parent(self) -> AbstractNode | None:
        """The node in which this one is mounted, or None."""
        return self._parent

    @property
    def root(self) -> AbstractNode:
        """The topmost ancestor; the node itself if it is not mounted."""
        node: AbstractNode = self
        while (parent := node._parent) is not None:
            node = parent
        return node

    @property
    def document(self) -> Document | NoDocument:
        """The document that shows the node, or a stand-in whose lock does nothing."""
        return self._document or NO_DOCUMENT

    @property
    def lock(self) -> TreeLock | NoLock:
        """Context manager that locks the whole shown tree, re-entrant in one thread.

        While a thread holds it, changes of other threads wait and nothing is sent. It does nothing
        if the node is not shown. Who holds it should not move nodes out of the tree of another
        view: that waits for the other tree's lock, whose holder may be waiting for this one.
        """
        document = self._document
        return NO_LOCK if document is None else document.lock

    @property
    def state(self) -> State:
        """Dict-like place for anything the program wants to keep with the node; never sent."""
        if self._state is None:
            from lona.state import State  # on first use: most nodes never have one

            self._state = first_use(self, "_state", lambda node: State({}, lambda: node.lock))
        return self._state

    def remove(self) -> None:
        """Take the node out of its parent; `RuntimeError` if it has none."""
        parent = self._parent
        if parent is None or parent._nodes is None:
            raise RuntimeError(f"{self._describe()} has no parent from which it could be removed")
        parent._nodes.remove(self)

    def iter_nodes(self, node: AbstractNode | None = None) -> Iterator[AbstractNode]:
        """Iterate over all descendants, or over those of another node, in document order."""
        children = (self if node is None else node)._nodes
        stack: list[AbstractNode] = list(children[::-1]) if children else []
        while stack:
            node = stack.pop()
            yield node
            if node._nodes:
                stack.extend(node._nodes[::-1])

    def closest(self, raw_selector_string: str) -> Node | None:
        """Return the nearest ancestor that matches the selector, or None.

        `ValueError` if the selector uses something that is not supported.
        """
        from lona.html.selectors import closest

        with self.lock:
            return closest(self, raw_selector_string)

    def query_selector(self, raw_selector_string: str) -> Node | None:
        """Return the first descendant that matches the selector, or None.

        `ValueError` if the selector uses something that is not supported.
        """
        from lona.html.selectors import select

        with self.lock:
            return next(select(self, raw_selector_string), None)

    def query_selector_all(self, raw_selector_string: str) -> list[Node]:
        """Return all descendants that match the selector, in document order.

        `ValueError` if the selector uses something that is not supported.
        """
        from lona.html.selectors import select

        with self.lock:
            return list(select(self, raw_selector_string))

    def get_text(self) -> str:
        """Return the texts of all children, joined with one space each."""
        from lona.html.render import to_text

        with self.lock:
            return to_text(self)

    @classmethod
    def get_all_node_classes(cls) -> list[type[AbstractNode]]:
        """Return `AbstractNode` and all classes that derive from it, in the order of definition."""
        found: set[type[AbstractNode]] = set()
        rest: list[type[AbstractNode]] = [AbstractNode]
        while rest:
            each = rest.pop()
            if each not in found:
                found.add(each)
                rest.extend(each.__subclasses__())
        return sorted(found, key=lambda each: each._NUMBER)

    def listens_to(self, event_type: int | str) -> bool:
        """Return whether an event of the browser counts for the node.

        `event_type` is a number of `INPUT_EVENT_TYPE`, or the name of a custom event: those need
        no declaration.
        """
        return isinstance(event_type, str)

    def wants(self, event_type: int | str, data: Any) -> bool:
        """Return whether an event that the node listens to counts for it with this data."""
        return True

    def read_change(self, data: Any, get_node: Callable[[int], AbstractNode | None]) -> Any:
        """Return the data of a change event of the node, for what its element has sent.

        `get_node` finds nodes by their id.
        """
        return data

    def undo_change(self, data: Any) -> None:
        """Have browsers show the value that the node has: what they made of it was refused.

        `data` is what `read_change` has returned.
        """

    def handle_input_event(self, input_event: Any) -> Any:
        """Pass an input event to the handler of its type; return what that returned.

        Custom events have no handler, whatever their name is. Return the event to let it go on to
        the parent, or None to end it here.
        """
        handler = self.handler_of(input_event.type)
        if handler is None:
            return input_event
        if input_event.type in OF_KEYS and not self.wants(input_event.type, input_event.data):
            return input_event
        return handler(input_event)

    def handler_of(self, event_type: INPUT_EVENT_TYPE) -> Callable[[Any], Any] | None:
        """Return what handles events of a type; None for custom ones."""
        name = HANDLERS.get(event_type)
        handler: Callable[[Any], Any] | None = None if name is None else getattr(self, name)
        return handler

    def handle_click(self, input_event: Any) -> Any:
        """Handle a click on the node. Return the event to pass it on."""
        return input_event

    def handle_change(self, input_event: Any) -> Any:
        """Handle a change of the node's value. Return the event to pass it on."""
        return input_event

    def handle_focus(self, input_event: Any) -> Any:
        """Handle that the node got the focus. Return the event to pass it on."""
        return input_event

    def handle_blur(self, input_event: Any) -> Any:
        """Handle that the node lost the focus. Return the event to pass it on."""
        return input_event

    def handle_submit(self, input_event: Any) -> Any:
        """Handle that the form was submitted; `data` has its values by name."""
        return input_event

    def handle_input(self, input_event: Any) -> Any:
        """Handle that something was typed or chosen; `data` is the value."""
        return input_event

    def handle_dblclick(self, input_event: Any) -> Any:
        """Handle a double click on the node. Return the event to pass it on."""
        return input_event

    def handle_context_menu(self, input_event: Any) -> Any:
        """Handle that the menu of the node was asked for (right button)."""
        return input_event

    def handle_key_down(self, input_event: Any) -> Any:
        """Handle that a key was pressed; `data` has `key`, `code` and the modifiers."""
        return input_event

    def handle_key_up(self, input_event: Any) -> Any:
        """Handle that a key was released. Return the event to pass it on."""
        return input_event

    def handle_pointer_enter(self, input_event: Any) -> Any:
        """Handle that the pointer came into the node. Return the event to pass it on."""
        return input_event

    def handle_pointer_leave(self, input_event: Any) -> Any:
        """Handle that the pointer left the node. Return the event to pass it on."""
        return input_event

    def handle_scroll_end(self, input_event: Any) -> Any:
        """Handle that the node was scrolled; `data` has `x` and `y` in CSS pixels."""
        return input_event

    def handle_toggle(self, input_event: Any) -> Any:
        """Handle that the user opened or closed the node; `data` has `open`."""
        return input_event

    def _inherited_namespace(self) -> str:
        """Return the namespace that a node has if it has none of its own."""
        node = self._parent
        while node is not None:
            if getattr(node, "_tag_name", "") == HOLDS_HTML:
                return ""
            if own := getattr(node, "_namespace", ""):
                return str(own)
            node = node._parent
        return ""

    def _mark_widget_data(self, operation: Any, path: tuple[Any, ...], value: Any) -> None:
        """Note a change of the widget data (called by `WidgetData` after each one)."""
        if self._sent is not None:
            self._sent.mark_widget_data(self, operation, path, value)

    def _copy_widget_data(self) -> Any:
        """Return a copy of the widget data, as plain data. Overridden by what can have some."""
        return {}

    def _wire_spec(self, spec: dict[str, Any]) -> None:
        """Add to the spec of the node on the wire; called only if `_plain` is None."""

    def _render_content(self, escape: bool) -> str | None:
        """Return what stands between the tags instead of children, or None for the children.

        `escape` asks for text that cannot be taken for markup.
        """
        return None

    def _is_like(self, other: Any) -> bool:
        """Tell whether a node of the same kind is equal, its children left aside."""
        raise NotImplementedError

    def _check_root(self) -> None:
        """Raise `RuntimeError` if the node has a parent: then it cannot be shown by itself."""
        if self._parent is not None:
            raise RuntimeError(
                f"{self._describe()} cannot be shown: it is part of {self._parent._describe()}; "
                f"show its root, or remove it from its parent first"
            )

    def _describe(self) -> str:
        """Name the node in error messages."""
        return f"<{type(self).__name__} {self.id}>"

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        from lona.html.comparison import is_equal

        if not isinstance(other, AbstractNode):
            return False
        with self.lock:  # not that of the other one: two at once could wait for each other
            return is_equal(self, other)

    def __str__(self) -> str:
        from lona.html.render import to_string

        with self.lock:
            return to_string(self)

    def __repr__(self) -> str:
        return self.__str__()

    def __html__(self) -> str:
        from lona.html.render import to_html

        with self.lock:
            return to_html(self)

    def __copy__(self) -> NoReturn:
        raise RuntimeError(f"copy is not supported: {self._describe()} is one object of one tree")

    def __deepcopy__(self, memo: Any) -> NoReturn:
        raise RuntimeError(
            f"deepcopy is not supported: {self._describe()} is one object of one tree"
        )
