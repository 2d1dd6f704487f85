"""The chat of two users."""

import pytest

from examples.chat.chat import app
from lona.pytest import expect


@pytest.fixture
def enter(lona_page):
    """Return a function that lets a user come in."""

    def enter(name):
        page = lona_page(app, user=name)
        page.get_by_label("Your name").fill(name)
        return page

    return enter


def say(page, text):
    page.get_by_label("Message").fill(text)
    page.get_by_role("button", name="Send").click()


def test_two_users_talk(enter):
    ada, bob = enter("Ada"), enter("Bob")
    say(ada, "Hello Bob")
    say(bob, "Hello <Ada>")
    for page in (ada, bob):
        expect(page.get_by_role("listitem")).to_have_text(["Ada: Hello Bob", "Bob: Hello <Ada>"])
    expect(ada.get_by_label("Message")).to_have_value("")


def test_one_sees_that_the_other_is_typing(enter):
    ada, bob = enter("Ada"), enter("Bob")
    ada.get_by_label("Message").fill("Hel")
    expect(bob.get_by_role("status")).to_have_text("Ada is typing …")
    expect(ada.get_by_role("status")).to_have_text("")
    ada.get_by_label("Message").fill("")
    expect(bob.get_by_role("status")).to_have_text("")
    say(ada, "Hello")
    expect(bob.get_by_role("status")).to_have_text("")


def test_who_comes_later_sees_what_was_said(enter):
    say(enter("Ada"), "Is anybody here?")
    expect(enter("Bob").get_by_role("listitem")).to_have_text("Ada: Is anybody here?")


def test_nothing_is_not_sent(enter):
    ada = enter("Ada")
    say(ada, "  ")
    expect(ada.get_by_role("listitem")).to_have_count(0)
