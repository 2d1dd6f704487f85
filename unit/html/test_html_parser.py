"""lona.html.html_parser: HTML text to nodes."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lona.html import (
    H1,
    SVG,
    A,
    B,
    Br,
    Button,
    CheckBox,
    DataList,
    Div,
    FieldSet,
    I,
    Li,
    Node,
    NodeHTMLParser,
    NumberInput,
    Option2,
    P,
    Script,
    Select2,
    Span,
    Submit,
    Table,
    TBody,
    Td,
    TextArea,
    TextInput,
    TextNode,
    Tr,
    Ul,
    parse_html,
)
from lona.warnings import Lona_2_0_DeprecationWarning


@pytest.fixture
def _future_node_classes(monkeypatch):
    monkeypatch.setenv("LONA_USE_FUTURE_NODE_CLASSES", "true")


def parse_deprecated(source, **options):
    """Parse HTML whose nodes warn that they are deprecated."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Lona_2_0_DeprecationWarning)
        return parse_html(source, **options)


def test_one_top_level_node_comes_alone():
    node = parse_html(" <div><p>x</p></div> ")

    assert type(node) is Div
    assert type(node[0]) is P
    assert node == Div(P("x"))
    assert node.parent is None


def test_several_top_level_nodes_come_as_a_list():
    nodes = parse_html("<p>a</p> b <br>")

    assert nodes == [P("a"), TextNode("b"), Br()]
    assert all(node.parent is None for node in nodes)


def test_without_flat_it_is_always_a_list():
    assert parse_html("<p></p>", flat=False) == [P()]


@pytest.mark.parametrize("source", ["", " \n\t", "<!-- x -->", "<!doctype html>"])
def test_without_content_the_list_is_empty(source):
    assert parse_html(source) == []


def test_a_plain_text_is_a_text_node():
    assert parse_html("hello") == TextNode("hello")


@pytest.mark.parametrize("source", [None, 1, b"<p></p>", ["<p></p>"]])
def test_only_strings_are_parsed(source):
    with pytest.raises(ValueError, match="string"):
        parse_html(source)


@pytest.mark.parametrize(
    ("source", "cls"),
    [
        ("<h1></h1>", H1),
        ("<button></button>", Button),
        ("<svg></svg>", SVG),
        ("<input>", TextInput),
        ("<input type=text>", TextInput),
        ("<input type=TEXT>", TextInput),
        ("<input type=number>", NumberInput),
        ("<input type=checkbox>", CheckBox),
        ("<input type=submit>", Submit),
        ("<input type=radio>", Node),
        ("<input type=reset>", Node),
        ("<input type=date>", Node),
        ("<textarea></textarea>", TextArea),
        ("<form></form>", type(parse_html("<form></form>"))),
        ("<my-element></my-element>", Node),
    ],
)
def test_the_class_depends_on_the_tag(source, cls):
    node = parse_html(source)

    assert type(node) is cls
    assert source.startswith(f"<{node.tag_name}")


def test_low_level_parsing_gives_plain_nodes_only():
    node = parse_html(
        "<div><select><option>x</option></select><input type=checkbox></div>",
        use_high_level_nodes=False,
        node_classes={"div": Div},
    )

    assert {type(each) for each in (node, *node.iter_nodes())} == {Node, TextNode}


def test_given_classes_come_first_but_for_inputs():
    class MyDiv(Div):
        pass

    class MyInput(Node):
        TAG_NAME = "input"

    nodes = parse_html("<div></div><input>", node_classes={"div": MyDiv, "input": MyInput})

    assert [type(node) for node in nodes] == [MyDiv, TextInput]


@pytest.mark.parametrize("tag", ["select", "option", "datalist", "fieldset"])
def test_some_tags_become_deprecated_classes(tag):
    with pytest.warns(Lona_2_0_DeprecationWarning):
        node = parse_html(f"<{tag}></{tag}>")

    assert type(node).__module__ == "lona.html.forms.deprecated"


