"""lona.events.event_types."""

import pytest

from lona.events.event_types import BLUR, CHANGE, CLICK, FOCUS, ChangeEventType, EventType


@pytest.mark.parametrize(
    ("event_type", "code", "text"),
    [
        (CLICK, "301", "CLICK"),
        (CHANGE, "302", "CHANGE"),
        (CHANGE(0), "302", "CHANGE"),
        (CHANGE(300), "302:300", "CHANGE(input_delay=300)"),
        (FOCUS, "304", "FOCUS"),
        (BLUR, "305", "BLUR"),
    ],
)
def test_an_event_type_has_a_wire_code_and_a_name(event_type, code, text):
    assert isinstance(event_type, EventType)
    assert event_type.code == code
    assert repr(event_type) == text


def test_types_are_equal_to_themselves_only():
    assert CLICK == CLICK
    assert CLICK != FOCUS
    assert CLICK != "CLICK"
    assert len({CLICK, CHANGE, FOCUS, BLUR}) == 4


def test_change_events_with_different_delays_are_the_same_type():
    assert CHANGE(300) == CHANGE
    assert hash(CHANGE(300)) == hash(CHANGE)
    assert isinstance(CHANGE(300), ChangeEventType)
    assert CHANGE(300).input_delay == 300
    assert CHANGE.input_delay is None


@pytest.mark.parametrize("delay", ["300", 1.5, True, -1, [300]])
def test_a_delay_that_is_no_number_of_milliseconds_is_refused(delay):
    with pytest.raises(ValueError, match="input_delay"):
        CHANGE(delay)
