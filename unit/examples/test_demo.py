"""The demo, clicked through: in-process here, in Chromium with --lona-driver=chromium."""

import pytest

from examples.demo.demo import app
from lona.pytest import expect


@pytest.fixture
def demo(lona_page):
    return lona_page(app)


def test_the_counter_counts_up_and_down(demo):
    for name in ("Increase", "Increase", "Decrease"):
        demo.get_by_role("button", name=name).click()

    expect(demo.locator("#count")).to_have_text("1")


def test_typed_text_is_shown_literally(demo):
    demo.get_by_label("Your text").fill("<b>&</b>")

    expect(demo.locator("#echo")).to_have_text("8 characters: <b>&</b>")


def test_the_check_box_enables_the_button(demo):
    launch = demo.get_by_role("button", name="Launch")
    expect(launch).to_be_disabled()

    demo.get_by_label("I am ready").check()
    launch.click()

    expect(demo.locator("#launch-status")).to_have_text("Launched!")


def test_tasks_are_added_ticked_off_and_removed(demo):
    demo.get_by_label("New task").fill("Buy milk")
    demo.get_by_role("button", name="Add").click()
    demo.get_by_role("checkbox", name="Test it").check()
    demo.get_by_role("button", name="Remove Write a view").click()

    expect(demo.locator("#todo-list li")).to_have_count(3)
    expect(demo.locator("#todo-list li.done label")).to_have_text("Test it")
    expect(demo.locator("#todo-summary")).to_have_text("2 of 3 open")
    expect(demo.get_by_label("New task")).to_have_value("")


def test_an_empty_task_is_not_added(demo):
    demo.get_by_label("New task").fill("  ")
    demo.get_by_role("button", name="Add").click()

    expect(demo.locator("#todo-list li")).to_have_count(3)


def test_links_lead_from_page_to_page_and_back(demo):
    demo.get_by_role("link", name="Links").click()
    demo.get_by_role("link", name="Next").click()
    # a click before the next page is there would follow the old link again
    expect(demo.locator("h1")).to_have_text("Page 2")
    demo.get_by_role("link", name="Next").click()
    expect(demo.locator("h1")).to_have_text("Page 3")

    demo.go_back()

    expect(demo.locator("h1")).to_have_text("Page 2")
    assert demo.url.endswith("/pages/2")


def test_a_page_beyond_the_last_is_not_found(demo):
    demo.goto("/pages/6")

    expect(demo.locator("h1")).to_contain_text("404")


def test_the_search_form_puts_its_value_into_the_address(demo):
    demo.goto("/forms")
    demo.get_by_label("Name contains").fill("ap")
    demo.get_by_role("button", name="Search").click()

    expect(demo.locator("#found")).to_have_text("3 found")
    assert demo.url.endswith("/forms?q=ap")
    expect(demo.get_by_label("Name contains")).to_have_value("ap")


def test_the_message_form_posts_its_values(demo):
    demo.goto("/forms")
    demo.get_by_label("Your name").fill("Ada")
    demo.get_by_label("Message").fill("Hello")
    demo.get_by_role("button", name="Send").click()

    expect(demo.locator("#sent-name")).to_have_text("Ada")
    expect(demo.locator("#sent-message")).to_have_text("Hello")


def test_the_wizard_leads_to_a_drink(demo):
    demo.goto("/wizard")
    demo.get_by_role("button", name="Next").click()
    expect(demo.locator(".error")).to_have_text("Please enter your name.")

    demo.get_by_label("Your name").fill("Grace")
    demo.get_by_role("button", name="Next").click()
    expect(demo.locator("h1")).to_have_text("What would you like, Grace?")

    demo.get_by_role("button", name="Tea").click()
    expect(demo.locator("#result")).to_have_text("Enjoy your tea!")


def test_the_clock_shows_a_time(demo):
    demo.goto("/clock")

    assert demo.locator("#clock").text_content().count(":") == 2


@pytest.mark.parametrize(
    ("link", "code"), [("403: forbidden", "403"), ("404: not found", "404"), ("500: crash", "500")]
)
def test_error_pages_have_their_code(demo, lona_errors, link, code):
    if code == "500":
        lona_errors.expect(RuntimeError)
    demo.goto("/errors")
    demo.get_by_role("link", name=link).click()

    expect(demo.locator("h1")).to_contain_text(code)


def test_a_crashing_handler_shows_the_500_page(demo, lona_errors):
    demo.goto("/errors")
    with lona_errors.expect(ValueError, match="a bug in an event handler"):
        demo.get_by_role("button", name="Crash").click()

    expect(demo.locator("h1")).to_contain_text("500")
