"""Whatever is done to a tree and in the windows that show it: the windows in Chromium equal it."""

from pathlib import Path
from typing import Any

from random_trees.amount import examples, first_seed
from random_trees.sessions import RandomSession, RandomView, State
from random_trees.trees import random_operations

CANONICAL = Path(__file__).parents[1] / "client" / "tests" / "canonical.js"
SEQUENCES = examples(100)
FIRST_SEED = first_seed(100_000)

PREPARE = """() => {
    const widgets = new Set();
    Lona.register_widget_class("RandomWidget", class {
        setup() { widgets.add(this); }
        destroy() { if (!widgets.delete(this)) throw new Error("destroyed twice"); }
    });
    const sorted = (data) => {
        if (Array.isArray(data)) return data.map(sorted);
        if (data === null || typeof data !== "object") return data;
        return Object.fromEntries(Object.keys(data).sort().map((key) => [key, sorted(data[key])]));
    };
    const root = document.querySelector("#lona");
    window.state = () => [
        lona_canonical(root),
        [...widgets].map((widget) => JSON.stringify(sorted(widget.data))),
    ];
    window.until = (test) => new Promise((resolve) => {
        const end = performance.now() + 120_000;
        const look = () => {
            if (test() || performance.now() > end) resolve();
            else setTimeout(look, 1);
        };
        look();
    });
}"""

JOIN = """async () => {
    const old = document.querySelector("#lona").firstChild;
    lona_context.get_default_window().run_view(location.href, null, false);
    await until(() => {
        const { firstChild } = document.querySelector("#lona");
        return firstChild && firstChild !== old;
    });
}"""

CHECK = """async ([html, widgets]) => {
    const is_equal = () => {
        const [shown, data] = state();
        const has_data = JSON.stringify(data.sort()) === JSON.stringify([...widgets].sort());
        return has_data && shown === html;
    };
    await until(is_equal);
    return is_equal() || state();
}"""

TYPE = """([id, value]) => {
    const control = document.querySelector(`[data-lona-node-id="${id}"]`);
    if (!control) return false;
    const fire = (type) => control.dispatchEvent(new Event(type, { bubbles: true }));
    if (typeof value === "boolean") {
        control.click();
        return true;
    }
    if (Array.isArray(value)) {
        const chosen = () => [...control.options].map((option) => option.selected).join();
        const before = chosen();
        for (const option of control.options) {
            option.selected = value.includes(option.dataset.lonaNodeId);
        }
        if (chosen() === before) return false;
    } else {
        if (control.value === value) return false;
        control.focus();
        control.value = value;
    }
    fire("input");
    fire("change");
    return true;
}"""


class BrowserClient:
    """A window in a tab of the browser."""

    def __init__(self, page: Any) -> None:
        self._page = page
        page.evaluate(f"{CANONICAL.read_text(encoding='utf-8')}; null")
        page.evaluate(PREPARE)

    def join(self) -> None:
        self._page.evaluate(JOIN)

    def type(self, node_id: int, value: Any) -> bool:
        return bool(self._page.evaluate(TYPE, [node_id, value]))

    def settle(self) -> None:
        """Do nothing: `check` waits."""

    def check(self, expected: State) -> None:
        shown = self._page.evaluate(CHECK, list(expected))
        assert shown is True, f"the window shows\n{shown}\ninstead of\n{expected}"


def test_chromium_equals_the_tree_after_random_operations(lona_page: Any) -> None:
    pages = [lona_page(RandomView) for _ in range(2)]
    for page in pages:
        page.locator("#lona > div").wait_for(state="attached")
    clients = [BrowserClient(page) for page in pages]
    (view,) = lona_page.server.get_views(url="/")
    session = RandomSession(view, clients)
    for seed in range(FIRST_SEED, FIRST_SEED + SEQUENCES):
        operations = random_operations(seed, 30, clients=True)
        try:
            session.run(operations)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
