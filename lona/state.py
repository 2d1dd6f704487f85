"""Thread-safe dicts and lists for `server.state` and `node.state`.

Values are stored by reference. Only dicts and lists are wrapped when they are read, so that
nested access is as safe as access to the outermost level.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import total_ordering
from threading import RLock
from typing import Any, SupportsIndex

from lona.data.containers import LockedContainer, LockedDict, LockedList
from lona.data.json import dumps
from lona.data.types import Lock


class _StateContainer(LockedContainer):
    """What wrapped dicts and lists have in common."""

    __slots__ = ("_get_lock",)

    def __init__(self, data: Any, lock: Lock) -> None:
        self._data = data
        self._get_lock = lock

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """The re-entrant lock of the whole state, for several accesses in one transaction."""
        return self._get_lock()

    _lock = lock

    def _unwrap(self, value: Any) -> Any:
        return value._data if isinstance(value, _StateContainer) else value

    def _wrap(self, value: Any, key: Any = None) -> Any:
        for kind, wrapper in _WRAPPERS.items():
            if isinstance(value, kind):
                return wrapper(value, self._get_lock)
        return value

    def to_json(self) -> str:
        """Return the content as JSON text."""
        with self.lock:
            return dumps(self._data)

    def __copy__(self) -> Any:
        with self.lock:
            return copy.copy(self._data)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        with self.lock:
            return copy.deepcopy(self._data, memo)


class StateDict(_StateContainer, LockedDict):
    """A wrapped dict. Views and iterators are snapshots: they do not see later changes."""

    __slots__ = ()

    def __reversed__(self) -> Iterator[Any]:
        return iter(list(self)[::-1])

    def __or__(self, other: Any) -> dict[Any, Any]:
        with self.lock:
            return dict(self._data) | self._unwrap(other)  # type: ignore[no-any-return]

    def __ror__(self, other: Any) -> dict[Any, Any]:
        with self.lock:
            return self._unwrap(other) | dict(self._data)  # type: ignore[no-any-return]

    def __ior__(self, other: Any) -> "StateDict":
        self.update(other)
        return self

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or `default`; dicts and lists wrapped."""
        return self._wrap(super().get(key, default))

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, which is set to `default` before if it is not there."""
        with self.lock:
            return self._wrap(self._data.setdefault(key, self._unwrap(default)))

    def copy(self) -> dict[Any, Any]:
        """Return a shallow copy, as a plain dict."""
        with self.lock:
            return dict(self._data)


@total_ordering
class StateList(_StateContainer, LockedList):
    """A wrapped list. Iterators and slices are snapshots: they do not see later changes."""

    __slots__ = ()

    def __reversed__(self) -> Iterator[Any]:
        return iter(self[::-1])

    def __lt__(self, other: Any) -> bool:
        with self.lock:
            return bool(self._data < self._unwrap(other))

    def __add__(self, other: Any) -> list[Any]:
        with self.lock:
            return self._data + self._unwrap(other)  # type: ignore[no-any-return]

    def __radd__(self, other: Any) -> list[Any]:
        with self.lock:
            return self._unwrap(other) + self._data  # type: ignore[no-any-return]

    def __mul__(self, times: SupportsIndex) -> list[Any]:
        with self.lock:
            return self._data * times  # type: ignore[no-any-return]

    __rmul__ = __mul__

    def __imul__(self, times: SupportsIndex) -> "StateList":
        with self.lock:
            self._data *= times
        return self

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sort in place, stable."""
        with self.lock:
            # list.sort empties the list meanwhile; a key function that reads it must not see that
            self._data[:] = sorted(self._data, key=key, reverse=reverse)

    def reverse(self) -> None:
        """Turn the order around, in place."""
        with self.lock:
            self._data.reverse()

    def copy(self) -> list[Any]:
        """Return a shallow copy, as a plain list."""
        with self.lock:
            return list(self._data)


_WRAPPERS: dict[type, Callable[[Any, Lock], _StateContainer]] = {dict: StateDict, list: StateList}


class State(StateDict):
    """The outermost level of a state.

    `initial` is a dict whose content is taken over (not the dict itself). `lock` gives the lock to
    use at the moment of each access; without it the state has a lock of its own.
    """

    __slots__ = ()

    def __init__(self, initial: dict[Any, Any] | None = None, lock: Lock | None = None) -> None:
        if initial is not None and not isinstance(initial, dict | StateDict):
            raise ValueError(f"state has to be a dict, not {type(initial).__name__}")
        own = RLock()
        super().__init__(dict(self._unwrap(initial) or {}), lock or (lambda: own))
