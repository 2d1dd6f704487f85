"""Every way in which a view ends, for views on threads and for views on the event loop."""

import asyncio
import threading

import pytest

from lona import AsyncView, View
from lona.errors import ForbiddenError, NotFoundError
from lona.exceptions import ServerStop, UserAbort
from lona.html import Button
from lona.protocol import messages as m
from lona.runtime.states import VIEW_RUNTIME_STATE as STATE

KINDS = {"plain": View, "async": AsyncView}


def text_of(messages):
    return "".join(str(message.content) for message in messages if isinstance(message, m.Update))


class Notes:
    """What the views of a test have done and heard."""

    def __init__(self):
        self.heard = []
        self.view = None
        self.raised = None


async def _never():
    await asyncio.Event().wait()


PLAIN_WAITS = {
    "click": lambda view: view.await_click(html=Button("wait")),
    "any event": lambda view: view.await_input_event(html=Button("wait")),
    "sleep": lambda view: view.sleep(600),
    "await_sync": lambda view: view.await_sync(_never()),
}
ASYNC_WAITS = {
    **PLAIN_WAITS,
    "foreign sleep": lambda view: asyncio.sleep(600),
    "foreign event": lambda view: asyncio.Event().wait(),
    "task group": lambda view: _wait_in_a_group(view),
    "timeout": lambda view: _wait_with_a_timeout(view),
    "lock": lambda view: _wait_under_the_lock(view),
}


async def _wait_in_a_group(view):
    async with asyncio.TaskGroup() as group:
        group.create_task(view.sleep(600))
        group.create_task(view.await_click(html=Button("wait")))
        group.create_task(asyncio.sleep(600))


async def _wait_with_a_timeout(view):
    async with asyncio.timeout(600):
        await asyncio.sleep(600)


async def _wait_under_the_lock(view):
    button = Button("wait")
    view.show(button)
    async with button.lock:
        await asyncio.sleep(600)


def make_view(kind, notes, work):
    """Return a class whose `handle_request` does some work, and that notes what it hears."""

    def note_error(error):
        notes.raised = error

    class Plain(View):
        def handle_request(self, request):
            notes.view = self
            try:
                return work(self)
            except BaseException as error:
                note_error(error)
                raise

        def on_stop(self, reason):
            notes.heard.append(("on_stop", reason))

        def on_cleanup(self):
            notes.heard.append(("on_cleanup",))

    class Async(AsyncView):
        async def handle_request(self, request):
            notes.view = self
            try:
                result = work(self)
                return await result if hasattr(result, "__await__") else result
            except BaseException as error:
                note_error(error)
                raise

        async def on_stop(self, reason):
            await asyncio.sleep(0)
            notes.heard.append(("on_stop", reason))

        async def on_cleanup(self):
            await asyncio.sleep(0)
            notes.heard.append(("on_cleanup",))

    return Plain if kind == "plain" else Async


def raising(error):
    def work(view):
        raise error

    return work


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def test_a_view_that_returns_is_stopped_without_a_reason(serve, open_tab, kind):
    notes = Notes()
    server = serve({"/": make_view(kind, notes, lambda view: "done")})
    tab = open_tab(server)
    assert "done" in text_of(tab.load())
    assert notes.heard == [("on_stop", None)]
    assert notes.view._view_runtime.state is STATE.FINISHED
    tab.close()
    assert notes.heard == [("on_stop", None), ("on_cleanup",)]
    assert len(server.runtimes) == 0


@pytest.mark.parametrize(
    ("error", "shown"),
    [(KeyError("x"), "500"), (ForbiddenError(), "403"), (NotFoundError(), "404")],
)
def test_a_view_that_raises_is_stopped_with_what_it_raised(serve, open_tab, kind, error, shown):
    notes = Notes()
    tab = open_tab(serve({"/": make_view(kind, notes, raising(error))}))
    assert shown in text_of(tab.load())
    assert notes.heard == [("on_stop", error)]
    assert notes.view._view_runtime.state is STATE.CRASHED
    tab.close()
    assert notes.heard[1:] == [("on_cleanup",)]


WAITS = [("plain", name) for name in PLAIN_WAITS] + [("async", name) for name in ASYNC_WAITS]


