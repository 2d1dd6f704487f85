import re

import pytest

from lona.html import css
from lona.html.node import Node


@pytest.fixture
def root() -> Node:
    return Node(
        Node(
            "text",
            Node(tag_name="p", _id="a", _class="x y", type="t", data_n="1 2"),
            Node(tag_name="p", _id="b c", _class="x", count=5),
            tag_name="div",
            _id="a",
        ),
        Node(tag_name="span", _class="y"),
        tag_name="main",
        _class="x",
    )


def found(root: Node, selector: str) -> list[str]:
    return [f"{node.tag_name}{sorted(node.id_list)}" for node in root.query_selector_all(selector)]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("p", ["p['a']", "p['b', 'c']"]),
        ("#a", ["div['a']", "p['a']"]),
        ("p#a", ["p['a']"]),
        ("#b#c", ["p['b', 'c']"]),
        (".x", ["p['a']", "p['b', 'c']"]),
        (".x.y", ["p['a']"]),
        ("[type=t]", ["p['a']"]),
        ('[type="t"]', ["p['a']"]),
        ("p#a.x.y[type='t']", ["p['a']"]),
        ("[type=t][type=u]", []),
        ("[id=a]", []),
        ("span,div", ["div['a']", "span[]"]),
        (".unknown", []),
        ("main", []),
    ],
)
def test_descendants_are_found_in_document_order(
    root: Node, selector: str, expected: list[str]
) -> None:
    assert found(root, selector) == expected
    first = root.query_selector(selector)
    assert first is (root.query_selector_all(selector) or [None])[0]


def test_the_nearest_matching_ancestor_is_found(root: Node) -> None:
    inner = root[0][1]
    assert inner.closest(".x") is root
    assert inner.closest("div") is root[0]
    assert inner.closest("p") is None
    assert root[0][0].closest("div") is root[0]


@pytest.mark.parametrize("selector", ["", ",", "p,", "#", "[", "]", "p:no-such-class"])
def test_what_is_no_selector_is_refused(root: Node, selector: str) -> None:
    for search in (root.query_selector, root.query_selector_all, root.closest):
        with pytest.raises(ValueError, match="invalid selector"):
            search(selector)


@pytest.mark.parametrize(
    "selector",
    ["a b", "[a$=b]", "a|b", "a!b", "a~b", "a>b", "a+b", "a > b", "[a='b c']", ":nth-child(2n+1)"],
)
@pytest.mark.parametrize("has_library", [True, False])
def test_combinators_and_their_like_are_refused_by_their_character(
    root: Node, selector: str, has_library: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_library:
        monkeypatch.setattr(css, "cssselect2", None)
    character = next(each for each in " $|!~>+" if each in selector)
    text = f"^unsupported selector feature: {re.escape(repr(character))}"
    for search in (root.query_selector, root.query_selector_all, root.closest):
        with pytest.raises(ValueError, match=text):
            search(selector)


def test_pseudo_classes_need_the_library(root: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(css, "cssselect2", None)
    with pytest.raises(ValueError, match="cssselect2"):
        root.query_selector("p:first-child")
