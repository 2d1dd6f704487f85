"""lona.html.widgets: the collection of client version 1."""

from lona.html import HTML1, Div, P, Span, TextNode, Widget
from lona.html.widgets import HTML


def test_the_collection_has_two_names():
    assert HTML is HTML1
    assert issubclass(HTML1, Widget)


def test_a_single_parsed_string_gives_its_nodes():
    html = HTML1("<p>a</p><p>b</p>")

    assert list(html) == [P("a"), P("b")]
    assert html[0] == P("a")


def test_a_parsed_string_among_others_becomes_a_nested_collection():
    p = P()
    html = HTML1(p, "<b></b><i></i>", "text", 5)

    assert html[0] is p
    assert isinstance(html[1], HTML1)
    assert [node.tag_name for node in html[1]] == ["b", "i"]
    assert html[2] == TextNode("text")
    assert html[3] == TextNode("5")


def test_a_backslash_keeps_a_string_from_being_parsed():
    assert HTML1("\\<p>")[0] == TextNode("<p>")


def test_it_works_like_a_list():
    a, b, c, d = P("a"), P("b"), P("c"), P("d")
    html = HTML1(a)
    html.append(c)
    html.insert(1, b)
    html.extend([d])
    assert [node is other for node, other in zip(html, [a, b, c, d], strict=True)] == [True] * 4
    assert html.index(c) == 2
    assert c in html
    assert len(html) == 4

    html.remove(b)
    assert b not in html
    assert html.pop(0) is a
    html[0] = Span()
    assert html[0] == Span()

    html.clear()
    assert len(html) == 0


def test_it_is_false_when_it_is_empty():
    assert not HTML1()
    assert HTML1("x")


def test_without_argument_it_removes_itself():
    html = HTML1("x")
    div = Div(html)

    html.remove()

    assert len(div) == 0


def test_equal_nodes_are_told_apart():
    first, second = P(), P()
    html = HTML1(first, second)

    html.remove(second)

    assert html[0] is first


def test_collections_are_equal_by_content():
    assert HTML1("<p>a</p>") == HTML1(P("a"))
    assert HTML1("<p>a</p>") != HTML1(P("b"))
    assert HTML1(P("a")) != P("a")
