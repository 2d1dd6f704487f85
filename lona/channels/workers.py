"""Workers that applications may replace, as Lona 1.14 brought them (spec S-158).

The settings `CHANNEL_MESSAGE_BROKER_CLASS` and `CHANNEL_TASK_WORKER_CLASS` name subclasses. Without
such a setting messages go straight into the lanes of the hub, and nothing here runs. The new way to
replace something is a `Broker`.
"""

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from lona.channels.message import Message
from lona.work.activity import Activity
from lona.work.behalf import on_behalf_of
from lona.work.course import call
from lona.work.work import Purpose

if TYPE_CHECKING:
    from lona.channels.channel import Channel

logger = logging.getLogger("lona.channels")

JOIN_SECONDS = 1.0
"""How long a server that ends waits for each worker."""

T = TypeVar("T")


@dataclass(frozen=True)
class Task:
    """That a channel is to handle a message."""

    channel: "Channel"
    message: Message


class Line(Generic[T]):
    """What waits for workers. A worker is done with a thing when it asks for the next one.

    Things of one key are never with two workers at a time, so that they stay in order.
    """

    def __init__(
        self,
        activity: Activity,
        message_of: Callable[[T], Message],
        is_wanted: Callable[[T], bool] = lambda thing: True,
    ) -> None:
        self._activity = activity
        self._message_of = message_of
        self._is_wanted = is_wanted
        self._things: deque[tuple[object, T]] = deque()
        self._busy: dict[int, object] = {}  # key by thread
        self._changed = threading.Condition()

    def put(self, key: object, thing: T) -> None:
        """Append something."""
        self._activity.begin()
        with self._changed:
            self._things.append((key, thing))
            self._changed.notify_all()

    def get(self, timeout: float) -> T:
        """Take the first thing; raises `queue.Empty` after some seconds, and if it was dropped."""
        self.done()
        end = time.monotonic() + timeout
        with self._changed:
            while (found := self._first()) is None:
                left = end - time.monotonic()
                if left <= 0 or not self._changed.wait(left):
                    raise queue.Empty
            key, thing = found
            self._busy[threading.get_ident()] = key
        message = self._message_of(thing)
        if message.is_expired() or message.is_dropped():
            message.drop()
            raise queue.Empty
        if not self._is_wanted(thing):
            raise queue.Empty
        return thing

    def done(self) -> None:
        """Note that the calling worker is done with what it took."""
        with self._changed:
            if threading.get_ident() not in self._busy:
                return
            del self._busy[threading.get_ident()]
            self._changed.notify_all()
        self._activity.end()

    def drop_droppable(self) -> bool:
        """Drop what may be lost; tell whether other things wait or are being worked on."""
        with self._changed:
            kept = [each for each in self._things if not self._message_of(each[1]).droppable]
            for _, thing in self._things:
                if self._message_of(thing).droppable:
                    self._message_of(thing).drop()
                    self._activity.end()
            self._things = deque(kept)
            return bool(kept or self._busy)

    def wake(self) -> None:
        """Let workers see that they are to end."""
        with self._changed:
            self._changed.notify_all()

    def _first(self) -> tuple[object, T] | None:
        busy = set(self._busy.values())
        for index, (key, _) in enumerate(self._things):
            if key not in busy:
                found = self._things[index]
                del self._things[index]
                return found
        return None


@dataclass
class Lines:
    """What workers take from, and how they hand on."""

    messages: Line[Message]
    tasks: Line[Task]
    schedule: Callable[["Channel", Message], None] = field(repr=False)


