"""Work that leads over threads and the event loop: what runs where is decided at each step.

The runtime writes down what happens in which order once, as coroutines, for plain and for
asynchronous code of users alike. A `Course` runs such a coroutine. Where the next step belongs on a
thread or on the loop (`call`, `reach`), the course goes on there; everything in between runs where
the course happens to be. On the loop it is a task, so that user code may await whatever it likes.
"""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from contextlib import AbstractContextManager
from contextvars import Context, copy_context
from inspect import CO_COROUTINE, iscoroutinefunction
from typing import Any, NamedTuple, Protocol

from lona.work.activity import Activity, Piece, enter
from lona.work.latch import is_on_loop


class _Hop:
    """What a course awaits to go on somewhere else."""

    def __await__(self) -> Generator["_Hop", None, None]:
        yield self


_TO_LOOP = _Hop()
_TO_THREAD = _Hop()


def is_async(function: Any) -> bool:
    """Whether calling a function or callable object gives a coroutine."""
    code = getattr(function, "__code__", None)
    if code is not None:
        return bool(code.co_flags & CO_COROUTINE)
    return iscoroutinefunction(function) or iscoroutinefunction(type(function).__call__)


async def reach(function: Any) -> None:
    """Go on where a function of user code belongs: on the loop if it is asynchronous."""
    if is_on_loop() != is_async(function):
        await (_TO_THREAD if is_on_loop() else _TO_LOOP)


async def leave_loop() -> None:
    """Go on on a thread, because what follows may block."""
    if is_on_loop():
        await _TO_THREAD


async def call(function: Callable[..., Any], *args: Any) -> Any:
    """Call a function of user code where it belongs; return its result, awaited if need be.

    What the runtime itself hands to users as a function can have the attribute `in_course`: a
    coroutine function of the runtime that does the same wherever the course is.
    """
    in_course = getattr(function, "in_course", None)
    if in_course is not None:
        return await in_course(*args)
    await reach(function)
    return await finished(function(*args))


async def finished(result: Any) -> Any:
    """Return what user code returned, or what that leads to if it can be awaited."""
    if not hasattr(result, "__await__"):
        return result
    if not is_on_loop():
        await _TO_LOOP
    return await result


class HeldLock(Protocol):
    """A lock that can be tried."""

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Acquire the lock, or tell that it cannot be had."""

    def release(self) -> None:
        """Release it."""


class _Held(AbstractContextManager[None]):
    """A lock that was acquired, to be released after the body."""

    def __init__(self, lock: HeldLock) -> None:
        self._lock = lock

    def __exit__(self, *_: object) -> None:
        self._lock.release()


async def hold(lock: HeldLock) -> AbstractContextManager[None]:
    """Acquire a lock: `with await hold(lock)`, around what does not await.

    On the loop it is not waited for: the course goes on on a thread, if somebody else has it.
    """
    if is_on_loop() and not lock.acquire(blocking=False):
        await _TO_THREAD
        lock.acquire()
    elif not is_on_loop():
        lock.acquire()
    return _Held(lock)


class Ways(Protocol):
    """How a course gets from one place to the other."""

    activity: Activity

    def to_loop(self, start: Callable[[], None]) -> None:
        """Have a function called on the loop; raises `NotStarted`."""

    def to_thread(self, job: Callable[[], None]) -> None:
        """Have a job run on a thread of the right kind, come what may; raises `NotStarted`."""


class Course:
    """One coroutine on its way.

    `done` is called with its result or what it raised, at its end. The work has been begun
    (`Activity.begin`), and ends with the course.
    """

    __slots__ = ("_context", "_coroutine", "_done", "_error", "_piece", "_task", "_ways")

    def __init__(
        self,
        ways: Ways,
        coroutine: Coroutine[Any, Any, Any],
        context: Context,
        done: Callable[[Any, BaseException | None], None] | None = None,
    ) -> None:
        self._ways = ways
        self._coroutine = coroutine
        self._context = context
        self._done = done
        self._piece = Piece(ways.activity)
        self._error: BaseException | None = None  # to be raised at the next step
        self._task: asyncio.Task[Any] | None = None
        context.run(enter, self._piece)

    # on a thread

    def run_on_thread(self) -> None:
        """Go on in the calling thread, until the course leads to the loop or ends."""
        self._context.run(self._step_on_thread)

    def _step_on_thread(self) -> None:
        self._ways.activity.take(self._piece)
        try:
            while True:
                hop = self._advance()
                if hop is _TO_LOOP:
                    break
                if hop is not _TO_THREAD:
                    self._error = RuntimeError(
                        f"{hop!r} was awaited outside of the event loop; only `async def` "
                        "functions may await"
                    )
            self._piece.carrier = 0
            self._hop(self._ways.to_loop, self.run_on_loop)
        except StopIteration as stop:
            self._end(stop.value, None)
        except BaseException as error:
            self._end(None, error)

    # on the loop

    def run_on_loop(self) -> None:
        """Go on as a task of the running loop; called on the loop."""
        loop = asyncio.get_running_loop()
        # The loop itself only has weak references to its tasks.
        self._task = loop.create_task(self._step_on_loop(), context=self._context)

    async def _step_on_loop(self) -> None:
        self._ways.activity.take(self._piece)
        ended = await self
        self._task = None
        if ended is not None:
            self._end(ended.result, ended.error)
            return
        self._piece.carrier = 0
        self._hop(self._ways.to_thread, self.run_on_thread)

    def __await__(self) -> Generator[Any, Any, "_Ended | None"]:
        """Pass on to the task what user code awaits; None when the course leads to a thread."""
        activity, piece = self._ways.activity, self._piece
        try:
            wish = self._advance()
            while wish is not _TO_THREAD:
                if wish is _TO_LOOP:
                    wish = self._advance()
                    continue
                lingers = piece.may_linger and not piece.is_resting
                if lingers:
                    activity.linger(piece)
                try:
                    yield wish
                except BaseException as error:
                    self._error = error
                if lingers:
                    activity.go_on(piece)
                wish = self._advance()
        except StopIteration as stop:
            return _Ended(stop.value, None)
        except BaseException as error:
            return _Ended(None, error)
        return None

    # both

    def _advance(self) -> Any:
        error, self._error = self._error, None
        return self._coroutine.send(None) if error is None else self._coroutine.throw(error)

    def _hop(self, way: Callable[[Callable[[], None]], None], go_on: Callable[[], None]) -> None:
        # The present context cannot be entered again before it is left: the rest gets a copy.
        self._context = copy_context()
        try:
            way(go_on)
        except BaseException as error:  # the server has ended
            self._fail_in_place(error)

    def _fail_in_place(self, error: BaseException) -> None:
        """Let the coroutine end where it is, because it cannot go on where it belongs."""
        self._error = error
        try:
            while True:
                self._advance()
                self._error = error
        except StopIteration as stop:
            self._end(stop.value, None)
        except BaseException as last:
            self._end(None, last)

    def _end(self, result: Any, error: BaseException | None) -> None:
        self._task = None
        try:
            if self._done is not None:
                self._done(result, error)
            elif error is not None:
                raise error
        finally:
            self._ways.activity.drop(self._piece)


class _Ended(NamedTuple):
    """How the coroutine of a course has ended."""

    result: Any
    error: BaseException | None
