"""1,000 table rows: Lona's client against hand-written DOM code, in the same page of Chromium.

    python -P benchmarks/rows.py [ROUNDS]

Each round shows the rows once with the client (one message of the server, from its JSON text to the
laid-out table) and once with code that a person would write for the same table; they take turns.
Prints the medians and their ratios, without and with the layout of the table; the goal is that the
rows appear (with layout) within twice the time.

(`-P`, because `html.py` beside it would hide a module of the standard library.)
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from lona.html import H1, A, Div, Node, Table, TBody, Td, Tr
from lona.html.document import Document
from lona.html.patches import show
from lona.protocol import encode
from lona.protocol.messages import Update, ViewStarted
from lona_testing.plugin.chromium import Browser

ROWS = 1000
GOAL = 2.0
WARM_UP = 5
"""Rounds that do not count: the code is being compiled."""

CLIENT = Path(__file__).resolve().parent.parent / "client" / "dist" / "lona.js"

PREPARE = """() => {
    class Socket {
        constructor() { this.readyState = 1; Socket.last = this; }
        send() {}
        close() {}
    }
    window.Socket = window.WebSocket = Socket;
    window.row_data = Array.from({ length: %d }, (_, i) => ({ id: i + 1, label: `row ${i + 1}` }));
}"""

WITH_LONA = """(messages) => {
    document.body.innerHTML = '<div id="lona"></div>';
    const context = new Lona.LonaContext({ target: "#lona", update_address_bar: false });
    context.setup();
    const socket = Socket.last;
    socket.onopen({ type: "open" });
    socket.onmessage({ data: messages[0] });
    const start = performance.now();
    socket.onmessage({ data: messages[1] });
    const script = performance.now() - start;
    document.body.offsetHeight;
    return [script, performance.now() - start];
}"""

BY_HAND = """() => {
    document.body.innerHTML = '<div id="lona"></div>';
    const start = performance.now();
    const root = document.createElement("div");
    const heading = document.createElement("h1");
    heading.textContent = "Rows";
    const table = document.createElement("table");
    table.className = "table";
    const body = document.createElement("tbody");
    for (const { id, label } of row_data) {
        const row = document.createElement("tr");
        const number = document.createElement("td");
        number.className = "number";
        number.textContent = id;
        const name = document.createElement("td");
        const link = document.createElement("a");
        link.href = `/rows/${id}`;
        link.textContent = label;
        name.append(link);
        const rest = document.createElement("td");
        row.append(number, name, rest);
        body.append(row);
    }
    table.append(body);
    root.append(heading, table);
    document.querySelector("#lona").append(root);
    const script = performance.now() - start;
    document.body.offsetHeight;
    return [script, performance.now() - start];
}"""


def table() -> Node:
    """Return the page with the table."""
    rows = [
        Tr(
            Td(str(number), _class="number"),
            Td(A(f"row {number}", href=f"/rows/{number}")),
            Td(),
        )
        for number in range(1, ROWS + 1)
    ]
    return Div(H1("Rows"), Table(TBody(rows), _class="table"))


def messages() -> list[str]:
    """Return what a server sends to show the table: the view starts, then the tree."""
    content = show(Document(), table())
    assert content is not None
    update = Update(1, 1, 2, 0, None, content.kind, json.loads(content.to_json()))
    return [encode(ViewStarted(1, 1, 1)), encode(update)]


def main() -> int:
    """Measure, print, and tell whether the goal is reached (0)."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    browser = Browser()
    try:
        page = browser.new_context().new_page()
        page.set_content("<!doctype html><title>rows</title>")
        page.evaluate(PREPARE % ROWS)
        page.add_script_tag(path=str(CLIENT))
        texts = messages()
        lona: list[list[float]] = []
        by_hand: list[list[float]] = []
        for _ in range(rounds + WARM_UP):
            lona.append(page.evaluate(WITH_LONA, texts))
            by_hand.append(page.evaluate(BY_HAND))
        browser.raise_page_errors()
    finally:
        browser.close()
    print(f"{ROWS:,} rows, {len(texts[1]):,} bytes, {rounds} rounds; medians in milliseconds\n")
    print(f"{'':14}{'Lona':>9}{'by hand':>9}{'ratio':>8}")
    ratio = 0.0
    for index, name in enumerate(("script alone", "with layout")):
        ours, theirs = (
            statistics.median(each[index] for each in times[WARM_UP:]) for times in (lona, by_hand)
        )
        ratio = ours / theirs
        print(f"{name:14}{ours:9.1f}{theirs:9.1f}{ratio:8.2f}")
    print(f"\ngoal: the rows appear within {GOAL:g} times of hand-written code")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