@pytest.mark.usefixtures("_future_node_classes")
@pytest.mark.parametrize(
    ("tag", "cls"),
    [("select", Select2), ("option", Option2), ("datalist", DataList), ("fieldset", FieldSet)],
)
def test_the_switch_selects_the_newer_classes(tag, cls):
    node = parse_html(f"<{tag}></{tag}>", node_classes={tag: Div})

    assert type(node) is cls


@pytest.mark.usefixtures("_future_node_classes")
def test_a_parsed_select_has_values():
    select = parse_html(
        "<select><option value='a'>A</option><option value='b' selected>B</option></select>"
    )

    assert select.values == ("a", "b")
    assert select.value == "b"


def test_a_parsed_deprecated_select_has_values():
    select = parse_deprecated(
        "<select><option value=a>A</option><option selected>B</option></select>"
    )

    assert select.values == [("a", "A", False), ("B", "B", True)]
    assert select.value == "B"


def test_ids_classes_styles_and_values_are_known_to_the_node():
    node = parse_html('<input id="b a" class="x y" style="color: red; --a: b" value="v">')

    assert node.id_list == ["a", "b"]
    assert node.class_list == ["x", "y"]
    assert node.style == {"color": "red", "--a": "b"}
    assert node.value == "v"


def test_other_attributes_are_set_with_lower_case_names():
    node = parse_html('<div Data-X="1" hidden data-lona-node-id="7" a_b="&lt;"></div>')

    assert node.attributes == {"data-x": "1", "hidden": "", "a_b": "<"}
    assert node.id != "7"


def test_names_in_capitals_are_those_of_the_controls():
    node = parse_html('<INPUT TYPE="checkbox" ID="x" CLASS="k" CHECKED />')

    assert type(node) is CheckBox
    assert (node.id_list, node.class_list, node.value) == (["x"], ["k"], True)


def test_names_in_svg_keep_their_case():
    svg = parse_html(
        "<SVG viewBox='0 0 1 1'><linearGradient gradientUnits='a'/><CLIPPATH></clipPath></SVG>"
    )

    assert svg.attributes == {"viewBox": "0 0 1 1"}
    assert [node.tag_name for node in svg] == ["linearGradient", "clipPath"]
    assert svg[0].attributes == {"gradientUnits": "a"}


def test_what_is_in_a_foreign_object_is_html_again():
    (holder, title) = parse_html(
        "<svg><foreignObject><DIV Data-X='1'><svg><textPath/></svg></DIV></foreignObject>"
        "<title><b>x</b></title></svg>"
    )

    assert holder.tag_name == "foreignObject"
    assert (holder[0].tag_name, holder[0].namespace) == ("div", "")
    assert holder[0].attributes == {"data-x": "1"}
    assert holder[0][0].namespace == holder.namespace
    assert holder[0][0][0].tag_name == "textPath"
    assert title[0].tag_name == "b"


@pytest.mark.parametrize(
    ("source", "text"),
    [("<title>a<b</title>", "a<b"), ("<TITLE>a &amp; <b>b</b></TITLE>", "a & <b>b</b>")],
)
def test_a_title_holds_text_only(source, text):
    assert parse_html(source).get_text() == text


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("<p>Hello <b>big</b> <i>wide</i> world</p>", ["Hello ", B, " ", I, " world"]),
        ("<p> Hello </p>", ["Hello"]),
        ("<p>a \t <b></b> \t </p>", ["a ", B]),
        ("<p> <b></b></p>", [B]),
        ("<p>a\n<b></b>\n b</p>", ["a", B, "b"]),
        ("<p><b></b>\n<i></i></p>", [B, I]),
        ("<p><b></b> <!-- c --> <i></i></p>", [B, " ", I]),
        ("<p><b></b> <!-- c -->\n<i></i></p>", [B, I]),
        ("<p>a <!-- c --> b</p>", ["a", " b"]),
        ("<div>a <p></p> b</div>", ["a", P, "b"]),
        ("<div><b></b> <p></p> <i></i></div>", [B, P, I]),
        ("<p>a <input> b</p>", ["a ", TextInput, " b"]),
        ("<p>a <br> b</p>", ["a", Br, "b"]),
        ("<p>a&nbsp;<b></b></p>", ["a\xa0", B]),
        ("<pre>a  <b></b>\n </pre>", ["a  ", B, "\n "]),
    ],
)
def test_white_space_beside_inline_elements_is_one_space(source, texts):
    nodes = parse_html(source)
    assert [n.get_text() if isinstance(n, TextNode) else type(n) for n in nodes] == texts


