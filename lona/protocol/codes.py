"""Every number of the wire, once. The client's copy (`client/src/codes.js`) is checked against it.

Only enums live here; what the numbers mean is written in `docs/protocol.md`.
"""

from enum import IntEnum, unique

MESSAGE_PREFIX = "lona:"


@unique
class INPUT_EVENT_TYPE(IntEnum):  # the public name of Lona 1.x
    """Codes of input events; they also stand in the attribute `data-lona-events`."""

    CLICK = 301
    CHANGE = 302
    CUSTOM = 303
    FOCUS = 304
    BLUR = 305
    SUBMIT = 306
    INPUT = 307
    DBLCLICK = 308
    CONTEXT_MENU = 309
    KEY_DOWN = 310
    KEY_UP = 311
    POINTER_ENTER = 312
    POINTER_LEAVE = 313
    SCROLL_END = 314
    TOGGLE = 315


@unique
class MessageCode(IntEnum):
    """First item of every message: 1xx from client to server, 2xx from server to client."""

    RUN_VIEW = 101
    INPUT_EVENT = 102
    ACK = 103
    CLIENT_ERROR = 104
    PING = 105
    GOODBYE = 106

    UPDATE = 201
    VIEW_STARTED = 202
    REDIRECT = 203
    HTTP_REDIRECT = 204
    EVENT_ACK = 205
    PONG = 206
    EVENT_BUSY = 207


@unique
class ContentKind(IntEnum):
    """What the last item of an UPDATE message is."""

    NOTHING = 0
    HTML = 1
    TREE = 2
    PATCHES = 3


@unique
class NodeKind(IntEnum):
    """First item of an entry in a flat sequence of nodes."""

    ELEMENT = 1
    TEXT = 2
    REFERENCE = 3
    LEGACY_WIDGET = 4


@unique
class PatchCode(IntEnum):
    """First item of a patch."""

    SET_ATTRIBUTE = 1
    REMOVE_ATTRIBUTE = 2
    SET_STYLE = 3
    REMOVE_STYLE = 4
    SET_IDS = 5
    SET_CLASSES = 6
    SET_TEXT = 7
    SET_RAW_HTML = 8
    SET_WIDGET_DATA = 9
    REMOVE_WIDGET_DATA = 10
    INSERT_WIDGET_DATA = 11
    INSERT_NODES = 12
    REMOVE_NODES = 13
    CLEAR_NODES = 14


@unique
class CloseCode(IntEnum):
    """Websocket close codes that Lona sends (RFC 6455 §7.4.2: 4000 to 4999 are free to use)."""

    MESSAGE_TOO_BIG = 1009
    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    MALFORMED_MESSAGE = 4400
    SESSION_ROTATED = 4401
    UNKNOWN_MESSAGE = 4404
    TOO_MUCH = 4429
    TOO_SLOW = 4408


class ProtocolError(Exception):
    """A peer sent something that is no message; it costs that peer its connection, nobody else.

    `close_code` is the websocket close code (`CloseCode`) that the connection is closed with.
    """

    def __init__(self, reason: str, close_code: CloseCode = CloseCode.MALFORMED_MESSAGE) -> None:
        super().__init__(reason)
        self.reason = reason
        self.close_code = close_code
