"""Which data an event can have."""

import pytest

from lona.events.event_data import can_be_data
from lona.protocol import INPUT_EVENT_TYPE as TYPE

FLAGS = {"alt_key": False, "ctrl_key": False, "shift_key": False, "meta_key": False}
KEY = {**FLAGS, "key": "a", "code": "KeyA"}
POINTER = {**FLAGS, "node_width": 1, "node_height": 1, "x": 0, "y": 0}

GOOD = [
    (TYPE.KEY_DOWN, KEY),
    (TYPE.KEY_UP, KEY),
    (TYPE.DBLCLICK, POINTER),
    (TYPE.POINTER_ENTER, POINTER),
    (TYPE.SUBMIT, {}),
    (TYPE.SUBMIT, {"a": "b", "c": ["d"]}),
    (TYPE.SCROLL_END, {"x": 1, "y": 1.5}),
    (TYPE.TOGGLE, {"open": True}),
    (TYPE.CLICK, "anything"),
    ("custom", None),
]
BAD = [
    (TYPE.KEY_DOWN, []),
    (TYPE.KEY_DOWN, {**KEY, "key": 1}),
    (TYPE.KEY_DOWN, {**KEY, "more": 1}),
    (TYPE.KEY_UP, FLAGS),
    (TYPE.DBLCLICK, {**POINTER, "x": "1"}),
    (TYPE.SUBMIT, []),
    (TYPE.SUBMIT, {"a": 1}),
    (TYPE.SUBMIT, {"a": [1]}),
    (TYPE.SCROLL_END, {"x": True, "y": 1}),
    (TYPE.TOGGLE, {"open": 1}),
]


@pytest.mark.parametrize(("event_type", "data"), GOOD)
def test_data_of_the_client_are_taken(event_type, data):
    assert can_be_data(event_type, data)


@pytest.mark.parametrize(("event_type", "data"), BAD)
def test_other_data_are_no_event(event_type, data):
    assert not can_be_data(event_type, data)
