"""lona.html.raw_html and the mixin for its widget."""

import json
from pathlib import Path

import pytest

from lona.html import Div, Node, P, RawHTML, parse_html
from lona.html.document import Document
from lona.html.mixins import FrontendComponent
from lona.html.patches import show, take

HTML = "<b onclick='x()'>1 & 2</b><p>"


def test_it_is_a_div_with_the_html_as_content():
    node = RawHTML(HTML, _id="raw", _class="x")

    assert node.tag_name == "div"
    assert node.inner_html == HTML
    assert str(node) == f'<div data-lona-node-id="{node.id}" id="raw" class="x">{HTML}</div>'
    assert node.__html__() == str(node)


def test_it_is_empty_by_default():
    assert RawHTML().inner_html == ""


def test_the_html_goes_to_the_browser_as_it_is():
    node = RawHTML(HTML)

    assert json.loads(show(Document(), node).to_json()) == [1, int(node.id), "div", {"h": HTML}, 0]


def test_a_change_is_one_patch_and_no_change_is_none():
    document, node = Document(), RawHTML(HTML)
    show(document, Div(node))

    node.inner_html = HTML
    assert take(document) is None

    node.inner_html = "a"
    node.inner_html = "b"
    assert json.loads(take(document).to_json()) == [[8, int(node.id), "b"]]


@pytest.mark.parametrize("value", [None, 1, P(), ["x"]])
def test_only_strings_are_html(value):
    node = RawHTML("x")

    with pytest.raises(ValueError, match="inner_html"):
        node.inner_html = value
    with pytest.raises(ValueError, match="inner_html"):
        RawHTML(value)

    assert node.inner_html == "x"


@pytest.mark.parametrize(
    "change",
    [
        lambda node: node.nodes.append("x"),
        lambda node: node.nodes.insert(0, "x"),
        lambda node: node.nodes.extend(["x"]),
        lambda node: node.nodes.remove(P()),
        lambda node: node.nodes.pop(0),
        lambda node: node.nodes.clear(),
        lambda node: node.nodes.__setitem__(0, "x"),
        lambda node: node.nodes.__delitem__(0),
        lambda node: node.nodes.reverse(),
        lambda node: node.nodes.sort(),
        lambda node: setattr(node, "nodes", ["x"]),
        lambda node: node.append("x"),
        lambda node: node.set_text("x"),
        lambda node: RawHTML(nodes=["x"]),
    ],
)
def test_its_nodes_are_frozen(change):
    node = RawHTML("x")

    with pytest.raises(RuntimeError, match="inner_html"):
        change(node)

    assert list(node.nodes) == []


def test_raw_html_is_equal_by_its_html():
    assert RawHTML("a") == RawHTML("a")
    assert RawHTML("a") != RawHTML("b")
    assert RawHTML("a") != Div()
    assert Div() != RawHTML("a")


def test_the_mixin_brings_the_script_of_the_widget_for_any_node():
    class Component(FrontendComponent, Node):
        WIDGET = "lona.RawHtmlWidget"
        WIDGET_DATA = {"inner_html": "<b>x</b>"}

    (script,) = Component.STATIC_FILES

    assert "lona.RawHtmlWidget" in Path(script.path).read_text()
    assert script.url_path not in {"widgets.js", "widgets.css"}
    assert Component().widget == "lona.RawHtmlWidget"


def test_it_has_nothing_to_clear():
    with pytest.raises(RuntimeError, match="assign its inner_html"):
        RawHTML("x").clear()


def test_content_between_the_tags_of_a_raw_node_is_refused_by_the_parser() -> None:
    with pytest.raises(RuntimeError, match="RawHTML has no nodes"):
        parse_html("<raw>text</raw>", node_classes={"raw": RawHTML})
