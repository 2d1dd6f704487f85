"""Input events as the runtime makes them, sent through nodes as the runtime does."""

from typing import Any

import pytest

from lona.events.input_event import InputEvent
from lona.html.document import Document
from lona.protocol import INPUT_EVENT_TYPE, messages


class Sent:
    """What became of an event: where it went, what was returned at the end."""

    def __init__(self, event: InputEvent) -> None:
        self.event = event
        self.path: list[Any] = []
        self.result: Any = event
        self.applied = 0

    def mark_applied(self) -> None:
        self.applied += 1


@pytest.fixture
def send():
    """Give a function that sends an event to a node, and on to its ancestors."""

    def send(node, data, *, code=INPUT_EVENT_TYPE.CHANGE, issuer=None):
        message = messages.InputEvent(
            window=1,
            view=1,
            acked=0,
            event_id=1,
            type=int(code),
            data=data,
            node=int(node.id),
            target=None,
            tag="INPUT",
            ids=[""],
            classes=[""],
        )
        any_value: Any = None
        event = InputEvent(
            message,
            document=Document(),
            connection=any_value,
            request=any_value,
            node=node,
            target_node=None,
            issuer=issuer,
            mark_applied=lambda: sent.mark_applied(),
        )
        sent = Sent(event)
        while node is not None and isinstance(sent.result, InputEvent):
            sent.path.append(node)
            sent.result = node.handle_input_event(sent.result)
            node = node.parent
        return sent

    return send
