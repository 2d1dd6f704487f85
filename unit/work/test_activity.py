import threading

import pytest

from lona.work.activity import Activity, Signal, lingering, present_piece


def test_a_new_activity_is_idle():
    assert Activity().wait_idle(0)


def test_begun_work_is_not_idle_until_it_ends():
    activity = Activity()
    activity.begin()
    assert not activity.wait_idle(0.001)
    activity.end()
    assert activity.wait_idle(0)


def test_waiting_for_idleness_returns_when_another_thread_ends_the_work():
    activity = Activity()
    activity.begin()
    thread = threading.Thread(target=activity.end)
    thread.start()
    assert activity.wait_idle(60)
    thread.join()


def test_a_thread_that_waits_for_a_signal_counts_again_before_it_wakes():
    activity = Activity()
    activity.begin()
    signal = Signal(activity)
    thread = threading.Thread(target=lambda: (activity.carry().__enter__(), signal.wait()))
    thread.start()
    assert activity.wait_idle(5)
    signal.set()
    assert activity.moving == 1  # whether or not the thread runs yet
    signal.set()
    thread.join(5)
    assert not thread.is_alive()
    assert activity.moving == 1


def test_a_signal_that_was_set_before_is_not_waited_for():
    activity = Activity()
    activity.begin()
    signal = Signal(activity)
    signal.set()
    signal.wait()
    assert activity.moving == 1


def test_sleepers_are_counted_apart():
    activity = Activity()
    with activity.doze():
        assert activity.dozing == 1
        assert activity.wait_idle(0)
    assert activity.dozing == 0


def test_work_within_work_counts_once():
    activity = Activity()
    with activity.work():
        assert activity.counts_here
        with activity.work():
            assert activity.moving == 1
        assert activity.moving == 1
    assert activity.moving == 0
    assert not activity.counts_here


def test_a_wait_that_raises_counts_its_thread_again():
    def interrupted(event):
        assert activity.moving == 0
        raise KeyboardInterrupt

    activity = Activity()
    with activity.work():
        with pytest.raises(KeyboardInterrupt):
            Signal(activity).wait(interrupted)
        assert activity.moving == 1


def test_the_threads_that_move_are_known():
    activity = Activity()
    activity.begin()
    me = threading.get_ident()
    with activity.carry():
        assert activity.threads == (me,)
        seen = []
        Signal(activity).wait(lambda event: seen.append(activity.threads))
        assert seen == [()]
        assert activity.threads == (me,)
    assert activity.threads == ()


def test_whatever_begins_or_goes_on_changes_how_much_has_begun():
    activity = Activity()
    activity.begin()
    assert activity.begun == 1
    with activity.carry():
        Signal(activity).wait(lambda event: None)
    assert activity.begun == 2


def test_what_is_sent_is_counted_and_is_no_work():
    activity = Activity()
    activity.note_sent()
    assert (activity.sent, activity.begun, activity.moving) == (1, 0, 0)


def test_work_that_waits_for_something_of_its_own_for_long_is_at_rest(monkeypatch):
    monkeypatch.setattr("lona.work.activity.LINGER_SECONDS", 0.01)
    activity = Activity()
    activity.begin()
    with activity.carry(), lingering():
        piece = present_piece()
        activity.linger(piece)
        assert activity.wait_idle(60)
        assert (activity.moving, activity.dozing, activity.begun) == (0, 1, 1)
        activity.go_on(piece)
        assert (activity.moving, activity.dozing, activity.begun) == (1, 0, 2)


def test_the_end_of_other_work_beside_such_is_noticed(monkeypatch):
    monkeypatch.setattr("lona.work.activity.LINGER_SECONDS", 0)
    activity = Activity()
    activity.begin()
    activity.begin()
    with activity.carry():
        activity.linger(present_piece())
        thread = threading.Thread(target=activity.end)
        thread.start()
        assert activity.wait_idle(60)
        thread.join()
