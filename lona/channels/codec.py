"""Messages as text, for brokers that leave the process.

What arrives is equal to what was sent, or it is refused when it is sent: nothing becomes something
else on the way.
"""

import json
import math
from datetime import datetime
from typing import Any

from lona.channels.message import Message


def encode_message(message: Message) -> str:
    """Return a message as a line of JSON.

    Raises `TypeError`, with the place, for data other than dicts with strings as keys, lists,
    strings, numbers, booleans and None.
    """
    if (problem := _problem(message.data, "data")) is not None:
        raise TypeError(f"the broker can not carry the message to {message.topic!r}: {problem}")
    expiry = None if message.expiry is None else message.expiry.timestamp()
    return json.dumps([message.topic, message.data, expiry, message.droppable])


def decode_message(text: str) -> Message:
    """Return the message of a line of `encode_message`; raises `ValueError` for anything else."""
    try:
        topic, data, expiry, droppable = json.loads(text)
        when = None if expiry is None else datetime.fromtimestamp(expiry)
        if not isinstance(data, dict):
            raise TypeError("the data is no dict")
        return Message(topic, data, when, droppable=bool(droppable))
    except (TypeError, ValueError, OverflowError, OSError) as error:
        raise ValueError(f"no message of a channel: {text[:100]!r} ({error})") from None


def _problem(value: Any, place: str) -> str | None:
    """Say what JSON would not carry as it is, None if there is nothing."""
    if value is None or type(value) in (str, bool, int):
        return None
    if type(value) is float:
        return None if math.isfinite(value) else f"{place} is {value!r}"
    if type(value) is list:
        inside = [(item, f"{place}[{index}]") for index, item in enumerate(value)]
    elif type(value) is dict:
        odd = next((key for key in value if type(key) is not str), None)
        if odd is not None:
            return f"a key of {place} is no string: {odd!r}"
        inside = [(item, f"{place}[{key!r}]") for key, item in value.items()]
    else:
        return f"{place} is a {type(value).__name__}: {repr(value)[:200]}"
    return next(filter(None, (_problem(item, where) for item, where in inside)), None)
