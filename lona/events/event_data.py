"""What the data of an event can be: what no client of Lona sends is no event."""

from collections.abc import Callable, Mapping
from typing import Any

from lona.protocol.codes import INPUT_EVENT_TYPE

_TYPE = INPUT_EVENT_TYPE

_MODIFIERS = {"alt_key": bool, "ctrl_key": bool, "shift_key": bool, "meta_key": bool}
_POINTER = {**_MODIFIERS, "node_width": int, "node_height": int, "x": int, "y": int}
_KEY = {**_MODIFIERS, "key": str, "code": str}


def _is(value: Any, kind: type) -> bool:
    return type(value) is kind or (kind is float and type(value) is int)


def _has(fields: Mapping[str, type]) -> Callable[[Any], bool]:
    def check(data: Any) -> bool:
        return (
            isinstance(data, dict)
            and data.keys() == fields.keys()
            and all(_is(data[name], kind) for name, kind in fields.items())
        )

    return check


def _is_form(data: Any) -> bool:
    return isinstance(data, dict) and all(
        isinstance(value, str)
        or (isinstance(value, list) and all(isinstance(each, str) for each in value))
        for value in data.values()
    )


_CHECKS: Mapping[int, Callable[[Any], bool]] = {
    _TYPE.SUBMIT: _is_form,
    _TYPE.DBLCLICK: _has(_POINTER),
    _TYPE.CONTEXT_MENU: _has(_POINTER),
    _TYPE.KEY_DOWN: _has(_KEY),
    _TYPE.KEY_UP: _has(_KEY),
    _TYPE.POINTER_ENTER: _has(_POINTER),
    _TYPE.POINTER_LEAVE: _has(_POINTER),
    _TYPE.SCROLL_END: _has({"x": float, "y": float}),
    _TYPE.TOGGLE: _has({"open": bool}),
}


def can_be_data(event_type: int | str, data: Any) -> bool:
    """Tell whether a client can have sent such data; of older types, its handler says it."""
    check = None if isinstance(event_type, str) else _CHECKS.get(event_type)
    return check is None or check(data)
