"""lona_testing.browser.submission: what is sent, and what keeps a form from being sent."""

from collections.abc import Callable
from typing import Any

from lona_testing.browser.submission import address_of, is_posted

Show = Callable[[str], Any]


def test_a_form_asks_with_its_values_in_the_query(show: Show, network: Any) -> None:
    page = show("<form action='/find'><input name=q value='a b'><button>Go</button></form>")
    page.locator("button").click()
    assert page.url == "http://site.test/find?q=a+b"


def test_a_form_can_post_its_values(show: Show, network: Any) -> None:
    page = show("<form action='/to' method=post><input name=q value=x><button>Go</button></form>")
    page.locator("button").click()
    assert network.requests[-1][:2] == ("/to", [("q", "x")])


def test_no_value_of_a_name_is_lost(show: Show, network: Any) -> None:
    page = show(
        "<form method=post><input name=t value=1><input name=t value=2>"
        "<select multiple name=t><option selected>3<option>4<option selected>5</select>"
        "<button name=t value=6>Go</button></form>"
    )
    page.locator("button").click()
    assert network.requests[-1][1] == [("t", value) for value in "12356"]


def test_the_button_has_the_last_word(show: Show) -> None:
    page = show(
        "<form action='/a' method=post><input name=q value=x>"
        "<button name=b value=1 formaction='/b' formmethod=get>Go</button></form>"
    )
    form, button = page.locator("form").look_up()[0], page.locator("button").look_up()[0]
    assert not is_posted(form, button)
    url = address_of(form, button, page.url, [("q", "x"), ("b", "1")])
    assert url == "http://site.test/b?q=x&b=1"


def test_a_script_can_take_the_submission_over(show: Show, network: Any) -> None:
    page = show("<form id=f action='/find'><button id=b>Go</button></form>")
    page.script.prevents = {"submit"}
    page.locator("button").click()
    assert page.url == "http://site.test/"
    assert page.script.events == ["focus b", "click b", "submit f"]


def test_a_form_that_is_not_valid_is_not_sent_and_says_why(show: Show) -> None:
    page = show("<form><input id=i required><button id=b>Go</button></form>")
    page.locator("button").click()
    assert "submit f" not in page.script.events
    assert page.user.active is page.locator("input").look_up()[0]
    assert "the form was not submitted" in page.tree()


def test_a_form_without_checks_is_sent_as_it_is(show: Show) -> None:
    page = show(
        "<form action='/to'><input name=q required><button formnovalidate>Go</button></form>"
    )
    page.locator("button").click()
    assert page.url == "http://site.test/to?q="


def test_a_form_of_a_dialog_closes_it(show: Show) -> None:
    page = show("<dialog open><form method=dialog><button>Close</button></form></dialog>")
    page.locator("button").click()
    assert not page.locator("dialog").is_visible()
    assert page.url == "http://site.test/"


def test_resetting_brings_the_first_state_back(show: Show) -> None:
    page = show("<form><input id=i value=old><button type=reset>Reset</button></form>")
    page.locator("#i").fill("new")
    page.locator("button").click()
    assert page.locator("#i").input_value() == "old"
