"""Whether the browser keeps events from an element because it, or what it is in, is disabled.

The rules of the HTML standard (§4.10.18.5), read off the tree of the server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lona.html.abstract_node import AbstractNode

if TYPE_CHECKING:
    from lona.html.node import Node

_CONTROLS = frozenset({"button", "input", "optgroup", "option", "select", "textarea"})
_LOOKED_AT = _CONTROLS | {"fieldset"}


def is_disabled(node: AbstractNode) -> bool:
    """Return whether the node is a disabled control, or in one.

    A field set disables the controls in it, but nothing else, and not those in its legend.
    """
    is_in_control = False
    child: AbstractNode | None = None
    at: AbstractNode | None = node
    while at is not None:
        tag = getattr(at, "_tag_name", None)
        if tag in _LOOKED_AT:
            is_in_control = is_in_control or tag != "fieldset"
            attributes = cast("Node", at)._attributes
            if (
                is_in_control
                and attributes is not None
                and attributes.get("disabled", False) is not False
                and not (tag == "fieldset" and _is_legend_of(child, at))
            ):
                return True
        child, at = at, at._parent
    return False


def _is_legend_of(node: AbstractNode | None, fieldset: AbstractNode) -> bool:
    """Return whether a child of the field set is its first legend."""
    legends = (
        each for each in fieldset._nodes or () if getattr(each, "_tag_name", None) == "legend"
    )
    return node is not None and next(legends, None) is node
