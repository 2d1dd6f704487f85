"""lona.html.registry and the public names of lona.html."""

import importlib

import pytest

import lona.html
from lona.html import (
    FUTURE_NODE_CLASSES,
    INPUT_NODE_CLASSES,
    NODE_CLASSES,
    SELF_CLOSING_TAGS,
    Node,
    elements,
)

VOID = (
    "area base br col embed hr img input link meta param source track wbr"  # HTML standard §13.1.2
)
CLASSES = """
Base Head Link Meta Style Title Body
Address Article Aside Footer Header H1 H2 H3 H4 H5 H6 HGroup Main Nav Section
BlockQuote Dd Div Dl Dt FigCaption Figure Hr Li Menu Ol P Pre Ul
A Abbr B Bdi Bdo Br Cite Code Data Dfn Em I Kbd Mark Q Rp Rt Ruby S Samp Small Span Strong Sub Sup
Time U Var Wbr
Area Audio Img Map Track Video Embed IFrame Object Picture Portal Source SVG Math
Canvas NoScript Script Slot Template Del Ins
Caption Col ColGroup Table TBody Td TFoot Th THead Tr
Details Dialog Summary
Button DataList FieldSet Form Label Legend Meter OptGroup Output Progress TextArea
""".split()
OTHER_TAGS = {
    "Option2": "option",
    "Select2": "select",
    "TextInput": "input",
    "NumberInput": "input",
    "CheckBox": "input",
    "Submit": "input",
    "RadioButton": "input",
    "RadioGroup": "form",
    "RawHTML": "div",
    "PasswordInput": "input",
    "EmailInput": "input",
    "UrlInput": "input",
    "SearchInput": "input",
    "TelInput": "input",
    "RangeInput": "input",
    "ColorInput": "input",
    "DateInput": "input",
    "TimeInput": "input",
    "DateTimeInput": "input",
    "MonthInput": "input",
    "WeekInput": "input",
}
DEPRECATED = {
    "Select": "select",
    "Option": "option",
    "Datalist": "datalist",
    "Fieldset": "fieldset",
}
HELPERS = """
Node Widget HTML HTML1 HTML2 RawHTML parse_html CLICK CHANGE FOCUS BLUR EventType ChangeEventType
INPUT_EVENT_TYPE NodeHTMLParser NODE_CLASSES INPUT_NODE_CLASSES FUTURE_NODE_CLASSES
SELF_CLOSING_TAGS get_client_version
""".split()


def test_the_list_of_elements_is_complete():
    defined = {
        cls.__name__
        for cls in Node.get_all_node_classes()
        if cls.__module__.startswith("lona.html.elements.")
    }

    assert set(elements.__all__) == defined


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_the_tag_of_its_name(name):
    cls = getattr(lona.html, name)
    node = cls()

    assert issubclass(cls, Node)
    assert node.tag_name == name.lower()
    assert node.self_closing_tag is (name.lower() in VOID.split())


@pytest.mark.parametrize(("name", "tag"), OTHER_TAGS.items())
def test_other_classes_have_the_tag_of_their_element(name, tag):
    node = getattr(lona.html, name)()

    assert node.tag_name == tag
    assert node.self_closing_tag is (tag == "input")


@pytest.mark.parametrize(("name", "tag"), DEPRECATED.items())
def test_deprecated_classes_warn_at_each_instantiation(name, tag):
    cls = getattr(lona.html, name)

    with pytest.warns(lona.warnings.Lona_2_0_DeprecationWarning, match=f"{name} is deprecated"):
        assert cls().tag_name == tag


@pytest.mark.parametrize("name", ["Reset", "Html", "TFood"])
def test_some_names_are_gone(name):
    assert not hasattr(lona.html, name)


def test_a_star_import_brings_every_public_name():
    names = {}
    exec("from lona.html import *", names)

    expected = {*CLASSES, *OTHER_TAGS, *DEPRECATED, *HELPERS}
    assert expected.difference(names) == set()
    assert not [name for name in lona.html.__all__ if name.startswith("_")]


def test_the_namespace_of_svg_is_set_and_that_of_math_is_not():
    assert lona.html.SVG().namespace == "http://www.w3.org/2000/svg"
    assert lona.html.Math().namespace == ""


def test_the_tables_map_each_tag_to_the_class_of_this_tag():
    for tag, cls in {**NODE_CLASSES, **FUTURE_NODE_CLASSES}.items():
        assert tag == cls.TAG_NAME

    assert set(FUTURE_NODE_CLASSES) == {"select", "option", "datalist", "fieldset"}
    assert set(INPUT_NODE_CLASSES) == {"text", "number", "checkbox", "submit"}
    assert "input" not in NODE_CLASSES


def test_the_void_tags_are_those_of_html():
    assert isinstance(SELF_CLOSING_TAGS, list)
    assert sorted(SELF_CLOSING_TAGS) == VOID.split()


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("node", ["Node"]),
        ("abstract_node", ["AbstractNode"]),
        ("text_node", ["TextNode"]),
        ("node_list", ["NodeList"]),
        ("widget", ["Widget"]),
        ("widgets", ["HTML"]),
        ("parsing", ["parse_html", "HTML", "NodeHTMLParser"]),
        ("document", ["Document"]),
        ("attribute_dict", ["AttributeDict", "StyleDict"]),
        ("attribute_list", ["IDList", "ClassList"]),
        ("widget_data", ["WidgetData"]),
        ("mixins", ["FrontendComponent"]),
    ],
)
def test_modules_that_applications_import_from_have_their_names(module, names):
    loaded = importlib.import_module(f"lona.html.{module}")

    for name in names:
        assert callable(getattr(loaded, name))
