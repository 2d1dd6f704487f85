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
        ("div p", "ab"),
        ("div > p.x", "ab"),
        ("main > p", "c"),
        ("p + p", "b"),
        ("div ~ p", "c"),
        ("[href^='/a']", "a"),
        ("[href$=b]", "a"),
        ("p[href]", "a"),
        ("p:first-child", "a"),
        ("p:not(.y)", "bc"),
        ("p:not(:empty)", "c"),
        ("p:disabled", ""),
        ("[disabled]", "a"),
        ("p:is(#a, #c)", "ac"),
        ("p.x, p#c", "abc"),
    ],
)
def test_all_of_css_finds_descendants_in_document_order(
    root: Node, selector: str, expected: str
) -> None:
    assert "".join(str(node.id_list) for node in root.query_selector_all(selector)) == expected


def test_only_descendants_are_found_though_the_selector_may_begin_above(root: Node) -> None:
    assert root[0].query_selector("main p#b") is root[0][2]
    assert root[0].query_selector("main > p") is None
    assert root[0].query_selector("main > div") is None


def test_the_nearest_matching_ancestor_is_found(root: Node) -> None:
    assert root[0][1].closest("main > *") is root[0]
    assert root[0][1].closest(":root") is root
    assert root[0][1].closest("p + p") is None


def test_searching_makes_no_containers(root: Node) -> None:
    assert len(root.query_selector_all("main > *")) == 2

    assert root._attributes is None
    assert root._class_list is None
