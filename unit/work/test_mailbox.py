import threading
from types import SimpleNamespace

import pytest

from lona.work.mailbox import MailboxFull, Room, stepping_aside
from lona.work.work import Work


@pytest.fixture
def work():
    work = Work(SimpleNamespace(MAX_STATIC_THREADS=4, STATIC_FILES_SERVE=True))
    work.open()
    yield work
    work.close()


def test_jobs_run_one_at_a_time_in_order(work):
    activity = work.activity
    mailbox = work.new_mailbox()
    seen = []
    running = threading.Lock()

    def job(number):
        assert running.acquire(blocking=False)
        seen.append(number)
        running.release()

    for number in range(200):
        mailbox.post(lambda number=number: job(number))
    assert activity.wait_idle(60)
    assert seen == list(range(200))


def test_a_blocked_mailbox_does_not_hold_up_another_one(work):
    activity = work.activity
    gate = threading.Event()
    done = threading.Event()
    work.new_mailbox().post(lambda: gate.wait(60))
    work.new_mailbox().post(done.set)
    assert done.wait(60)
    gate.set()
    assert activity.wait_idle(60)


def test_cleared_jobs_do_not_run(work):
    activity = work.activity
    mailbox = work.new_mailbox()
    gate = threading.Event()
    begun = threading.Event()
    seen = []
    mailbox.post(lambda: (begun.set(), gate.wait(60)))
    mailbox.post(lambda: seen.append(1))
    assert begun.wait(60)
    mailbox.clear()
    gate.set()
    assert activity.wait_idle(60)
    assert seen == []


def test_a_flood_is_refused_and_mailboxes_may_share_their_room(work):
    activity = work.activity
    room = Room(30)
    mailbox, other = work.new_mailbox(room), work.new_mailbox(room)
    gate = threading.Event()
    begun = threading.Event()
    mailbox.post(lambda: (begun.set(), gate.wait(60)), size=30)
    assert begun.wait(60)
    for _ in range(3):
        mailbox.post(lambda: None, size=10)
    for full in (mailbox, other):
        with pytest.raises(MailboxFull):
            full.post(lambda: None, size=1)
    mailbox.post(lambda: None, must_run=True)
    gate.set()
    assert activity.wait_idle(60)
    other.post(lambda: None, size=30)
    assert activity.wait_idle(60)


def test_a_job_that_raises_does_not_keep_the_next_one_from_running(work, caplog):
    activity = work.activity
    mailbox = work.new_mailbox()
    seen = []

    def leave():
        raise SystemExit

    mailbox.post(leave)
    mailbox.post(lambda: seen.append("next"))
    assert activity.wait_idle(60)
    assert seen == ["next"]
    assert "SystemExit" in caplog.text


def test_jobs_for_a_pool_that_was_shut_down_are_dropped(work):
    activity = work.activity
    mailbox = work.new_mailbox()
    work.close()
    seen = []
    mailbox.post(lambda: seen.append("late"))
    mailbox.post(lambda: seen.append("later"))
    assert activity.wait_idle(60)
    assert seen == []


def test_a_job_that_fails_does_not_keep_the_next_one_from_running(work, caplog):
    activity = work.activity
    mailbox = work.new_mailbox()
    seen = []
    mailbox.post(lambda: 1 / 0)
    mailbox.post(lambda: seen.append(1))
    assert activity.wait_idle(60)
    assert seen == [1]
    assert "ZeroDivisionError" in caplog.text


def test_a_flood_of_characters_is_refused_but_what_must_run_is_not(work):
    mailbox = work.new_mailbox(Room(10))
    gate, begun = threading.Event(), threading.Event()
    seen = []
    mailbox.post(lambda: (begun.set(), gate.wait(60)), size=100)
    assert begun.wait(60)
    mailbox.post(lambda: seen.append("long"), size=100)  # one may be as long as it likes
    with pytest.raises(MailboxFull, match="bytes"):
        mailbox.post(lambda: seen.append("refused"), size=1)
    mailbox.post(lambda: seen.append("must run"), must_run=True)
    gate.set()
    assert work.activity.wait_idle(60)
    assert seen == ["long", "must run"]


