"""The value that travels through the chain of input event hooks.

It is made from one protocol message and the document of the window; the hooks may change it.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lona import protocol
from lona.protocol import INPUT_EVENT_TYPE

if TYPE_CHECKING:
    from lona.connection import Connection
    from lona.html.abstract_node import AbstractNode
    from lona.html.document import Document
    from lona.request import Request

_NAMES = {int(code): code.name.lower() for code in INPUT_EVENT_TYPE}


def _nothing() -> None:
    """Do nothing: what an event without a window has to report."""


class InputEvent:
    """Something the user did.

    `node` is the node that listened, `target_node` the innermost one that was hit, `nodes` the
    chain from `node` to the root. `tag_name`, `id_list` and `class_list` describe the element in
    the browser. `data` depends on the type: click: dict of modifiers and coordinates (CSS pixels);
    change: value, checked state or list of selected indexes; focus and blur: `[]`; custom: any
    JSON value.
    """

    def __init__(
        self,
        message: protocol.messages.InputEvent,
        *,
        document: "Document",
        connection: "Connection",
        request: "Request",
        node: "AbstractNode | None",
        target_node: "AbstractNode | None",
        issuer: object = None,
        mark_applied: Callable[[], None] = _nothing,
    ) -> None:
        self.payload: list[Any] = [
            message.event_id,
            message.type,
            message.data,
            message.node,
            message.target,
            message.tag,
            message.ids,
            message.classes,
        ]
        self.event_id = message.event_id
        self.window_id = message.window
        self.data = message.data
        self.tag_name = message.tag
        self.id_list = message.ids
        self.class_list = message.classes
        if isinstance(message.type, str):
            self.type = INPUT_EVENT_TYPE.CUSTOM
            self.name = message.type
        else:
            self.type = INPUT_EVENT_TYPE(message.type)
            self.name = _NAMES[message.type]
        self.document = document
        self.connection = connection
        self.request = request
        self.node = node
        self.target_node = target_node
        self.nodes = list(_chain(node))
        self.issuer = issuer
        self.mark_applied = mark_applied

    def node_has_id(self, name: str) -> bool:
        """Tell whether the node, or for node-less events the element, has this id."""
        if self.node is None:
            return name in self.id_list
        ids = getattr(self.node, "id_list", None)
        return ids is not None and name in ids

    def node_has_class(self, name: str) -> bool:
        """Tell whether the node, or for node-less events the element, has this class."""
        if self.node is None:
            return name in self.class_list
        classes = getattr(self.node, "class_list", None)
        return classes is not None and name in classes

    def __repr__(self) -> str:
        return f"<InputEvent({self.name}, event_id={self.event_id}, node={self.node!r})>"


def _chain(node: "AbstractNode | None") -> "list[AbstractNode]":
    chain = []
    while node is not None:
        chain.append(node)
        node = node.parent
    return chain
