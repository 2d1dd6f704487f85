"""JSON for applications and templates: compact, and aware of Lona's containers.

A class whose objects are plain data inside gives that data with `__lona_json__()`. (Wire messages
are encoded by `lona.protocol.encode_json`, which takes plain data only.)
"""

import json
from collections.abc import Callable
from enum import Enum
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class HasJson(Protocol):
    """An object that stands for plain data."""

    def __lona_json__(self) -> Any:
        """Return the plain data (dict or list)."""


def dumps(
    obj: Any,
    *,
    separators: tuple[str, str] = (",", ":"),
    default: Callable[[Any], Any] | None = None,
    **options: Any,
) -> str:
    """Serialise like `json.dumps`, without white space.

    Enums become their values; widget data and state objects their content. `default` is asked
    for objects of all other types; without it they raise `TypeError`.
    """

    def convert(value: Any) -> Any:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, HasJson):
            return value.__lona_json__()
        if default is not None:
            return default(value)
        raise TypeError(f"{value!r} (type {type(value).__name__}) can not be written as JSON")

    return json.dumps(obj, separators=separators, default=convert, **options)
