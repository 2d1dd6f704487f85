"""The vocabulary of tests is the same with either driver, mistakes included."""

import pytest

from lona.pytest import expect
from unit.testing.typed.good import Counter
from unit.testing.typed.good import test_a_page as test_a_page_as_typed_tests_use_it
from unit.testing.typed.good import test_a_refusal as test_a_refusal_as_typed_tests_expect_it

__all__ = ["test_a_page_as_typed_tests_use_it", "test_a_refusal_as_typed_tests_expect_it"]


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


def test_an_unknown_name_says_which_names_are_near(lona_page):
    page = lona_page(Counter)
    button = page.get_by_role("button").first
    mistakes = [
        (page, "get_by_rol", "get_by_role"),
        (button, "clik", "click"),
        (page.context, "new_pages", "new_page"),
        (page.keyboard, "pres", "press"),
        (expect(button), "to_have_txt", "to_have_text"),
        (expect(page), "to_have_titel", "to_have_title"),
    ]
    for owner, name, near in mistakes:
        said = rf"\w+ has no attribute '{name}'; did you mean .*\b{near}\b"
        with pytest.raises(AttributeError, match=said):
            getattr(owner, name)


@pytest.mark.parametrize("lona_driver", ["chromium"], indirect=True)  # the other never waits here
def test_a_default_timeout_of_a_context_is_that_of_its_pages(lona_page):
    page = lona_page(Counter)
    page.context.set_default_timeout(300)
    with pytest.raises(AssertionError, match="timeout 300ms"):
        expect(page.get_by_role("heading")).to_have_text("1 clicks")


def test_cookies_of_one_user_can_be_given_to_another(lona_page):
    ada, bob = lona_page(Counter, user="Ada"), lona_page(Counter, user="Bob")
    key = [cookie for cookie in ada.context.cookies() if cookie["name"] == "sessionid"]
    assert len(key) == 1
    bob.context.clear_cookies(name="sessionid")
    bob.context.add_cookies(key)
    [mine] = bob.context.cookies(bob.url)
    assert mine["value"] == key[0]["value"]
    assert bob.context.cookies("http://other.test/") == []


@pytest.mark.parametrize(
    "place", [{}, {"domain": "localhost"}, {"url": "http://localhost/", "path": "/"}]
)
def test_a_cookie_needs_one_place(lona_page, place):
    with pytest.raises(ValueError, match="ookie"):
        lona_page(Counter).context.add_cookies([{"name": "a", "value": "1", **place}])
