import contextlib
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from lona.html import patches
from lona.html.abstract_node import AbstractNode
from lona.html.document import Document
from lona.html.node import Node
from lona.html.node_list import NodeList
from lona.html.text_node import TextNode
from lona.html.widget import Widget
from lona.protocol import INPUT_EVENT_TYPE


@pytest.mark.parametrize("name", ["click", "change", "focus", "blur"])
@pytest.mark.parametrize("node", [Node(), TextNode("x")])
def test_an_event_goes_to_the_handler_of_its_name(node: AbstractNode, name: str) -> None:
    event = SimpleNamespace(type=INPUT_EVENT_TYPE[name.upper()], name=name)
    assert node.handle_input_event(event) is event
    seen: list[Any] = []
    setattr(node, f"handle_{name}", seen.append)
    assert node.handle_input_event(event) is None
    assert seen == [event]


@pytest.mark.parametrize("name", ["custom", "click", "change", "focus", "blur", ""])
def test_custom_events_are_passed_on_whatever_their_name(name: str) -> None:
    event = SimpleNamespace(type=INPUT_EVENT_TYPE.CUSTOM, name=name)
    node = Node(handle_click=pytest.fail, handle_change=pytest.fail)
    assert node.handle_input_event(event) is event


@pytest.mark.parametrize("node", [TextNode("x"), Widget()])
def test_what_is_no_element_listens_to_custom_events_only(node: AbstractNode) -> None:
    assert not any(node.listens_to(code) for code in INPUT_EVENT_TYPE)
    assert node.listens_to("custom")


def test_the_data_of_a_change_are_what_was_sent() -> None:
    data = ["5"]
    assert TextNode("x").read_change(data, {}.get) is data


def test_handlers_can_be_methods_of_a_subclass() -> None:
    class Clickable(Node):
        def handle_click(self, input_event: Any) -> Any:
            return "clicked"

    assert (
        Clickable().handle_input_event(SimpleNamespace(type=INPUT_EVENT_TYPE.CLICK, name="click"))
        == "clicked"
    )


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


def test_all_node_classes_are_known_in_the_order_of_their_definition() -> None:
    class First(AbstractNode):
        pass

    class Second(First):
        pass

    class Third(AbstractNode):
        pass

    class Fourth(First, Third):
        pass

    classes = AbstractNode.get_all_node_classes()
    assert classes[-4:] == [First, Second, Third, Fourth]
    assert len(classes) == len(set(classes))


def test_state_and_node_share_the_lock() -> None:
    node = Node()
    with node.state.lock:
        node.state["a"] = 1
    assert node.state is node.state
    assert node.state == {"a": 1}


def test_a_node_can_be_printed_in_a_template() -> None:
    assert Node("<b>", tag_name="p").__html__().endswith(">&lt;b&gt;</p>")


@pytest.mark.parametrize(
    "read",
    [
        str,
        Node.get_text,
        Node.__html__,
        lambda node: node == Node(Node("y")),
        lambda node: node.query_selector("html"),
        lambda node: node.query_selector_all("html"),
        lambda node: node[0].closest("html"),
    ],
)
def test_a_shown_tree_is_read_under_its_lock(read: Callable[[Node], Any]) -> None:
    node = Node(Node("x"))
    document = Document()
    patches.show(document, node)
    lock = document.lock
    held: list[bool] = []

    class WatchedLock:
        def __enter__(self) -> None:
            held.append(lock.acquire(blocking=False))

        def __exit__(self, *error: object) -> None:
            lock.release()

    document.lock = WatchedLock()  # type: ignore[assignment]
    read(node)
    assert True in held


def test_threads_that_touch_a_container_first_get_the_same_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    node = Node()
    patches.show(Document(), node)
    both_make = threading.Barrier(2, timeout=0.2)
    seen: list[object] = []

    def make(node: Node) -> NodeList:
        with contextlib.suppress(threading.BrokenBarrierError):
            both_make.wait()  # breaks, because the other thread has to wait for this one
        return NodeList(node)

    monkeypatch.setattr("lona.html.node.NodeList", make)
    threads = [threading.Thread(target=lambda: seen.append(node.nodes)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(seen) == 2
    assert seen[0] is seen[1] is node.nodes
