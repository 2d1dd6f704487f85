"""The board of two users."""

import pytest

from examples.board.board import app
from lona.pytest import expect


@pytest.fixture
def enter(lona_page):
    """Return a function that lets a user come in."""
    return lambda name: lona_page(app, user=name)


def column(page, name):
    return page.get_by_role("list", name=name).get_by_role("listitem")


def add(page, text):
    page.get_by_label("New card").fill(text)
    page.get_by_label("New card").press("Enter")


def test_two_users_share_the_cards(enter):
    ada, bob = enter("Ada"), enter("Bob")
    add(ada, "Write")
    add(bob, "Read")
    for page in (ada, bob):
        expect(column(page, "To do")).to_have_text(["Write", "Read"])
    expect(ada.get_by_label("New card")).to_have_value("")


def test_cards_move_with_the_keys_and_keep_the_focus(enter):
    page, other = enter("Ada"), enter("Bob")
    add(page, "Write")
    card = page.get_by_text("Write")
    card.press("ArrowRight")
    expect(column(page, "Doing")).to_have_text(["Write"])
    expect(card).to_be_focused()
    for _ in range(2):
        card.press("ArrowRight")
    expect(column(other, "Done")).to_have_text(["Write"])
    card.press("Delete")
    expect(other.get_by_text("Write")).to_have_count(0)


def test_the_pointer_marks_a_card(enter):
    page = enter("Ada")
    add(page, "Write")
    page.get_by_text("Write").hover()
    expect(page.get_by_text("Write")).to_have_class("card pointed")
    page.get_by_label("New card").hover()
    expect(page.get_by_text("Write")).to_have_class("card")


def test_the_age_of_the_last_change_is_told_without_being_asked(enter):
    page = enter("Ada")
    expect(page.get_by_role("status")).to_contain_text("s ago")
