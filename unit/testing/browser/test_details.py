"""`<details>`, alone and in groups."""

from collections.abc import Callable

from lona_testing.browser.page import Page

Show = Callable[[str], Page]


def open_ones(page: Page) -> list[str]:
    return [str(e.get("id")) for e in page.locator("details[open]").look_up()]


def test_of_a_group_the_first_is_open_and_then_the_one_that_was_opened(show: Show) -> None:
    page = show(
        "<details name=g id=a open><summary>A</summary></details>"
        "<details name=g id=b open><summary id=s>B</summary></details>"
        "<details name=h id=c open><summary>C</summary></details>"
    )
    assert open_ones(page) == ["a", "c"]
    page.locator("#s").click()
    assert open_ones(page) == ["b", "c"]


def test_only_the_first_summary_opens_and_no_control_in_it_does(show: Show) -> None:
    page = show(
        "<details id=a><summary><b id=text>one</b><input id=control></summary>"
        "<summary id=second>two</summary></details>"
    )
    page.locator("#control").click()
    assert open_ones(page) == []
    page.locator("#text").click()
    assert open_ones(page) == ["a"]
    page.locator("#second").click()
    assert open_ones(page) == ["a"]
