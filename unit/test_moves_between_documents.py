"""Threads that move the same nodes between the trees of two views at once."""

import json
import random
import sys
import threading
from typing import Any

import pytest

from lona.html import Div, Node, Span, patches
from lona.html.document import Document
from lona.protocol.messages import Update, ViewStarted
from lona_testing.wire.canonical import canonical
from lona_testing.wire.mirror import WindowMirror
from random_trees.expected import expected_html

THREADS = 3


@pytest.fixture
def restless() -> Any:
    """Let the interpreter change threads as often as it can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


class Shown:
    """A tree with two containers, and a client that looks at it."""

    def __init__(self) -> None:
        self.document = Document()
        self.containers = [Div(_id="a"), Div(_id="b")]
        self.root = Div(*self.containers)
        self.mirror = WindowMirror()
        self.mirror.start_view(1)
        self.mirror.receive(ViewStarted(1, 1, 1))
        self._updates: list[Any] = []
        self._send(patches.show(self.document, self.root))

    def _send(self, content: patches.Content | None) -> None:
        if content is not None:
            self._updates.append((content.kind, json.loads(content.to_json())))

    def take(self) -> None:
        """Send what changed."""
        with self.document.lock:
            self._send(patches.take(self.document))

    def check(self) -> None:
        """Apply everything, and compare."""
        self.take()
        for seq, (kind, content) in enumerate(self._updates, 2):
            self.mirror.receive(Update(1, 1, seq, 0, None, kind, content))
        assert canonical(self.mirror.root) == expected_html(self.root)


def change(numbers: random.Random, nodes: list[Node], shown: list[Shown]) -> None:
    """Do something with one of the nodes, or send the changes of one of the trees."""
    node = numbers.choice(nodes)
    container = numbers.choice(numbers.choice(shown).containers)
    what = numbers.random()
    if what < 0.6:
        container.append(node)
    elif what < 0.7:
        container.insert(0, node)
    elif what < 0.8:
        container.nodes = [node]
    elif what < 0.9:
        node.style["top"] = f"{what}px"
    else:
        numbers.choice(shown).take()


@pytest.mark.slow
@pytest.mark.usefixtures("restless")
def test_a_node_ends_at_one_place_and_all_clients_show_it_there() -> None:
    for seed in range(200):
        shown = [Shown(), Shown()]
        nodes: list[Node] = [Div(Span(str(number)), _id=f"n{number}") for number in range(3)]
        shown[0].containers[0].nodes = nodes
        errors: list[BaseException] = []

        def work(number: int) -> None:
            numbers = random.Random(number)
            try:
                for _ in range(60):
                    change(numbers, nodes, shown)  # noqa: B023 (joined below)
            except BaseException as error:
                errors.append(error)  # noqa: B023

        threads = [
            threading.Thread(target=work, args=(seed * THREADS + number,), daemon=True)
            for number in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
            assert not thread.is_alive()
        assert errors == []
        for node in nodes:
            places = [c for each in shown for c in each.containers if any(n is node for n in c)]
            assert [place is node.parent for place in places] in ([], [True])
        for each in shown:
            each.check()
