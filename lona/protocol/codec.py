"""Text to message and back. Index juggling ends here; whatever is wrong raises `ProtocolError`."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from json.encoder import encode_basestring_ascii
from math import isinf
from typing import Any

from lona.protocol import messages as m
from lona.protocol.codes import (
    INPUT_EVENT_TYPE,
    MESSAGE_PREFIX,
    CloseCode,
    ContentKind,
    MessageCode,
    ProtocolError,
)

# One encoder for everything: compact, ASCII only (a lone surrogate in a user's text must not make
# an invalid UTF-8 frame). NaN is no JSON and would break the client, so it is refused.
_encoder = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)
# JSONEncoder builds its C encoder anew for each call, which costs more than a small message.
_make_encoder: Any = getattr(json.encoder, "c_make_encoder", None)  # CPython has it
_make_chunks = _make_encoder and _make_encoder(
    None, _encoder.default, encode_basestring_ascii, None, ":", ",", False, False, False
)


def _encode_at_once(value: Any) -> str:
    return "".join(_make_chunks(value, 0))


encode_json: Callable[[Any], str] = _encode_at_once if _make_chunks else _encoder.encode
encode_string: Callable[[str], str] = encode_basestring_ascii  # the same for strings, but faster


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON value")


_MANY_STRINGS = 100_000
"""So many are too many, whatever is between them."""


def _read_float(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text[:20]} is too large for a number")
    return number


_decode_json = json.JSONDecoder(parse_constant=_refuse_constant, parse_float=_read_float).decode

_CODE_OF: Mapping[type, MessageCode] = {
    m.RunView: MessageCode.RUN_VIEW,
    m.InputEvent: MessageCode.INPUT_EVENT,
    m.Ack: MessageCode.ACK,
    m.ClientError: MessageCode.CLIENT_ERROR,
    m.Ping: MessageCode.PING,
    m.Goodbye: MessageCode.GOODBYE,
    m.Update: MessageCode.UPDATE,
    m.ViewStarted: MessageCode.VIEW_STARTED,
    m.Redirect: MessageCode.REDIRECT,
    m.HttpRedirect: MessageCode.HTTP_REDIRECT,
    m.EventAck: MessageCode.EVENT_ACK,
    m.Pong: MessageCode.PONG,
    m.EventBusy: MessageCode.EVENT_BUSY,
}
_FIELDS = {cls: tuple(field.name for field in fields(cls)) for cls in _CODE_OF}
_CLASS_OF = {int(code): cls for cls, code in _CODE_OF.items()}


def encode(message: m.ClientMessage | m.ServerMessage) -> str:
    """Return the websocket text of a message."""
    cls = type(message)
    items = [int(_CODE_OF[cls]), *(getattr(message, name) for name in _FIELDS[cls])]
    return MESSAGE_PREFIX + encode_json(items)


@dataclass(frozen=True, slots=True)
class Draft:
    """A message of a window that gets its `seq` when it leaves.

    `rest` is the JSON of the items behind `seq`, without brackets.
    """

    code: MessageCode
    rest: str


def draft(cls: type, *items: Any) -> Draft:
    """Return the draft of a message class; `items` are its fields behind `seq`."""
    return Draft(_CODE_OF[cls], encode_json(items)[1:-1])


def draft_update(applied: int, body: str) -> Draft:
    """Return the draft of an `Update` around a body that `encode_update_body` made.

    The body is the same for all windows of a document, so that it is encoded only once.
    """
    return Draft(MessageCode.UPDATE, f"{applied},{body}")


def encode_draft(draft: Draft, window: int, view: int, seq: int) -> str:
    """Return the websocket text of a draft that leaves as message `seq` of a window and view."""
    rest = f",{draft.rest}" if draft.rest else ""
    return f"{MESSAGE_PREFIX}[{draft.code:d},{window},{view},{seq}{rest}]"


def encode_update_body(title: str | None, kind: ContentKind, content: Any) -> str:
    """Encode the part of an `Update` that does not depend on the window."""
    return join_update_body(title, kind, encode_json(content))


def join_update_body(title: str | None, kind: ContentKind, content: str) -> str:
    """Return what `encode_update_body` gives, for content that is JSON text already."""
    return f"{'null' if title is None else encode_json(title)},{kind:d},{content}"


def count_values(text: str) -> int:
    """Return about how many values a JSON text holds, without decoding it.

    Counted are the strings, and the commas and brackets outside of them. It takes a fraction of the
    time and of the memory that decoding takes.
    """
    if "\\" in text:
        text = text.replace("\\\\", "").replace('\\"', "")
    strings = text.count('"') // 2
    if strings > _MANY_STRINGS:
        return strings
    outside = "".join(text.split('"')[::2])
    return strings + sum(outside.count(character) for character in ",[{")


def decode(text: str, max_depth: int = 0, max_values: int = 0) -> m.ClientMessage | m.ServerMessage:
    """Return the message in a websocket text.

    `max_depth` is how many levels of lists and objects the data of an input event may have,
    `max_values` how many values the whole message may have; 0 means any number. Raises
    `ProtocolError`, with the close code to use, for everything that is no message or too large.
    """
    if not text.startswith(MESSAGE_PREFIX):
        raise ProtocolError(f"message does not begin with {MESSAGE_PREFIX!r}: {text[:40]!r}")
    try:
        payload = _decode_json(text[len(MESSAGE_PREFIX) :])
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"message is not JSON: {error}") from None
    if type(payload) is not list or not payload or type(payload[0]) is not int:
        raise ProtocolError("message is not a list that begins with a message code")
    cls = _CLASS_OF.get(payload[0])
    if cls is None:
        raise ProtocolError(f"unknown message code {payload[0]}", CloseCode.UNKNOWN_MESSAGE)
    del payload[0]
    checks = _CHECKS_OF[cls]
    if len(payload) != len(checks):
        raise ProtocolError(f"{cls.__name__} takes {len(checks)} items, got {len(payload)}")
    for (name, check), value in zip(checks, payload, strict=True):
        if not check(value):
            raise ProtocolError(f"{cls.__name__}.{name} can not be {_short(value)}")
    message: m.ClientMessage | m.ServerMessage = cls(*payload)
    if max_depth and isinstance(message, m.InputEvent) and not is_shallow(message.data, max_depth):
        raise ProtocolError(f"InputEvent.data is nested deeper than {max_depth} levels")
    return message


def is_shallow(value: object, depth: int) -> bool:
    """Tell whether lists and objects nest up to `depth` levels; level by level, no recursion."""
    level = [value]
    for _ in range(depth + 1):
        containers = [item for item in level if type(item) in (list, dict)]
        if not containers:
            return True
        level = [item for container in containers for item in _items(container)]
    return False


def _items(container: Any) -> Iterable[object]:
    return container if type(container) is list else container.values()


def _short(value: object) -> str:
    text = repr(value) if not isinstance(value, list | dict) else type(value).__name__
    return text if len(text) <= 60 else text[:57] + "..."


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _is_positive(value: object) -> bool:
    return type(value) is int and 0 < value < 2**53


def _is_text(value: object) -> bool:
    return type(value) is str


def _is_node(value: object) -> bool:
    return value is None or _is_positive(value)


def _is_text_list(value: object) -> bool:
    return type(value) is list and all(type(item) is str for item in value)


_EVENT_CODES = frozenset(int(code) for code in INPUT_EVENT_TYPE) - {INPUT_EVENT_TYPE.CUSTOM}
_CONTENT_KINDS = frozenset(int(kind) for kind in ContentKind)


def _is_event_type(value: object) -> bool:
    return value in _EVENT_CODES if type(value) is int else type(value) is str


def _is_post(value: object) -> bool:
    return value is None or (
        type(value) is dict
        and all(type(item) is str or _is_text_list(item) for item in value.values())
    )


_CHECKS: Mapping[str, Callable[[object], bool]] = {
    "window": _is_positive,
    "view": _is_positive,
    "acked": _is_number,
    "seq": _is_positive,
    "applied": _is_number,
    "event_id": _is_positive,
    "url": _is_text,
    "target": _is_node,
    "post": _is_post,
    "type": _is_event_type,
    "data": lambda value: True,
    "node": _is_node,
    "tag": _is_text,
    "ids": _is_text_list,
    "classes": _is_text_list,
    "text": _is_text,
    "location": _is_text,
    "title": lambda value: value is None or _is_text(value),
    "kind": lambda value: type(value) is int and value in _CONTENT_KINDS,
    "content": lambda value: True,
}

_CHECKS_OF = {cls: tuple((name, _CHECKS[name]) for name in _FIELDS[cls]) for cls in _FIELDS}
