"""The events that waiting views have taken: each is finished by what the view shows next.

So the user gets one message about it, with the change. If the view waits again, or ends, before it
has shown anything, that finishes the event, too.
"""

from typing import TYPE_CHECKING

from lona.connection.window import Window
from lona.work.latch import carrier

if TYPE_CHECKING:
    from lona.events.input_event import InputEvent


class TakenEvents:
    """The events of one view that were taken and are not finished, by who has taken them."""

    def __init__(self) -> None:
        self._taken: dict[object, list[tuple[Window, int]]] = {}

    def take(self, event: "InputEvent") -> None:
        """Note that the calling thread or task has got an event for which it has waited."""
        if isinstance(event.issuer, Window):
            item = event.issuer, int(event.payload[0])
            self._taken.setdefault(carrier(), []).append(item)

    def finish(self) -> None:
        """Note that only an update is missing; call it under the document's lock."""
        for window, event_id in self._taken.get(carrier(), ()):
            window.finish_event(event_id)

    def end(self) -> None:
        """Note that what was taken is done; the client is told, if no update did."""
        if self._taken:
            for window, event_id in self._taken.pop(carrier(), ()):
                window.end_event(event_id)
