import copy
from typing import Any

import pytest

from lona.events.event_types import CHANGE, CLICK, FOCUS
from lona.html import patches
from lona.html.document import Document
from lona.html.node import Node
from lona.html.text_node import TextNode
from lona.protocol import INPUT_EVENT_TYPE
from lona.warnings import KeywordWarning


class Div(Node):
    TAG_NAME = "div"


# -- class constants ----------------------------------------------------------------------------


class Fancy(Node):
    TAG_NAME = "fancy"
    ID_LIST = ["i"]
    CLASS_LIST = ["c"]
    STYLE = {"top": "0"}
    ATTRIBUTES = {"title": "t"}
    EVENTS = [CLICK]
    WIDGET = "w"
    WIDGET_DATA = {"list": []}


def test_keywords_add_to_the_constants_of_the_class() -> None:
    node = Fancy(_id="j", _class="d", style={"left": "1"}, alt="a", events=[CHANGE])
    assert node.id_list == ["i", "j"]
    assert node.class_list == ["c", "d"]
    assert node.style == {"top": "0", "left": "1"}
    assert node.attributes == {"title": "t", "alt": "a", "data-lona-events": "301;302"}


def test_keywords_replace_widget_and_its_data() -> None:
    node = Fancy(widget="v", widget_data=[1])
    assert node.widget == "v"
    assert node.widget_data == [1]
    assert Fancy().widget == "w"


def test_changing_an_instance_never_changes_the_class() -> None:
    node = Fancy()
    node.id_list.add("x")
    node.class_list.add("x")
    node.style["x"] = "x"
    node.attributes["x"] = "x"
    node.events.add(FOCUS)
    node.widget_data["list"].append(1)  # type: ignore[index]
    assert Fancy() == Fancy()
    assert Fancy.WIDGET_DATA == {"list": []}
    assert Fancy().widget_data == {"list": []}
    assert Fancy().class_list == ["c"]
    assert Fancy().events == [CLICK]


def test_constants_and_methods_may_come_from_a_mixin_that_is_no_node() -> None:
    class Mixin:
        CLASS_LIST = ["mixed"]

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.seen = True

        def append(self, node: Any) -> None:
            super().append(f"<{node}>")  # type: ignore[misc]

    class Mixed(Mixin, Div):
        pass

    node = Mixed("a", ["b"])
    assert node.has_class("mixed")
    assert [str(child) for child in node] == ["<a>", "<b>"]
    assert node.seen


def test_the_tag_of_a_plain_node_is_html() -> None:
    assert Node().tag_name == "html"


# -- listening ----------------------------------------------------------------------------------


def listened(node: Node) -> set[int]:
    return {int(code) for code in INPUT_EVENT_TYPE if node.listens_to(code)}


def test_an_element_listens_to_what_it_asked_for() -> None:
    assert listened(Div(events=[CLICK, CHANGE(300)])) == {301, 302}
    assert listened(Div(attributes={"data-lona-events": "304"})) == {304}  # as parsed HTML has it


def test_custom_events_need_no_declaration() -> None:
    assert Div().listens_to("custom")


@pytest.mark.parametrize("value", ["", "disabled", True, 0])
def test_a_disabled_element_does_not_listen(value: Any) -> None:
    assert listened(Div(events=[CLICK], disabled=value)) == set()
    assert not Div(disabled=value).listens_to("custom")
    assert listened(Div(events=[CLICK], disabled=False)) == {301}


def test_asking_whether_an_element_listens_makes_no_attributes() -> None:
    node = Div()
    assert not node.listens_to(INPUT_EVENT_TYPE.CLICK)
    assert node._attributes is None


# -- constructor --------------------------------------------------------------------------------


def test_other_iterables_are_unpacked_one_level() -> None:
    node = Div(["a"], ("b",), (letter for letter in "c"), {"d": 1}, 1, Div("x"))
    assert [child.get_text() for child in node] == ["a", "b", "c", "d", "1", "x"]
    with pytest.raises(ValueError, match="unsupported type"):
        Div([["a"]])


