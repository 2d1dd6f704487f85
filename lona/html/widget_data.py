"""The data of a widget: dicts and lists that tell their node about every change.

The content is a copy of what was assigned, so nothing else can change it. Reading a nested dict or
list gives a live view of it. A view knows its container by reference and looks up where that
container stands at the moment of a change; one that was taken out changes only itself.
"""

import math
from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    MutableMapping,
    MutableSequence,
    ValuesView,
)
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias

from lona.protocol.codes import PatchCode

Path: TypeAlias = tuple[str | int, ...]
"""Keys (as in JSON) and list indexes, from the outermost container inwards."""

_MISSING: Any = object()


class WidgetDataOwner(Protocol):
    """What widget data needs from its node."""

    @property
    def lock(self) -> AbstractContextManager[Any]:
        """The lock of the node's document."""

    def _mark_widget_data(self, operation: PatchCode, path: Path, value: Any) -> None:
        """Note a change that was just made, for the clients; `value` is live plain data."""


class WidgetData:
    """Dict- or list-like data of a widget.

    `WidgetData(node, initial)` gives a `WidgetDict` or a `WidgetList`. `ValueError` for content
    other than dict, list, str, int, float, bool and None, nested.
    """

    __slots__ = ("_data", "_hint", "_node", "_parent")

    _node: WidgetDataOwner
    _data: Any
    _parent: "WidgetData | None"
    _hint: Any  # key or index at which the container was found last

    def __new__(cls, node: WidgetDataOwner, initial: Any) -> "WidgetData":
        """Choose the class that fits the content."""
        self = object.__new__(_class_for(initial))
        self._node, self._data, self._parent, self._hint = node, _copy(initial), None, None
        return self

    if TYPE_CHECKING:
        # what a node's data is, a dict or a list, is known at run time only
        def __getitem__(self, key: Any) -> Any: ...
        def __setitem__(self, key: Any, value: Any) -> None: ...
        def __delitem__(self, key: Any) -> None: ...
        def __iter__(self) -> Iterator[Any]: ...
        def __contains__(self, item: object) -> bool: ...
        def __getattr__(self, name: str) -> Any: ...

    def replace(self, value: Any) -> None:
        """Replace the whole content; `ValueError` if it is neither dict nor list.

        The object stays the same, also when a list follows a dict: only its class changes.
        """
        if self._parent is not None:
            raise RuntimeError("only the outermost container of widget data can be replaced")
        kind, data = _class_for(value), _copy(value)
        with self._node.lock:
            self._data = data
            self.__class__ = kind
            self._changed_all()

    @property
    def raw(self) -> Any:
        """The content as plain data. Do not change it: no client would know."""
        return self._data

    def copy(self) -> Any:
        """Give an independent copy as plain data."""
        with self._node.lock:
            return _copy(self._data)

    def __lona_json__(self) -> Any:
        return self._data

    def __len__(self) -> int:
        with self._node.lock:
            return len(self._data)

    def __eq__(self, other: object) -> bool:
        with self._node.lock:
            return bool(self._data == _unwrap(other))

    __hash__ = None  # type: ignore[assignment]  # mutable, like dict and list

    def __repr__(self) -> str:
        with self._node.lock:
            return repr(self._data)

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self.copy()

    def _wrap(self, value: Any, key: Any) -> Any:
        """Give a live view of a nested container; everything else as it is."""
        cls = _CLASSES.get(type(value))
        if cls is None:
            return value
        view = object.__new__(cls)
        view._node, view._data, view._parent, view._hint = self._node, value, self, key
        return view

    def _path(self) -> Path | None:
        """Give the present place in the whole data; None for what was taken out."""
        view, reversed_path = self, []
        while view._parent is not None:
            parent = view._parent
            key = parent._find(view._data, view._hint)
            if key is _MISSING:
                return None
            view._hint = key
            reversed_path.append(parent._path_item(key))
            view = parent
        return tuple(reversed(reversed_path))

    def _changed(self, operation: PatchCode, key: Any, value: Any) -> None:
        path = self._path()
        if path is not None:
            self._mark(operation, (*path, self._path_item(key)), value)

    def _changed_all(self) -> None:
        path = self._path()
        if path is not None:
            self._mark(PatchCode.SET_WIDGET_DATA, path, self._data)

    def _mark(self, operation: PatchCode, path: Path, value: Any) -> None:
        self._node._mark_widget_data(operation, path, value)

    def _find(self, container: Any, hint: Any) -> Any:
        """Give the key under which a nested container stands (by identity), else `_MISSING`."""
        raise NotImplementedError

    def _path_item(self, key: Any) -> str | int:
        raise NotImplementedError


