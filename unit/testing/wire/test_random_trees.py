"""Whatever is done to a tree: after `show()` the in-process page equals it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lona import App, View
from lona.html import Div
from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.canonical import canonical
from lona_testing.wire.session import Session
from random_trees.amount import examples
from random_trees.trees import OPERATIONS, Operation, RandomTree, random_operations

numbers = st.integers(0, 999)
sequences = st.lists(
    st.tuples(st.sampled_from(("show", *OPERATIONS)), numbers, numbers, numbers), max_size=40
)

Check = Callable[[list[Operation]], None]


class Blank(View):
    def handle_request(self, request: Any) -> Any:
        return Div()


@pytest.fixture(scope="module")
def check(lona_loop_thread: LoopThread) -> Iterator[Check]:
    app = App(__file__)
    app.route("/")(Blank)
    server = app.setup_server(lona_loop_thread.loop)
    lona_loop_thread.run(server.startup())
    session = Session(server)
    page = session.new_page()
    page.goto("/")
    (view,) = server.get_views(url="/")

    def run(sequence: list[Operation]) -> None:
        tree = RandomTree()
        view.show(tree.root)
        for operation in [*sequence, ("show", 0, 0, 0)]:
            if operation[0] != "show":
                tree.apply(operation)
                continue
            view.show(tree.root)
            page.settle()
            assert page.window is not None
            assert canonical(page.window.root) == tree.expected()

    yield run
    session.close()
    lona_loop_thread.run(server.shutdown())


@settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(sequence=sequences)
def test_the_page_equals_the_tree(check: Check, sequence: list[Operation]) -> None:
    check(sequence)


@pytest.mark.parametrize("seed", range(30))
def test_the_page_equals_the_tree_after_long_sequences(check: Check, seed: int) -> None:
    operations = random_operations(seed, 150)
    for position in range(len(operations), 0, -7):
        operations.insert(position, ("show", 0, 0, 0))
    check(operations)
