"""Which changes of a control a user can make: the server believes in no others.

Goes by tags and attributes, so that it holds for the elements of every class (HTML standard,
§4.10.5 to §4.10.11). What such a change means for the tree is the business of `lona.html.forms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lona.html.abstract_node import AbstractNode
from lona.html.choice import iter_options
from lona.html.forms.properties import is_on
from lona.html.node import Node

_MAX_LENGTH = re.compile(r"[ \t\n\f\r]*\+?([0-9]{1,9})")
_LINE_BREAK = re.compile(r"[\r\n]")

_LIMITED = frozenset({"email", "password", "search", "tel", "text", "url"})
"""Types of inputs whose values have a `maxlength`."""

_WITHOUT_LINES = _LIMITED | {
    "color",
    "date",
    "datetime-local",
    "month",
    "number",
    "range",
    "time",
    "week",
}
"""Types of inputs whose values are one line."""

_UNTYPED = frozenset({"button", "file", "hidden", "image", "reset", "submit"})


def changed_by(node: AbstractNode, target: AbstractNode | None) -> AbstractNode:
    """Return the node whose value a change event reports: a control that listens, or the target."""
    return node if target is None or _tag_of(node) in _CHECKS else target


def is_possible(node: AbstractNode, data: Any) -> bool:
    """Return whether the user can have given a node this value; of what is no control anything.

    `data` is what `AbstractNode.read_change` has returned. A number that is none is possible: it
    makes the control invalid.
    """
    check = _CHECKS.get(_tag_of(node))
    if check is None or not isinstance(node, Node):
        return True
    with node.lock:
        return not is_on(node, "readonly") and check(node, data)


def _tag_of(node: AbstractNode) -> str:
    return getattr(node, "_tag_name", "")


def _can_input(node: Node, data: Any) -> bool:
    kind = str(node.attributes.get("type", "text")).lower()
    if kind == "radio":
        return data is True  # it is unchecked only by another one
    if kind == "checkbox":
        return isinstance(data, bool)
    if kind == "file" and not isinstance(data, str):
        return _is_upload(data)
    if not _is_text(data):
        return False
    if kind not in _WITHOUT_LINES and kind not in _UNTYPED:
        kind = "text"
    if kind in _WITHOUT_LINES and _LINE_BREAK.search(data):
        return False
    return kind not in _LIMITED or _has_length(node, data)


def _can_type(node: Node, data: Any) -> bool:
    return _is_text(data) and _has_length(node, data)


def _is_upload(data: Any) -> bool:
    """Return whether this is what a `FileInput` reports: names of files, or why there are none."""
    if isinstance(data, dict):
        return list(data) == ["error"] and _is_text(data["error"])
    return isinstance(data, list) and all(_is_text(name) for name in data)


def _is_text(data: Any) -> bool:
    return isinstance(data, str) and "\0" not in data


def _has_length(node: Node, text: str) -> bool:
    """Return whether a text is as short as `maxlength` wants it.

    If the server itself has set a longer one, the user can leave it, and take characters away.
    """
    limit = _MAX_LENGTH.match(str(node.attributes.get("maxlength", "")))
    if limit is None or _count_units(text) <= int(limit[1]):
        return True
    present = iter(str(node.attributes.get("value", node.get_text())))
    return all(character in present for character in text)


def _count_units(text: str) -> int:
    """Return the length of a text as browsers count it: in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def _can_choose(select: Node, data: Any) -> bool:
    if not isinstance(data, list):
        return False
    options = list(iter_options(select))
    if len(data) > (len(options) if is_on(select, "multiple") else 1):
        return False
    chosen = [index for index in data if type(index) is int and 0 <= index < len(options)]
    if len(set(chosen)) < len(data):  # one that is none, or twice
        return False
    return all(_is_choosable(options[index]) for index in chosen)


def _is_choosable(option: Node) -> bool:
    """Return whether an option can be chosen; a disabled one only if the server has selected it."""
    group = option.parent
    is_disabled = is_on(option, "disabled") or (
        isinstance(group, Node) and group.tag_name == "optgroup" and is_on(group, "disabled")
    )
    return not is_disabled or is_on(option, "selected")


_CHECKS: dict[str, Callable[[Node, Any], bool]] = {
    "input": _can_input,
    "select": _can_choose,
    "textarea": _can_type,
}