@pytest.mark.parametrize(("kind", "wait"), WAITS)
def test_a_view_that_waits_is_stopped_when_its_user_leaves(
    serve, open_tab, kind, wait, caplog, monkeypatch
):
    monkeypatch.setattr("lona.work.activity.LINGER_SECONDS", 0.001)
    notes = Notes()
    waits = PLAIN_WAITS if kind == "plain" else ASYNC_WAITS
    server = serve({"/": make_view(kind, notes, waits[wait])})
    tab = open_tab(server)
    tab.load()
    tab.close()
    ((_, reason), _) = notes.heard
    assert isinstance(reason, UserAbort)
    assert [name for name, *_ in notes.heard] == ["on_stop", "on_cleanup"]
    assert notes.view._view_runtime.state is STATE.STOPPED_BY_USER
    assert len(server.runtimes) == 0
    assert not [record for record in caplog.records if record.name.startswith("lona")]
    if wait in PLAIN_WAITS:
        assert notes.raised is reason


@pytest.mark.parametrize(("kind", "wait"), WAITS)
def test_a_view_that_waits_is_stopped_with_the_server(
    serve, open_tab, loop_thread, kind, wait, monkeypatch
):
    monkeypatch.setattr("lona.work.activity.LINGER_SECONDS", 0.001)
    notes = Notes()
    waits = PLAIN_WAITS if kind == "plain" else ASYNC_WAITS
    server = serve({"/": make_view(kind, notes, waits[wait])})
    open_tab(server).load()
    loop_thread.run(server.shutdown(), 60)
    ((_, reason), _) = notes.heard
    assert isinstance(reason, ServerStop)
    assert notes.view._view_runtime.state is STATE.STOPPED_BY_SERVER


FOR_THE_VIEW = ("click", "any event", "task group", "lock")
"""Waits in which the view gets the event itself, or the handler cannot change anything."""


@pytest.mark.parametrize(("kind", "wait"), [case for case in WAITS if case[1] not in FOR_THE_VIEW])
def test_a_view_that_waits_is_stopped_by_a_handler_that_crashes(
    serve, open_tab, kind, wait, monkeypatch, caplog
):
    monkeypatch.setattr("lona.work.activity.LINGER_SECONDS", 0.001)
    notes = Notes()
    error = KeyError("crash")
    waits = PLAIN_WAITS if kind == "plain" else ASYNC_WAITS
    button = Button("crash", handle_click=raising(error))

    def work(view):
        view.show(button)
        return waits[wait](view)

    tab = open_tab(serve({"/": make_view(kind, notes, work)}))
    tab.load()
    assert "500" in text_of(tab.fire(button))
    assert notes.heard == [("on_stop", error)]
    assert caplog.text.count("KeyError: 'crash'") == 1
    tab.close()
    assert notes.heard[1:] == [("on_cleanup",)]


def test_a_hook_at_the_end_that_raises_is_logged_and_harms_nobody(serve, open_tab, kind, caplog):
    class Plain(View):
        def on_stop(self, reason):
            raise KeyError("stop")

        def on_cleanup(self):
            raise KeyError("cleanup")

    class Async(AsyncView):
        async def on_stop(self, reason):
            raise KeyError("stop")

        async def on_cleanup(self):
            raise KeyError("cleanup")

    server = serve({"/": Plain if kind == "plain" else Async})
    tab = open_tab(server)
    tab.load()
    tab.close()
    assert "KeyError: 'stop'" in caplog.text
    assert "KeyError: 'cleanup'" in caplog.text
    assert len(server.runtimes) == 0


def test_what_a_view_does_in_a_finally_block_is_done(serve, open_tab, kind):
    notes, cleaned = Notes(), []

    def plain(view):
        try:
            view.await_click(html=Button("wait"))
        finally:
            cleaned.append(threading.current_thread().name)

    async def asynchronous(view):
        try:
            await view.await_click(html=Button("wait"))
        finally:
            await asyncio.sleep(0.001)
            cleaned.append("loop")

    work = plain if kind == "plain" else asynchronous
    tab = open_tab(serve({"/": make_view(kind, notes, work)}))
    tab.load()
    tab.close()
    assert len(cleaned) == 1
    assert isinstance(notes.heard[0][1], UserAbort)


def test_a_daemon_of_either_kind_goes_on_without_its_user(serve, open_tab, kind):
    notes = Notes()
    button = Button("go on")

    def begin(view):
        view.is_daemon = True
        return view.await_click(button, html=button)

    def plain(view):
        begin(view)
        return "went on"

    async def asynchronous(view):
        await begin(view)
        return "went on"

    work = plain if kind == "plain" else asynchronous
    server = serve({"/": make_view(kind, notes, work)})
    first = open_tab(server)
    first.load()
    first.close()
    assert notes.heard == []
    second = open_tab(server)
    second.load()
    assert "went on" in text_of(second.fire(button))
    second.close()
    assert [name for name, *_ in notes.heard] == ["on_stop", "on_cleanup"]
