import pytest

from lona.html.node import Node
from lona.html.text_node import TextNode


def test_it_holds_the_text_of_anything() -> None:
    assert str(TextNode(5)) == "5"
    assert str(TextNode("&euro; <b>")) == "&euro; <b>"
    assert repr(TextNode("x")) == "x"
    assert TextNode("x").get_text() == "x"


def test_methods_of_strings_give_text_nodes() -> None:
    text = TextNode("Abc")
    upper = text.upper()
    assert isinstance(upper, TextNode)
    assert str(upper) == "ABC"
    assert text.startswith("A") is True
    assert text.split("b") == ["A", "c"]
    assert text.find("c") == 2
    with pytest.raises(AttributeError):
        text.no_such_method()
    with pytest.raises(AttributeError):
        text._private  # noqa: B018


def test_operators_of_strings_give_text_nodes() -> None:
    text = TextNode("ab")
    for result, expected in (
        (text + "c", "abc"),
        (text + TextNode("d"), "abd"),
        ("c" + text, "cab"),
        (text[0], "a"),
        (text[::-1], "ba"),
        (text * 2, "abab"),
        (TextNode("%d") % 3, "3"),
    ):
        assert isinstance(result, TextNode)
        assert str(result) == expected
    assert len(text) == 2
    assert "a" in text
    assert [str(letter) for letter in text] == ["a", "b"]


def test_it_can_not_be_added_to_in_place() -> None:
    text = TextNode("a")
    with pytest.raises(TypeError, match="set_text"):
        text += "b"
    with pytest.raises(TypeError):
        text + 1  # type: ignore[operator]


def test_it_is_always_true() -> None:
    assert TextNode("")


def test_it_is_a_number_if_the_text_is_one() -> None:
    assert int(TextNode("5")) == 5
    assert float(TextNode("1.5")) == 1.5


def test_it_equals_texts_with_the_same_content_only() -> None:
    assert TextNode("a") == TextNode("a")
    assert TextNode("a") != TextNode("b")
    assert TextNode("a") != "a"
    assert TextNode("a") != Node("a")
    assert Node("a")[0] == TextNode("a")


def test_it_is_a_node_of_the_tree() -> None:
    parent = Node("a")
    text = parent[0]
    assert text.parent is parent
    assert text.root is parent
    with text.lock:
        text.state["x"] = 1
    assert text.state == {"x": 1}
    text.remove()
    assert text.parent is None
    with pytest.raises(RuntimeError, match="has no parent"):
        text.remove()
    assert not hasattr(text, "tag_name")
    assert not hasattr(text, "attributes")


def test_it_can_be_formatted_and_repeated_like_a_string() -> None:
    assert f"{TextNode('ab'):>4}" == "  ab"
    assert str(2 * TextNode("ab")) == "abab"
