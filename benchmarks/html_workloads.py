"""The workloads of `html.py`, as a process that takes orders.

It runs in one of three environments, reads names of workloads from its standard input, one a line,
and answers each with one sample: seconds of processor time and of the clock, or bytes.

The collector of garbage is in the same state in all of them: switched on, with the thresholds
below, and nothing to collect when a sample begins. What a sample needs is made before it begins,
and what it made is thrown away after it ended.
"""

from __future__ import annotations

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any

ROWS = 1_666  # each is six nodes: a row, a cell with text, a cell with a span with text
THRESHOLDS = (700, 10, 10)  # those of CPython 3.11 and 3.12, on every version


@dataclass(frozen=True)
class Workload:
    """What is measured: `run` with what `prepare` gives anew for each sample, so many times."""

    prepare: Callable[[], Any]
    run: Callable[[Any], Any]
    calls: int = 1


def sample(workload: Workload) -> dict[str, float]:
    """Give the seconds that one call takes."""
    state = workload.prepare()
    run = workload.run
    gc.collect()
    wall, cpu = perf_counter(), process_time()
    for _ in range(workload.calls):
        result = run(state)
    cpu, wall = process_time() - cpu, perf_counter() - wall
    del result
    return {"cpu": cpu / workload.calls, "wall": wall / workload.calls}


def memory(function: Callable[[], Any]) -> dict[str, float]:
    """Give the bytes that the result of a call keeps."""
    gc.collect()
    tracemalloc.start()
    result = function()
    gc.collect()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del result
    return {"bytes": size}


def nothing() -> None:
    """Prepare nothing."""


def html_text() -> str:
    """Give 1 MB of plain HTML."""
    row = '<div class="row odd"><span id="x" style="color: red">text</span><b>more text</b></div>\n'
    return f"<div>{row * (1_000_000 // len(row))}</div>"


def least() -> dict[str, Workload]:
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

    encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
    return {
        "create": Workload(nothing, lambda _: create()),
        "serialise": Workload(create, encode, calls=5),
        "show": Workload(create, encode),
    }


def with_lona(
    show: Callable[[Any], Callable[[], str]], serialise: Callable[[Any], str]
) -> dict[str, Workload]:
    """The same with nodes.

    `show(tree)` gives a function that takes and encodes the changes, `serialise(tree)` the text of
    a shown tree.
    """
    from lona.html import HTML, Div, Span, Td, Tr

    def create() -> Any:
        return Div(
            [Tr(Td(str(i)), Td(Span("x")), _class="row") for i in range(ROWS)],
        )

    def deep(_: object) -> None:
        node = top = Div()
        for _ in range(60):
            child = Div()
            node.append(child)
            node = child
        for number in range(1_000):
            node.append(Div(str(number)))
        assert len(top) == 1

    def shown() -> tuple[Any, Callable[[], str]]:
        tree = create()
        take = show(tree)
        take()
        return tree, take

    counter = iter(range(1_000_000_000))

    def with_leaf() -> tuple[Any, Callable[[], str]]:
        tree, take = shown()
        return tree.nodes[ROWS // 2].nodes[0], take

    def change(state: tuple[Any, Callable[[], str]]) -> None:
        leaf, take = state
        leaf.set_text(next(counter))
        take()

    def reinsert(state: tuple[Any, Callable[[], str]]) -> None:
        tree, take = state
        row = tree.nodes[ROWS // 2]
        tree.nodes.remove(row)
        tree.nodes.insert(ROWS // 2, row)
        take()

    return {
        "create": Workload(nothing, lambda _: create()),
        "serialise": Workload(shown, lambda state: serialise(state[0]), calls=5),
        "show": Workload(lambda: show(create()), lambda take: take()),
        "append": Workload(nothing, deep),
        "change": Workload(with_leaf, change, calls=500),
        "reinsert": Workload(shown, reinsert, calls=5),
        "parse": Workload(html_text, HTML),
    }


def ours() -> dict[str, Workload]:
    """This repository."""
    from lona.html import patches
    from lona.html.document import Document
    from lona.html.wire import to_json
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

    return with_lona(show, lambda tree: to_json([tree]))


def reference() -> dict[str, Workload]:
    """Lona 1.16.2, through the names that its documents and trees show to everyone."""
    from lona.data.json import dumps
    from lona.html.document import Document

    def show(tree: Any) -> Callable[[], str]:
        document = Document()

        def take() -> str:
            _, kind, content = document.apply(html=tree)
            if isinstance(content, list):
                content = [getattr(each, "data", each) for each in content]
            return str(dumps([kind, content]))

        return take

    return with_lona(show, lambda tree: str(dumps(tree._serialize())))


def main() -> None:
    """Answer orders until there are none."""
    workloads = {"least": least, "ours": ours, "reference": reference}[sys.argv[1]]()
    gc.enable()
    gc.set_threshold(*THRESHOLDS)
    for line in sys.stdin:
        name = line.strip()
        if name == "memory":
            answer = memory(lambda: workloads["create"].run(None))
        else:
            answer = sample(workloads[name])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
