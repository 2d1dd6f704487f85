"""The event types that an element listens to, mirrored in its attribute `data-lona-events`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lona.events.event_types import EVENT_TYPES, EventType

if TYPE_CHECKING:
    from lona.html.node import Node

ATTRIBUTE = "data-lona-events"


class EventList:
    """What the browser sends for one node. There is at most one event type of each name.

    A change event with another input delay replaces the one that is there.
    """

    __slots__ = ("_node", "_types")

    def __init__(self, node: Node) -> None:
        self._node = node
        self._types: dict[str, EventType] = {}

    @staticmethod
    def _check(event_type: Any) -> None:
        if not isinstance(event_type, EventType):
            raise ValueError(
                f"unsupported type: {type(event_type)}; events are {', '.join(EVENT_TYPES)}"
            )

    def _changed(self) -> None:
        attributes = self._node.attributes
        if self._types:
            attributes[ATTRIBUTE] = ";".join(sorted(each.code for each in self._types.values()))
        else:
            del attributes[ATTRIBUTE]

    def add(self, event_type: EventType) -> None:
        """Listen to an event type."""
        self._check(event_type)
        with self._node.lock:
            self._types[event_type.name] = event_type
            self._changed()

    append = add

    def extend(self, event_types: Iterable[EventType]) -> None:
        """Listen to several event types; all or none are added."""
        new = list(event_types)
        for event_type in new:
            self._check(event_type)
        with self._node.lock:
            self._types.update((each.name, each) for each in new)
            self._changed()

    def remove(self, event_type: EventType) -> None:
        """Listen to an event type no more; nothing happens if it is not there."""
        self._check(event_type)
        with self._node.lock:
            self._types.pop(event_type.name, None)
            self._changed()

    def toggle(self, event_type: EventType) -> None:
        """Remove an event type if it is there, else add it."""
        with self._node.lock:
            (self.remove if event_type in self else self.add)(event_type)

    def clear(self) -> None:
        """Listen to nothing."""
        with self._node.lock:
            self._types.clear()
            self._changed()

    def replace(self, event_types: Any) -> None:
        """Make these the event types; `ValueError` if it is no list of event types."""
        if not isinstance(event_types, list | EventList):
            raise ValueError(f"events has to be a list of event types, not {event_types!r}")
        new = list(event_types)
        for event_type in new:
            self._check(event_type)
        with self._node.lock:
            self._types = {each.name: each for each in new}
            self._changed()

    def __contains__(self, event_type: object) -> bool:
        return isinstance(event_type, EventType) and event_type.name in self._types

    def __iter__(self) -> Iterator[EventType]:
        return iter(list(self._types.values()))

    def __len__(self) -> int:
        return len(self._types)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, EventList):
            return {each.code for each in self} == {each.code for each in other}
        if not isinstance(other, list | tuple | set | frozenset):
            return False
        items = list(other)
        return all(isinstance(each, EventType) for each in items) and {
            each.code for each in self
        } == {each.code for each in items}

    __hash__ = None  # type: ignore[assignment]  # mutable

    def __repr__(self) -> str:
        return f"<EventList({list(self._types.values())!r})>"