def test_children_of_another_node_can_be_unpacked() -> None:
    source = Div("a", "b", "c")
    children = list(source)
    node = Div(source.nodes)
    assert all(a is b for a, b in zip(node, children, strict=True))
    assert len(source) == 0


@pytest.mark.parametrize(
    ("keyword", "name"),
    [
        ("_for", "for"),
        ("data_user_id", "data-user-id"),
        ("_aria_label", "aria-label"),
        ("__x", "-x"),
        ("title", "title"),
    ],
)
def test_underscores_become_dashes_and_a_leading_dash_is_dropped(keyword: str, name: str) -> None:
    assert Div(**{keyword: "v"}).attributes == {name: "v"}


@pytest.mark.parametrize("keyword", ["id", "_id"])
def test_ids_are_a_string_or_a_list(keyword: str) -> None:
    assert Div(**{keyword: "a b"}).id_list == ["a", "b"]
    assert Div(**{keyword: ["a b"]}).id_list == ["a b"]
    for value in (3, None, {"a": 1}):
        with pytest.raises(ValueError, match=r"^id has to be string or list of strings$"):
            Div(**{keyword: value})


@pytest.mark.parametrize("keyword", ["class", "_class"])
def test_classes_are_a_string_or_a_list(keyword: str) -> None:
    assert Div(**{keyword: "a b"}).class_list == ["a", "b"]
    for value in (3, None, {"a": 1}):
        with pytest.raises(ValueError, match=r"^class has to be string or list of strings$"):
            Div(**{keyword: value})


@pytest.mark.parametrize("keyword", ["style", "_style"])
def test_the_style_is_a_dict_or_a_css_string(keyword: str) -> None:
    assert Div(**{keyword: "a: b:c; d: e"}).style == {"a": "b:c", "d": "e"}
    assert Div(**{keyword: {"a": 1}}).style == {"a": 1}
    for value in (3, None, ["a"], "oops"):
        with pytest.raises(ValueError, match="style"):
            Div(**{keyword: value})


def test_attributes_are_a_dict() -> None:
    assert Div(attributes={"a_b": 1}, c=2).attributes == {"a_b": 1, "c": 2}
    for value in (3, None, ["a"], "x"):
        with pytest.raises(ValueError, match="attributes"):
            Div(attributes=value)


def test_children_can_be_a_keyword() -> None:
    assert Div("gone", nodes=["a", "b"]).get_text() == "a b"
    assert Div(nodes=Div("x")).get_text() == "x"
    assert Div(nodes=("a",)).get_text() == "a"


@pytest.mark.parametrize("name", ["handle_click", "handle_change", "handle_focus", "handle_blur"])
def test_handlers_are_stored_on_the_instance(name: str) -> None:
    def handler(event: Any) -> None:
        return None

    node = Div(**{name: handler})
    assert getattr(node, name) is handler
    assert node.attributes == {}
    with pytest.raises(TypeError, match=f"{name} has to be callable"):
        Div(**{name: "x"})


def test_other_handlers_are_nothing_special() -> None:
    assert Div(handle_scroll="x").attributes == {"handle-scroll": "x"}


def test_the_state_has_an_initial_value() -> None:
    value = object()
    node = Div(state={"a": value})
    assert node.state["a"] is value
    assert Div().state == {}
    assert "state" not in node.attributes
    with pytest.raises(ValueError, match="state"):
        Div(state=[1])


def test_ignore_is_an_attribute() -> None:
    node = Div(ignore=True)
    assert node.attributes == {"data-lona-ignore": ""}
    assert node.ignore is True
    node.ignore = False
    assert node.attributes == {}
    assert node.ignore is False
    assert Div(ignore=False).attributes == {}
    for value in (1, "x", None):
        with pytest.raises(TypeError, match="ignore"):
            Div(ignore=value)


@pytest.mark.parametrize("value", [None, len, [], {}])
def test_what_is_no_attribute_value_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="unsupported type"):
        Div(title=value)


