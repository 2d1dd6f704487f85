"""What the control that has the focus becomes when its surroundings are replaced.

The rules of docs/protocol.md, section Typing: among the new nodes, the control of the same tag and
type with the same node id, else the same `id`, the same `name`, the same path of positions, else
the only one of its kind here and there.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lona_testing.browser.controls import input_type
from lona_testing.browser.dom import Element, Node
from lona_testing.wire.nodes import ServerElement

if TYPE_CHECKING:
    from lona_testing.wire.content import Content

_TAGS = ("input", "textarea", "select")


def departure_of(content: "Content") -> "Departure | None":
    """Return where the control stands that has the focus; None if none of this window has it."""
    control = content.focus.element
    if not isinstance(control, ServerElement) or control.tag not in _TAGS:
        return None
    if content.nodes.get(control.id) is not control:
        return None
    return Departure(control, content.root)


def keep_control(content: "Content", departure: "Departure") -> None:
    """After all changes: let the counterpart of a control that left take over."""
    if not content.fresh or not departure.is_gone:
        return
    control = departure.control
    twin = departure.find_twin(content.fresh, content.nodes.get(control.id), content.removed)
    if twin is not None:
        content.focus.element = twin
        content.editing.adopt(control, twin)


class Departure:
    """Where a control stood when a message began, from which it may have gone at its end."""

    def __init__(self, control: ServerElement, root: Element) -> None:
        self.control = control
        self._root = root
        chain: list[Element] = []
        for element in control.ancestors():
            if element is root:
                break
            chain.insert(0, element)
        self._chain = chain
        self._parents = [root, *chain[:-1]]
        # Positions count all siblings, texts and comments too.
        self._positions = [
            parent.children.index(child) for parent, child in zip(self._parents, chain, strict=True)
        ]

    @property
    def is_gone(self) -> bool:
        """Whether the control does not stand in the window any more."""
        return not _stands_in(self.control, self._root)

    def find_twin(
        self, fresh: list[ServerElement], same_id: object, leaving: Iterable[Element]
    ) -> ServerElement | None:
        """Find the counterpart.

        `fresh` are the new elements in document order, `same_id` what has the control's node id
        now, `leaving` the top nodes that leave.
        """
        if self.control.widget is not None:
            return None
        alike = [e for e in fresh if e.widget is None and _is_alike(e, self.control)]
        if not alike:
            return None
        on_path = self._on_path()
        return (
            next((e for e in alike if e is same_id), None)
            or self._with_same("id", alike)
            or self._with_same("name", alike)
            or next((e for e in alike if e is on_path), None)
            or (alike[0] if len(alike) == 1 and self._is_only_one(leaving) else None)
        )

    def _with_same(self, name: str, alike: list[ServerElement]) -> ServerElement | None:
        value = self.control.attributes.get(name)
        return next((e for e in alike if value and e.attributes.get(name) == value), None)

    def _on_path(self) -> Node | None:
        for depth, element in enumerate(self._chain):
            if not _stands_in(element, self._root):
                node: Node = self._parents[depth]
                for position in self._positions[depth:]:
                    if not isinstance(node, Element) or position >= len(node.children):
                        return None
                    node = node.children[position]
                return node
        return None

    def _is_only_one(self, leaving: Iterable[Element]) -> bool:
        ours = (e for top in leaving for e in top.elements() if isinstance(e, ServerElement))
        alike = [e for e in ours if _is_alike(e, self.control)]
        return len(alike) == 1


def _stands_in(element: Element, root: Element) -> bool:
    return any(ancestor is root for ancestor in element.ancestors())


def _is_alike(element: Element, control: Element) -> bool:
    return element.tag == control.tag and (
        element.tag != "input" or input_type(element) == input_type(control)
    )