def test_cleared_jobs_make_room_for_others(work):
    mailbox = work.new_mailbox(Room(10))
    gate, begun = threading.Event(), threading.Event()
    seen = []
    mailbox.post(lambda: (begun.set(), gate.wait(60)), size=5)
    assert begun.wait(60)
    mailbox.post(lambda: seen.append("cleared"), size=10)
    mailbox.clear()
    for name in "ab":
        mailbox.post(lambda name=name: seen.append(name), size=5)
    gate.set()
    assert work.activity.wait_idle(60)
    assert seen == ["a", "b"]
    assert not mailbox.is_busy


# a job that steps aside


class Aside:
    """A job that steps aside until `come_back` is called; notes what happens."""

    def __init__(self, seen, error=None):
        self.seen = seen
        self.error = error
        self.begun = threading.Event()
        self._gate = threading.Event()

    def come_back(self):
        self._gate.set()

    def __call__(self):
        self.seen.append("begin")
        try:
            with stepping_aside():
                self.begun.set()
                assert self._gate.wait(60)
                if self.error:
                    raise self.error
        except ValueError:
            self.seen.append("error")
        self.seen.append("end")


@pytest.fixture
def mailbox(work):
    return work.new_mailbox()


def test_while_a_job_is_aside_the_later_ones_run_but_for_those_of_its_key(work, mailbox):
    seen = []
    job = Aside(seen)
    mailbox.post(job, key="a")
    assert job.begun.wait(60)
    assert not mailbox.is_busy
    done = threading.Event()
    mailbox.post(lambda: seen.append("parked"), key="a")
    mailbox.post(lambda: seen.append("b"), key="b")
    mailbox.post(lambda: (seen.append("none"), done.set()))
    assert done.wait(60)
    assert seen == ["begin", "b", "none"]
    job.come_back()
    assert work.activity.wait_idle(60)
    assert seen == ["begin", "b", "none", "end", "parked"]
    assert not mailbox.is_busy


def test_a_job_comes_back_behind_the_one_that_runs_and_before_those_that_wait(work, mailbox):
    seen = []
    job = Aside(seen)
    mailbox.post(job)
    assert job.begun.wait(60)
    gate, running = threading.Event(), threading.Event()
    mailbox.post(lambda: (running.set(), gate.wait(60), seen.append("waker")))
    mailbox.post(lambda: seen.append("later"))
    assert running.wait(60)
    job.come_back()
    while not mailbox._returning:
        pass
    gate.set()
    assert work.activity.wait_idle(60)
    assert seen == ["begin", "waker", "end", "later"]


def test_jobs_never_run_at_the_same_time_as_one_that_came_back(work, mailbox):
    running = threading.Lock()
    jobs = []

    def aside(job):
        def run():
            with running:
                pass
            job()
            assert running.acquire(blocking=False)
            running.release()

        return run

    def short():
        assert running.acquire(blocking=False)
        running.release()

    for _ in range(10):
        job = Aside([])
        jobs.append(job)
        mailbox.post(aside(job))
        for _ in range(10):
            mailbox.post(short)
        assert job.begun.wait(60)
    for job in jobs:
        job.come_back()
    assert work.activity.wait_idle(60)
    assert not mailbox.is_busy


def test_a_job_that_was_stopped_ends_beside_the_others(work, mailbox):
    seen = []
    job = Aside(seen, ValueError())
    mailbox.post(job, key="a")
    assert job.begun.wait(60)
    gate, running = threading.Event(), threading.Event()
    mailbox.post(lambda: (running.set(), gate.wait(60), seen.append("other")))
    mailbox.post(lambda: seen.append("parked"), key="a")
    assert running.wait(60)
    job.come_back()
    while seen[-1] != "end":
        pass
    gate.set()
    assert work.activity.wait_idle(60)
    assert seen == ["begin", "error", "end", "other", "parked"]


def test_a_stopped_job_lets_the_jobs_of_its_key_run(work, mailbox):
    seen = []
    job = Aside(seen, ValueError())
    mailbox.post(job, key="a")
    assert job.begun.wait(60)
    mailbox.post(lambda: seen.append("parked"), key="a")
    job.come_back()
    assert work.activity.wait_idle(60)
    assert "parked" in seen


def test_outside_of_a_mailbox_nothing_happens():
    with stepping_aside():
        pass