def test_an_events_attribute_stays_an_attribute():
    node = parse_html('<div data-lona-events="301"></div>')

    assert node.attributes["data-lona-events"] == "301"
    assert list(node.events) == []


def test_the_case_of_attribute_names_is_kept():
    node = parse_html('<SVG viewBox="0 0 1 1"></SVG>')

    assert node.tag_name == "svg"
    assert node.attributes == {"viewBox": "0 0 1 1"}


def test_texts_are_stripped_and_empty_ones_dropped():
    assert parse_html("<ul>\n <li> a\n</li>\n </ul>") == Ul(Li("a"))


def test_a_non_breaking_space_is_content():
    assert parse_html("<td>&nbsp;</td>") == Td("\xa0")


def test_texts_in_pre_are_kept_also_below_other_elements():
    node = parse_html("<div> <pre> a\n<b> b </b> </pre> c </div>")

    assert [str(each) for each in node.iter_nodes() if isinstance(each, TextNode)] == [
        " a\n",
        " b ",
        " ",
        "c",
    ]


def test_character_references_are_decoded_in_texts_and_attributes():
    node = parse_html('<a href="?a=1&amp;b=2">&lt;&euro;&#65;&#x42;</a>')

    assert node.attributes["href"] == "?a=1&b=2"
    assert str(node[0]) == "<€AB"


@pytest.mark.parametrize("tag", ["script", "style"])
def test_scripts_and_styles_are_not_decoded(tag):
    node = parse_html(f"<{tag}> if (a < b && c) '&amp;<p>' </{tag}>")

    assert str(node[0]) == "if (a < b && c) '&amp;<p>'"


@pytest.mark.parametrize("text", ["", " a\n <b>b</b> &amp; ", "<p>", "</div>"])
def test_the_content_of_a_text_area_is_its_value_verbatim(text):
    node = parse_html(f"<textarea>{text}</textarea>")

    assert node.value == text
    assert len(node) == 0


def test_a_low_level_text_area_keeps_its_text_verbatim():
    node = parse_html("<textarea> <b> </textarea>", use_high_level_nodes=False)

    assert str(node[0]) == " <b> "


def test_a_parsed_check_box_is_checked_by_its_attribute():
    checked, unchecked = parse_html(
        "<input type=checkbox checked value=yes><input type=checkbox value=no>"
    )

    assert checked.value is True
    assert unchecked.value is False
    assert checked.attributes["value"] == "yes"


def test_a_parsed_number_input_knows_its_limits():
    node = parse_html('<input type="number" min="1" max="3" step="0.5" value="2.25">')

    assert (node.value, node.min, node.max, node.step) == (2.25, 1.0, 3.0, 0.5)
    assert node.valid is False


@pytest.mark.parametrize("source", ["<br>", "<br/>", "<img>", "<input>", "<param>", "<wbr />"])
def test_void_elements_need_no_end_tag(source):
    node = parse_html(f"<p>{source}x</p>")

    assert len(node) == 2
    assert node[0].self_closing_tag is True


def test_other_elements_may_close_themselves():
    node = parse_html("<p><span/>x<foo/></p>")

    assert type(node[0]) is Span
    assert node[0].self_closing_tag is True
    assert node[2].self_closing_tag is True
    assert len(node) == 3


