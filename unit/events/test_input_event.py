"""The value that travels through the hooks of an event."""

from types import SimpleNamespace

import pytest

from lona.events.input_event import InputEvent
from lona.html.node import Node
from lona.html.text_node import TextNode
from lona.protocol import INPUT_EVENT_TYPE
from lona.protocol import messages as m


def make_event(node=None, target=None, event_type=301, **values):
    message = m.InputEvent(
        2, 1, 0, 7, event_type, {"x": 1}, 11, 12, "DIV", ["an-id"], ["a-class", "b-class"]
    )
    values = {"document": None, "connection": None, "request": None, **values}
    return InputEvent(message, node=node, target_node=target, **values)


def test_an_event_has_everything_that_its_message_says():
    event = make_event()
    assert (event.event_id, event.window_id, event.data) == (7, 2, {"x": 1})
    assert event.tag_name == "DIV"
    assert event.id_list == ["an-id"]
    assert event.class_list == ["a-class", "b-class"]
    assert event.payload == [
        7,
        301,
        {"x": 1},
        11,
        12,
        "DIV",
        ["an-id"],
        ["a-class", "b-class"],
    ]


def test_an_event_has_everything_that_the_server_knows():
    values = {name: object() for name in ("document", "connection", "request", "issuer")}
    applied = []
    event = make_event(**values, mark_applied=lambda: applied.append(True))
    assert {name: getattr(event, name) for name in values} == values
    event.mark_applied()
    assert applied == [True]


def test_an_event_of_no_window_has_nothing_to_report():
    event = make_event()
    assert event.issuer is None
    assert event.mark_applied() is None


@pytest.mark.parametrize(
    ("code", "name", "event_type"),
    [
        (301, "click", INPUT_EVENT_TYPE.CLICK),
        (302, "change", INPUT_EVENT_TYPE.CHANGE),
        (304, "focus", INPUT_EVENT_TYPE.FOCUS),
        (305, "blur", INPUT_EVENT_TYPE.BLUR),
        ("my-event", "my-event", INPUT_EVENT_TYPE.CUSTOM),
        ("click", "click", INPUT_EVENT_TYPE.CUSTOM),
    ],
)
def test_an_event_has_a_type_and_a_name(code, name, event_type):
    event = make_event(event_type=code)
    assert (event.name, event.type) == (name, event_type)
    assert repr(event) == f"<InputEvent({name}, event_id=7, node=None)>"


def test_the_nodes_of_an_event_are_those_from_its_node_to_the_root():
    text = TextNode("x")
    inner = Node(text)
    outer = Node(inner)
    event = make_event(inner, text)
    assert event.node is inner
    assert event.target_node is text
    assert [id(node) for node in event.nodes] == [id(inner), id(outer)]
    assert make_event().nodes == []


def test_ids_and_classes_are_those_of_the_node():
    node = Node(_id="mine", _class="own")
    event = make_event(node)
    assert event.node_has_id("mine")
    assert event.node_has_class("own")
    assert not event.node_has_id("an-id")
    assert not event.node_has_class("a-class")


def test_without_a_node_ids_and_classes_are_those_of_the_element():
    event = make_event()
    assert event.node_has_id("an-id")
    assert event.node_has_class("b-class")
    assert not event.node_has_id("a-class")
    assert not event.node_has_class("an-id")


def test_a_node_that_can_have_neither_ids_nor_classes_has_none():
    event = make_event(SimpleNamespace(parent=None))
    assert not event.node_has_id("an-id")
    assert not event.node_has_class("a-class")
