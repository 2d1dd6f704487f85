"""lona.html.parsing: HTML(), HTML2() and which of them is meant."""

import warnings

import pytest

from lona.html import HTML, HTML2, Div, Node, P, Span, TextNode, Widget
from lona.html.parsing import HTML as HTML_OF_PARSING
from lona.html.parsing import NodeHTMLParser, parse_html
from lona.warnings import Lona_2_0_DeprecationWarning


def html2(*args, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Lona_2_0_DeprecationWarning)
        return HTML2(*args, **options)


def test_the_module_path_has_everything_for_parsing():
    assert HTML_OF_PARSING is HTML
    assert callable(parse_html)
    assert isinstance(NodeHTMLParser, type)


def test_html_follows_the_client_version_at_each_call(monkeypatch):
    monkeypatch.setenv("LONA_CLIENT_VERSION", "1")
    assert isinstance(HTML("x"), Widget)

    monkeypatch.setenv("LONA_CLIENT_VERSION", "2")
    assert isinstance(HTML("x"), TextNode)


def test_html_hands_its_options_on(monkeypatch):
    monkeypatch.setenv("LONA_CLIENT_VERSION", "1")

    assert type(HTML("<p></p>", use_high_level_nodes=False)[0]) is Node
    assert type(HTML("<p></p>", node_classes={"p": Div})[0]) is Div


def test_one_node_is_itself():
    p = P()

    assert HTML2(p) is p


def test_a_text_is_a_text_node():
    assert HTML2("x") == TextNode("x")
    assert HTML2(5) == TextNode("5")


def test_one_parsed_string_gives_its_node():
    assert html2("<p>x</p>") == P("x")
    assert html2("<p>x</p>")[0] == TextNode("x")


def test_several_nodes_get_a_div_around():
    p = P("a")

    html = html2(p, "<b>1</b><i>2</i>", "text", Span())

    assert type(html) is Div
    assert [getattr(node, "tag_name", "") for node in html] == ["p", "b", "i", "", "span"]
    assert html[0] is p


def test_nothing_is_an_empty_div():
    assert HTML2() == Div()


def test_a_backslash_keeps_a_string_from_being_parsed():
    assert HTML2("\\<p>") == TextNode("<p>")


def test_parsing_warns_and_texts_do_not():
    with pytest.warns(Lona_2_0_DeprecationWarning, match="parse_html"):
        HTML2("<p></p>")
    HTML2("text", P())


def test_what_can_be_no_child_is_refused():
    with pytest.raises(ValueError, match="unsupported type"):
        HTML2(None)


def test_low_level_nodes_can_be_asked_for():
    assert type(html2("<p></p>", use_high_level_nodes=False)) is Node
