"""The legacy widget: several nodes that count as one child and have no element of their own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from lona.html.abstract_node import AbstractNode, first_use
from lona.html.document import Document
from lona.html.node import Node
from lona.html.node_list import NodeList
from lona.html.widget_data import WidgetData
from lona.protocol import NodeKind


class Widget(AbstractNode):
    """Nodes with a JavaScript object, `FRONTEND_WIDGET_CLASS`, of their own (`''`: none).

    Subclasses set `self.nodes` (a list, or one node) and `self.data` in `__init__`, and need not
    call `super().__init__()`. New code should use a `Node` with `WIDGET` instead.
    """

    _KIND: ClassVar[NodeKind] = NodeKind.LEGACY_WIDGET

    FRONTEND_WIDGET_CLASS: ClassVar[str] = ""
    STATIC_FILES: ClassVar[list[Any]] = []

    # defaults in the class, because no constructor has to run
    _id: str = ""
    _parent: AbstractNode | None = None
    _document: Document | None = None
    _sent: Document | None = None
    _position: int = 0
    _nodes: NodeList | None = None
    _plain: str | None = None
    _data: WidgetData | None = None

    @property
    def nodes(self) -> NodeList:
        """The nodes that appear in place of the widget. Assign a list, or a single node."""
        if self._nodes is None:
            self._nodes = first_use(self, "_nodes", NodeList)
        return self._nodes

    @nodes.setter
    def nodes(self, value: Any) -> None:
        single = isinstance(value, AbstractNode | str) or not isinstance(value, Iterable)
        self.nodes.replace([value] if single else value)

    @property
    def data(self) -> WidgetData:
        """Data that is shared with the JavaScript object: dict- or list-like."""
        if self._data is None:
            self._data = first_use(self, "_data", lambda node: WidgetData(node, {}))
        return self._data

    @data.setter
    def data(self, value: dict[Any, Any] | list[Any]) -> None:
        self.data.replace(value)

    def hide(self) -> None:
        """Hide all nodes of the widget."""
        with self.lock:
            for node in self.nodes:
                if isinstance(node, Node | Widget):
                    node.hide()

    def show(self) -> None:
        """Show all nodes of the widget that were hidden."""
        with self.lock:
            for node in self.nodes:
                if isinstance(node, Node | Widget):
                    node.show()

    def set_text(self, text: object) -> None:
        """Replace all nodes by one text."""
        self.nodes.replace([str(text)])

    def __len__(self) -> int:
        return len(self._nodes) if self._nodes else 0

    def _is_like(self, other: Any) -> bool:
        return bool(self._raw_data() == other._raw_data())

    def _raw_data(self) -> Any:
        return {} if self._data is None else self._data.raw

    def _copy_widget_data(self) -> Any:
        return self.data.copy()

    def _mark_widget_data(self, operation: Any, path: tuple[Any, ...], value: Any) -> None:
        if self.FRONTEND_WIDGET_CLASS:  # without it, the clients never got any data
            super()._mark_widget_data(operation, path, value)

    def _wire_spec(self, spec: dict[str, Any]) -> None:
        if self.FRONTEND_WIDGET_CLASS:
            spec["w"] = self.FRONTEND_WIDGET_CLASS
            spec["d"] = self._copy_widget_data()
