from typing import Any

import pytest

from lona.html.node import Node


@pytest.fixture(params=["id_list", "class_list"])
def tokens(request: pytest.FixtureRequest) -> Any:
    return getattr(Node(_id="b a", _class="b a"), request.param)


def test_it_works_like_a_set(tokens: Any) -> None:
    tokens.add("c")
    tokens.append("c")
    tokens.remove("a")
    tokens.remove("unknown")
    tokens.toggle("b")
    tokens.toggle("d")
    tokens.extend(token for token in ("e", "e"))
    assert list(tokens) == ["c", "d", "e"]
    assert len(tokens) == 3
    assert "c" in tokens
    assert [] not in tokens
    tokens.clear()
    assert not tokens


def test_order_and_repetition_do_not_count_in_comparisons(tokens: Any) -> None:
    for kind in (list, tuple, set, frozenset):
        assert tokens == kind(["a", "b"])
    assert tokens == ["b", "a", "a"]
    assert tokens != ["a"]
    assert tokens != "ab"
    assert tokens != {"a": 1, "b": 1}
    assert tokens != [[]]
    assert Node(_id="x y").id_list == Node(_class="y x").class_list


@pytest.mark.parametrize("value", [None, [], object()])
def test_other_members_are_refused_and_change_nothing(tokens: Any, value: Any) -> None:
    for operation in (tokens.add, tokens.remove, tokens.toggle):
        with pytest.raises(ValueError, match="unsupported type: <class"):
            operation(value)
    for operation in (tokens.extend, tokens.replace):
        with pytest.raises(ValueError, match="unsupported type: <class"):
            operation(["new", value])
    assert tokens == ["a", "b"]


@pytest.mark.parametrize("value", ["a b", ("a",), None, {"a"}])
def test_only_lists_can_be_assigned(value: Any) -> None:
    node = Node(_id="a", _class="a")
    for name in ("id_list", "class_list"):
        with pytest.raises(ValueError, match="unsupported type: <class"):
            setattr(node, name, value)
    assert node.id_list == node.class_list == ["a"]


def test_assigning_keeps_the_container() -> None:
    node = Node(_class="a")
    class_list = node.class_list
    node.class_list = ["b", "b"]
    assert node.class_list is class_list
    assert list(class_list) == ["b"]


def test_members_are_written_sorted() -> None:
    node = Node(_class=["b", 10, "a"])
    assert str(node.class_list) == "10 a b"
    assert 'class="10 a b"' in str(node)
