"""Whatever is done to a tree: after `show()` Chromium shows it. The seeds are fixed."""

from pathlib import Path
from typing import Any

from lona import View
from lona.html import Div
from lona_testing.random_trees import RandomTree, random_operations

CANONICAL = Path(__file__).parents[1] / "client" / "tests" / "canonical.js"
WAIT = """(expected) => new Promise((resolve) => {
    const end = performance.now() + 5000;
    const look = () => {
        const html = lona_canonical(document.querySelector("#lona"));
        if (html === expected || performance.now() > end) resolve(html);
        else setTimeout(look, 2);
    };
    look();
})"""


class Blank(View):
    def handle_request(self, request: Any) -> Any:
        return Div()


def test_chromium_equals_the_tree_after_random_operations(lona_page: Any) -> None:
    page = lona_page(Blank)
    page.add_script_tag(path=str(CANONICAL))
    page.locator("#lona > div").wait_for(state="attached")
    (view,) = lona_page.server.get_views(url="/")
    for seed in range(1000, 1040):
        tree = RandomTree()
        view.show(tree.root)
        for position, operation in enumerate(random_operations(seed, 80), 1):
            tree.apply(operation)
            if position % 8 == 0:
                view.show(tree.root)
        expected = tree.expected()
        assert page.evaluate(WAIT, expected) == expected, f"seed {seed}"
