"""lona.html.tokenizer: HTML text to tokens."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html.tokenizer import TokenError, decode_attribute, decode_text, tokenize


class StartTag(NamedTuple):
    name: str
    attributes: dict[str, str]
    self_closing: bool
    offset: int


class EndTag(NamedTuple):
    name: str
    offset: int


class Text(NamedTuple):
    data: str
    offset: int


class Collector:
    def __init__(self):
        self.tokens = []

    def start_tag(self, *token):
        self.tokens.append(StartTag(*token))

    def end_tag(self, *token):
        self.tokens.append(EndTag(*token))

    def text(self, *token):
        self.tokens.append(Text(*token))


def tokens(source):
    collector = Collector()
    tokenize(source, collector)
    return collector.tokens


def tag(source):
    (token,) = tokens(source)
    return token


def test_tags_and_texts_come_in_order_with_their_places():
    assert tokens("<p>hi <b>x</b></p>") == [
        StartTag("p", {}, False, 0),
        Text("hi ", 3),
        StartTag("b", {}, False, 6),
        Text("x", 9),
        EndTag("b", 10),
        EndTag("p", 14),
    ]


@pytest.mark.parametrize(
    ("source", "attributes"),
    [
        ("<p a=1 b='2' c=\"3\" d>", {"a": "1", "b": "2", "c": "3", "d": ""}),
        ("<p a = 1\n b\t=\t2>", {"a": "1", "b": "2"}),
        ("<p a=\"1\"b='2'>", {"a": "1", "b": "2"}),
        ("<p title=it's>", {"title": "it's"}),
        ("<p title=no\xa0break\x0b>", {"title": "no\xa0break\x0b"}),
        ("<p title='a > b'>", {"title": "a > b"}),
        ("<p a=1 a=2>", {"a": "1"}),
        ("<p viewBox='0 0 1 1' CLASS=a class=b>", {"viewbox": "0 0 1 1", "class": "a"}),
        ("<SVG viewBox='0 0 1 1'>", {"viewBox": "0 0 1 1"}),
        ("<a href=/x/y/>", {"href": "/x/y/"}),
        ("<p a='' b=\"\">", {"a": "", "b": ""}),
        ("<p / a / b>", {"a": "", "b": ""}),
        ("<p @click=x :y=z data-a.b=c>", {"@click": "x", ":y": "z", "data-a.b": "c"}),
        ("<p a=&lt;&#65;&#x42;&euro;>", {"a": "<AB€"}),
        ("<a href='?a=1&copy=2&amp;b'>", {"href": "?a=1&copy=2&b"}),
    ],
)
def test_attributes_are_read_as_browsers_do(source, attributes):
    assert tag(source).attributes == attributes


@pytest.mark.parametrize(
    ("source", "self_closing"),
    [("<br>", False), ("<br/>", True), ("<br />", True), ("<br a />", True), ("<br a=b/>", False)],
)
def test_a_slash_at_the_end_makes_a_tag_self_closing(source, self_closing):
    assert tag(source).self_closing is self_closing


def test_tag_names_are_lower_case():
    assert tokens("<DIV></Div >") == [StartTag("div", {}, False, 0), EndTag("div", 5)]


@pytest.mark.parametrize("text", ["a < b", "<", "1<2>3", "a <3", "<<", "x &amp; y"])
def test_a_less_than_sign_that_begins_no_tag_is_text(text):
    assert tokens(text) == [Text(text, 0)]


@pytest.mark.parametrize(
    "source",
    ["<!-- a <b> -->", "<!---->", "<!-->", "<!--->", "<!doctype html>", "<?xml ?>", "<!-- open"],
)
def test_comments_doctypes_and_instructions_are_left_out(source):
    assert tokens("x" + source) == [Text("x", 0)]


@pytest.mark.parametrize("name", ["script", "style", "textarea"])
def test_raw_text_ends_at_its_own_end_tag_only(name):
    source = f"<{name}><p>&amp;</x></{name}ish></{name.upper()} >"

    assert tokens(source)[1].data == f"<p>&amp;</x></{name}ish>"
    assert tokens(source)[-1].name == name


@pytest.mark.parametrize("source", ["<p", "<p a", "<p a='x>", '<p a="x>y', "</p", "<p =x>"])
def test_a_tag_that_does_not_end_is_an_error_with_its_place(source):
    with pytest.raises(TokenError, match="Invalid html: ") as info:
        tokens("ab" + source)

    assert info.value.offset == 2


@given(st.text(alphabet="<>/=!-\"'& abp\n;#x", max_size=40))
def test_every_text_gives_tokens_in_order_or_an_error_with_a_place(source):
    result, place = [], None
    try:
        result = tokens(source)
    except TokenError as error:
        place = error.offset
    assert place is None or source[place] == "<"
    offsets = [token.offset for token in result]
    assert offsets == sorted(offsets)
    for token in result:
        if isinstance(token, Text):
            assert source.startswith(token.data, token.offset)
        else:
            assert source[token.offset] == "<"


@pytest.mark.parametrize("unit", ["<", "<p a", "<p a='", "&", "<!--", "</", "a=' "])
def test_broken_text_costs_linear_time(unit):
    # quadratic behaviour would take minutes
    try:
        tokens(unit * 100_000)
    except TokenError:
        pass
    decode_text(unit * 100_000)
    decode_attribute(unit * 100_000)
