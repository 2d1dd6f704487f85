"""The life of one view, with real waits and without windows, nodes and user code."""

import threading

import pytest

from lona.runtime import life as life_module
from lona.runtime.life import Life
from lona.runtime.states import VIEW_RUNTIME_STATE as STATE
from lona.runtime.states import may_follow
from lona.runtime.waits import Waits
from lona.work.activity import Activity
from lona.work.clock import Clock


class Owner:
    """A life and all that it is put together of."""

    def __init__(self):
        self.stops_when_finished = True
        self.over = 0
        activity = Activity()
        self.waits = Waits(activity, Clock())
        self.error_waits = Waits(activity, Clock())
        self.life = Life(
            Clock(),
            self.waits,
            self.error_waits,
            lambda: self.stops_when_finished,
            self.note_over,
        )

    def note_over(self):
        self.over += 1


@pytest.fixture
def owner():
    return Owner()


@pytest.fixture
def life(owner):
    return owner.life


def in_thread(call):
    """Run a call in another thread, and wait for it."""
    results = []
    thread = threading.Thread(target=lambda: results.append(call()))
    thread.start()
    thread.join(60)
    return results[0]


# the states


def test_a_crash_is_never_overwritten_by_what_the_view_did_meanwhile(life, monkeypatch):
    """The thread of the view wants to note its next state just when a handler crashes."""
    crashing = threading.Thread(target=life.crash, args=(KeyError(),))
    is_asked = []

    def may_follow_slowly(state, following):
        is_allowed = may_follow(state, following)
        if not is_asked:
            is_asked.append(True)
            crashing.start()
            crashing.join(0.1)  # it has to wait for the lock: for long enough to fail if not
        return is_allowed

    monkeypatch.setattr(life_module, "may_follow", may_follow_slowly)
    life.change_state(STATE.RUNNING)
    crashing.join(60)
    assert life.state is STATE.CRASHED
