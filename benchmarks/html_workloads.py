"""The workloads of `html.py`; runs in one of three environments and prints seconds as JSON."""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from statistics import median
from time import process_time as now  # other programs of the machine must not count
from typing import Any

ROWS = 1_666  # each is six nodes: a row, a cell with text, a cell with a span with text
REPEAT = 5


def timed(function: Callable[[], Any], repeat: int = REPEAT, calls: int = 1) -> float:
    """Give the seconds that one call takes: the median of several rounds of calls."""
    seconds = []
    for _ in range(repeat):
        gc.collect()
        start = now()
        results = [function() for _ in range(calls)]
        seconds.append((now() - start) / calls)
        del results
    return median(seconds)


def memory(function: Callable[[], Any]) -> int:
    """Give the bytes that the result of a call keeps."""
    gc.collect()
    tracemalloc.start()
    result = function()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return size


def html_text() -> str:
    """Give 1 MB of plain HTML."""
    row = '<div class="row odd"><span id="x" style="color: red">text</span><b>more text</b></div>\n'
    return f"<div>{row * (1_000_000 // len(row))}</div>"


def least() -> dict[str, float]:
    """Nested lists, dumped as JSON."""

    def create() -> list[Any]:
        return [
            "div",
            {},
            [
                ["tr", {"class": "row"}, [["td", {}, [str(i)]], ["td", {}, [["span", {}, ["x"]]]]]]
                for i in range(ROWS)
            ],
        ]

    tree = create()
    encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    return {
        "create 10,000 nodes": timed(create),
        "memory of 10,000 nodes": memory(create),
        "serialise 10,000 nodes": timed(lambda: encode(tree)),
    }


def with_lona(show: Callable[[Any], Callable[[], str]]) -> dict[str, float]:
    """The same with nodes. `show(tree)` gives a function that takes and encodes the changes."""
    from lona.html import HTML, Div, Span, Td, Tr

    def create() -> Any:
        return Div(
            [Tr(Td(str(i)), Td(Span("x")), _class="row") for i in range(ROWS)],
        )

    def deep() -> None:
        node = top = Div()
        for _ in range(60):
            child = Div()
            node.append(child)
            node = child
        for number in range(1_000):
            node.append(Div(str(number)))
        assert len(top) == 1

    result = {
        "create 10,000 nodes": timed(create),
        "memory of 10,000 nodes": memory(create),
        "append 1,000 at depth 60": timed(deep, 3),
    }

    trees = [create() for _ in range(REPEAT)]
    result["serialise 10,000 nodes"] = timed(lambda: show(trees.pop())())

    tree = create()
    take = show(tree)
    take()
    leaf = tree.nodes[ROWS // 2].nodes[0]
    counter = iter(range(1_000_000))

    def change() -> None:
        leaf.set_text(next(counter))
        take()

    result["change one text of 10,000"] = timed(change, calls=100)

    def reinsert() -> None:
        row = tree.nodes[ROWS // 2]
        tree.nodes.remove(row)
        tree.nodes.insert(ROWS // 2, row)
        take()

    result["remove and re-insert one"] = timed(reinsert, calls=20)
    text = html_text()
    result["parse 1 MB of HTML"] = timed(lambda: HTML(text), 3)
    return result


def ours() -> dict[str, float]:
    """This repository."""
    from lona import patches
    from lona.html.document import Document
    from lona.protocol import ContentKind
    from lona.protocol.codec import encode_update_body, join_update_body

    def show(tree: Any) -> Callable[[], str]:
        document = Document()

        def take() -> str:
            content = patches.show(document, tree)
            if content is None:
                return encode_update_body(None, ContentKind.NOTHING, None)
            return join_update_body(None, content.kind, content.to_json())

        return take

    return with_lona(show)


def reference() -> dict[str, float]:
    """Lona 1.16.2, through the names that its documents and trees show to everyone."""
    from lona._json import dumps
    from lona.html.document import Document

    def show(tree: Any) -> Callable[[], str]:
        document = Document()

        def take() -> str:
            _, kind, content = document.apply(html=tree)
            if isinstance(content, list):
                content = [getattr(each, "data", each) for each in content]
            return str(dumps([kind, content]))

        return take

    return with_lona(show)


if __name__ == "__main__":
    print(json.dumps({"least": least, "ours": ours, "reference": reference}[sys.argv[1]]()))
