"""The JavaScript client against the conformance vectors, in real Chromium.

The built client runs in an empty page with a socket that the test speaks through; one page serves
all vectors, with a new window for each.
"""

import json
from pathlib import Path
from typing import Any

import pytest

CLIENT = Path(__file__).parents[1] / "client"
VECTORS = [
    pytest.param(vector, id=f"{path.stem}: {vector['name']}")
    for path in sorted((CLIENT / "vectors").glob("*.json"))
    for vector in json.loads(path.read_text("utf-8"))
]

FAKE_SOCKET = """() => {
    class FakeSocket extends EventTarget {
        constructor() { super(); this.readyState = 1; fake_sockets.push(this); }
        send(text) {}
        close() { this.readyState = 3; }
        emit(event) { this.dispatchEvent(event); this["on" + event.type]?.(event); }
    }
    Object.assign(FakeSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
    window.fake_sockets = [];
    window.WebSocket = FakeSocket;
}"""

APPLY = """(messages) => {
    document.body.innerHTML = '<div id="lona"></div>';
    const context = new Lona.LonaContext({ target: "#lona", update_address_bar: false });
    context.setup();
    const socket = fake_sockets.at(-1);
    socket.emit(new Event("open"));
    for (const message of messages) {
        const data = typeof message === "string" ? message : "lona:" + JSON.stringify(message);
        socket.emit(new MessageEvent("message", { data }));
    }
    return lona_canonical(document.querySelector("#lona"));
}"""


@pytest.fixture(scope="module")
def blank_page(lona_chromium: Any) -> Any:
    context = lona_chromium.new_context()
    page = context.new_page()
    page.set_content("<!doctype html><title>vectors</title>")
    page.evaluate(FAKE_SOCKET)
    page.add_script_tag(path=str(CLIENT / "dist" / "lona.js"))
    page.add_script_tag(path=str(CLIENT / "tests" / "canonical.js"))
    yield page
    context.close()


def test_the_corpus_is_there() -> None:
    assert len(VECTORS) >= 60


@pytest.mark.parametrize("vector", VECTORS)
def test_chromium_shows_what_the_vector_expects(
    vector: dict[str, Any], blank_page: Any, lona_chromium: Any
) -> None:
    assert blank_page.evaluate(APPLY, vector["messages"]) == vector["html"]
    lona_chromium.raise_page_errors()
