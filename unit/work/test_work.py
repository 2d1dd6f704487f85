"""Starting counted work, and what happens when it cannot be started."""

import threading
from concurrent.futures import Future
from types import SimpleNamespace

import pytest

from lona.work.pool import NoThread, PoolClosed
from lona.work.work import Purpose, Work


@pytest.fixture
def work():
    work = Work(SimpleNamespace(MAX_STATIC_THREADS=4, STATIC_FILES_SERVE=True))
    work.open()
    yield work
    work.close()


@pytest.fixture
def no_threads(monkeypatch):
    """Give a function that lets no thread be started until the function it returns is called."""

    def take_away():
        def refuse(thread):
            raise RuntimeError("can't start new thread")

        patch = pytest.MonkeyPatch()
        patch.setattr(threading.Thread, "start", refuse)
        undone.append(patch.undo)
        return patch.undo

    undone = []
    yield take_away
    for undo in undone:
        undo()


def test_a_job_counts_from_its_start_to_its_end(work):
    gate = threading.Event()
    counted = []
    work.start(lambda: (counted.append(work.activity.counts_here), gate.wait(60)))
    assert work.activity.moving == 1
    gate.set()
    assert work.activity.wait_idle(60)
    assert counted == [True]
    assert not work.activity.counts_here


def test_a_job_that_raises_is_counted_down(work, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda _: None)

    def fail():
        raise KeyboardInterrupt

    work.call(fail).exception(60)
    assert work.activity.wait_idle(60)


def test_a_called_function_gives_its_result(work):
    assert work.call(lambda: 42).result(60) == 42
    assert work.activity.wait_idle(60)


def test_a_call_that_is_cancelled_before_it_runs_is_counted_down():
    class Executor:
        """A pool whose threads have yet to begin."""

        def submit(self, function):
            return Future()

    work = Work(SimpleNamespace(MAX_STATIC_THREADS=4, STATIC_FILES_SERVE=True))
    work.use(SimpleNamespace(get_executor=lambda purpose: Executor()))
    future = work.call(int)
    assert work.activity.moving == 1
    assert future.cancel()
    assert not future.set_running_or_notify_cancel()  # what its thread finds when it begins
    assert work.activity.moving == 0


def test_a_call_that_runs_already_cannot_be_cancelled(work):
    gate, begun = threading.Event(), threading.Event()
    future = work.call(lambda: (begun.set(), gate.wait(60)))
    assert begun.wait(60)
    assert not future.cancel()
    assert work.activity.moving == 1
    gate.set()
    assert work.activity.wait_idle(60)
    assert work.activity.moving == 0


def test_views_have_threads_of_their_own_name(work):
    names = []
    work.start(lambda: names.append(threading.current_thread().name), Purpose.VIEW)
    assert work.activity.wait_idle(60)
    assert names[0].startswith("LonaRuntimeWorker")


def test_work_before_the_server_is_started_is_an_error():
    work = Work(SimpleNamespace(MAX_STATIC_THREADS=4, STATIC_FILES_SERVE=True))
    with pytest.raises(RuntimeError, match="no threads yet"):
        work.start(lambda: None)
    assert work.activity.moving == 0


def test_a_job_for_a_pool_that_is_closed_is_refused_and_not_counted(work):
    work.start(lambda: None)
    work.close()
    with pytest.raises(PoolClosed):
        work.start(lambda: None)
    with pytest.raises(PoolClosed):
        work.call(lambda: None)
    assert work.activity.wait_idle(60)


def test_a_job_whose_thread_cannot_be_started_is_refused_and_later_ones_run(work, no_threads):
    give_back = no_threads()
    with pytest.raises(NoThread, match="can't start new thread"):
        work.start(lambda: None)
    with pytest.raises(NoThread):
        work.call(lambda: None)
    assert work.activity.moving == 0
    assert work.pool.get_executor("worker").thread_count == 0
    give_back()
    assert work.call(lambda: "later").result(60) == "later"


def test_a_mailbox_whose_thread_cannot_be_started_refuses_and_has_room_for_later_jobs(
    work, no_threads
):
    mailbox = work.new_mailbox()
    seen = []
    give_back = no_threads()
    with pytest.raises(NoThread):
        mailbox.post(lambda: seen.append("refused"), size=10)
    assert not mailbox.is_busy
    assert work.activity.moving == 0
    give_back()
    mailbox.post(lambda: seen.append("later"))
    assert work.activity.wait_idle(60)
    assert seen == ["later"]


def test_what_must_run_waits_for_the_next_free_thread(work, no_threads):
    mailbox = work.new_mailbox()
    seen = []
    give_back = no_threads()
    work.start(lambda: seen.append("a"), must_run=True)
    mailbox.post(lambda: seen.append("b"), must_run=True)
    assert work.activity.moving == 2
    assert seen == []
    give_back()
    work.start(lambda: seen.append("c"))
    assert work.activity.wait_idle(60)
    assert sorted(seen) == ["a", "b", "c"]


def test_what_must_run_is_done_although_nothing_new_comes(no_threads):
    work = Work(SimpleNamespace(MAX_STATIC_THREADS=4, STATIC_FILES_SERVE=True))
    planned, seen = [], []
    work.open(lambda seconds, callback: planned.append(callback))
    give_back = no_threads()
    work.start(lambda: seen.append("a"), must_run=True)
    work.start(lambda: seen.append("b"), Purpose.VIEW, must_run=True)
    for _ in range(3):
        retries = planned[:]  # one for each kind of threads, again and again
        assert len(retries) == 2
        planned.clear()
        for retry in retries:
            retry()
    assert seen == []
    give_back()
    for retry in planned:
        retry()
    assert work.activity.wait_idle(60)
    assert sorted(seen) == ["a", "b"]
    work.close()


def test_what_must_run_is_done_even_if_the_pool_closes_meanwhile(work, no_threads):
    gate = threading.Event()
    seen = []
    work.start(lambda: gate.wait(60))
    no_threads()
    work.start(lambda: seen.append("late"), must_run=True)
    work.close()
    gate.set()
    assert work.activity.wait_idle(60)
    assert seen == ["late"]


def test_a_thread_that_nobody_counted_waits_without_changing_the_count(work):
    from lona.work.activity import Signal

    signal = Signal(work.activity)
    thread = threading.Thread(target=signal.wait)
    thread.start()
    assert work.activity.moving == 0
    signal.set()
    thread.join(60)
    assert work.activity.moving == 0
