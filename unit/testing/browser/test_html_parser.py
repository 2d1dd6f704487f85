"""lona_testing.browser.html_parser: the trees that browsers make of HTML texts."""

import pytest

from lona_testing.browser.dom import (
    HTML_NAMESPACE,
    MATHML_NAMESPACE,
    SVG_NAMESPACE,
    Comment,
    Element,
    Node,
    Text,
    insert,
)
from lona_testing.browser.html_parser import parse_document, parse_fragment

_PREFIXES = {HTML_NAMESPACE: "", SVG_NAMESPACE: "svg:", MATHML_NAMESPACE: "math:"}


def _shown(nodes: list[Node]) -> str:
    """Write nodes as `tag(children)`, texts in bars."""
    return " ".join(map(_show, nodes))


def _show(node: Node) -> str:
    if isinstance(node, Text):
        return f"|{node.data}|"
    if isinstance(node, Comment):
        return f"!{node.data}!"
    name = _PREFIXES[node.namespace] + node.tag
    return f"{name}({_shown(node.children)})" if node.children else name


def _body(html: str) -> str:
    html_element = parse_document(html).children[-1]
    assert isinstance(html_element, Element)
    body = html_element.children[-1]
    assert isinstance(body, Element)
    return _shown(body.children)


@pytest.mark.parametrize(
    ("html", "tree"),
    [
        ("<h1>x<h2>y</h2>", "h1(|x|) h2(|y|)"),
        ("<p>a<p>b", "p(|a|) p(|b|)"),
        ("<a>1<a>2</a></a>", "a(|1|) a(|2|)"),
        ("<b>1<i>2</b>3</i>4", "b(|1| i(|2|)) i(|3|) |4|"),
        ("<b>x<p>y</b>z</p>", "b(|x|) p(b(|y|) |z|)"),
        ("<table>x<tr><td>y", "|x| table(tbody(tr(td(|y|))))"),
        ("<table><form><tr><td>", "table(form tbody(tr(td)))"),
        ("<tr><td>z", "|z|"),
        ("<form><form><input></form>", "form(input)"),
        ("<select><div><option>x</select>", "select(div(option(|x|)))"),
        ("<template><p>x</template>y", "template |y|"),
        ("x<?php y ?>z<!nonsense>", "|x| !?php y ! |z| !nonsense!"),
        ("<noscript><p>n</noscript>", "noscript(|<p>n|)"),
        ("a\r\nb<pre>\n\nc", "|a\nb| pre(|\nc|)"),
        ("x\0&#0;&copy=&notit;&#128;", "|x\ufffd©=¬it;€|"),
        ("<svg><LINEARGRADIENT/><title><p>x", "svg:svg(svg:linearGradient svg:title(p(|x|)))"),
        ("<svg><![CDATA[a<b]]>c</svg>", "svg:svg(|a<bc|)"),
        ("<math><mi><p>x", "math:math(math:mi(p(|x|)))"),
    ],
)
def test_documents_are_built_as_the_standard_says(html: str, tree: str) -> None:
    assert _body(f"<body>{html}") == tree


@pytest.mark.parametrize(
    ("tag", "namespace", "html", "tree"),
    [
        ("div", HTML_NAMESPACE, "<td>x", "|x|"),
        ("tr", HTML_NAMESPACE, "<td>x<td>y", "td(|x|) td(|y|)"),
        ("table", HTML_NAMESPACE, "<td>x", "tbody(tr(td(|x|)))"),
        ("textarea", HTML_NAMESPACE, "\n<b>&amp;", "|\n<b>&|"),
        ("pre", HTML_NAMESPACE, "\nx", "|\nx|"),
        ("script", HTML_NAMESPACE, "<b>&amp;", "|<b>&amp;|"),
        ("template", HTML_NAMESPACE, "<p>x", ""),
        ("x-y", HTML_NAMESPACE, "<p>x<td>y", "p(|xy|)"),
        ("svg", SVG_NAMESPACE, "<lineargradient/>", "svg:linearGradient"),
        ("foreignObject", SVG_NAMESPACE, "<lineargradient>", "lineargradient"),
        ("mi", MATHML_NAMESPACE, "<p>x", "p(|x|)"),
        ("form", HTML_NAMESPACE, "<form>a</form>b<form>c", "|ab| form(|c|)"),
    ],
)
def test_fragments_depend_on_the_element_they_are_for(
    tag: str, namespace: str, html: str, tree: str
) -> None:
    nodes = parse_fragment(html, Element(tag, namespace))
    assert _shown(nodes) == tree
    assert all(node.parent is None for node in nodes)


def test_in_a_form_begins_no_other_one() -> None:
    form, inner = Element("form"), Element("div")
    insert(form, 0, [inner])
    assert _shown(parse_fragment("<form id=x><b>y</b></form>", inner)) == "b(|y|)"


def test_attributes_have_the_names_and_values_that_are_written() -> None:
    (svg,) = parse_fragment("<svg CLASS=' a  b' viewbox=1 xlink:HREF=x id=i ID=j>", Element("p"))
    assert isinstance(svg, Element)
    expected = {"class": " a  b", "viewBox": "1", "xlink:href": "x", "id": "i"}
    assert svg.attributes == expected


def test_the_style_is_taken_apart() -> None:
    (p,) = parse_fragment("<p style='color: red; --X: 1'>", Element("div"))
    assert isinstance(p, Element)
    assert (p.style, p.attributes) == ({"color": "red", "--X": "1"}, {})
    assert p.get("style") == "color: red; --X: 1"


def test_attributes_of_late_html_and_body_tags_are_added() -> None:
    html = parse_document("<html a=1><body b=2>x<html a=3 c=4><body b=5 d=6>").children[0]
    assert isinstance(html, Element)
    assert html.attributes == {"a": "1", "c": "4"}
    body = html.children[-1]
    assert isinstance(body, Element)
    assert body.attributes == {"b": "2", "d": "6"}


@pytest.mark.parametrize(
    ("doctype", "is_quirky"),
    [
        ("", True),
        ("<!doctype html>", False),
        ("<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN' 'x'>", False),
        ("<!doctype html public '-//W3C//DTD HTML 3.2//EN'>", True),
        ("<!doctype html system 'about:legacy-compat'>", False),
        ("<!-- x --><!doctype html>", False),
        ("<!doctype x>", True),
    ],
)
def test_the_doctype_decides_on_quirks_mode(doctype: str, is_quirky: bool) -> None:
    assert parse_document(f"{doctype}<p>x").is_quirky is is_quirky


def test_depth_is_no_matter() -> None:
    depth = 20_000
    document = parse_document("<b>" * depth)
    assert sum(e.tag == "b" for e in document.elements()) == depth


def test_what_follows_each_other_is_one_text() -> None:
    (text,) = parse_fragment("a&amp;<![CDATA[b]]>", Element("g", SVG_NAMESPACE))
    assert isinstance(text, Text)
    assert text.data == "a&b"
