"""lona_testing.wire.captures: what the attributes of an element say about events."""

import pytest

from lona.protocol import INPUT_EVENT_TYPE
from lona_testing.browser.dom import Element
from lona_testing.wire.captures import find_event, is_ignored


@pytest.mark.parametrize(
    ("events", "delay"),
    [("302", 0), ("302:20", 20), ("301;302:5", 5), ("301", None), ("", None), ("3020", None)],
)
def test_an_element_says_which_events_it_wants(events: str, delay: int | None) -> None:
    element = Element("input")
    element.attributes["data-lona-events"] = events
    assert find_event(element, INPUT_EVENT_TYPE.CHANGE) == delay


def test_an_element_can_be_left_alone() -> None:
    element = Element("a")
    assert not is_ignored(element)
    element.attributes["data-lona-ignore"] = ""
    assert is_ignored(element)
