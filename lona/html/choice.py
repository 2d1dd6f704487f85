"""The choice in a select, of any class: which options there are, which of them a client chose.

Knows nothing of values: `lona.html.forms` does.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeGuard

from lona.html.abstract_node import AbstractNode
from lona.html.node import Node

_NODE_ID = re.compile(r"[1-9][0-9]{0,15}")


def _is(node: AbstractNode, tag_name: str) -> TypeGuard[Node]:
    return isinstance(node, Node) and node.tag_name == tag_name


def iter_options(select: Node) -> Iterator[Node]:
    """Iterate over the options of a select in the browser's order: also those in option groups."""
    for node in select:
        if _is(node, "option"):
            yield node
        elif _is(node, "optgroup"):
            yield from (child for child in node if _is(child, "option"))


class ChosenOptions(list[int]):
    """What the change event of a select reports: the indexes of the chosen options.

    It knows the options too, because an index means another option as soon as options come or go
    before it.
    """

    def __init__(self, select: Node, chosen: Iterable[AbstractNode]) -> None:
        super().__init__()
        self._chosen = list(chosen)
        self._counted: list[int] = []
        self.locate(select)

    def locate(self, select: Node) -> None:
        """Count again where the options stand, without those that are not in the select any more.

        If an event hook has changed the indexes, they stay as they are.
        """
        if self != self._counted:
            return
        chosen = {id(option) for option in self._chosen}
        with select.lock:
            options = iter_options(select)
            self._counted = [i for i, option in enumerate(options) if id(option) in chosen]
        self[:] = self._counted


def read_choice(select: Node, data: Any, get_node: Callable[[int], AbstractNode | None]) -> Any:
    """Return the chosen options for the node ids that a client sends; other data as it is.

    Ids are strings of digits; what else stands between them (indexes of options that only the
    browser knows) is left out. `get_node` finds nodes by their id.
    """
    if not isinstance(data, list):
        return data
    ids = [each for each in data if isinstance(each, str)]
    if not ids or not all(_NODE_ID.fullmatch(each) for each in ids):
        return data
    with select.lock:
        nodes = [get_node(int(each)) for each in ids]
        return ChosenOptions(select, (node for node in nodes if node is not None))
