"""The real clock."""

import threading
from datetime import datetime

from lona.work.clock import Clock


def test_the_time_is_the_local_one_without_a_zone():
    before = datetime.now()
    now = Clock().now()
    assert before <= now <= datetime.now()
    assert now.tzinfo is None


def test_the_time_for_durations_never_goes_back():
    clock = Clock()
    times = [clock.monotonic() for _ in range(100)]
    assert times == sorted(times)


def test_waiting_ends_when_the_event_is_set_or_the_time_is_over():
    event = threading.Event()
    assert not Clock().wait(event, 0)
    event.set()
    assert Clock().wait(event, 0)
    assert Clock().wait(event, None)