def test_arguments_override_the_constants() -> None:
    node = Div(tag_name="x", namespace="urn:n", self_closing_tag=True)
    assert (node.tag_name, node.namespace, node.self_closing_tag) == ("x", "urn:n", True)
    node.self_closing_tag = False
    assert node.self_closing_tag is False
    assert Div().self_closing_tag is False


# -- properties ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tag_name", "widget", "namespace", "id", "parent", "root"])
def test_some_properties_can_only_be_read(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Div(), name, "x")


def test_ids_are_unique_strings_that_stay() -> None:
    nodes = [Div(), Div(), TextNode("x")]
    ids = [node.id for node in nodes]
    assert len(set(ids)) == 3
    assert all(isinstance(each, str) for each in ids)
    assert ids == [node.id for node in nodes]
    assert str(nodes[0]._id) == ids[0]


def test_the_namespace_is_that_of_the_nearest_ancestor_with_one() -> None:
    inner = Div()
    Div(Div(inner), namespace="urn:n")
    assert inner.namespace == "urn:n"
    assert Div().namespace == ""


def test_parent_root_and_document_follow_the_tree() -> None:
    inner = Div()
    outer = Div(Div(inner))
    assert inner.root is outer
    assert outer.root is outer
    assert outer.parent is None
    assert inner.parent is outer[0]
    with inner.document.lock, inner.lock:
        pass
    document = Document()
    patches.show(document, outer)
    assert inner.document is document
    assert inner.lock is document.lock


def test_a_node_is_always_true_and_has_a_length() -> None:
    assert Div()
    assert len(Div()) == 0
    assert len(Div("a", "b")) == 2


def test_a_node_works_like_a_list_of_its_children() -> None:
    node = Div("a", "b")
    child = Div()
    node.insert(0, child)
    node.extend(["c"])
    assert child in node
    assert Div() not in node
    assert next(iter(node)) is child
    assert node.pop(0) is child
    node[0] = child
    assert node[0] is child
    del node[0]
    assert node.get_text() == "b c"


def test_a_node_removes_a_child_or_itself() -> None:
    child = Div()
    node = Div(child)
    child.remove()
    assert len(node) == 0
    with pytest.raises(RuntimeError, match="has no parent"):
        child.remove()
    with pytest.raises(ValueError, match="is no child"):
        node.remove(child)
    with pytest.raises(ValueError, match="None is no node"):
        node.remove(None)


def test_has_id_and_has_class() -> None:
    node = Div(_id="a", _class="b")
    assert node.has_id("a")
    assert not node.has_id("b")
    assert node.has_class("b")
    assert not node.has_class("a")
    assert not Div().has_id("a")


def test_set_text_replaces_all_children() -> None:
    node = Div("a", Div())
    node.set_text(5)
    assert len(node) == 1
    assert str(node[0]) == "5"
    old = node[0]
    node.set_text("6")
    assert old.parent is None


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Div("a", Div("b", Div("c")), "d"), "a b c d"),
        (Div(" \ta\n"), "a\n"),
        (Div("ends with a space "), "ends with a space"),
        (Div(), ""),
        (Div(Div(), "x"), "x"),
    ],
)
def test_the_texts_are_joined_by_one_space_each(node: Node, text: str) -> None:
    assert node.get_text() == text


def test_hide_and_show_use_the_style() -> None:
    node = Div()
    node.hide()
    assert node.style == {"display": "none"}
    node.show()
    assert node.style == {}
    node.style["display"] = "flex"
    node.show()
    assert node.style == {"display": "flex"}


def test_all_descendants_are_iterated_in_document_order() -> None:
    inner = Div("b")
    node = Div("a", inner, "c")
    assert [each.get_text() for each in node.iter_nodes()] == ["a", "b", "b", "c"]
    assert list(node.iter_nodes())[1] is inner


