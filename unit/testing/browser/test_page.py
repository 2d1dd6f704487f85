"""lona_testing.browser.page: documents, history and scripts, without Lona."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.dom import Text, insert
from lona_testing.browser.errors import PageError
from lona_testing.browser.network import Response
from lona_testing.browser.page import Page

Show = Callable[[str], Any]


def answer(html: str, **headers: str) -> Response:
    return Response(200, headers, html)


def test_a_page_is_blank_before_it_goes_somewhere(page: Page) -> None:
    assert page.context.new_page().url == "about:blank"


def test_a_page_shows_what_the_network_answers(page: Page) -> None:
    assert page.url == "http://site.test/"
    assert page.title() == "Start"
    assert page.locator("h1").text_content() == "Start"


def test_a_plain_text_is_shown_as_it_is(page: Page, network: Any) -> None:
    network.answers["/text"] = answer("a <b> c", **{"Content-Type": "text/plain"})
    page.goto("/text")
    assert page.document.text() == "a <b> c"
    assert page.title() == ""


def test_going_back_and_forward_loads_the_documents_again(page: Page, network: Any) -> None:
    network.answers["/other"] = answer("<h1>Other</h1>")
    page.goto("/other")
    page.go_back()
    assert page.locator("h1").text_content() == "Start"
    page.go_forward()
    assert page.locator("h1").text_content() == "Other"
    assert [path for path, *_ in network.requests] == ["/", "/other", "/", "/other"]


def test_reloading_adds_nothing_to_the_history(page: Page) -> None:
    page.reload()
    page.go_back()
    assert page.url == "http://site.test/"


def test_an_entry_of_the_same_document_is_shown_by_its_script(show: Show) -> None:
    page = show("")
    page.history.push(page.context.origin.with_path("/view"))
    page.go_back()
    assert page.script.shown == ["/"]
    assert page.url == "http://site.test/"


def test_the_script_of_a_document_ends_when_it_is_left(show: Show) -> None:
    page = show("")
    first = page.script
    page.reload()
    assert first.is_stopped
    second = page.script
    page.close()
    assert second.is_stopped
    assert page.is_closed()


def test_a_busy_server_is_told_by_settle(show: Show) -> None:
    page = show("")
    assert page.settle()
    page.script.is_idle = False
    assert not page.settle()


def test_what_is_not_there_is_waited_for_while_something_can_come(show: Show) -> None:
    page = show("<p></p>")
    (paragraph,) = page.locator("p").look_up()
    page.script.news = [lambda: None, lambda: insert(paragraph, 0, [Text("late")])]
    page.get_by_text("late").click()


def test_what_is_not_there_fails_when_nothing_can_come(page: Page) -> None:
    with pytest.raises(PageError, match="matches no element of"):
        page.get_by_text("late").click()
