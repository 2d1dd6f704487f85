from typing import Any

import pytest

from lona.events.event_types import BLUR, CHANGE, CLICK, FOCUS
from lona.html.node import Node


def codes(node: Node) -> Any:
    return node.attributes.get("data-lona-events")


def test_the_events_are_mirrored_in_an_attribute() -> None:
    node = Node(events=[CHANGE(300), CLICK])
    assert codes(node) == "301;302:300"
    node.events.remove(CLICK)
    assert codes(node) == "302:300"
    node.events.add(CHANGE)
    assert codes(node) == "302"
    node.events.toggle(CHANGE)
    assert codes(node) is None
    assert "data-lona-events" not in node.attributes


def test_events_stay_when_the_attributes_are_replaced_or_cleared() -> None:
    node = Node(title="t", events=[CLICK])
    node.attributes = {"href": "/"}
    assert node.attributes == {"href": "/", "data-lona-events": "301"}
    node.attributes.clear()
    assert node.attributes == {"data-lona-events": "301"}
    node.attributes = {"data-lona-events": "302"}  # who writes it means it
    assert node.attributes == {"data-lona-events": "302"}
    node.events.clear()
    assert node.attributes == {}


def test_an_attribute_without_events_goes_with_the_others() -> None:
    node = Node(**{"data-lona-events": "301"})
    assert list(node.events) == []
    node.attributes = {}
    assert node.attributes == {}


def test_events_can_be_changed_like_a_list() -> None:
    node = Node()
    node.events.append(FOCUS)
    node.events.extend([BLUR, CLICK])
    assert CLICK in node.events
    assert CHANGE not in node.events
    assert len(node.events) == 3
    assert list(node.events) == [FOCUS, BLUR, CLICK]
    assert node.events == [CLICK, FOCUS, BLUR]
    assert node.events != [CLICK]
    assert node.events != "x"
    node.events.clear()
    assert codes(node) is None
    assert not node.events


def test_assigning_replaces_the_events_and_keeps_the_container() -> None:
    node = Node(events=[CLICK])
    events = node.events
    node.events = [BLUR]
    assert node.events is events
    assert codes(node) == "305"
    assert Node(events=node.events).events == events


@pytest.mark.parametrize("value", [CLICK, (CLICK,), "click", None, ["click"], [301]])
def test_only_lists_of_event_types_are_accepted(value: Any) -> None:
    node = Node(events=[CLICK])
    with pytest.raises(ValueError, match="event"):
        node.events = value
    with pytest.raises(ValueError, match="event"):
        Node(events=value)
    assert codes(node) == "301"


def test_what_is_no_event_type_is_refused_and_changes_nothing() -> None:
    node = Node(events=[CLICK])
    for operation in (node.events.add, node.events.remove):
        with pytest.raises(ValueError, match="unsupported type"):
            operation("click")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unsupported type"):
        node.events.extend([BLUR, "x"])  # type: ignore[list-item]
    assert codes(node) == "301"


def test_the_delay_counts_when_events_are_compared() -> None:
    assert Node(events=[CHANGE(5)]).events != Node(events=[CHANGE(6)]).events
    assert Node(events=[CHANGE(5)]).events == [CHANGE(5)]
