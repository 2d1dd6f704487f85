from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html import patches
from lona.html.document import Document
from lona.html.node import Node
from lona.html.node_list import _steady
from lona.html.text_node import TextNode


@pytest.fixture
def parent() -> Node:
    return Node(Node(), Node(), Node())


def same(nodes: Any, expected: list[Any]) -> bool:
    return len(nodes) == len(expected) and all(a is b for a, b in zip(nodes, expected, strict=True))


@pytest.mark.parametrize("value", ["a", 1, 1.5, True])
def test_strings_and_numbers_become_texts(parent: Node, value: Any) -> None:
    parent.append(value)
    assert isinstance(parent[3], TextNode)
    assert str(parent[3]) == str(value)


@pytest.mark.parametrize("value", [None, object(), b"x", [], {}])
@pytest.mark.parametrize(
    "mount",
    [
        lambda parent, value: parent.append(value),
        lambda parent, value: parent.insert(0, value),
        lambda parent, value: parent.nodes.extend([Node(), value]),
        lambda parent, value: setattr(parent, "nodes", [Node(), value]),
        lambda parent, value: parent.__setitem__(0, value),
    ],
)
def test_what_is_no_child_is_refused_and_changes_nothing(
    parent: Node, mount: Callable[[Node, Any], None], value: Any
) -> None:
    children = list(parent)
    with pytest.raises(ValueError, match="unsupported type: <class"):
        mount(parent, value)
    assert same(parent, children)


def test_a_mounted_node_moves(parent: Node) -> None:
    child = parent[0]
    other = Node(child)
    assert child.parent is other
    assert len(parent) == 2
    assert child not in parent


def test_appending_a_child_again_moves_it_to_the_end(parent: Node) -> None:
    a, b, c = parent
    parent.append(a)
    assert same(parent, [b, c, a])


@pytest.mark.parametrize(
    "mount",
    [
        lambda parent, node: parent.append(node),
        lambda parent, node: parent.insert(0, node),
        lambda parent, node: parent.nodes.extend([Node(), node]),
        lambda parent, node: setattr(parent, "nodes", [Node(), node]),
        lambda parent, node: parent.__setitem__(0, node),
    ],
)
def test_a_loop_is_refused_and_changes_nothing(mount: Callable[[Node, Node], None]) -> None:
    inner = Node("x")
    middle = Node(inner)
    outer = Node(middle, "y")
    top = Node(outer)
    texts = list(inner)
    for node in (inner, middle, outer):
        with pytest.raises(RuntimeError, match="cannot be mounted in") as error:
            mount(inner, node)
        assert str(error.value) == "loop detected"
    assert same(inner, texts)
    assert same(top, [outer])
    assert inner.parent is middle
    assert middle.parent is outer


@pytest.mark.parametrize(("index", "position"), [(0, 0), (1, 1), (9, 3), (-1, 2), (-9, 0)])
def test_insert_takes_indexes_like_a_list(parent: Node, index: int, position: int) -> None:
    node = Node()
    parent.insert(index, node)
    assert parent[position] is node
    assert len(parent) == 4


def test_the_very_node_is_removed_among_equal_ones(parent: Node) -> None:
    a, b, c = parent
    assert a == b
    parent.remove(b)
    assert same(parent, [a, c])
    assert b.parent is None


def test_the_very_node_is_found_among_equal_ones(parent: Node) -> None:
    assert [parent.nodes.index(child) for child in parent] == [0, 1, 2]
    assert parent.index(parent[2]) == 2


@pytest.mark.parametrize("operation", ["remove", "index"])
def test_a_node_that_is_no_child_is_not_found(parent: Node, operation: str) -> None:
    with pytest.raises(ValueError, match="is no child of"):
        getattr(parent.nodes, operation)(Node())
    with pytest.raises(ValueError, match="is no node"):
        getattr(parent.nodes, operation)("x")
    assert len(parent) == 3


def test_pop_takes_an_index_and_gives_the_node(parent: Node) -> None:
    a, b, c = parent
    assert parent.pop(-1) is c
    assert parent.nodes.pop(0) is a
    assert same(parent, [b])
    assert c.parent is None
    with pytest.raises(IndexError):
        parent.pop(1)
    with pytest.raises(TypeError):
        parent.nodes.pop()  # type: ignore[call-arg]


def test_clear_unmounts_all(parent: Node) -> None:
    children = list(parent)
    parent.clear()
    assert len(parent) == 0
    assert all(child.parent is None for child in children)


