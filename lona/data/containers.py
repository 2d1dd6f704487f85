"""Views of dicts and lists whose every access is locked: what states and widget data are made of.

A view knows its plain data by reference; what it gives are snapshots, with nested dicts and lists
as views of their own. Who makes views of a kind says which lock they take, what may be stored in
them, and what happens after each change. Knows none of these kinds.
"""

from __future__ import annotations

from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    MutableMapping,
    MutableSequence,
    ValuesView,
)
from contextlib import AbstractContextManager
from typing import Any

_MISSING: Any = object()


class LockedContainer:
    """What views of dicts and of lists have in common, and what makes a kind of them."""

    __slots__ = ("_data",)

    _data: Any

    @property
    def _lock(self) -> AbstractContextManager[Any]:
        """The lock to hold over an access."""
        raise NotImplementedError

    def _unwrap(self, value: Any) -> Any:
        """Return the plain data of a view of this kind; everything else as it is."""
        raise NotImplementedError

    def _wrap(self, value: Any, key: Any) -> Any:
        """Return a view of a dict or list that stands under this key; everything else as it is."""
        raise NotImplementedError

    def _adopt(self, value: Any) -> Any:
        """Return a value as it is stored; `ValueError` if it cannot be."""
        return self._unwrap(value)

    def _check_key(self, key: Any) -> None:
        """Raise `ValueError` if something cannot be the key of a dict."""

    def _was_set(self, key: Any, value: Any) -> None:
        """Note that an item has a new value. Called with the lock held, as the next ones."""

    def _was_inserted(self, index: int, value: Any) -> None:
        """Note that a list got one more item."""

    def _was_removed(self, key: Any) -> None:
        """Note that an item is gone."""

    def _was_replaced(self) -> None:
        """Note that everything may be different."""

    def __lona_json__(self) -> Any:
        return self._data

    def __len__(self) -> int:
        with self._lock:
            return len(self._data)

    def __eq__(self, other: object) -> bool:
        with self._lock:
            return bool(self._data == self._unwrap(other))

    __hash__ = None  # type: ignore[assignment]  # mutable, like dict and list

    def __repr__(self) -> str:
        with self._lock:
            return repr(self._data)

    def clear(self) -> None:
        """Remove everything."""
        with self._lock:
            if self._data:
                self._data.clear()
                self._was_replaced()


class LockedDict(LockedContainer, MutableMapping[Any, Any]):
    """A view of a dict."""

    __slots__ = ()

    def __getitem__(self, key: Any) -> Any:
        with self._lock:
            return self._wrap(self._data[key], key)

    def __setitem__(self, key: Any, value: Any) -> None:
        self.update({key: value})

    def __delitem__(self, key: Any) -> None:
        with self._lock:
            del self._data[key]
            self._was_removed(key)

    def __contains__(self, key: object) -> bool:
        with self._lock:
            return key in self._data

    def __iter__(self) -> Iterator[Any]:
        with self._lock:
            return iter(list(self._data))

    def _snapshot(self) -> dict[Any, Any]:
        with self._lock:
            return {key: self._wrap(value, key) for key, value in self._data.items()}

    def keys(self) -> KeysView[Any]:
        """Return the present keys."""
        return self._snapshot().keys()

    def values(self) -> ValuesView[Any]:
        """Return the present values, dicts and lists as views."""
        return self._snapshot().values()

    def items(self) -> ItemsView[Any, Any]:
        """Return the present pairs of key and value, dicts and lists as views."""
        return self._snapshot().items()

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the value of a key, or `default`."""
        with self._lock:
            return self._wrap(self._data[key], key) if key in self._data else default

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """Remove a key and return its plain value; `KeyError` if it is missing without default."""
        with self._lock:
            if key not in self._data and default is not _MISSING:
                return default
            value = self._data.pop(key)
            self._was_removed(key)
            return value

    def popitem(self) -> tuple[Any, Any]:
        """Remove and return the pair that was inserted last; `KeyError` if there is none."""
        with self._lock:
            key, value = self._data.popitem()
            self._was_removed(key)
            return key, value

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set several keys, from a mapping, pairs, or keywords; all or none."""
        new = dict(*map(self._unwrap, args), **kwargs)
        for key, value in new.items():
            self._check_key(key)
            new[key] = self._adopt(value)
        with self._lock:
            for key, value in new.items():
                self._data[key] = value
                self._was_set(key, value)


class LockedList(LockedContainer, MutableSequence[Any]):
    """A view of a list."""

    __slots__ = ()

    def __getitem__(self, index: Any) -> Any:
        with self._lock:
            if isinstance(index, slice):
                positions = range(*index.indices(len(self._data)))
                return [self._wrap(self._data[each], each) for each in positions]
            return self._wrap(self._data[index], index)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            values = [self._adopt(each) for each in value]
            with self._lock:
                self._data[index] = values
                self._was_replaced()
            return
        value = self._adopt(value)
        with self._lock:
            self._data[index] = value
            self._was_set(self._position(index), value)

    def __delitem__(self, index: Any) -> None:
        if isinstance(index, slice):
            with self._lock:
                del self._data[index]
                self._was_replaced()
        else:
            self.pop(index)

    def __contains__(self, value: object) -> bool:
        with self._lock:
            return self._unwrap(value) in self._data

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])

    def __iadd__(self, values: Iterable[Any]) -> Any:
        self.extend(values)
        return self

    def append(self, value: Any) -> None:
        """Add a value at the end."""
        self.extend([value])

    def insert(self, index: int, value: Any) -> None:
        """Add a value before a position."""
        value = self._adopt(value)
        with self._lock:
            position, _, _ = slice(index, None).indices(len(self._data))
            self._data.insert(position, value)
            self._was_inserted(position, value)

    def extend(self, values: Iterable[Any]) -> None:
        """Add several values at the end; all or none."""
        new = [self._adopt(value) for value in values]
        with self._lock:
            for value in new:
                self._data.append(value)
                self._was_inserted(len(self._data) - 1, value)

    def remove(self, value: Any) -> None:
        """Remove the first equal value; `ValueError` if there is none."""
        with self._lock:
            self.pop(self.index(value))

    def pop(self, index: int = -1) -> Any:
        """Remove a position and return its plain value; `IndexError` if there is none."""
        with self._lock:
            position = self._position(index)
            value = self._data.pop(position)
            self._was_removed(position)
            return value

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the position of the first equal value; `ValueError` if there is none."""
        with self._lock:
            end = len(self._data) if stop is None else stop
            return int(self._data.index(self._unwrap(value), start, end))

    def count(self, value: Any) -> int:
        """Return the number of equal values."""
        with self._lock:
            return int(self._data.count(self._unwrap(value)))

    def _position(self, index: Any) -> int:
        """Return a list index as a number that is not negative; `IndexError` if there is none."""
        position: int = range(len(self._data))[index]
        return position
