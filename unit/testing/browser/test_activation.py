"""lona_testing.browser.activation: what a click does, and what a listener can prevent."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import NotActionable, NotSupportedInProcess

Show = Callable[[str], Any]


def test_a_click_is_told_before_the_change_that_it_makes(show: Show) -> None:
    page = show("<input id=box type=checkbox>")
    page.locator("#box").click()
    assert page.locator("#box").is_checked()
    assert page.script.events == ["focus box", "click box", "input box", "change box"]


def test_a_check_box_goes_back_if_its_click_is_prevented(show: Show) -> None:
    page = show("<input id=box type=checkbox>")
    page.script.prevents = {"click"}
    page.locator("#box").click()
    assert not page.locator("#box").is_checked()
    assert page.script.events == ["focus box", "click box"]


def test_a_radio_button_unchecks_its_group_and_gives_it_back(show: Show) -> None:
    page = show("<input id=a type=radio name=n checked><input id=b type=radio name=n>")
    page.script.prevents = {"click"}
    page.locator("#b").click()
    assert page.locator("#a").is_checked()
    page.script.prevents = set()
    page.locator("#b").click()
    assert not page.locator("#a").is_checked()


def test_a_checked_radio_button_changes_nothing(show: Show) -> None:
    page = show("<input id=a type=radio name=n checked>")
    page.locator("#a").click()
    assert page.script.events == ["focus a", "click a"]


def test_a_label_clicks_its_control(show: Show) -> None:
    page = show("<label id=l>Yes <input id=box type=checkbox></label>")
    page.locator("#l").click()
    assert page.locator("#box").is_checked()
    assert page.script.events[:3] == ["click l", "focus box", "click box"]


def test_a_disabled_control_gets_no_click(show: Show) -> None:
    page = show("<label id=l>Yes <input id=box type=checkbox disabled></label>")
    with pytest.raises(NotActionable, match="it is disabled"):
        page.locator("#l").click()
    page.locator("#l").click(force=True)
    assert not page.locator("#box").is_checked()
    assert page.script.events == ["click l"]


def test_a_link_is_followed_unless_that_is_prevented(show: Show) -> None:
    page = show("<a id=a href='/next'>Next</a>")
    page.script.prevents = {"click"}
    page.locator("#a").click()
    assert page.url == "http://site.test/"
    page.script.prevents = set()
    page.locator("#a").click()
    assert page.url == "http://site.test/next"


@pytest.mark.parametrize("attribute", ["target=_blank", "download"])
def test_links_that_leave_the_tab_are_not_supported(show: Show, attribute: str) -> None:
    page = show(f"<a href='/next' {attribute}>Next</a>")
    with pytest.raises(NotSupportedInProcess, match="in another tab or as download"):
        page.locator("a").click()


def test_a_summary_opens_and_closes_its_details(show: Show) -> None:
    page = show("<details><summary>More</summary><p>text</p></details>")
    page.locator("summary").click()
    assert page.locator("p").is_visible()
    page.locator("summary").click()
    assert not page.locator("p").is_visible()