@pytest.mark.parametrize("index", [0, 2, -1, -3])
def test_an_item_is_replaced_at_exactly_its_place(parent: Node, index: int) -> None:
    old, new = parent[index], Node()
    parent[index] = new
    assert parent[index] is new
    assert old.parent is None
    assert len(parent) == 3


def test_an_item_can_be_replaced_by_itself_and_by_a_sibling(parent: Node) -> None:
    a, b, c = parent
    parent[0] = a
    assert same(parent, [a, b, c])
    parent[0] = c
    assert same(parent, [c, b])
    assert a.parent is None


def test_assigning_beyond_the_end_changes_nothing(parent: Node) -> None:
    other = Node(Node())
    with pytest.raises(IndexError):
        parent[3] = other[0]
    assert len(other) == 1


def test_slices_are_plain_lists(parent: Node) -> None:
    assert type(parent[1:]) is list
    assert same(parent[1:], list(parent)[1:])


def test_slices_can_be_assigned_and_deleted(parent: Node) -> None:
    a, _, c = parent
    new = Node()
    parent[1:2] = [new, "x"]
    assert same([*parent[:2], parent[3]], [a, new, c])
    del parent[1:]
    assert same(parent, [a])
    del parent.nodes[0]
    assert len(parent) == 0


def test_children_can_be_sorted_and_reversed(parent: Node) -> None:
    a, b, c = parent
    parent.nodes.reverse()
    assert same(parent, [c, b, a])
    parent.nodes.sort(key=lambda node: node is not a)
    assert parent[0] is a


def test_membership_is_identity(parent: Node) -> None:
    assert parent[0] in parent.nodes
    assert Node() not in parent.nodes
    assert "x" not in Node("x").nodes
    assert parent.nodes.count(parent[0]) == 1


def test_a_list_of_children_equals_sequences_of_equal_nodes(parent: Node) -> None:
    assert parent.nodes == [Node(), Node(), Node()]
    assert parent.nodes == (Node(), Node(), Node())
    assert parent.nodes == Node(Node(), Node(), Node()).nodes
    assert parent.nodes != [Node(), Node()]
    assert parent.nodes != [Node(), Node(), "x"]
    assert parent.nodes != 3


@pytest.mark.parametrize("kind", [list, tuple, iter, lambda nodes: nodes[:], lambda nodes: nodes])
def test_all_children_of_another_node_can_be_assigned(parent: Node, kind: Any) -> None:
    children = list(parent)
    other = Node("gone")
    gone = other[0]
    other.nodes = kind(parent.nodes)
    assert same(other, children)
    assert len(parent) == 0
    assert gone.parent is None


def test_children_can_be_assigned_to_their_own_parent(parent: Node) -> None:
    children = list(parent)
    parent.nodes = parent.nodes
    assert same(parent, children)


def test_all_children_of_another_node_can_be_appended(parent: Node) -> None:
    other = Node()
    children = list(parent)
    other.nodes.extend(parent.nodes)
    assert same(other, children)
    assert len(parent) == 0


def test_a_single_child_can_be_assigned(parent: Node) -> None:
    parent.nodes = Node()
    assert len(parent) == 1
    parent.nodes = "text"
    assert str(parent[0]) == "text"


def test_assigning_keeps_the_container(parent: Node) -> None:
    nodes = parent.nodes
    parent.nodes = ["x"]
    assert parent.nodes is nodes
    assert len(nodes) == 1


def test_the_container_is_true_if_it_has_children() -> None:
    assert not Node().nodes
    assert Node("").nodes


def test_nodes_can_not_be_repeated(parent: Node) -> None:
    with pytest.raises(TypeError, match="several places"):
        parent.nodes *= 2
    assert len(parent) == 3


def test_nodes_can_be_added_in_place(parent: Node) -> None:
    parent.nodes += ["x"]
    assert len(parent) == 4


def test_positions_are_found_after_many_changes() -> None:
    parent = Node(Node() for _ in range(200))
    children = list(parent)
    for _ in range(90):
        parent.remove(children.pop(5))
    assert [parent.index(child) for child in reversed(children)] == list(range(109, -1, -1))


def test_a_node_moves_between_documents() -> None:
    first, second = Node(Node("x")), Node()
    documents = [Document(), Document()]
    for document, root in zip(documents, (first, second), strict=True):
        patches.show(document, root)
    child = first[0]
    second.append(child)
    assert child.document is documents[1]
    assert child[0].document is documents[1]  # type: ignore[index]
    assert len(first) == 0


