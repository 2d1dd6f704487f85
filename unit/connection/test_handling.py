"""What a client is told of an event: nothing, that it is done, or that it takes a while."""

import pytest

from lona.connection.handling import Handling
from lona.protocol import messages as m

BUSY, DONE = m.EventBusy, m.EventAck


@pytest.fixture
def sent():
    return []


@pytest.fixture
def handling(sent):
    return Handling(lambda cls, event_id: sent.append((cls, event_id)))


def test_an_update_at_the_end_says_all(handling, sent):
    handling.begin(1)
    handling.finish(1)
    handling.cover(1)
    handling.end(1)
    assert sent == []


def test_without_an_update_the_end_is_told(handling, sent):
    handling.begin(1)
    handling.end(1)
    assert sent == [(DONE, 1)]


def test_an_update_of_something_else_does_not_say_it(handling, sent):
    handling.begin(1)
    handling.cover(0)
    handling.end(1)
    assert sent == [(DONE, 1)]


def test_what_takes_long_is_told_once_and_its_end(handling, sent):
    handling.begin(1)
    handling.remind(1)
    handling.remind(1)
    handling.cover(1)
    assert sent == [(BUSY, 1)]
    handling.finish(1)
    handling.cover(1)
    handling.end(1)
    assert sent == [(BUSY, 1), (DONE, 1)]


def test_what_had_to_queue_is_busy_when_it_begins(handling, sent):
    handling.remind(2)
    assert sent == []
    handling.begin(2)
    assert sent == [(BUSY, 2)]


def test_a_reminder_after_the_end_says_nothing(handling, sent):
    handling.begin(1)
    handling.end(1)
    handling.remind(1)
    assert sent == [(DONE, 1)]


def test_an_update_before_the_end_is_preceded_by_the_word_that_it_is_not_the_last(handling, sent):
    handling.begin(1)
    handling.cover(1)
    assert sent == [(BUSY, 1)]


def test_a_handler_that_waits_for_the_user_is_done_until_it_goes_on(handling, sent):
    handling.begin(1)
    handling.note_waiting(1, True)
    handling.begin(2)
    handling.finish(2)
    handling.cover(2)
    handling.end(2)
    assert sent == [(DONE, 1)]
    handling.note_waiting(1, False)
    handling.end(1)
    assert sent == [(DONE, 1), (BUSY, 1), (DONE, 1)]
