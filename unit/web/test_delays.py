"""Timers that many share."""

import asyncio

from lona.web.delays import Delays, Watch


async def until(condition):
    async with asyncio.timeout(60):
        while not condition():
            await asyncio.sleep(0.001)


async def test_callbacks_come_in_order_and_not_too_early():
    loop = asyncio.get_running_loop()
    delays = Delays(loop, 0.01)
    seen = []
    start = loop.time()
    for number in range(3):
        delays.add(lambda number=number: seen.append((number, loop.time() - start)))
    await until(lambda: len(seen) == 3)
    assert [number for number, _ in seen] == [0, 1, 2]
    assert all(passed >= 0.01 for _, passed in seen)
    delays.add(lambda: seen.append("later"))
    await until(lambda: seen[-1] == "later")


async def test_a_watch_calls_back_when_nothing_ends_what_it_watches():
    called = []
    watch = Watch(asyncio.get_running_loop(), 0.01, lambda: called.append("late"))
    watch.begin()
    await until(lambda: called)
    watch.begin()
    await until(lambda: len(called) == 2)


async def test_a_watch_does_not_call_back_after_the_end():
    loop = asyncio.get_running_loop()
    called, others = [], []
    watch = Watch(loop, 0.01, lambda: called.append("late"))
    watch.begin()
    watch.end()
    closed = Watch(loop, 0.01, lambda: called.append("closed"))
    closed.begin()
    closed.close()
    loop.call_later(0.02, lambda: others.append(1))
    await until(lambda: others)
    assert called == []


async def test_a_watch_that_begins_anew_waits_from_then_on():
    loop = asyncio.get_running_loop()
    called = []
    watch = Watch(loop, 0.02, lambda: called.append(loop.time()))
    watch.begin()
    await asyncio.sleep(0.01)
    begun = loop.time()
    watch.begin()
    await until(lambda: called)
    assert called[0] - begun >= 0.02
