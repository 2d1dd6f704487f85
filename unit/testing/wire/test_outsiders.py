"""lona_testing.wire.outsiders: what lives beside a server."""

import _thread
import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lona_testing.plugin.loop_thread import LoopThread
from lona_testing.wire.outsiders import Outsiders


@pytest.fixture
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture
def outsiders(loop: asyncio.AbstractEventLoop) -> Outsiders:
    return Outsiders(loop, threading.enumerate())


def test_a_thread_of_user_code_is_one_as_long_as_it_lives(outsiders: Outsiders) -> None:
    assert not outsiders.are_alive()
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    assert outsiders.are_alive()
    gate.set()
    thread.join()
    assert not outsiders.are_alive()


def test_the_threads_of_servers_and_of_the_test_kit_are_none(outsiders: Outsiders) -> None:
    gate = threading.Event()
    threads = [
        threading.Thread(target=gate.wait, name=name)
        for name in (
            "LonaWorker_1",
            "LonaRuntimeWorker_7",
            "lona-testing-loop",
            "pytest_timeout test_a",
        )
    ]
    for thread in threads:
        thread.start()
    assert not outsiders.are_alive()
    gate.set()
    for thread in threads:
        thread.join()


def test_a_thread_that_only_passed_by_is_none(outsiders: Outsiders) -> None:
    # As a finalizer in a thread of a C library does, or in one of execnet's.
    gate, seen = threading.Event(), threading.Event()

    def pass_by() -> None:
        threading.current_thread()  # Python makes a `Thread` for it, which lives for ever
        seen.set()
        gate.wait()

    _thread.start_new_thread(pass_by, ())
    seen.wait()
    assert not outsiders.are_alive()
    gate.set()


def test_an_executor_that_has_nothing_to_do_is_none(outsiders: Outsiders) -> None:
    gate = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        future = executor.submit(gate.wait)
        assert outsiders.are_alive()
        gate.set()
        future.result()
        assert any("ThreadPool" in thread.name for thread in threading.enumerate())
        while outsiders.are_alive():  # until it has come to wait for its next job
            pass


def test_a_task_of_user_code_is_one() -> None:
    loop_thread = LoopThread()
    outsiders = Outsiders(loop_thread.loop, threading.enumerate())
    gate = asyncio.Event()

    async def work() -> None:
        await gate.wait()

    try:
        future = asyncio.run_coroutine_threadsafe(work(), loop_thread.loop)
        loop_thread.run(asyncio.sleep(0))
        assert outsiders.are_alive()
        loop_thread.loop.call_soon_threadsafe(gate.set)
        future.result(60)
        loop_thread.run(asyncio.sleep(0))
        assert not outsiders.are_alive()
    finally:
        loop_thread.stop()
