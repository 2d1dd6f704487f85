"""lona_testing.browser.context: cookies and redirects."""

from typing import Any

import pytest

from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.network import Response
from lona_testing.browser.page import Page


def test_cookies_are_kept_and_sent(page: Page, network: Any) -> None:
    network.answers["/set"] = Response(200, {}, "", {"a": "1"})
    page.goto("/set")
    page.context.add_cookies([{"name": "b", "value": "2", "url": page.url}])
    page.goto("/")
    assert network.requests[-1] == ("/", None, {"a": "1", "b": "2"})
    place = {"domain": "site.test", "path": "/"}
    assert page.context.cookies() == [
        {"name": "a", "value": "1", **place},
        {"name": "b", "value": "2", **place},
    ]
    page.context.clear_cookies()
    page.goto("/")
    assert network.requests[-1] == ("/", None, {})


def test_redirects_are_followed(page: Page, network: Any) -> None:
    network.answers["/from"] = Response(302, {"Location": "/?to=1"}, "", {"a": "1"})
    page.goto("/from")
    assert page.url == "http://site.test/?to=1"
    assert network.requests[-1] == ("/?to=1", None, {"a": "1"})


def test_redirects_in_circles_are_not_followed_for_ever(page: Page, network: Any) -> None:
    network.answers["/loop"] = Response(302, {"Location": "/loop"}, "")
    with pytest.raises(RuntimeError, match="redirects more than 20 times"):
        page.goto("/loop")


def test_other_sites_are_not_visited(page: Page) -> None:
    with pytest.raises(NotSupportedInProcess, match=r"leaving the site for http://other.test/"):
        page.goto("http://other.test/")


def test_closing_a_context_closes_its_pages(page: Page) -> None:
    other = page.context.new_page()
    page.context.close()
    assert page.is_closed()
    assert other.is_closed()
    assert page.context.pages == []


def test_a_cookie_of_another_site_is_not_seen(page: Page) -> None:
    page.context.add_cookies([{"name": "a", "value": "1", "url": "http://other.test/"}])
    assert page.context.cookies() == []


def test_a_cookie_for_a_part_of_the_site_is_refused_and_none_is_set(page: Page) -> None:
    root = {"name": "a", "value": "1", "url": "http://site.test/"}
    part = {"name": "b", "value": "2", "domain": "site.test", "path": "/shop/"}
    with pytest.raises(NotSupportedInProcess, match=r"a cookie for /shop/ .* Set it for the root"):
        page.context.add_cookies([root, part])
    assert page.context.cookies() == []