def test_threads_that_move_nodes_between_documents_do_not_block_each_other() -> None:
    roots = [Node(), Node()]
    for root in roots:
        patches.show(Document(), root)
    nodes = [Node(), Node()]

    def move(node: Node, first: Node, second: Node) -> None:
        for _ in range(300):
            first.append(node)
            second.append(node)

    threads = [
        Thread(target=move, args=(nodes[0], *roots), daemon=True),
        Thread(target=move, args=(nodes[1], *reversed(roots)), daemon=True),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert nodes[0].parent is roots[1]
    assert nodes[1].parent is roots[0]


def test_a_node_that_another_thread_was_faster_to_take_stays_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slow, fast = Node(), Node()
    for root in (slow, fast):
        patches.show(Document(), root)
    child = Node(Node())

    def overtake(*args: Any) -> None:
        monkeypatch.undo()
        thread = Thread(target=fast.append, args=(child,), daemon=True)
        thread.start()
        thread.join(30)

    # called with the lock held, after it was seen that the node is nowhere
    monkeypatch.setattr("lona.html.node_list.check_loop", overtake)
    slow.append(child)

    assert child.parent is fast
    assert child[0].document is child.document is fast.document
    assert len(slow) == 0
    assert len(fast) == 1


@given(st.permutations(list(range(12))))
def test_as_many_children_as_possible_stay_where_they_are(order: list[int]) -> None:
    children = [Node() for _ in order]
    for child, position in zip(children, order, strict=True):
        child._position = position
    steady = _steady(list(children))
    kept = [child._position for child in children if id(child) in steady]
    assert kept == sorted(kept)
    best = [0] * len(order)
    for number, position in enumerate(order):
        best[number] = 1 + max(
            (best[each] for each in range(number) if order[each] < position), default=0
        )
    assert len(kept) == max(best)


@pytest.mark.parametrize("index", [-9, -3, -2, -1, 0, 1, 2, 3, 9])
def test_a_child_is_inserted_again_as_in_a_list_that_has_it_no_more(
    parent: Node, index: int
) -> None:
    children = list(parent)
    expected = children[1:]
    expected.insert(index, children[0])
    parent.insert(index, children[0])
    assert same(parent, expected)


def test_an_index_that_is_no_number_is_refused_and_changes_nothing(parent: Node) -> None:
    children = list(parent)
    with pytest.raises(TypeError):
        parent.insert("0", children[2])  # type: ignore[arg-type]
    assert same(parent, children)


def test_a_sibling_that_is_assigned_to_a_slice_leaves_its_old_place(parent: Node) -> None:
    first, second, third = parent
    parent.nodes[0:1] = [third]
    assert same(parent, [third, second])
    assert first.parent is None


def test_a_slice_that_does_not_fit_is_refused_and_changes_nothing(parent: Node) -> None:
    child = Node()
    other = Node(child)
    children = list(parent)
    patches.show(Document(), other)
    patches.show(Document(), parent)
    with pytest.raises(ValueError, match="size"):
        parent.nodes[::2] = [child]
    assert same(parent, children)
    assert child.parent is other


def _append(parent: Node, node: Node) -> None:
    parent.append(node)


def _insert(parent: Node, node: Node) -> None:
    parent.insert(-1, node)


def _delete(parent: Node, node: Node) -> None:
    del parent.nodes[0:1]


def _assign(parent: Node, node: Node) -> None:
    parent.nodes[0:1] = [node]


def _reverse(parent: Node, node: Node) -> None:
    parent.nodes.reverse()


def _sort(parent: Node, node: Node) -> None:
    parent.nodes.sort(key=lambda child: -int(child.id))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (_append, ["a", "b", "c", "late", "new"]),
        (_insert, ["a", "b", "c", "new", "late"]),
        (_delete, ["b", "c", "late"]),
        (_assign, ["new", "b", "c", "late"]),
        (_reverse, ["late", "c", "b", "a"]),
        (_sort, ["late", "c", "b", "a"]),
    ],
)
def test_a_change_that_had_to_wait_for_the_lock_starts_from_what_is_there_then(
    change: Callable[[Node, Node], None], expected: list[str]
) -> None:
    parent = Node(Node("a"), Node("b"), Node("c"))
    new = Node("new")
    patches.show(Document(), parent)
    document = parent.document
    waits = Event()

    class WatchedLock:
        def __enter__(self) -> None:
            waits.set()
            lock.acquire()

        def __exit__(self, *error: object) -> None:
            lock.release()

    lock = document.lock
    document.lock = WatchedLock()  # type: ignore[assignment]
    with lock:
        thread = Thread(target=change, args=(parent, new), daemon=True)
        thread.start()
        assert waits.wait(60)
        late = Node("late")
        late._parent = parent
        list.append(parent.nodes, late)
    thread.join(60)
    assert [child.get_text() for child in parent] == expected
