"""Messages in words, for the debug mode `messages`."""

from dataclasses import fields
from typing import Any

from lona.logging import printable
from lona.protocol import INPUT_EVENT_TYPE, MESSAGE_PREFIX, ProtocolError, decode
from lona.protocol import messages as m

MOST_CHARACTERS = 120
"""Of one value of a message."""

_LEFT_OUT = ("ids", "classes", "tag")


def in_words(text: str) -> str:
    """Return what a text message says, as one line that shows what it is; long values are cut."""
    if not text.startswith(MESSAGE_PREFIX):
        return f"custom message {_shortened(text)}"
    try:
        message: Any = decode(text)
    except ProtocolError as error:
        return f"no message ({error.reason}): {_shortened(text)}"
    parts = [
        f"{field.name}={_value(message, field.name)}"
        for field in fields(message)
        if field.name not in _LEFT_OUT
    ]
    return " ".join([type(message).__name__, *parts])


def _value(message: Any, name: str) -> str:
    value = getattr(message, name)
    if isinstance(message, m.InputEvent) and name == "type" and isinstance(value, int):
        return INPUT_EVENT_TYPE(value).name
    if isinstance(message, m.Redirect | m.HttpRedirect) and name == "location":
        value = without_query(value)
    return _shortened(value if isinstance(value, str) else repr(value))


def without_query(url: str) -> str:
    """Return an address without what may be a secret in it."""
    path, mark, _ = url.partition("?")
    return f"{path}{mark and '?…'}"


def _shortened(text: str) -> str:
    text = printable(text)
    return text if len(text) <= MOST_CHARACTERS else f"{text[:MOST_CHARACTERS]}… ({len(text)})"
