"""The Python mirror against the corpus of conformance vectors that all clients share."""

import json
from pathlib import Path
from typing import Any

import pytest

from lona.protocol import decode
from lona.protocol.messages import Pong
from lona_testing.wire.canonical import canonical
from lona_testing.wire.mirror import WindowMirror

FOLDER = Path(__file__).parents[3] / "client" / "vectors"
VECTORS = [
    pytest.param(vector, id=f"{path.stem}: {vector['name']}")
    for path in sorted(FOLDER.glob("*.json"))
    for vector in json.loads(path.read_text("utf-8"))
]


def test_the_corpus_is_there() -> None:
    assert len(VECTORS) >= 60


@pytest.mark.parametrize("vector", VECTORS)
def test_the_mirror_shows_what_the_vector_expects(vector: dict[str, Any]) -> None:
    mirror = WindowMirror()
    mirror.start_view(1)
    for payload in vector["messages"]:
        message = decode("lona:" + json.dumps(payload))
        if not isinstance(message, Pong):
            mirror.receive(message)
    assert canonical(mirror.root) == vector["html"]
