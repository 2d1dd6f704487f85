"""Random operations on the tree of one daemon view, and on the windows that look at it.

A `RandomSession` runs a sequence of `random_trees` on a view and on several clients: an in-process
page (`PageClient`) or a page of a browser. It can record what each window gets and does, as lines
of JSON that the client under jsdom is checked with (`client/tests/random_trees.mjs`).
"""

import json
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from lona import View
from lona.html import CheckBox, Div, Node, Select2
from lona.protocol import encode
from lona.protocol.messages import Pong, ServerMessage
from lona_testing.browser.checkedness import is_checked
from lona_testing.browser.options import options_of
from lona_testing.wire.canonical import canonical
from lona_testing.wire.editing import value_of
from lona_testing.wire.nodes import LegacyWidget, ServerElement, id_of
from lona_testing.wire.page import Page
from random_trees.expected import canonical_json
from random_trees.nodes import CONTROLS, TEXTS
from random_trees.trees import Operation, RandomTree

State = tuple[str, list[str]]

PATIENCE = 60.0
"""Seconds that a step of a sequence may take; one that takes longer has failed."""


class RandomView(View):
    """A daemon that shows what the test tells it to, and counts the changes it was sent."""

    STOP_DAEMON_WHEN_VIEW_FINISHES = False

    def handle_request(self, request: Any) -> Any:
        """Show something until the test comes."""
        self.is_daemon = True
        self.arrived = threading.Condition()
        self.changes = 0
        return Div()

    def handle_input_event(self, input_event: Any) -> Any:
        """Take what nobody handled."""

    def handle_input_event_root(self, input_event: Any) -> Any:
        """Count."""
        with self.arrived:
            self.changes += 1
            self.arrived.notify_all()
        return input_event

    def wait_for_changes(self, count: int) -> None:
        """Wait until so many events have come and are handled; not for ever."""
        with self.arrived:
            if not self.arrived.wait_for(lambda: self.changes >= count, PATIENCE):
                raise AssertionError(
                    f"{self.changes} of {count} events came within {PATIENCE} seconds"
                )
        if not self.server.activity.wait_idle(PATIENCE):
            raise AssertionError(f"the server is still busy after {PATIENCE} seconds")


class Client(Protocol):
    """A window that shows the view."""

    def join(self) -> None:
        """Run the view in the window again: it gets everything anew."""

    def type(self, node_id: int, value: Any) -> bool:
        """Change a control: text, bool, or ids of options; tell whether the server is told.

        A control that the window has no more is left alone.
        """

    def settle(self) -> None:
        """Wait for what the server has to say."""

    def check(self, expected: State) -> None:
        """Raise `AssertionError` unless this is what the window shows, and its widgets' data."""


class RandomSession:
    """One view, the clients that look at it, and a tree."""

    def __init__(self, view: RandomView, clients: Sequence[Client]) -> None:
        self.view = view
        self.clients = clients
        self.tree = RandomTree()
        self._known: list[tuple[Any, int]] = []

    def run(self, operations: Iterable[Operation]) -> None:
        """Run a sequence with a new tree, and check all clients after each `show()`."""
        self.tree = RandomTree()
        self.view.show(self.tree.root)
        self._join(0, len(self.clients))
        for operation in (*operations, ("show", 0, 0, 0)):
            name, a, b, c = operation
            if name == "show":
                self._show()
            elif name == "type":
                self._type(a, b, c)
            elif name == "join":
                self._join(a % len(self.clients), a % len(self.clients) + 1)
            elif name == "flip":
                self.view.show(("<p>flip</p>", Div("flip"))[a % 2])
                self._show()
            else:
                self.tree.apply(operation)

    def _join(self, start: int, stop: int) -> None:
        for client in self.clients[start:stop]:
            client.join()

    def _show(self) -> None:
        self.view.show(self.tree.root)
        root = self.tree.root
        self._known = [
            (node, int(node.id)) for node in root.iter_nodes() if isinstance(node, CONTROLS)
        ]
        expected = (self.tree.expected(), self.tree.expected_widgets())
        for client in self.clients:
            client.check(expected)

    def _type(self, a: int, b: int, c: int) -> None:
        here = [
            (node, node_id)
            for node, node_id in self._known
            if node.root is self.tree.root and int(node.id) == node_id
        ]
        if not here:
            return
        node, node_id = here[b % len(here)]
        before = self.view.changes
        if self.clients[a % len(self.clients)].type(node_id, typed_value(node, c)):
            self.view.wait_for_changes(before + 1)
        for client in self.clients:
            client.settle()


def typed_value(control: Node, number: int) -> Any:
    """Return what a user enters into a control: another text, bool, or list of ids of options."""
    if isinstance(control, CheckBox):
        return not control.value
    if isinstance(control, Select2):
        return [str(o.id) for i, o in enumerate(control.options) if number >> i & 1]
    text = f"typed {number} {TEXTS[number % 7]}"
    return " ".join(text.split()) if control.tag_name == "input" else text


class PageClient:
    """A window in the process. `lines` records what it got and did, if `record` is set."""

    def __init__(self, page: Page, *, record: bool = False) -> None:
        self.page = page
        self.lines: list[str] = []
        self._record = record
        self._steps: list[list[Any]] = []
        if record:
            frontend = page.script
            assert frontend is not None
            take = frontend.take

            def note(message: ServerMessage | str) -> None:
                if not isinstance(message, Pong | str):
                    self._steps.append(["receive", json.loads(encode(message)[5:])])
                take(message)

            frontend.take = note  # type: ignore[method-assign]

    def join(self) -> None:
        """Run the view again; what was recorded so far becomes a line of its own."""
        self.end_line()
        # what was on its way to the old view is not part of the new one's line
        self.page.settle()
        self._steps.clear()
        assert self.page.script is not None
        self.page.script.run_view("/")
        self.page.settle()

    def end_line(self) -> None:
        """Make a line of what was recorded."""
        if self._record and self._steps:
            self.lines.append(json.dumps(self._steps))
        self._steps = []

    def type(self, node_id: int, value: Any) -> bool:
        """Change a control."""
        window, user = self.page.window, self.page.user
        assert window is not None
        element = window.mirror.nodes.get(node_id)
        if not isinstance(element, ServerElement):
            return False
        if isinstance(value, bool):
            value = not is_checked(element)  # a click toggles what the user sees
        if isinstance(value, list):  # the window may not have all of them (any more)
            options = [o for o in options_of(element) if str(id_of(o)) in value]
            value = [str(id_of(o)) for o in options]
        self._steps.append(["type", node_id, value])
        sent = value_of(element)
        if isinstance(value, bool):
            user.click(element)
        elif isinstance(value, list):
            user.select(element, options)
        else:
            user.fill(element, value)
        self.page.settle()
        return bool(sent != value)

    def settle(self) -> None:
        """Wait until all messages are applied."""
        self.page.settle()

    def check(self, expected: State) -> None:
        """Compare the mirror's state."""
        self.page.settle()
        window = self.page.window
        assert window is not None
        self._steps.append(["check", *expected])
        shown = (canonical(window.root), _widgets(window.mirror.nodes.values()))
        if shown != expected:
            raise AssertionError(f"the window shows\n{shown}\ninstead of\n{expected}")


def _widgets(nodes: Iterable[Any]) -> list[str]:
    data = [
        node.widget_data
        for node in nodes
        if isinstance(node, ServerElement | LegacyWidget) and node.widget
    ]
    return sorted(canonical_json({} if each is None else each) for each in data)