class Worker:
    """Has its `run` called again and again on a thread of its own, while it is `running`.

    `block` tells whether it waits up to `timeout` seconds for something to do.
    """

    def __init__(self, server: Any, executor: Any, timeout: float) -> None:
        self.server = server
        self.executor = executor
        self.timeout = timeout
        self.running = True
        self.block = True
        self._lines: Lines | None = None

    def run(self) -> None:
        """Do one round; subclasses say what. Raises `queue.Empty` if nothing came."""
        raise NotImplementedError

    def shutdown(self) -> None:
        """Run no more rounds."""
        self.running = False

    def get_message(self) -> Message:
        """Return the next message; raises `queue.Empty` if none came in time or it was dropped."""
        return self._served().messages.get(self.timeout if self.block else 0)

    def get_task(self) -> Task:
        """Return the next task; raises `queue.Empty` if none came in time or it was dropped."""
        return self._served().tasks.get(self.timeout if self.block else 0)

    def schedule_task(self, channel: "Channel", message: Message) -> None:
        """Let a channel handle a message."""
        self._served().schedule(channel, message)

    def serve(self, lines: Lines) -> None:
        """Set what it takes from."""
        self._lines = lines

    def _served(self) -> Lines:
        if self._lines is None:
            raise RuntimeError(f"{self!r} belongs to no running server")
        return self._lines


class MessageBroker(Worker):
    """Schedules a task for each channel that a message reaches."""

    def run(self) -> None:
        """Take one message."""
        message = self.get_message()
        for channel in self.server.channels.channels(message.topic):
            self.schedule_task(channel, message)


class TaskWorker(Worker):
    """Calls the handlers of channels."""

    def run(self) -> None:
        """Do one task."""
        task = self.get_task()
        handler = task.channel.handler
        if handler is not None:  # it may have been unsubscribed just now
            self.server.work.run_here(call(handler, task.message), Purpose.CHANNEL)


class Workers:
    """The workers of one server; without any class nothing runs here."""

    def __init__(
        self,
        server: Any,
        broker_class: type[Worker] | None,
        task_class: type[Worker] | None,
        timeout: float,
    ) -> None:
        self.takes_messages = broker_class is not None
        self.takes_tasks = task_class is not None
        self._server = server
        self._timeout = timeout
        self._classes = [
            (broker_class, server.settings.MAX_CHANNEL_MESSAGE_BROKER_THREADS),
            (task_class, server.settings.MAX_CHANNEL_TASK_WORKER_THREADS),
        ]
        self._running: list[tuple[Worker, threading.Thread]] = []

    def start(self, schedule: Callable[["Channel", Message], None]) -> None:
        """Start the workers; `schedule` lets a channel handle a message."""
        activity = self._server.work.activity
        self._lines = Lines(
            Line(activity, lambda message: message),
            Line(
                activity,
                lambda task: task.message,
                lambda task: task.channel.handler is not None,
            ),
            schedule,
        )
        executor = self._server.work.pool.get_executor("channel_worker")
        for worker_class, count in self._classes:
            for number in range(count if worker_class is not None else 0):
                assert worker_class is not None
                worker = worker_class(self._server, executor, self._timeout)
                worker.serve(self._lines)
                name = f"LonaChannelWorker_{worker_class.__name__}_{number}"
                thread = threading.Thread(target=self._loop, args=(worker,), name=name, daemon=True)
                self._running.append((worker, thread))
                thread.start()

    def put_message(self, message: Message) -> None:
        """Give a message to the message brokers."""
        self._lines.messages.put(None, message)

    def put_task(self, channel: "Channel", message: Message) -> None:
        """Give a task to the task workers."""
        self._lines.tasks.put(channel, Task(channel, message))

    def drop_droppable(self) -> bool:
        """Drop what may be lost, because the server ends; tell whether something else waits."""
        left = [self._lines.messages.drop_droppable(), self._lines.tasks.drop_droppable()]
        return any(left)

    def stop(self) -> None:
        """End the workers."""
        for worker, _ in self._running:
            worker.shutdown()
        self._lines.messages.wake()
        self._lines.tasks.wake()
        for _, thread in self._running:
            if thread is not threading.current_thread():
                thread.join(JOIN_SECONDS)

    def _loop(self, worker: Worker) -> None:
        with on_behalf_of(self._server):
            while worker.running:
                try:
                    worker.run()
                except queue.Empty:
                    pass
                except BaseException as error:
                    logger.error("%r raised an exception", worker, exc_info=error)
                finally:
                    self._lines.messages.done()
                    self._lines.tasks.done()
