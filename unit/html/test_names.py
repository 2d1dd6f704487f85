"""lona.html.names, and what nodes make of it."""

import warnings

import pytest

from lona.html import A, Div, Form, Node, parse_html
from lona.html.names import is_name, runs_javascript
from lona.warnings import JavaScriptUrlWarning


@pytest.mark.parametrize(
    "name", ["a", "data-x", "@click", ":is", "x-on:click.prevent", "v-if", "#x", "ä", "x[0]", "(a)"]
)
def test_names_may_have_what_frameworks_use(name):
    assert is_name(name)
    assert Div(attributes={name: "x"}).attributes[name] == "x"


@pytest.mark.parametrize("character", list("\"'<>/= \t\n\r\f\0\x1b\x7f\x85\xa0\u2028"))
def test_names_have_nothing_that_ends_them(character):
    name = f"a{character}b"
    node = Div()
    assert not is_name(name)
    with pytest.raises(ValueError, match="unsupported name"):
        node.attributes[name] = "x"
    with pytest.raises(ValueError, match="name of an element"):
        Node(tag_name=name)
    assert not node.attributes


@pytest.mark.parametrize("html", ['<p a"b=c></p>', "<p a<b></p>", "<a'b></a'b>", "<x=y></x=y>"])
def test_parsed_names_have_none_either(html):
    with pytest.raises(ValueError, match="name"):
        parse_html(html)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:x",
        " javascript:",
        "\x01\tjava\nscri\rpt\t:x",
    ],
)
@pytest.mark.parametrize("name", ["href", "HREF", "src", "action", "formaction", "xlink:href"])
def test_a_script_in_a_url_is_written_with_a_warning(name, url):
    node = Node(tag_name="a")
    with pytest.warns(JavaScriptUrlWarning, match=f"{name!r} of a <a>"):
        node.attributes[name] = url
    assert node.attributes[name] == url


@pytest.mark.parametrize("name", ["title", "value", "data-href", "alt"])
def test_attributes_that_are_no_urls_may_say_anything(name):
    assert not runs_javascript(name, "javascript:x")


@pytest.mark.parametrize(
    "url", ["/javascript:x", "x:javascript:y", "java script:x", "", 5, "https:"]
)
def test_other_urls_are_none_that_run(url):
    assert not runs_javascript("href", url)


def test_a_place_is_warned_of_once():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        for number in range(3):
            A(href=f"javascript:f({number})", id=f"a{number}")
        A(href="javascript:g()")
        Form(action="javascript:g()")
        parse_html('<a href="javascript:x">x</a>')
    assert [warning.category for warning in caught] == [JavaScriptUrlWarning] * 4
    assert {warning.filename for warning in caught} == {__file__}
