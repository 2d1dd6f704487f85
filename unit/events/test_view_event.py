"""The value of a view event."""

from lona.events.view_event import ViewEvent


def test_a_view_event_without_data_has_data_of_its_own():
    first, second = ViewEvent("a"), ViewEvent("b")
    assert first.data == second.data == {}
    assert first.data is not second.data
    assert first.view_classes is None


def test_a_view_event_tells_what_it_was_fired_with():
    event = ViewEvent("a", {"x": 1}, (str,))
    assert (event.name, event.data, event.view_classes) == ("a", {"x": 1}, (str,))
