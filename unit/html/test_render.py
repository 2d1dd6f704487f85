import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html.forms.text_inputs import TextArea
from lona.html.node import Node
from lona.html.parsing import parse_html
from lona.html.render import escape_once, to_html
from lona.html.text_node import TextNode


class Div(Node):
    TAG_NAME = "div"


class Pre(Node):
    TAG_NAME = "pre"


def test_a_node_is_written_with_all_it_has_in_a_fixed_order() -> None:
    node = Div(title='"', _class="d c", _id="b a", style="color: red", checked=True, disabled=False)
    assert str(node) == (
        f'<div data-lona-node-id="{node.id}" id="a b" class="c d" style="color: red"'
        f' title="&quot;" checked></div>'
    )
    assert repr(node) == str(node)


def test_children_stand_on_lines_of_their_own() -> None:
    node = Div("text", Div(Div()), Div())
    assert str(node).replace(" data-lona-node-id", "").splitlines() == [
        f'<div="{node.id}">',
        "  text",
        f'  <div="{node[1].id}">',
        f'    <div="{node[1][0].id}"></div>',
        "  </div>",
        f'  <div="{node[2].id}"></div>',
        "</div>",
    ]


def test_a_self_closing_node_is_one_tag() -> None:
    node = Node(tag_name="br", self_closing_tag=True)
    assert str(node) == f'<br data-lona-node-id="{node.id}" />'
    assert to_html(node) == str(node)


def test_texts_are_raw_in_strings_and_escaped_in_html() -> None:
    node = Div("<b>&euro;&", TextNode("x"))
    assert "<b>&euro;&" in str(node)
    assert to_html(node) == f'<div data-lona-node-id="{node.id}">&lt;b&gt;&euro;&amp;x</div>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a & b", "a &amp; b"),
        ("&amp;", "&amp;"),
        ("&#8364;&#x20AC;&lt;", "&#8364;&#x20AC;&lt;"),
        ("&amp", "&amp;amp"),
        ("&;&#;&#x;", "&amp;;&amp;#;&amp;#x;"),
        ("<\"'>", "&lt;&quot;&#x27;&gt;"),
    ],
)
def test_nothing_is_escaped_twice(text: str, expected: str) -> None:
    assert escape_once(text) == expected
    assert escape_once(expected) == expected


def test_a_class_can_show_something_instead_of_its_children() -> None:
    class Shown(Div):
        _RENDER_WITHOUT = frozenset({"value"})

        def _render_content(self, escape: bool) -> str:
            return escape_once("<x>") if escape else "<x>"

    node = Shown("hidden", value="v", title="t")
    start = f'<div data-lona-node-id="{node.id}" title="t">'
    assert str(node) == f"{start}<x></div>"
    assert to_html(node) == f"{start}&lt;x&gt;</div>"


@pytest.mark.parametrize(
    ("node", "html"),
    [
        (Node("\na", tag_name="pre"), "<pre>\n\na</pre>"),
        (Node("a\n", tag_name="pre"), "<pre>a\n</pre>"),
        (Node("", "\n", tag_name="listing"), "<listing>\n\n</listing>"),
        (Node("&#10;a", tag_name="pre"), "<pre>\n&#10;a</pre>"),
        (Node(Div("\na"), "\n", tag_name="pre"), "<pre><div>\na</div>\n</pre>"),
        (Node(tag_name="pre"), "<pre></pre>"),
        (TextArea(value="\na"), "<textarea>\n\na</textarea>"),
        (TextArea(value="&#10;a"), "<textarea>&amp;#10;a</textarea>"),
        (Div("\na"), "<div>\na</div>"),
    ],
)
def test_a_newline_that_parsers_drop_is_written_twice(node: Node, html: str) -> None:
    node.events.clear()
    assert without_ids(to_html(node)) == html


def test_what_is_in_a_pre_is_written_as_it_is() -> None:
    node = Div(Node("\na\n", Div("b"), " c", tag_name="pre"), "d")
    assert without_ids(str(node)) == "<div>\n  <pre>\na\n<div>b</div> c</pre>\n  d\n</div>"


WORDS = st.text("abcäß<>\"'&;= \n", min_size=1, max_size=8)
TEXTS = st.text("abcäß \n.", min_size=1, max_size=8).filter(lambda text: text == text.strip() != "")
VERBATIM_TEXTS = st.text("ab \n\t.", min_size=1, max_size=8)
NODES = st.recursive(
    st.builds(Div) | st.builds(Pre, VERBATIM_TEXTS) | st.builds(TextArea, value=VERBATIM_TEXTS),
    lambda children: st.builds(
        Div,
        st.lists(children | TEXTS, max_size=4),
        _id=st.lists(st.sampled_from("abc"), max_size=2),
        _class=st.lists(st.sampled_from("xyz"), max_size=2),
        style=st.dictionaries(st.sampled_from(["color", "--x"]), st.just("red"), max_size=2),
        attributes=st.dictionaries(st.sampled_from(["title", "data-a"]), WORDS, max_size=2),
    ),
    max_leaves=8,
)


def without_neighbouring_texts(node: Node) -> bool:
    kinds = [isinstance(child, TextNode) for child in node]
    return not any(a and b for a, b in pairwise(kinds)) and all(
        without_neighbouring_texts(child) for child in node if isinstance(child, Node)
    )


@given(NODES.filter(without_neighbouring_texts))
def test_a_tree_that_is_written_and_parsed_is_equal(node: Node) -> None:
    assert parse_html(str(node)) == node


def without_ids(html: str) -> str:
    return re.sub(r' data-lona-node-id="\d+"', "", html)


@pytest.mark.parametrize("tag", ["style", "script"])
def test_style_sheets_and_scripts_are_not_escaped_in_html(tag: str) -> None:
    node = Node("a > b {", "content: '&';}", tag_name=tag)
    assert without_ids(to_html(node)) == f"<{tag}>a > b {{content: '&';}}</{tag}>"


def test_the_end_tag_of_a_script_counts_whatever_is_in_the_script() -> None:
    html = to_html(Node('"<!--<script>"', tag_name="script"))
    assert html.endswith('>"\\u003c!--<script>"</script>')


@pytest.mark.parametrize("tag", ["style", "script"])
def test_style_sheets_and_scripts_can_not_end_before_their_end(tag: str) -> None:
    node = Node(f"'</{tag.upper()}><b></b>'", tag_name=tag)
    assert without_ids(to_html(node)) == f"<{tag}>'<\\/{tag.upper()}><b></b>'</{tag}>"


def test_style_sheets_in_images_are_escaped_as_their_parser_expects() -> None:
    node = Node(Node("a>b", tag_name="style"), tag_name="svg", namespace="urn:svg")
    assert without_ids(to_html(node)) == "<svg><style>a&gt;b</style></svg>"


@pytest.mark.parametrize(
    ("node", "html"),
    [
        (Node(tag_name="span", self_closing_tag=True), "<span></span>"),
        (Node(tag_name="br"), "<br />"),
        (Node(tag_name="br", self_closing_tag=True), "<br />"),
        (Node(tag_name="path", self_closing_tag=True, namespace="urn:svg"), "<path />"),
    ],
)
def test_html_has_end_tags_where_parsers_need_them(node: Node, html: str) -> None:
    assert without_ids(to_html(node)) == html
