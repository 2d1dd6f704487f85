"""Everything that goes over the wire: codes, messages and the one codec.

Knows nothing of nodes, views, sockets or loops. `docs/protocol.md` is the written form.
"""

from lona.protocol.codec import decode, encode, encode_json
from lona.protocol.codes import (
    INPUT_EVENT_TYPE,
    MESSAGE_PREFIX,
    CloseCode,
    ContentKind,
    MessageCode,
    NodeKind,
    PatchCode,
    ProtocolError,
)

__all__ = [
    "INPUT_EVENT_TYPE",
    "MESSAGE_PREFIX",
    "CloseCode",
    "ContentKind",
    "MessageCode",
    "NodeKind",
    "PatchCode",
    "ProtocolError",
    "decode",
    "encode",
    "encode_json",
]
