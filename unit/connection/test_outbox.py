"""What is on its way out, from windows that only count."""

import threading

import pytest

from lona.connection import outbox as outbox_module
from lona.connection.outbox import Outbox, Overflow
from lona.protocol import MessageCode
from lona.protocol.codec import Draft
from lona.work.activity import Activity, Signal


class Sender:
    """Numbers what leaves, unless it is silent; counts how often its updates are given up."""

    def __init__(self, name):
        self.name = name
        self.number = 0
        self.collapsed = 0
        self.is_silent = False

    def stamp(self, draft):
        if self.is_silent:
            return None
        self.number += 1
        return f"{self.name}{self.number} {draft.rest}"

    def collapse(self):
        self.collapsed += 1


@pytest.fixture
def outbox():
    return Outbox()


@pytest.fixture
def sender():
    return Sender("a")


@pytest.fixture
def limits(monkeypatch):
    """Give a function that sets limits small enough for a test."""

    def set_limits(**values):
        for name, value in values.items():
            monkeypatch.setattr(outbox_module, name, value)

    return set_limits


def update(text):
    return Draft(MessageCode.UPDATE, text)


def other(text):
    return Draft(MessageCode.EVENT_ACK, text)


def test_messages_leave_in_order_and_get_their_numbers_then(outbox, sender):
    second = Sender("b")
    assert outbox.put(sender, update("x"))
    assert outbox.put(second, other("y"))
    assert outbox.put_text("text")
    assert outbox.put(sender, other("z"))
    assert sender.number == 0
    assert outbox.take() == ["a1 x", "b1 y", "text", "a2 z"]
    assert outbox.take() == []


def test_what_its_sender_does_not_stamp_does_not_leave(outbox, sender):
    outbox.put(sender, update("x"))
    outbox.put_text("text")
    sender.is_silent = True
    assert outbox.take() == ["text"]


def test_characters_count_until_they_are_taken(outbox, sender):
    outbox.put(sender, update("123"))
    outbox.put_text("4567")
    assert outbox.characters == 7
    outbox.take()
    assert outbox.characters == 0


# slow readers


def test_too_many_updates_are_given_up_and_the_rest_stays_in_order(outbox, sender, limits):
    limits(MAX_MESSAGES=4)
    second = Sender("b")
    for draft in (other("1"), update("2"), update("3"), other("4")):
        outbox.put(sender, draft)
    outbox.put(second, update("5"))
    assert (sender.collapsed, second.collapsed) == (2, 1)
    assert outbox.characters == 2
    assert outbox.take() == ["a1 1", "a2 4"]


def test_updates_that_are_too_long_are_given_up(outbox, sender, limits):
    limits(MAX_CHARACTERS=100)
    outbox.put(sender, update("x" * 60))
    assert sender.collapsed == 0
    outbox.put(sender, update("x" * 60))
    assert sender.collapsed == 2
    assert outbox.characters == 0


def test_a_single_update_is_kept_however_long_it_is(outbox, sender, limits):
    limits(MAX_CHARACTERS=100, MAX_HARD_CHARACTERS=200)
    outbox.put(sender, update("x" * 1000))
    assert sender.collapsed == 0
    assert len(outbox.take()) == 1


def test_updates_that_came_after_others_were_given_up_count_anew(outbox, sender, limits):
    limits(MAX_MESSAGES=2)
    for _ in range(3):
        outbox.put(sender, update("x"))
    outbox.put(sender, update("y"))
    assert sender.collapsed == 3
    assert outbox.take() == ["a1 y"]


def test_a_client_that_takes_no_messages_overflows(outbox, sender, limits):
    limits(MAX_HARD_MESSAGES=3)
    for _ in range(3):
        outbox.put(sender, other("x"))
    with pytest.raises(Overflow):
        outbox.put(sender, other("x"))


def test_a_client_that_takes_no_texts_overflows(outbox, limits):
    limits(MAX_HARD_CHARACTERS=100)
    outbox.put_text("x" * 1000)  # one may be as long as it likes
    with pytest.raises(Overflow):
        outbox.put_text("x")


# who waits for a message


@pytest.mark.parametrize("end", ["take", "close"])
def test_a_thread_waits_until_its_message_is_taken_or_never_will_be(outbox, end):
    sent = Signal(Activity())
    assert outbox.put_text("text", sent)
    outbox.put_text("nobody waits for this")
    assert not sent.is_set
    getattr(outbox, end)()
    assert sent.is_set


def test_a_message_that_is_waited_for_is_not_given_up_with_the_updates(outbox, sender, limits):
    limits(MAX_MESSAGES=2)
    sent = Signal(Activity())
    outbox.put_text("text", sent)
    outbox.put(sender, update("x"))
    outbox.put(sender, update("y"))
    assert not sent.is_set
    assert outbox.take() == ["text"]
    assert sent.is_set


# the end


def test_a_closed_outbox_is_empty_and_takes_nothing(outbox, sender):
    outbox.put(sender, update("x"))
    assert outbox.close()
    assert not outbox.close()
    assert outbox.characters == 0
    assert not outbox.put(sender, update("x"))
    assert not outbox.put_text("text")
    assert outbox.take() == []


def test_many_threads_put_and_take_each_message_exactly_once(outbox):
    barrier = threading.Barrier(5, timeout=60)
    taken = []

    def put(name):
        sender = Sender(name)
        barrier.wait()
        for number in range(200):
            outbox.put(sender, other(str(number + 1)))

    threads = [threading.Thread(target=put, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    barrier.wait()
    while any(thread.is_alive() for thread in threads):
        taken += outbox.take()
    taken += outbox.take()
    for name in "abcd":
        mine = [text for text in taken if text.startswith(name)]
        assert mine == [f"{name}{number} {number}" for number in range(1, 201)]
