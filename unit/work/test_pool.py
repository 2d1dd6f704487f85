import gc
import threading
import time
import weakref
from types import SimpleNamespace

import pytest

from lona.work import pool as pool_module
from lona.work.pool import ThreadPool, WorkerPool


def make_pool(**settings):
    values = {"MAX_STATIC_THREADS": 4, "STATIC_FILES_SERVE": True, **settings}
    return WorkerPool(SimpleNamespace(**values))


def test_results_and_errors_come_through_the_future():
    pool = ThreadPool("Test")
    assert pool.submit(lambda a, b: a + b, 1, b=2).result(60) == 3
    with pytest.raises(ZeroDivisionError):
        pool.submit(lambda: 1 / 0).result(60)
    pool.shutdown()


def test_five_hundred_blocked_jobs_do_not_keep_the_next_one_from_starting():
    pool = ThreadPool("Test")
    gate = threading.Event()
    blocked = [pool.submit(gate.wait, 600) for _ in range(500)]
    assert pool.submit(lambda: "started").result(60) == "started"
    gate.set()
    assert all(future.result(60) for future in blocked)
    pool.shutdown()


def test_an_idle_thread_is_used_again():
    pool = ThreadPool("Test", idle_seconds=600)
    idents = set()
    for _ in range(20):
        idents.add(pool.submit(threading.get_ident).result(60))
        while not pool._idle:  # the thread has yet to come back for its next job
            pass
    assert len(idents) == 1
    pool.shutdown()


def test_idle_threads_end_after_a_while_and_a_job_still_runs():
    pool = ThreadPool("Test", idle_seconds=0.01)
    pool.submit(int).result(60)
    for thread in [runner.thread for runner in pool._runners]:
        thread.join(60)
    assert pool.thread_count == 0
    assert pool.submit(int).result(60) == 0
    pool.shutdown()


def test_threads_are_daemons_named_by_their_purpose():
    pool = make_pool()
    for name, prefix in [
        ("worker", "LonaWorker"),
        ("runtime_worker", "LonaRuntimeWorker"),
        ("channel_worker", "LonaChannelWorker"),
        ("static_worker", "LonaStaticWorker"),
    ]:
        thread = pool.get_executor(name).submit(threading.current_thread).result(60)
        assert thread.daemon
        assert thread.name.startswith(prefix)
    pool.shutdown()


def test_an_unknown_executor_is_refused_by_name():
    with pytest.raises(RuntimeError, match="'nope'"):
        make_pool().get_executor("nope")


@pytest.mark.parametrize("settings", [{"MAX_STATIC_THREADS": 0}, {"STATIC_FILES_SERVE": False}])
def test_there_is_no_static_pool_if_static_files_are_not_served(settings):
    with pytest.raises(RuntimeError, match="static"):
        make_pool(**settings).get_executor("static_worker")


def test_a_pool_that_is_shut_down_takes_no_jobs_and_its_threads_end():
    pool = ThreadPool("Test")
    pool.submit(int).result(60)
    threads = [runner.thread for runner in pool._runners]
    pool.shutdown(wait=True)
    assert not any(thread.is_alive() for thread in threads)
    with pytest.raises(RuntimeError, match="shut down"):
        pool.submit(int)


def test_an_idle_thread_keeps_nothing_of_its_first_job():
    class Data:
        pass

    pool = ThreadPool("Test")
    data = Data()
    kept = weakref.ref(data)
    pool.submit(lambda data: None, data).result(60)
    del data
    end = time.monotonic() + 60
    while kept() is not None and time.monotonic() < end:  # the thread is on its way to idleness
        gc.collect()
    assert kept() is None
    pool.shutdown()


class Clock:
    """Time and processor time that pass as a test says."""

    def __init__(self):
        self.now = self.used = 0.0

    def monotonic(self):
        return self.now

    def process_time(self):
        return self.used

    def pass_by(self, seconds, share):
        self.now += seconds
        self.used += seconds * share


class LookedAfter:
    """A pool whose looks happen when a test says, and jobs that block until it ends."""

    def __init__(self):
        self.looks = []
        self.gate = threading.Event()
        self.pool = ThreadPool("Test", later=lambda seconds, look: self.looks.append(look))

    def block(self, count):
        """Have jobs wait; return when the first of them runs."""
        begun = threading.Event()

        def job():
            begun.set()
            self.gate.wait(60)

        for _ in range(count):
            self.pool.spawn(job)
        assert begun.wait(60)

    def look(self):
        looks, self.looks[:] = list(self.looks), []
        for look in looks:
            look()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(pool_module, "time", clock)
    return clock


@pytest.fixture
def looked_after():
    thing = LookedAfter()
    yield thing
    thing.gate.set()
    thing.pool.shutdown(wait=True)


def test_jobs_that_wait_behind_one_that_blocks_get_threads_at_the_next_look(clock, looked_after):
    looked_after.block(4)
    assert looked_after.pool.thread_count == 1
    clock.pass_by(pool_module.LOOK_SECONDS, share=0)
    looked_after.look()
    assert looked_after.pool.thread_count == 2


def test_jobs_of_a_process_that_computes_are_slow_but_do_not_block(clock, looked_after):
    looked_after.block(4)
    for _ in range(int(pool_module.BUSY_PATIENCE / pool_module.LOOK_SECONDS) - 1):
        clock.pass_by(pool_module.LOOK_SECONDS, share=1)
        looked_after.look()
        assert looked_after.pool.thread_count == 1
    for _ in range(2):  # nobody is that slow
        clock.pass_by(pool_module.LOOK_SECONDS, share=1)
        looked_after.look()
    assert looked_after.pool.thread_count == 2


def test_jobs_of_a_process_that_waits_for_a_processor_do_not_block(clock, looked_after):
    looked_after.block(4)
    clock.pass_by(pool_module.LOOK_SECONDS * 3, share=0.1)  # the look itself comes late
    looked_after.look()
    assert looked_after.pool.thread_count == 1