class WidgetDict(WidgetData, MutableMapping[Any, Any]):
    """Widget data that is a dict; keys may be what JSON can write as a key."""

    __slots__ = ()

    def __init__(self, node: WidgetDataOwner, initial: dict[Any, Any]) -> None:
        """Nothing is left to do after `__new__`."""

    def __getitem__(self, key: Any) -> Any:
        with self._node.lock:
            return self._wrap(self._data[key], key)

    def __setitem__(self, key: Any, value: Any) -> None:
        value = _copy(value)
        _check_key(key)
        with self._node.lock:
            self._data[key] = value
            self._changed(PatchCode.SET_WIDGET_DATA, key, value)

    def __delitem__(self, key: Any) -> None:
        with self._node.lock:
            del self._data[key]
            self._changed(PatchCode.REMOVE_WIDGET_DATA, key, None)

    def __contains__(self, key: object) -> bool:
        with self._node.lock:
            return key in self._data

    def __iter__(self) -> Iterator[Any]:
        with self._node.lock:
            return iter(list(self._data))

    def _snapshot(self) -> dict[Any, Any]:
        with self._node.lock:
            return {key: self._wrap(value, key) for key, value in self._data.items()}

    def keys(self) -> KeysView[Any]:
        """Give the present keys."""
        return self._snapshot().keys()

    def values(self) -> ValuesView[Any]:
        """Give the present values, nested ones as live views."""
        return self._snapshot().values()

    def items(self) -> ItemsView[Any, Any]:
        """Give the present pairs of key and value, nested values as live views."""
        return self._snapshot().items()

    def get(self, key: Any, default: Any = None) -> Any:
        """Give the value of a key, or `default`."""
        with self._node.lock:
            return self._wrap(self._data[key], key) if key in self._data else default

    def pop(self, key: Any, default: Any = _MISSING) -> Any:
        """Remove a key and give its value as plain data; `KeyError` if it is missing."""
        with self._node.lock:
            if key not in self._data and default is not _MISSING:
                return default
            value = self._data.pop(key)
            self._changed(PatchCode.REMOVE_WIDGET_DATA, key, None)
            return value

    def popitem(self) -> tuple[Any, Any]:
        """Remove and give the pair that was inserted last; `KeyError` if there is none."""
        with self._node.lock:
            key, value = self._data.popitem()
            self._changed(PatchCode.REMOVE_WIDGET_DATA, key, None)
            return key, value

    def update(self, *args: Any, **kwargs: Any) -> None:
        """Set several keys at once; `ValueError` leaves everything as it was."""
        new = dict(*(_unwrap(arg) for arg in args), **kwargs)
        new = _copy(new)
        with self._node.lock:
            for key, value in new.items():
                self._data[key] = value
                self._changed(PatchCode.SET_WIDGET_DATA, key, value)

    def clear(self) -> None:
        """Remove all keys."""
        with self._node.lock:
            if self._data:
                self._data.clear()
                self._changed_all()

    def setdefault(self, key: Any, default: Any = None) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no setdefault(): use `in` and assignment")

    @classmethod
    def fromkeys(cls, keys: Iterable[Any], value: Any = None) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no fromkeys(): assign dict.fromkeys(…)")

    def _find(self, container: Any, hint: Any) -> Any:
        if self._data.get(hint) is container:
            return hint
        return next((key for key, item in self._data.items() if item is container), _MISSING)

    def _path_item(self, key: Any) -> str | int:
        return _json_key(key)


