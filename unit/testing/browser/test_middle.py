"""lona_testing.browser.middle: what a click in the middle of an element hits."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotSupportedInProcess

Show = Callable[[str], Any]


@pytest.mark.parametrize(
    ("markup", "hit"),
    [
        ("<p id=x>text</p>", "x"),
        ("<span id=x><button id=b>go</button></span>", "b"),
        ("<div id=x><label id=b>a whole line</label></div>", "x"),
        ("<div id=x><p id=p tabindex=0>a whole line</p></div>", "p"),
        ("<ul><li id=x>Milk <button id=b>Delete</button></li></ul>", "x"),
        ("<details id=x><summary id=s>More</summary>text</details>", "s"),
        ("<button id=x>go <b>on</b></button>", "x"),
        ("<a id=x href='#'><b>on</b></a>", "x"),
        ("<label id=x><input id=c type=checkbox> yes</label>", "x"),
        ("<label id=x>Size <select id=c><option>S</option></select></label>", "x"),
        ("<span id=x>text <b id=b hidden listens>text</b></span>", "x"),
    ],
)
def test_it_is_the_element_or_what_fills_it(show: Show, markup: str, hit: str) -> None:
    page = show(markup)
    page.locator("#x").click()
    assert f"click {hit}" in page.script.events


@pytest.mark.parametrize(
    "markup",
    [
        "<label id=x><input type=checkbox> I read <a href='#'>the terms</a></label>",
        "<label id=x for=c><input type=checkbox> yes</label><input id=c>",
        "<span id=x>text <button>go</button></span>",
        "<span id=x>text <b listens>text</b></span>",
        "<table><tr id=x><td>Milk</td><td><button>Delete</button></td></tr></table>",
        "<p id=x style='text-align: center'><button>go</button></p>",
        "<p id=x style='width: 9em'>text <button>go</button></p>",
        "<div id=x><label style='display: block'>yes</label> <input></div>",
        f"<p id=x>{'many words ' * 9}<button>go</button></p>",
    ],
)
def test_what_only_layout_knows_is_refused(show: Show, markup: str) -> None:
    with pytest.raises(NotSupportedInProcess, match="what a click hits"):
        show(markup).locator("#x").click()
