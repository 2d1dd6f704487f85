"""lona_testing.browser.selectors.states: focus, target, links, what is open or defined."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import select

HTML = """<div id="d"><input id="i"><button id="b">b</button></div>
<div id="c" contenteditable>c</div><a id="a" href="#t">a</a><a id="n">n</a><p id="t">t</p>"""


def _ids(page: Any, selector: str) -> str:
    return " ".join(e.get("id") or e.tag for e in select(page.document, selector))


def test_the_focus_is_where_the_user_put_it(show: Callable[[str], Any]) -> None:
    page = show(HTML)
    assert _ids(page, ":focus") == ""
    page.locator("#i").focus()
    assert _ids(page, ":focus") == "i"
    assert _ids(page, ":focus-within") == "html body d i"
    assert _ids(page, ":focus-visible") == "i"
    page.locator("#c").focus()
    assert _ids(page, ":focus") == _ids(page, ":focus-visible") == "c"
    page.locator("#c").blur()
    assert _ids(page, ":focus-within") == ""


def test_whether_a_button_shows_its_focus_is_not_known(show: Callable[[str], Any]) -> None:
    page = show(HTML)
    page.locator("#b").focus()
    with pytest.raises(NotSupportedInProcess, match=":focus-visible"):
        select(page.document, ":focus-visible")
    assert _ids(page, "input:focus-visible") == ""


def test_the_target_is_what_the_fragment_names(show: Callable[[str], Any]) -> None:
    page = show(HTML)
    assert _ids(page, ":target") == ""
    page.locator("#a").click()
    assert _ids(page, ":target") == "t"
    page.go_back()
    assert _ids(page, ":target") == ""
    page.goto("/#a")
    assert _ids(page, ":target") == "a"


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        (":link", "a s1 s2"),
        (":any-link", "a s1 s2"),
        (":visited", ""),
        (":open", "o q"),
        (":not(:defined)", "x y"),
        (":modal", ""),
    ],
)
def test_links_open_parts_and_unknown_elements(
    found: Callable[[str, str], str], selector: str, ids: str
) -> None:
    html = """<a id="a" href="/">x</a><a id="n">x</a><svg><a id="s1" href="/"/><a id="s2"
    xlink:href="/"/></svg><details id="o" open></details><details id="p"></details>
    <dialog id="q" open></dialog><x-y id="x"></x-y><p id="y" is="a-b"></p><font-face></font-face>"""
    assert found(html, selector) == ids


@pytest.mark.parametrize("selector", ["p:hover", "p:active", "p:not(:hover)", "div:has(> :hover)"])
def test_where_the_pointer_is_nobody_knows(found: Callable[[str, str], str], selector: str) -> None:
    with pytest.raises(NotSupportedInProcess, match="pointer"):
        found("<div><p>x</p></div>", selector)
    assert found("", selector) == ""