class WidgetList(WidgetData, MutableSequence[Any]):
    """Widget data that is a list. Slices and iterators are snapshots with live nested views."""

    __slots__ = ()

    def __init__(self, node: WidgetDataOwner, initial: list[Any]) -> None:
        """Nothing is left to do after `__new__`."""

    def __getitem__(self, index: Any) -> Any:
        with self._node.lock:
            if isinstance(index, slice):
                positions = range(*index.indices(len(self._data)))
                return [self._wrap(self._data[i], i) for i in positions]
            return self._wrap(self._data[index], index)

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(index, slice):
            value = _copy([_unwrap(item) for item in value])
            with self._node.lock:
                self._data[index] = value
                self._changed_all()
            return
        value = _copy(value)
        with self._node.lock:
            index = self._position(index)
            self._data[index] = value
            self._changed(PatchCode.SET_WIDGET_DATA, index, value)

    def __delitem__(self, index: Any) -> None:
        with self._node.lock:
            if isinstance(index, slice):
                del self._data[index]
                self._changed_all()
                return
            index = self._position(index)
            del self._data[index]
            self._changed(PatchCode.REMOVE_WIDGET_DATA, index, None)

    def __contains__(self, value: object) -> bool:
        with self._node.lock:
            return _unwrap(value) in self._data

    def __iter__(self) -> Iterator[Any]:
        with self._node.lock:
            return iter([self._wrap(item, index) for index, item in enumerate(self._data)])

    def __iadd__(self, values: Iterable[Any]) -> "WidgetList":
        self.extend(values)
        return self

    def append(self, value: Any) -> None:
        """Add a value at the end."""
        self.extend([value])

    def insert(self, index: int, value: Any) -> None:
        """Add a value before a position."""
        value = _copy(value)
        with self._node.lock:
            length = len(self._data)
            index = max(0, index + length) if index < 0 else min(index, length)
            self._data.insert(index, value)
            self._changed(PatchCode.INSERT_WIDGET_DATA, index, value)

    def extend(self, values: Iterable[Any]) -> None:
        """Add several values at the end; `ValueError` leaves everything as it was."""
        new = _copy([_unwrap(value) for value in values])
        with self._node.lock:
            for value in new:
                self._data.append(value)
                self._changed(PatchCode.INSERT_WIDGET_DATA, len(self._data) - 1, value)

    def remove(self, value: Any) -> None:
        """Remove the first equal value; `ValueError` if there is none."""
        with self._node.lock:
            del self[self.index(value)]

    def pop(self, index: int = -1) -> Any:
        """Remove a position and give its value as plain data; `IndexError` if there is none."""
        with self._node.lock:
            index = self._position(index)
            value = self._data.pop(index)
            self._changed(PatchCode.REMOVE_WIDGET_DATA, index, None)
            return value

    def clear(self) -> None:
        """Remove all values."""
        with self._node.lock:
            if self._data:
                self._data.clear()
                self._changed_all()

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Give the position of the first equal value; `ValueError` if there is none."""
        with self._node.lock:
            end = len(self._data) if stop is None else stop
            return int(self._data.index(_unwrap(value), start, end))

    def count(self, value: Any) -> int:
        """Give the number of equal values."""
        with self._node.lock:
            return int(self._data.count(_unwrap(value)))

    def reverse(self) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no reverse(): assign a reversed list")

    def sort(self, **options: Any) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no sort(): assign a sorted list")

    def _position(self, index: Any) -> int:
        """Give a list index as non-negative number; `IndexError` if it does not exist."""
        position: int = range(len(self._data))[index]
        return position

    def _find(self, container: Any, hint: Any) -> Any:
        data = self._data
        # the hint is no index if a list replaced a dict
        start = hint if isinstance(hint, int) and 0 <= hint < len(data) else len(data) - 1
        for distance in range(len(data)):  # lists shift by little: search outwards from the hint
            for index in (start - distance, start + distance):
                if 0 <= index < len(data) and data[index] is container:
                    return index
        return _MISSING

    def _path_item(self, key: Any) -> str | int:
        return int(key)


_CLASSES: Mapping[type, type[WidgetData]] = {dict: WidgetDict, list: WidgetList}
_SCALARS = (str, int, float, bool)
_JSON_KEYS = {True: "true", False: "false", None: "null"}


def _class_for(value: Any) -> type[WidgetData]:
    value = _unwrap(value)
    for kind, cls in _CLASSES.items():
        if isinstance(value, kind):
            return cls
    raise ValueError(f"widget data has to be a dict or a list, not {type(value).__name__}")


def _unwrap(value: Any) -> Any:
    return value._data if isinstance(value, WidgetData) else value


def _copy(value: Any) -> Any:
    """Give a deep copy as plain dicts and lists; `ValueError` for what widget data can not hold."""
    try:
        return _copy_nested(value)
    except RecursionError:
        raise ValueError("widget data is nested too deeply, or contains itself") from None


def _copy_nested(value: Any) -> Any:
    value = _unwrap(value)
    if isinstance(value, dict):
        for key in value:
            _check_key(key)
        return {key: _copy_nested(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy_nested(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"unsupported value: {value!r} (JSON has no such number)")
    if value is None or isinstance(value, _SCALARS):
        return value
    raise ValueError(f"unsupported type: {type(value)}")


def _check_key(key: Any) -> None:
    if key is not None and not isinstance(key, _SCALARS):
        raise ValueError(f"unsupported type: {type(key)} (as key {key!r} of widget data)")
    if isinstance(key, float) and not math.isfinite(key):
        raise ValueError(f"unsupported value: {key!r} (as key of widget data)")


def _json_key(key: Any) -> str:
    """Give a dict key as JSON writes it."""
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, bool):
        return _JSON_KEYS[key]
    return float.__repr__(key) if isinstance(key, float) else int.__repr__(key)
