"""Random sequences of operations on a tree, and what a client has to show after them.

The same sequences drive the in-process page, the client under jsdom, and Chromium. An operation is
a name and three numbers, which are read modulo what there is to choose from: so every sequence is
valid, can be written down, and shrinks well. This module works on server nodes and knows nothing
of clients.
"""

import random
from collections.abc import Callable
from typing import Any

from lona.html import Button, Div, Li, Node, Option2, Progress, RawHTML, Widget
from random_trees import changes
from random_trees.expected import expected_html, expected_widgets
from random_trees.nodes import (
    CONTROLS,
    MAKERS,
    TEXTS,
    drawing,
    is_below,
    is_container,
    is_drawing,
    is_part,
)

Operation = tuple[str, int, int, int]

_WITH_VALUE = (*CONTROLS[:3], Option2, RawHTML, Progress, Button, Li)


class RandomTree:
    """A tree with all nodes that ever were in it: what was taken out may come back."""

    def __init__(self) -> None:
        self.root = Div()
        self.nodes: list[Any] = [self.root]

    def apply(self, operation: Operation) -> None:
        """Run one operation."""
        name, a, b, c = operation
        OPERATIONS[name](self, a, b, c)

    def expected(self) -> str:
        """Return the canonical HTML that a client has to show."""
        return expected_html(self.root)

    def expected_widgets(self) -> list[str]:
        """Return the data that the widgets of a client have to have."""
        return expected_widgets(self.root)

    # choosing

    def pick(self, number: int, kinds: Callable[[Any], bool]) -> Any:
        """Return one of the nodes of a kind, None if there are none."""
        choices = [node for node in self.nodes if kinds(node)]
        return choices[number % len(choices)] if choices else None

    def _container(self, number: int) -> Any:
        return self.pick(number, is_container)

    def _element(self, number: int) -> Any:
        return self.pick(number, lambda node: isinstance(node, Node))

    def _note(self, node: Any) -> None:
        known = {id(n) for n in self.nodes}
        for found in (node, *node.iter_nodes()):
            if id(found) not in known:
                self.nodes.append(found)

    def _place(self, parent: Any, index: int, node: Any) -> None:
        """Insert a node, unless that is not allowed; text becomes a node."""
        try:
            parent.nodes.insert(index % (len(parent.nodes) + 1), node)
        except RuntimeError:
            return  # into itself: the tree has to be unchanged then
        for child in parent.nodes:
            self._note(child)

    # operations on children

    def make(self, a: int, b: int, c: int) -> None:
        """Insert something new."""
        self._place(self._container(b), c, MAKERS[a % len(MAKERS)](c))

    def append(self, a: int, b: int, c: int) -> None:
        """Put something new at the end."""
        parent = self._container(b)
        if a % 2:
            parent.nodes.append(MAKERS[a % len(MAKERS)](c))
        else:
            parent.nodes += [MAKERS[a % len(MAKERS)](c), TEXTS[c % len(TEXTS)]]
        self._note(parent)

    def move(self, a: int, b: int, c: int) -> None:
        """Insert something that was there before, wherever it is now."""
        node = self.pick(a, self._can_move)
        if node is not None:
            self._place(self._container(b), c, node)

    def _can_move(self, node: Any) -> bool:
        if node is self.root or is_part(node):
            return False
        return not is_drawing(node) or node.tag_name == "svg"

    def remove(self, a: int, b: int, c: int) -> None:
        """Take a child out, in one of the ways there are."""
        parent = self._container(a)
        count = len(parent.nodes)
        if not count:
            return
        if c % 4 == 0:
            parent.nodes.pop(b % count)
        elif c % 4 == 1:
            parent.nodes.remove(parent.nodes[b % count])
        elif c % 4 == 2:
            parent.nodes[b % count].remove()
        else:
            del parent.nodes[b % count - count]

    def replace(self, a: int, b: int, c: int) -> None:
        """Put something new in the place of a child."""
        parent = self._container(a)
        if len(parent.nodes):
            parent.nodes[b % len(parent.nodes)] = MAKERS[c % len(MAKERS)](b)
            self._note(parent)

    def replace_by_known(self, a: int, b: int, c: int) -> None:
        """Put something that was there before in the place of a child."""
        parent, node = self._container(a), self.pick(b, self._can_move)
        if node is not None and len(parent.nodes) and not is_below(parent, node):
            parent.nodes[c % len(parent.nodes)] = node

    def set_slice(self, a: int, b: int, c: int) -> None:
        """Replace a part of the children by new ones, or by some of the old ones."""
        parent = self._container(a)
        start, stop = sorted((b % (len(parent.nodes) + 1), c % (len(parent.nodes) + 1)))
        new = list(parent.nodes[start:stop])[::-1] if b % 3 else [MAKERS[c % len(MAKERS)](b)]
        parent.nodes[start:stop] = [*new, TEXTS[c % len(TEXTS)]] if c % 2 else new
        self._note(parent)

    def delete_slice(self, a: int, b: int, c: int) -> None:
        """Take several children out at once."""
        del self._container(a).nodes[b % 4 :: 1 + c % 3]

    def clear(self, a: int, b: int, c: int) -> None:
        """Take all children out, rather of a node that has many of them."""
        parent = self._container(a)
        if c % 3:
            shown = [node for node in self.nodes if is_container(node) and node.root is self.root]
            parent = max(shown, key=lambda node: len(node.nodes))
        if b % 2:
            parent.nodes.clear()
        else:
            parent.nodes = []

    def reverse(self, a: int, b: int, c: int) -> None:
        """Assign the children in another order, some left out."""
        parent = self._container(a)
        if c % 3 == 0:
            parent.nodes.reverse()
        else:
            parent.nodes = list(parent.nodes)[b % 2 :][::-1]

    def sort(self, a: int, b: int, c: int) -> None:
        """Bring the children into a random order."""
        order = random.Random(b)
        self._container(a).nodes.sort(key=lambda node: order.random())

    def take_over(self, a: int, b: int, c: int) -> None:
        """Give all children of one element to another."""
        target, source = self._container(a), self._container(b)
        if target is not source and not is_below(target, source):
            target.nodes.extend(source.nodes)

    def set_text(self, a: int, b: int, c: int) -> None:
        """Replace the children by a text."""
        parent = self.pick(a, lambda node: is_container(node) and isinstance(node, Node))
        parent.set_text(TEXTS[b % len(TEXTS)])
        self._note(parent)

    def draw(self, a: int, b: int, c: int) -> None:
        """Insert, move or remove a part of an SVG."""
        parent = self.pick(a, is_drawing)
        if parent is None:
            return
        part = self.pick(b, lambda node: is_drawing(node) and node.tag_name != "svg")
        if c % 3 == 2 and len(parent.nodes):
            parent.nodes.pop(b % len(parent.nodes))
        else:
            self._place(parent, c, drawing(b) if c % 3 == 0 or part is None else part)

    def fill_select(self, a: int, b: int, c: int) -> None:
        """Change the options of a select."""
        select = self.pick(a, lambda node: isinstance(node, CONTROLS[3]))
        if select is None:
            return
        if b % 3 == 0 and len(select.nodes):
            select.nodes.pop(c % len(select.nodes))
        else:
            option = Option2(f"n{c}", value=c, selected=c % 2 == 0)
            select.nodes.insert(c % (len(select.nodes) + 1), option)
        self._note(select)

    # operations on elements

    def change_attributes(self, a: int, b: int, c: int) -> None:
        """Change the attributes of an element."""
        self._change(changes.ATTRIBUTE_CHANGES, a, b, c)

    def change_style(self, a: int, b: int, c: int) -> None:
        """Change the style of an element."""
        self._change(changes.STYLE_CHANGES, a, b, c)

    def change_classes(self, a: int, b: int, c: int) -> None:
        """Change the classes of an element."""
        self._change(changes.CLASS_CHANGES, a, b, c)

    def change_ids(self, a: int, b: int, c: int) -> None:
        """Change the ids of an element."""
        self._change(changes.ID_CHANGES, a, b, c)

    def _change(self, table: tuple[changes.Change, ...], a: int, b: int, c: int) -> None:
        table[b % len(table)](self._element(a), b // len(table), c)

    def change_value(self, a: int, b: int, c: int) -> None:
        """Change an input, a selection, another property, or raw HTML."""
        node = self.pick(a, lambda node: isinstance(node, _WITH_VALUE))
        if node is not None:
            changes.change_value(node, b, c)

    def change_raw_html(self, a: int, b: int, c: int) -> None:
        """Change raw HTML."""
        node = self.pick(a, lambda n: isinstance(n, RawHTML))
        if node is not None:
            changes.change_value(node, b, c)

    def change_data(self, a: int, b: int, c: int) -> None:
        """Change the data of a widget."""
        node = self.pick(a, lambda n: isinstance(n, Widget) or bool(getattr(n, "widget", "")))
        if node is not None:
            changes.change_data(node, b, c)

    def change_events(self, a: int, b: int, c: int) -> None:
        """Change what an element that is no control listens to."""
        node = self.pick(a, lambda n: isinstance(n, Node) and not isinstance(n, CONTROLS))
        changes.change_events(node, b, c)


_WEIGHTS: dict[str, float] = {
    "make": 6,
    "append": 2,
    "move": 5,
    "remove": 1,
    "replace": 2,
    "replace_by_known": 2,
    "set_slice": 1,
    "delete_slice": 0.5,
    "clear": 1,
    "reverse": 1,
    "sort": 0.5,
    "take_over": 1,
    "set_text": 1,
    "draw": 2,
    "fill_select": 1,
    "change_attributes": 2,
    "change_style": 2,
    "change_classes": 1,
    "change_ids": 1,
    "change_value": 3,
    "change_raw_html": 1.5,
    "change_data": 6,
    "change_events": 0.5,
}

OPERATIONS: dict[str, Callable[[RandomTree, int, int, int], None]] = {
    name: getattr(RandomTree, name) for name in _WEIGHTS
}

ON_CLIENTS = {"show": 5.0, "type": 7.0, "join": 0.5, "flip": 0.3}
"""Operations of a `random_sessions.RandomSession`, with their weights."""


def random_operations(seed: int, count: int, *, clients: bool = False) -> list[Operation]:
    """Return a sequence that depends on the arguments alone.

    With `clients` it has the operations of sessions too.
    """
    source = random.Random(seed)
    weights = {**_WEIGHTS, **ON_CLIENTS} if clients else _WEIGHTS
    return [
        (name, source.randrange(10_000), source.randrange(10_000), source.randrange(10_000))
        for name in source.choices(list(weights), list(weights.values()), k=count)
    ]
