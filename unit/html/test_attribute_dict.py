from typing import Any

import pytest

from lona.html.attribute_dict import AttributeDict, parse_style, to_wire
from lona.html.node import Node


@pytest.fixture(params=["attributes", "style"])
def values(request: pytest.FixtureRequest) -> Any:
    node = Node(attributes={"a": "1", "b": 2}, style={"a": "1", "b": 2})
    return getattr(node, request.param)


def test_it_works_like_a_dict(values: Any) -> None:
    assert values["a"] == "1"
    assert list(values) == ["a", "b"] == list(values.keys())
    assert list(values.items()) == [("a", "1"), ("b", 2)]
    assert values.get("c", 5) == 5
    assert "a" in values
    assert "c" not in values
    assert values
    assert values.pop("a") == "1"
    assert values.pop("a", None) is None
    assert values.setdefault("d", "x") == "x"
    assert values.setdefault("d", "y") == "x"
    assert values.popitem() == ("d", "x")
    values.update({"e": 1.5})
    values |= {"f": True}
    assert values == {"b": 2, "e": 1.5, "f": True}
    values.clear()
    assert not values
    assert values == {}


def test_deleting_an_unknown_key_is_ignored(values: Any) -> None:
    del values["unknown"]
    assert len(values) == 2


def test_pop_refuses_like_a_dict(values: Any) -> None:
    with pytest.raises(KeyError):
        values.pop("unknown")
    with pytest.raises(TypeError, match=r"^pop expected at most 2 arguments, got 3$"):
        values.pop("unknown", 1, 2)
    assert len(values) == 2


@pytest.mark.parametrize("value", [None, [], {}, object(), len])
def test_other_values_are_refused_and_change_nothing(values: Any, value: Any) -> None:
    with pytest.raises(ValueError, match="unsupported type: <class"):
        values["c"] = value
    with pytest.raises(ValueError, match="unsupported type: <class"):
        values.update({"c": "1", "d": value})
    with pytest.raises(ValueError, match="unsupported type: <class"):
        values.replace({"c": "1", "d": value})
    assert values == {"a": "1", "b": 2}


@pytest.mark.parametrize("value", [None, [], "a: b", 3])
def test_only_dicts_can_be_assigned_or_merged(value: Any) -> None:
    node = Node(title="t", style={"top": "0"})
    for name in ("attributes", "style"):
        with pytest.raises(ValueError, match="dict"):
            setattr(node, name, value)
        with pytest.raises(ValueError, match="dict"):
            getattr(node, name).update(value)
    assert node.attributes == {"title": "t"}
    assert node.style == {"top": "0"}


def test_values_keep_their_type(values: Any) -> None:
    for value in ("x", 1, 1.0, True):
        values["v"] = value
        assert type(values["v"]) is type(value)


@pytest.mark.parametrize(
    ("name", "elsewhere"), [("id", "id_list"), ("class", "class_list"), ("style", "style")]
)
def test_what_has_its_own_place_is_refused(name: str, elsewhere: str) -> None:
    attributes = Node(title="t").attributes
    text = rf"^Node.attributes\['{name}'\] is not supported. Use Node.{elsewhere} instead.$"
    with pytest.raises(RuntimeError, match=text):
        attributes[name] = "x"
    with pytest.raises(RuntimeError, match=text):
        attributes[name]
    with pytest.raises(RuntimeError, match=text):
        attributes.update({"title": "u", name: "x"})
    assert attributes == {"title": "t"}


def test_assigning_replaces_the_content_and_keeps_the_container() -> None:
    node = Node(title="t")
    attributes, style = node.attributes, node.style
    node.attributes = {"href": "/"}
    node.style = {"--x": 1}
    assert node.attributes is attributes
    assert node.style is style
    assert attributes == {"href": "/"}
    assert style == {"--x": 1}


def test_attributes_are_written_as_in_html() -> None:
    attributes = Node(title='a"b', checked=True, disabled=False, hidden="", max=3).attributes
    assert attributes.to_attribute_string() == 'title="a&quot;b" checked hidden max="3"'


def test_styles_are_written_as_in_html() -> None:
    style = Node(style={"color": "red", "top": 1, "content": '"x"'}).style
    assert style.to_sub_attribute_string() == "color: red; top: 1; content: &quot;x&quot;"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("title", "x", "x"),
        ("max", 3, "3"),
        ("max", 1.5, "1.5"),
        ("draggable", True, "true"),
        ("draggable", False, "false"),
        ("disabled", True, ""),
        ("disabled", "", ""),
        ("disabled", False, None),
        ("disabled", "false", "false"),
        ("disabled", 0, "0"),
    ],
)
def test_browsers_get_strings(name: str, value: Any, expected: str | None) -> None:
    assert to_wire(name, value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {}),
        ("color: red", {"color": "red"}),
        (" color:red ; top : 1px ;", {"color": "red", "top": "1px"}),
        ("background: url(http://x/y)", {"background": "url(http://x/y)"}),
        ("a: url(data:x;base64,y); b: 1", {"a": "url(data:x;base64,y)", "b": "1"}),
        ("content: ';'; --x: 1", {"content": "';'", "--x": "1"}),
    ],
)
def test_css_strings_are_parsed(text: str, expected: dict[str, str]) -> None:
    assert parse_style(text) == expected


def test_a_rule_without_colon_is_refused() -> None:
    with pytest.raises(ValueError, match="'oops' is no rule"):
        parse_style("color: red; oops")


def test_containers_of_a_node_can_not_be_pickled() -> None:
    import pickle

    with pytest.raises(TypeError, match="belongs to a node"):
        pickle.dumps(AttributeDict(Node()))


@pytest.mark.parametrize("name", [1, None, "", ("a",), ["a"]])
def test_a_name_that_no_browser_could_take_is_refused_and_changes_nothing(
    values: Any, name: Any
) -> None:
    before = dict(values)
    with pytest.raises(ValueError, match="unsupported name"):
        values[name] = "x"
    assert values == before


def test_a_keyword_of_update_may_have_any_name(values: Any) -> None:
    values.update(values="x")
    assert values["values"] == "x"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("red; position: fixed", "color: red"),
        ("red;", "color: red"),
        ("url('a;b')", "color: url(&#x27;a;b&#x27;)"),
        ("url(data:x;base64,y)", "color: url(data:x;base64,y)"),
        ('"><script>', "color: &quot;&gt;&lt;script&gt;"),
    ],
)
def test_a_value_of_a_style_is_one_value(value, written):
    assert Node(style={"color": value}).style.to_sub_attribute_string() == written


def test_a_name_of_a_style_does_not_leave_the_attribute():
    assert Node(style={'"><b>': "x"}).style.to_sub_attribute_string() == "&quot;&gt;&lt;b&gt;: x"