@pytest.mark.parametrize(
    ("source", "message", "place"),
    [
        ("<p>", "Invalid html: missing end tag </p>", (1, 1)),
        ("<div>\n  <p>\n", "Invalid html: missing end tag </p>", (2, 3)),
        ("<div>\n</p>", "Invalid html: </div> expected, </p> received", (2, 1)),
        ("x\n\n y</p>", "Invalid html: missing start tag for </p>", (3, 3)),
        ("<br></br>", "Invalid html: missing start tag for </br>", (1, 5)),
        ("<script>", "Invalid html: missing end tag </script>", (1, 1)),
        ("a<p", "Invalid html: the tag <p does not end", (1, 2)),
        ("\n<p style='x'></p>", "invalid style: 'x'", (2, 1)),
    ],
)
def test_html_without_a_tree_is_refused_with_line_and_column(source, message, place):
    with pytest.raises(ValueError, match="nvalid") as info:
        parse_html(source)

    line, column = place
    assert str(info.value).startswith(message)
    assert info.value.__notes__ == [f"in line {line}, column {column} of the HTML"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("<p>", "Invalid html: missing end tag </p>"),
        ("<a></b>", "Invalid html: </a> expected, </b> received"),
        ("</p>", "Invalid html: missing start tag for </p>"),
    ],
)
def test_the_text_of_an_error_is_exact_because_callers_compare_it(source, message):
    with pytest.raises(ValueError, match="Invalid html") as info:
        parse_html(source)

    assert str(info.value) == message


def test_a_parser_can_be_used_repeatedly():
    parser = NodeHTMLParser()

    assert parser.parse("<p>a</p>") == [P("a")]
    with pytest.raises(ValueError, match="missing"):
        parser.parse("<pre><p>")
    assert parser.parse("<p> b </p>") == [P("b")]


def test_depth_costs_no_recursion():
    node = parse_html("<div>" * 5000 + "x" + "</div>" * 5000)

    assert sum(1 for _ in node.iter_nodes()) == 5000


names = st.sampled_from(["a", "title", "data-x", "href", "value"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)
words = st.text("abc€&;#< ", min_size=1, max_size=8).map(str.strip).filter(bool)
plain_texts = words.filter(lambda text: "<" not in text and "&" not in text)
elements = st.builds(
    lambda cls, ids, classes, style, attributes, children: cls(
        *children, _id=ids, _class=classes, _style=style, attributes=attributes
    ),
    st.sampled_from([Div, Span, P, A, Button, Table, TBody, Tr, Td, Script, SVG]),
    st.lists(st.sampled_from(["i1", "i2"])),
    st.lists(st.sampled_from(["c1", "c2"])),
    st.dictionaries(st.sampled_from(["color", "--x"]), st.sampled_from(["red", "1px", '"q"'])),
    st.dictionaries(names, texts) | st.just({"hidden": "", "open": ""}),
    st.just([]),
)


@st.composite
def trees(draw, depth=3):
    node = draw(elements)
    children = st.one_of(plain_texts, st.builds(Br), trees(depth - 1)) if depth else plain_texts
    previous_is_text = False
    for child in draw(st.lists(children, max_size=3)):
        if isinstance(child, str) and (previous_is_text or node.tag_name == "script"):
            continue  # neighbouring texts become one
        if node.tag_name == "script":
            continue
        node.append(child)
        previous_is_text = isinstance(child, str)
    return node


@given(trees())
def test_parsing_the_string_of_a_tree_gives_an_equal_tree(tree):
    assert parse_html(str(tree)) == tree


@given(st.text(alphabet="<>/=\"'& pbr!-\n", max_size=30))
def test_every_text_is_parsed_or_refused_with_a_place(source):
    notes = None
    try:
        parse_html(source, use_high_level_nodes=False)
    except ValueError as error:
        notes = error.__notes__
    assert notes is None or (len(notes) == 1 and notes[0].startswith("in line "))
