"""The data of a widget: dicts and lists that tell their node about every change.

The content is a copy of what was assigned, so nothing else can change it. Reading a nested dict or
list gives a live view of it. A view knows its container by reference and looks up where that
container stands at the moment of a change; one that was taken out changes only itself.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias

from lona.data.containers import LockedContainer, LockedDict, LockedList
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


class WidgetData(LockedContainer):
    """Dict- or list-like data of a widget.

    `WidgetData(node, initial)` gives a `WidgetDict` or a `WidgetList`. `ValueError` for content
    other than dict, list, str, int, float, bool and None, nested.
    """

    __slots__ = ("_hint", "_node", "_parent")

    _node: WidgetDataOwner
    _parent: "WidgetData | None"
    _hint: Any  # key or index at which the container was found last

    def __new__(cls, node: WidgetDataOwner, initial: Any) -> "WidgetData":
        """Choose the class that fits the content."""
        self = object.__new__(_class_for(initial))
        self._set_up(node, _copy(initial), None, None)
        return self

    def __init__(self, node: WidgetDataOwner, initial: Any) -> None:
        """Nothing is left to do after `__new__`."""

    def _set_up(
        self, node: WidgetDataOwner, data: Any, parent: "WidgetData | None", hint: Any
    ) -> None:
        self._node, self._data, self._parent, self._hint = node, data, parent, hint

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
        with self._lock:
            self._data = data
            self.__class__ = kind
            self._was_replaced()

    @property
    def raw(self) -> Any:
        """The content as plain data. Do not change it: no client would know."""
        return self._data

    def copy(self) -> Any:
        """Return an independent copy as plain data."""
        with self._lock:
            return _copy(self._data)

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        return self.copy()

    @property
    def _lock(self) -> AbstractContextManager[Any]:
        return self._node.lock

    def _unwrap(self, value: Any) -> Any:
        return _unwrap(value)

    def _wrap(self, value: Any, key: Any) -> Any:
        cls = _CLASSES.get(type(value))
        if cls is None:
            return value
        view = object.__new__(cls)
        view._set_up(self._node, value, self, key)
        return view

    def _adopt(self, value: Any) -> Any:
        return _copy(value)

    def _check_key(self, key: Any) -> None:
        _check_key(key)

    def _was_set(self, key: Any, value: Any) -> None:
        self._changed(PatchCode.SET_WIDGET_DATA, key, value)

    def _was_inserted(self, index: int, value: Any) -> None:
        self._changed(PatchCode.INSERT_WIDGET_DATA, index, value)

    def _was_removed(self, key: Any) -> None:
        self._changed(PatchCode.REMOVE_WIDGET_DATA, key, None)

    def _was_replaced(self) -> None:
        path = self._path()
        if path is not None:
            self._node._mark_widget_data(PatchCode.SET_WIDGET_DATA, path, self._data)

    def _changed(self, operation: PatchCode, key: Any, value: Any) -> None:
        path = self._path()
        if path is not None:
            self._node._mark_widget_data(operation, (*path, self._path_item(key)), value)

    def _path(self) -> Path | None:
        """Return the present place in the whole data; None for what was taken out."""
        view, reversed_path = self, []
        while view._parent is not None:
            parent = view._parent
            key = parent._find(view.raw, view._hint)
            if key is _MISSING:
                return None
            view._hint = key
            reversed_path.append(parent._path_item(key))
            view = parent
        return tuple(reversed(reversed_path))

    def _find(self, container: Any, hint: Any) -> Any:
        """Return the key under which a nested container stands (by identity), else `_MISSING`."""
        raise NotImplementedError

    def _path_item(self, key: Any) -> str | int:
        """Return a key or index as paths on the wire have it."""
        raise NotImplementedError


class WidgetDict(WidgetData, LockedDict):
    """Widget data that is a dict; keys may be what JSON can write as a key."""

    __slots__ = ()

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


class WidgetList(WidgetData, LockedList):
    """Widget data that is a list. Slices and iterators are snapshots with live nested views."""

    __slots__ = ()

    def reverse(self) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no reverse(): assign a reversed list")

    def sort(self, **options: Any) -> NoReturn:
        """Not supported."""
        raise NotImplementedError("widget data has no sort(): assign a sorted list")

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
    return value.raw if isinstance(value, WidgetData) else value


def _copy(value: Any) -> Any:
    """Return a deep copy as plain dicts and lists; `ValueError` for what cannot be in it."""
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
    """Return a dict key as JSON writes it."""
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, bool):
        return _JSON_KEYS[key]
    return float.__repr__(key) if isinstance(key, float) else int.__repr__(key)