def test_nodes_can_not_be_copied_or_hashed() -> None:
    for make in (copy.copy, copy.deepcopy):
        for node in (Div(), TextNode("x")):
            with pytest.raises(RuntimeError, match="is not supported"):
                make(node)
    with pytest.raises(TypeError, match="unhashable"):
        hash(Div())
    with pytest.raises(TypeError, match="unhashable"):
        hash(TextNode("x"))


def test_user_code_can_set_attributes_of_its_own() -> None:
    node = Div()
    node.anything = 1  # type: ignore[attr-defined]
    assert node.anything == 1  # type: ignore[attr-defined]


def test_widget_data_can_be_replaced_and_keeps_its_container() -> None:
    node = Div(widget_data={"a": 1})
    data = node.widget_data
    node.widget_data = [1]
    assert node.widget_data is data
    assert data == [1]
    with pytest.raises(ValueError, match="widget data"):
        node.widget_data = "x"
    assert data == [1]


def test_serialising_gives_the_node_as_on_the_wire() -> None:
    node = Div("x")
    assert node._serialize() == [1, int(node.id), "div", 0, 1, 2, int(node[0].id), "x"]


def test_depth_costs_no_recursion() -> None:
    root = node = Div()
    for _ in range(10_000):
        child = Div()
        node.append(child)
        node = child
    node.append("bottom")
    other = bottom = Div()
    for _ in range(10_000):
        other = Div(other)
    bottom.append("bottom")
    assert root == other
    assert root.get_text() == "bottom"
    assert sum(1 for _ in root.iter_nodes()) == 10_001
    assert root.query_selector("p") is None
    document = Document()
    content = patches.show(document, root)
    assert content is not None
    node.set_text("new")
    assert patches.take(document) is not None
    root.clear()
    assert patches.take(document) is not None
    assert "bottom" in other.__html__()


# -- what is refused changes nothing ------------------------------------------------------------


@pytest.mark.parametrize(
    "create",
    [
        lambda child: Node(child, None),
        lambda child: Node([child, None]),
        lambda child: Node(child, title=None),
        lambda child: Node(nodes=[child, None]),
        lambda child: Node(nodes=[child], title=None),
    ],
)
def test_children_of_a_node_that_can_not_be_created_stay_where_they_were(create: Any) -> None:
    child = Node()
    parent = Node(child)
    with pytest.raises(ValueError, match="unsupported type"):
        create(child)
    assert child.parent is parent
    assert parent[0] is child


def test_the_keyword_for_children_may_have_a_leading_underscore_like_all_others() -> None:
    assert Node("x", _nodes=["y"]) == Node("y")


@pytest.mark.parametrize("keyword", ["", "_", "-"])
def test_a_keyword_that_names_nothing_is_refused(keyword: str) -> None:
    with pytest.raises(ValueError, match="unsupported name: ''"):
        Node(**{keyword: "x"})


def test_the_same_child_twice_stands_at_the_end() -> None:
    child = Node()
    node = Node(child, "x", child)
    assert [each is child for each in node] == [False, True]


def test_a_handler_that_there_is_not_is_refused_with_the_one_that_may_be_meant() -> None:
    with pytest.raises(ValueError, match=r"no handle_clik=.*did you mean handle_click\?"):
        Node(handle_clik=print)
    with pytest.raises(ValueError, match=r"no handle_xyz=, only handle_blur, .*handle_click"):
        Node(handle_xyz=print)
    assert Node(handle_clik="x").attributes["handle-clik"] == "x"


@pytest.mark.parametrize(
    ("keyword", "name", "remedy"),
    [("class_", "class-", "_class='x'"), ("for_", "for-", "_for='x'"), ("_id_", "id-", "_id='x'")],
)
def test_an_underscore_at_the_wrong_end_is_warned_of(keyword: str, name: str, remedy: str) -> None:
    with pytest.warns(KeywordWarning, match=f"{keyword}='x' .*write {remedy}") as warned:
        node = Node(**{keyword: "x"})
    assert node.attributes[name] == "x"
    assert warned[0].filename == __file__
