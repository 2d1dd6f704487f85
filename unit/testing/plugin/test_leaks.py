import asyncio
import tempfile
import threading
from pathlib import Path

import pytest

from lona_testing.plugin import leaks as leaks_module
from lona_testing.plugin.leaks import Leaks
from lona_testing.plugin.temp_files import TempFiles


@pytest.fixture(autouse=True)
def no_patience(monkeypatch):
    monkeypatch.setattr(leaks_module, "PATIENCE", 0.05)


@pytest.fixture
def leaks(lona_loop_thread):
    leaks = Leaks(lona_loop_thread.loop, TempFiles())
    leaks.begin()
    yield leaks
    leaks.end()


def test_nothing_is_left_behind(leaks):
    assert leaks.report() == ""


def test_a_thread_is_named_with_what_it_runs_and_where_it_is(leaks):
    gate = threading.Event()

    def wait_for_gate():
        gate.wait(60)

    thread = threading.Thread(target=wait_for_gate, name="waiting")
    thread.start()
    report = leaks.report()
    gate.set()
    thread.join()
    assert "the thread 'waiting' (" in report
    assert "wait_for_gate" in report
    assert "gate.wait(60)" in report
    assert leaks.report() == ""


def test_a_thread_that_was_there_before_is_none(lona_loop_thread):
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait)
    thread.start()
    leaks = Leaks(lona_loop_thread.loop, TempFiles())
    leaks.begin()
    assert leaks.report() == ""
    leaks.end()
    gate.set()
    thread.join()


def test_a_task_is_named_with_where_it_is(leaks, lona_loop_thread):
    async def never():
        await asyncio.sleep(1000)

    async def start():
        return asyncio.create_task(never(), name="endless")

    task = lona_loop_thread.run(start())
    report = leaks.report()
    lona_loop_thread.loop.call_soon_threadsafe(task.cancel)
    assert "the task 'endless'" in report
    assert "await asyncio.sleep(1000)" in report


def test_temporary_files_are_named_until_they_are_gone(leaks):
    with tempfile.NamedTemporaryFile() as file, tempfile.TemporaryDirectory() as folder:
        report = leaks.report()
        assert f"the temporary file {file.name}" in report
        assert f"the temporary file {folder}" in report
    assert leaks.report() == ""


def test_temporary_files_of_fixtures_do_not_count(leaks):
    leaks.end()
    _, path = tempfile.mkstemp()
    assert leaks.report() == ""
    Path(path).unlink()
