"""lona_testing.browser.serialize: one form of HTML for each document, and trees for errors."""

import pytest

from lona_testing.browser.dom import Element, Text, insert
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.browser.serialize import inner_html, outer_html, pretty


def body(html: str) -> Element:
    element = Element("body")
    insert(element, 0, parse_fragment(html, element))
    return element


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p title=b class=a>x</p>", '<p class="a" title="b">x</p>'),
        ("<p style='width: 1px; color: red'></p>", '<p style="color: red; width: 1px;"></p>'),
        ("a<br/>b<input value=x>", 'a<br>b<input value="x" .value="x">'),
        (
            "<input type=checkbox checked>",
            '<input checked="" type="checkbox" .checked .value="on">',
        ),
        ("&lt;&amp;&nbsp;", "&lt;&amp;&nbsp;"),
        ("<!--c-->", "<!--c-->"),
    ],
)
def test_there_is_one_form_only(html: str, written: str) -> None:
    assert inner_html(body(html)) == written


def test_two_texts_that_touch_are_told_apart() -> None:
    element = Element("p")
    insert(element, 0, [Text("a"), Text("b")])
    assert outer_html(element) == "<p>a\u241fb</p>"


def test_attributes_can_be_left_out() -> None:
    assert inner_html(body("<p id=a class=b><i id=c></i></p>"), ["id"]) == (
        '<p class="b"><i></i></p>'
    )


def test_a_long_tree_is_cut() -> None:
    assert pretty(body("<p>1</p><p>2</p><p>3</p>"), limit=2) == "<body>\n  <p>1</p>\n…"
