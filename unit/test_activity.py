import threading

from lona.activity import Activity


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


def test_paused_work_counts_as_idle_and_goes_on_counting_afterwards():
    activity = Activity()
    with activity.work():
        with activity.pause():
            assert activity.wait_idle(0)
        assert activity.moving == 1
    assert activity.moving == 0


def test_sleepers_are_counted_apart():
    activity = Activity()
    activity.doze(+1)
    assert activity.dozing == 1
    assert activity.wait_idle(0)
    activity.doze(-1)
    assert activity.dozing == 0
