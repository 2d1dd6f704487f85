"""lona.events.event_types."""

import pytest

from lona.events.event_types import (
    BLUR,
    CHANGE,
    CLICK,
    FOCUS,
    INPUT,
    KEY_DOWN,
    KEY_UP,
    SUBMIT,
    ChangeEventType,
    EventType,
)
from lona.html.node import Node


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


@pytest.mark.parametrize(
    ("event_type", "code", "text"),
    [
        (KEY_DOWN, "310", "KEY_DOWN"),
        (KEY_DOWN("Enter", "Control+s"), "310:::Enter,Control+s", "KEY_DOWN('Enter', 'Control+s')"),
        (KEY_UP(",", prevent_default=True), "311::p:%2C", "KEY_UP(',', prevent_default=True)"),
        (INPUT(delay=300), "307:300", "INPUT(delay=300)"),
        (SUBMIT(prevent_default=True), "306::p", "SUBMIT(prevent_default=True)"),
    ],
)
def test_options_stand_in_the_code(event_type, code, text):
    assert event_type.code == code
    assert repr(event_type) == text


@pytest.mark.parametrize(
    "make",
    [
        lambda: KEY_DOWN("Entr"),
        lambda: KEY_DOWN("Ctrl+s"),
        lambda: INPUT(delay=-1),
        lambda: INPUT(delay=1.5),
        lambda: SUBMIT(prevent_default="yes"),
    ],
)
def test_options_that_there_are_not_are_refused(make):
    with pytest.raises(ValueError, match=r"has to be|only"):
        make()


def test_variants_of_a_type_are_equal():
    assert KEY_DOWN("Enter") == KEY_DOWN
    assert KEY_DOWN != KEY_UP
    assert len({KEY_DOWN, KEY_DOWN("a")}) == 1
    assert (KEY_DOWN("a").keys, INPUT(delay=3).delay) == (("a",), 3)


def test_a_handler_declares_its_event_and_an_unknown_one_is_refused():
    node = Node(handle_key_down=print, events=[KEY_DOWN("Enter")])
    assert node.attributes["data-lona-events"] == "310:::Enter"
    assert Node(handle_toggle=print).attributes["data-lona-events"] == "315"
    assert "data-lona-events" not in Node(handle_click=print).attributes
    with pytest.raises(ValueError, match=r"no handle_keydown=.*handle_key_down"):
        Node(handle_keydown=print)
    assert Node(handle_keydown="x").attributes["handle-keydown"] == "x"


def test_a_list_of_events_names_those_that_there_are():
    with pytest.raises(ValueError, match=r"CLICK, CHANGE, .*TOGGLE"):
        Node(events=["keydown"])
