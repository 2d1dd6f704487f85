"""What the settings of a server say of its channels: the broker, and workers of the application."""

from inspect import isfunction
from typing import Any

from lona.channels.broker import Broker
from lona.channels.workers import MessageBroker, TaskWorker, Worker, Workers


def broker_of(server: Any) -> Broker:
    """Return the broker of the setting `CHANNEL_BROKER`; `TypeError` if it is none."""
    broker = _named(server, "CHANNEL_BROKER")
    is_maker = hasattr(broker, "connect") if isinstance(broker, type) else isfunction(broker)
    if is_maker:
        broker = broker()
    if isinstance(broker, type) or not callable(getattr(broker, "connect", None)):
        named = server.settings.CHANNEL_BROKER
        raise TypeError(f"CHANNEL_BROKER: {named!r} is no broker, for it has no connect()")
    found: Broker = broker
    return found


def workers_of(server: Any) -> Workers | None:
    """Return the workers of the application, None if it has none of its own."""
    broker_class = _worker_class(server, "CHANNEL_MESSAGE_BROKER_CLASS", MessageBroker)
    task_class = _worker_class(server, "CHANNEL_TASK_WORKER_CLASS", TaskWorker)
    if broker_class is None and task_class is None:
        return None
    return Workers(server, broker_class, task_class, server.settings.CHANNEL_WORKER_TIMEOUT)


def _worker_class(server: Any, setting: str, default: type[Worker]) -> type[Worker] | None:
    """Return the worker class of a setting, None if nobody has replaced the default one."""
    worker = _named(server, setting)
    if worker in (None, default):
        return None
    if isinstance(worker, type) and issubclass(worker, Worker):
        return worker
    raise TypeError(f"{setting}: {worker!r} is no subclass of lona.channels.Worker")


def _named(server: Any, setting: str) -> Any:
    """Return what a setting names; it may be the thing itself."""
    value = server.settings.get(setting)
    return server.acquire(value) if isinstance(value, str) else value
