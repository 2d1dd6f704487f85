import asyncio
import gc

import pytest

from lona.web import lines
from lona.web.lines import Lines


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """Requests count until they are answered, if a test says nothing else."""
    monkeypatch.setattr(lines, "PATIENCE", 60)


class Requests:
    """Requests that are answered when the test says so."""

    def __init__(self, at_once):
        self.lines = Lines(at_once)
        self.begun = []
        self._ends = {}
        self._tasks = {}

    async def come(self, *names, client="a"):
        for name in names:
            self._ends[name] = asyncio.Event()
            self._tasks[name] = asyncio.create_task(self._answer(name, client))
        await self.settle()

    async def _answer(self, name, client):
        async with self.lines.turn(client):
            self.begun.append(name)
            await self._ends[name].wait()

    async def end(self, *names):
        for name in names:
            self._ends[name].set()
        await self.settle()

    async def give_up(self, name):
        self._tasks[name].cancel()
        await self.settle()

    async def settle(self):
        for _ in range(5):
            await asyncio.sleep(0)


async def test_those_beyond_wait_in_the_order_in_which_they_came():
    requests = Requests(at_once=2)
    await requests.come(1, 2, 3, 4, 5)
    assert requests.begun == [1, 2]
    await requests.end(2)
    assert requests.begun == [1, 2, 3]
    await requests.end(1, 3)
    assert requests.begun == [1, 2, 3, 4, 5]
    await requests.end(4, 5)


async def test_other_addresses_do_not_wait():
    requests = Requests(at_once=1)
    await requests.come(1, 2)
    await requests.come(3, client="b")
    assert requests.begun == [1, 3]
    await requests.end(1, 2, 3)


async def test_nobody_waits_without_a_limit():
    requests = Requests(at_once=0)
    await requests.come(*range(100))
    assert requests.begun == list(range(100))
    await requests.end(*range(100))


async def test_who_takes_long_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(lines, "PATIENCE", 0.001)
    requests = Requests(at_once=1)
    await requests.come(1, 2, 3)
    async with asyncio.timeout(60):
        while requests.begun != [1, 2, 3]:
            await asyncio.sleep(0.001)
    monkeypatch.setattr(lines, "PATIENCE", 60)
    await requests.end(1, 2, 3)  # their places are given back only once
    await requests.come(4, 5)
    assert requests.begun == [1, 2, 3, 4]
    await requests.end(4, 5)


async def test_who_gives_up_frees_a_place():
    requests = Requests(at_once=1)
    await requests.come(1, 2, 3)
    await requests.give_up(2)
    await requests.give_up(1)
    assert requests.begun == [1, 3]
    await requests.end(3)


async def test_an_exception_frees_a_place():
    requests = Lines(1)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            async with asyncio.timeout(60), requests.turn("a"):
                raise ValueError("broken")


async def test_addresses_without_requests_are_forgotten():
    requests = Requests(at_once=1)
    for name in range(100):
        await requests.come(name, client=f"client {name}")
        await requests.end(name)
    requests._tasks.clear()
    gc.collect()
    assert len(requests.lines._lines) == 0
