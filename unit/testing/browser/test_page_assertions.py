"""lona_testing.browser.page_assertions: titles and addresses."""

import re
from typing import Any

import pytest

from lona_testing.browser.errors import PageError
from lona_testing.browser.page import Page
from lona_testing.expect import expect


def holds(page: Page, name: str, *args: Any, **kwargs: Any) -> bool:
    try:
        getattr(expect(page), name)(*args, **kwargs)
    except PageError:
        return False
    return True


@pytest.mark.parametrize(
    ("name", "wanted", "kwargs", "expected"),
    [
        ("to_have_title", "Start", {}, True),
        ("to_have_title", " Start ", {}, True),
        ("to_have_title", "start", {}, False),
        ("to_have_title", re.compile("^St"), {}, True),
        ("to_have_url", "http://site.test/", {}, True),
        ("to_have_url", "/", {}, True),
        ("to_have_url", "/other", {}, False),
        ("to_have_url", "HTTP://SITE.test/", {"ignore_case": True}, True),
        ("to_have_url", re.compile("SITE"), {}, False),
        ("to_have_url", re.compile("SITE"), {"ignore_case": True}, True),
    ],
)
def test_an_assertion_and_its_opposite(
    page: Page, name: str, wanted: Any, kwargs: Any, expected: bool
) -> None:
    assert holds(page, name, wanted, **kwargs) == expected
    assert holds(page, f"not_{name}", wanted, **kwargs) != expected


@pytest.mark.parametrize("name", ["to_have_title", "not_to_have_url"])
def test_arguments_of_another_type_are_refused(page: Page, name: str) -> None:
    with pytest.raises(TypeError):
        getattr(expect(page), name)(5)


def test_errors_say_what_there_is_and_begin_with_the_message(page: Page) -> None:
    with pytest.raises(PageError, match=r"^why: expected the title to be 'Stop', is 'Start'"):
        expect(page, "why").to_have_title("Stop")


def test_an_unknown_assertion_names_those_that_are_near(page: Page) -> None:
    with pytest.raises(AttributeError, match="did you mean to_have_title"):
        expect(page).to_have_titel("x")
