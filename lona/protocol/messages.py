"""The messages, one frozen dataclass each. Fields stand in the order of the wire.

`window` is the number the client gave the window, `view` counts the views that were requested in
that window (from 1); both are chosen by the client and repeated by the server. `acked` is the
highest `seq` of this window and view that the client has applied (0: none).
"""

from dataclasses import dataclass
from typing import Any

from lona.protocol.codes import ContentKind


@dataclass(frozen=True, slots=True)
class RunView:
    """Client: show `url` in the window; `post` holds form values, or is None for GET."""

    window: int
    view: int
    acked: int
    url: str
    post: dict[str, str | list[str]] | None


@dataclass(frozen=True, slots=True)
class InputEvent:
    """Client: something happened. `type` is a code of `INPUT_EVENT_TYPE` or a custom name.

    `event_id` counts from 1 anew for each view; an id that was seen before is dropped.
    `node` and `target` are node ids or None; `tag`, `ids` and `classes` are read off the element.
    """

    window: int
    view: int
    acked: int
    event_id: int
    type: int | str
    data: Any  # any JSON value, by nature
    node: int | None
    target: int | None
    tag: str
    ids: list[str]
    classes: list[str]


@dataclass(frozen=True, slots=True)
class Ack:
    """Client: nothing but `acked`, when there was nothing else to say for a while."""

    window: int
    view: int
    acked: int


@dataclass(frozen=True, slots=True)
class ClientError:
    """Client: an exception while rendering, in a widget or in a hook; `text` is its stack."""

    window: int
    view: int
    text: str


@dataclass(frozen=True, slots=True)
class Ping:
    """Client: are you there? Answered by `Pong`."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Client: the page is being left; the views of this connection may end at once."""


@dataclass(frozen=True, slots=True)
class Update:
    """Server: new title (or None for no change) and new content of a window.

    `applied` is the highest event id of this window whose input value the content takes into
    account: the client keeps what was typed later.
    """

    window: int
    view: int
    seq: int
    applied: int
    title: str | None
    kind: ContentKind
    content: Any  # None, an HTML string, a flat node sequence, or a list of patches


@dataclass(frozen=True, slots=True)
class ViewStarted:
    """Server: the view begins; empty the window and destroy its widgets."""

    window: int
    view: int
    seq: int


@dataclass(frozen=True, slots=True)
class Redirect:
    """Server: run `location` in the same window, without leaving the page."""

    window: int
    view: int
    seq: int
    location: str


@dataclass(frozen=True, slots=True)
class HttpRedirect:
    """Server: leave the page and load `location`."""

    window: int
    view: int
    seq: int
    location: str


@dataclass(frozen=True, slots=True)
class EventAck:
    """Server: the event has been handled."""

    window: int
    view: int
    seq: int
    event_id: int


@dataclass(frozen=True, slots=True)
class EventBusy:
    """Server: the event is being handled, until `EventAck`."""

    window: int
    view: int
    seq: int
    event_id: int


@dataclass(frozen=True, slots=True)
class Pong:
    """Server: answer to `Ping`; not numbered."""


ClientMessage = RunView | InputEvent | Ack | ClientError | Ping | Goodbye
ServerMessage = Update | ViewStarted | Redirect | HttpRedirect | EventAck | EventBusy | Pong
