"""Thread-safe dicts and lists for `server.state` and `node.state`.

Values are stored by reference. Only dicts and lists are wrapped when they are read, so that
nested access is as safe as access to the outermost level.
"""

import copy
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    MutableMapping,
    MutableSequence,
    ValuesView,
)
from contextlib import AbstractContextManager
from functools import total_ordering
from threading import RLock
from typing import Any, SupportsIndex, TypeAlias

from lona.json import dumps
from lona.types import Lock

_Lock: TypeAlias = AbstractContextManager[Any]
_MISSING: Any = object()


class _Wrapper:
    """What wrapped dicts and lists have in common."""

    __slots__ = ("_data", "_get_lock")

    _data: Any
    _get_lock: Lock

    @property
    def lock(self) -> _Lock:
        """The re-entrant lock of the whole state, for several accesses in one transaction."""
        return self._get_lock()

    def to_json(self) -> str:
        """Return the content as JSON text."""
        with self.lock:
            return dumps(self._data)

    def _wrap(self, value: Any) -> Any:
        for kind, wrapper in _WRAPPERS.items():
            if isinstance(value, kind):
                return wrapper(value, self._get_lock)
        return value

    def __lona_json__(self) -> Any:
        return self._data

    def __bool__(self) -> bool:
        return len(self) > 0

    def __len__(self) -> int:
        with self.lock:
            return len(self._data)

    def __eq__(self, other: object) -> bool:
        with self.lock:
            return bool(self._data == _unwrap(other))

    __hash__ = None  # type: ignore[assignment]  # mutable, like dict and list

    def __repr__(self) -> str:
        with self.lock:
            return repr(self._data)

    def __copy__(self) -> Any:
        with self.lock:
            return copy.copy(self._data)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        with self.lock:
            return copy.deepcopy(self._data, memo)


