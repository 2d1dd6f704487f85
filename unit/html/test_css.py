import pytest

from lona.html.node import Node

pytest.importorskip("cssselect2")


@pytest.fixture
def root() -> Node:
    return Node(
        Node(
            "text",
            Node(tag_name="p", _id="a", _class="x y", href="/a/b", disabled=True),
            Node(tag_name="p", _id="b", _class="x", disabled=False),
            tag_name="div",
        ),
        Node("text", tag_name="p", _id="c"),
        tag_name="main",
    )


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("[href^='/a']", "a"),
        ("[href*=b]", "a"),
        ("p[href]", "a"),
        ("p:first-child", "a"),
        ("p:not(.y)", "bc"),
        ("p:not(:empty)", "c"),
        ("p:disabled", ""),
        ("[disabled]", "a"),
        ("p:is(#a,#c)", "ac"),
        ("p.y,p:not(:empty)", "ac"),
    ],
)
def test_pseudo_classes_and_attributes_find_descendants_in_document_order(
    root: Node, selector: str, expected: str
) -> None:
    assert "".join(str(node.id_list) for node in root.query_selector_all(selector)) == expected


def test_only_descendants_are_found(root: Node) -> None:
    assert root[0].query_selector("p:not(.y)") is root[0][2]
    assert root[0].query_selector(":root") is None


def test_the_nearest_matching_ancestor_is_found(root: Node) -> None:
    assert root[0][1].closest(":not(:root)") is root[0]
    assert root[0][1].closest(":root") is root
    assert root[0][1].closest("p:root") is None


def test_searching_makes_no_containers(root: Node) -> None:
    assert len(root.query_selector_all(":not(:root)")) == 4

    assert root._attributes is None
    assert root._class_list is None
