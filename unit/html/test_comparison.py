from typing import Any

import pytest

from lona.events.event_types import CLICK
from lona.html.node import Node
from lona.html.text_node import TextNode


def make(**changes: Any) -> Node:
    keywords: dict[str, Any] = {
        "tag_name": "a",
        "id": "i j",
        "_class": "c",
        "style": "top: 0",
        "title": "t",
        "nodes": ["x", Node("y")],
        "widget": "w",
        "widget_data": {"a": 1},
    }
    return Node(**(keywords | changes))


def test_nodes_are_equal_if_all_they_show_is() -> None:
    assert make() == make()
    assert make(id=["j", "i"]) == make()


@pytest.mark.parametrize(
    "change",
    [
        {"tag_name": "b"},
        {"id": "i"},
        {"_class": "d"},
        {"style": "top: 1"},
        {"title": "u"},
        {"alt": ""},
        {"nodes": ["x", Node("z")]},
        {"nodes": ["x"]},
        {"nodes": [Node("y"), "x"]},
        {"widget": "v"},
        {"widget_data": {"a": 2}},
        {"namespace": "urn:n"},
        {"events": [CLICK]},
    ],
)
def test_each_visible_difference_counts(change: dict[str, Any]) -> None:
    assert make(**change) != make()


def test_what_is_not_visible_does_not_count() -> None:
    class Other(Node):
        pass

    assert Node(state={"a": 1}, handle_click=len, self_closing_tag=True) == Other()


def test_inherited_namespaces_count() -> None:
    inner = Node()
    Node(inner, namespace="urn:n")
    assert inner != Node()


def test_nodes_differ_from_everything_else() -> None:
    for other in ("x", None, 1, [], object()):
        assert Node("x") != other
        assert TextNode("x") != other
    assert Node("x") != TextNode("x")


def test_a_namespace_counts_the_same_whether_it_is_inherited_or_not() -> None:
    def tree(**keywords: Any) -> Node:
        return Node(Node(Node("x"), **keywords), namespace="urn:n")

    assert tree() == tree(namespace="urn:n")
    assert tree()[0] == Node(Node("x"), namespace="urn:n")
    assert tree() != tree(namespace="urn:m")
    assert Node(tree()[0], namespace="urn:m") != tree()
