from types import SimpleNamespace
from typing import Any

import pytest

from lona.html.abstract_node import AbstractNode
from lona.html.node import Node
from lona.html.text_node import TextNode


@pytest.mark.parametrize("name", ["click", "change", "focus", "blur"])
@pytest.mark.parametrize("node", [Node(), TextNode("x")])
def test_an_event_goes_to_the_handler_of_its_name(node: AbstractNode, name: str) -> None:
    event = SimpleNamespace(name=name)
    assert node.handle_input_event(event) is event
    seen: list[Any] = []
    setattr(node, f"handle_{name}", seen.append)
    assert node.handle_input_event(event) is None
    assert seen == [event]


def test_events_of_other_names_are_passed_on() -> None:
    event = SimpleNamespace(name="custom")
    assert Node().handle_input_event(event) is event


def test_handlers_can_be_methods_of_a_subclass() -> None:
    class Clickable(Node):
        def handle_click(self, input_event: Any) -> Any:
            return "clicked"

    assert Clickable().handle_input_event(SimpleNamespace(name="click")) == "clicked"


def test_all_node_classes_are_known_once_each() -> None:
    class Left(Node):
        pass

    class Right(Node):
        pass

    class Both(Left, Right):
        pass

    classes = AbstractNode.get_all_node_classes()
    assert classes[0] is AbstractNode
    assert {Node, TextNode, Left, Right, Both} <= set(classes)
    assert len(classes) == len(set(classes))


def test_state_and_node_share_the_lock() -> None:
    node = Node()
    with node.state.lock:
        node.state["a"] = 1
    assert node.state is node.state
    assert node.state == {"a": 1}


def test_a_node_can_be_printed_in_a_template() -> None:
    assert Node("<b>", tag_name="p").__html__().endswith(">&lt;b&gt;</p>")