class StateDict(_Wrapper, MutableMapping[Any, Any]):
    """A wrapped dict. Views and iterators are snapshots: they do not see later changes."""

    __slots__ = ()

    def __init__(self, data: dict[Any, Any], lock: Lock) -> None:
        self._data = data
        self._get_lock = lock

    def __getitem__(self, key: Any) -> Any:
        with self.lock:
            return self._wrap(self._data[key])

    def __setitem__(self, key: Any, value: Any) -> None:
        with self.lock:
            self._data[key] = _unwrap(value)

    def __delitem__(self, key: Any) -> None:
        with self.lock:
            del self._data[key]

    def __contains__(self, key: object) -> bool:
        with self.lock:
            return key in self._data

    def __iter__(self) -> Iterator[Any]:
        with self.lock:
            return iter(list(self._data))

    def __reversed__(self) -> Iterator[Any]:
        with self.lock:
            return iter(list(reversed(self._data)))

    def __or__(self, other: Any) -> dict[Any, Any]:
        with self.lock:
            return dict(self._data) | _unwrap(other)  # type: ignore[no-any-return]

    def __ror__(self, other: Any) -> dict[Any, Any]:
        with self.lock:
            return _unwrap(other) | dict(self._data)  # type: ignore[no-any-return]

    def __ior__(self, other: Any) -> "StateDict":
        self.update(other)
        return self

    def _snapshot(self) -> dict[Any, Any]:
        with self.lock:
            return {key: self._wrap(value) for key, value in self._data.items()}

    def keys(self) -> KeysView[Any]:
        """Return the present keys."""
        return self._snapshot().keys()

    def values(self) -> ValuesView[Any]:
        """Return the present values, dicts and lists wrapped."""
        return self._snapshot().values()

    def items(self) -> ItemsView[Any, Any]:
        """Return the present pairs of key and value, dicts and lists wrapped."""
        return self._snapshot().items()

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or `default`."""
        with self.lock:
            return self._wrap(self._data.get(key, default))

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """Remove a key and return its value; `KeyError` if it is not there and has no default."""
        with self.lock:
            return self._data.pop(key) if default is _MISSING else self._data.pop(key, default)

    def popitem(self) -> tuple[Any, Any]:
        """Remove and return the pair that was inserted last; `KeyError` if there is none."""
        with self.lock:
            key, value = self._data.popitem()
            return key, value

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, which is set to `default` before if it is not there."""
        with self.lock:
            return self._wrap(self._data.setdefault(key, _unwrap(default)))

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set several keys at once, from a mapping, pairs, or keywords."""
        with self.lock:
            self._data.update(*(_unwrap(arg) for arg in args), **kwargs)

    def clear(self) -> None:
        """Remove all keys."""
        with self.lock:
            self._data.clear()

    def copy(self) -> dict[Any, Any]:
        """Return a shallow copy, as a plain dict."""
        with self.lock:
            return dict(self._data)


@total_ordering
class StateList(_Wrapper, MutableSequence[Any]):
    """A wrapped list. Iterators and slices are snapshots: they do not see later changes."""

    __slots__ = ()

    def __init__(self, data: list[Any], lock: Lock) -> None:
        self._data = data
        self._get_lock = lock

    def __getitem__(self, index: Any) -> Any:
        with self.lock:
            if isinstance(index, slice):
                return [self._wrap(value) for value in self._data[index]]
            return self._wrap(self._data[index])

    def __setitem__(self, index: Any, value: Any) -> None:
        with self.lock:
            self._data[index] = _unwrap(value)

    def __delitem__(self, index: Any) -> None:
        with self.lock:
            del self._data[index]

    def __contains__(self, value: object) -> bool:
        with self.lock:
            return _unwrap(value) in self._data

    def __iter__(self) -> Iterator[Any]:
        with self.lock:
            return iter([self._wrap(value) for value in self._data])

    def __reversed__(self) -> Iterator[Any]:
        with self.lock:
            return iter([self._wrap(value) for value in reversed(self._data)])

    def __lt__(self, other: Any) -> bool:
        with self.lock:
            return bool(self._data < _unwrap(other))

    def __add__(self, other: Any) -> list[Any]:
        with self.lock:
            return self._data + _unwrap(other)  # type: ignore[no-any-return]

    def __radd__(self, other: Any) -> list[Any]:
        with self.lock:
            return _unwrap(other) + self._data  # type: ignore[no-any-return]

    def __iadd__(self, other: Iterable[Any]) -> "StateList":  # type: ignore[misc]  # `+` is plain
        self.extend(other)
        return self

    def __mul__(self, times: SupportsIndex) -> list[Any]:
        with self.lock:
            return self._data * times  # type: ignore[no-any-return]

    __rmul__ = __mul__

    def __imul__(self, times: SupportsIndex) -> "StateList":
        with self.lock:
            self._data *= times
        return self

    def append(self, value: Any) -> None:
        """Add a value at the end."""
        with self.lock:
            self._data.append(_unwrap(value))

    def insert(self, index: SupportsIndex, value: Any) -> None:
        """Add a value before a position."""
        with self.lock:
            self._data.insert(index, _unwrap(value))

    def extend(self, values: Iterable[Any]) -> None:
        """Add several values at the end."""
        with self.lock:
            self._data.extend([_unwrap(value) for value in values])

    def remove(self, value: Any) -> None:
        """Remove the first equal value; `ValueError` if there is none."""
        with self.lock:
            self._data.remove(_unwrap(value))

    def pop(self, index: SupportsIndex = -1) -> Any:
        """Remove a position and return its value; `IndexError` if it does not exist."""
        with self.lock:
            return self._data.pop(index)

    def clear(self) -> None:
        """Remove all values."""
        with self.lock:
            self._data.clear()

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the position of the first equal value; `ValueError` if there is none."""
        with self.lock:
            end = len(self._data) if stop is None else stop
            return int(self._data.index(_unwrap(value), start, end))

    def count(self, value: Any) -> int:
        """Return the number of equal values."""
        with self.lock:
            return int(self._data.count(_unwrap(value)))

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


_WRAPPERS: dict[type, Callable[[Any, Lock], _Wrapper]] = {dict: StateDict, list: StateList}


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
        super().__init__(dict(_unwrap(initial) or {}), lock or (lambda: own))


def _unwrap(value: Any) -> Any:
    return value._data if isinstance(value, _Wrapper) else value
