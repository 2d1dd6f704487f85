import json
from typing import Any

import pytest

from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.node import Node
from lona.html.text_node import TextNode
from lona.html.wire import to_json
from lona.protocol import encode_json

SVG = "http://www.w3.org/2000/svg"


def entries(nodes: list[AbstractNode], document: Document | None = None) -> list[Any]:
    """Return the sequence of nodes as Python objects."""
    return list(json.loads(to_json(nodes, document)))


def spec_of(node: Node) -> Any:
    return entries([node])[3]


def test_a_node_without_anything_has_no_spec() -> None:
    node = Node(tag_name="p")
    assert entries([node]) == [1, int(node.id), "p", 0, 0]


def test_containers_that_were_touched_but_are_empty_are_left_out() -> None:
    node = Node(disabled=False)
    assert (len(node.style), len(node.id_list), len(node.class_list)) == (0, 0, 0)
    assert spec_of(node) == 0


def test_attribute_values_are_strings() -> None:
    node = Node(a=1, b=True, c=False, checked=True, selected=False, value="")
    expected = {"a": "1", "b": "true", "c": "false", "checked": "", "value": ""}
    assert spec_of(node) == {"a": expected}


def test_a_namespace_is_named_where_it_changes() -> None:
    circle = Node(tag_name="circle")
    same = Node(namespace=SVG)
    svg = Node(circle, same, namespace=SVG)
    assert spec_of(svg) == {"n": SVG}
    assert spec_of(circle) == 0
    assert spec_of(same) == 0


def test_a_widget_brings_a_copy_of_its_data() -> None:
    node = Node(widget="w", widget_data={"a": [1]})
    spec = spec_of(node)
    node.widget_data["a"].append(2)  # type: ignore[index]
    assert spec == {"w": "w", "d": {"a": [1]}}
    assert spec_of(Node(widget="w")) == {"w": "w", "d": {}}
    assert spec_of(Node(widget_data=[1])) == 0


def test_nodes_that_clients_know_are_references() -> None:
    document = Document()
    inner = Node(Node())
    entries([inner], document)
    outer = Node(inner)
    assert entries([outer], document) == [1, int(outer.id), "html", 0, 1, 3, int(inner.id)]
    assert entries([outer])[0:5] == [1, int(outer.id), "html", 0, 1]
    assert len(entries([outer])) == 15


def test_everything_can_be_written_as_json() -> None:
    node = Node("ä\ud800", Node(a=float("nan"), style={"top": 1.5}), _class=["b", 1])
    assert encode_json(entries([node])).isascii()


def test_a_class_can_add_to_its_spec() -> None:
    class Special(Node):
        _EXTRA_SPEC = True

        def _wire_spec(self, spec: dict[str, Any]) -> None:
            spec["h"] = "<b>"

    assert spec_of(Special()) == {"h": "<b>"}


def test_the_json_text_is_that_of_the_entries() -> None:
    node = Node('é\ud800"', Node(_class="b a", title=1), _class="x")
    assert to_json([node]) == encode_json(entries([node]))


def test_a_text_of_a_class_of_its_own_is_a_text() -> None:
    class Loud(TextNode):
        pass

    text = Loud("a")
    assert entries([Node(text)])[5:] == [2, int(text.id), "a"]


def test_a_tag_name_that_was_changed_after_its_class_was_made_counts() -> None:
    class Changed(Node):
        TAG_NAME = "old"

    Changed.TAG_NAME = "new"
    assert entries([Changed()])[2:4] == ["new", 0]


def test_a_tag_name_can_be_computed_for_each_node() -> None:
    class Computed(Node):
        level = 1

        @property
        def TAG_NAME(self) -> str:  # type: ignore[override]
            return f"h{self.level}"

    class Second(Computed):
        level = 2

    assert [entries([node])[2] for node in (Computed(), Second())] == ["h1", "h2"]


@pytest.mark.parametrize("name", ["style", "id_list", "class_list", "attributes"])
def test_what_is_first_touched_when_the_node_exists_is_written(name: str) -> None:
    node = Node()
    if name in ("style", "attributes"):
        getattr(node, name)["a"] = "b"
    else:
        getattr(node, name).add("b")
    assert spec_of(node) in ({name[0]: {"a": "b"}}, {name[0]: "b"})
