"""The demo, every page of it, with the same hands in the process and in Chromium."""

import re
from typing import Any

import pytest

from examples.demo.demo import LAST_PAGE, MENU, app
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def demo(lona_page: Any) -> Any:
    return lona_page(app)


def follow(page: Any, link: str, heading: str) -> None:
    """Follow a link and wait for the page with a heading."""
    page.get_by_role("link", name=link).click()
    expect(page.locator("h1")).to_have_text(heading)


def test_the_menu_leads_everywhere_and_marks_where_one_is(demo: Any) -> None:
    headings = ("Inputs", "Page 1", "Forms", "Who are you?", "Clock", "Errors")
    menu = demo.get_by_role("navigation", name="Demo")
    urls = ("/", "/pages/1", "/forms", "/wizard", "/clock", "/errors")
    pages = list(zip(urls, [text for _, text, _ in MENU], headings, strict=True))
    # The page one is on comes last: the next page can only be told from one that looks different.
    for url, name, heading in (*pages[1:], pages[0]):
        menu.get_by_role("link", name=name).click()
        expect(demo.locator("h1")).to_have_text(heading)
        expect(demo.locator("nav [aria-current=page]")).to_have_text(name)
        expect(demo).to_have_url(re.compile(f"{re.escape(url)}$"))
        expect(demo).to_have_title(f"{heading} · Lona demo")


def test_the_counter_keeps_count_through_many_clicks(demo: Any) -> None:
    increase = demo.get_by_role("button", name="Increase")
    for _ in range(12):
        increase.click()
    demo.get_by_role("button", name="Decrease").click()

    expect(demo.get_by_role("status", name="Count")).to_have_text("11")


def test_the_counter_works_with_the_keyboard(demo: Any) -> None:
    demo.get_by_role("button", name="Decrease").press("Enter")
    demo.get_by_role("button", name="Decrease").press("Space")

    expect(demo.locator("#count")).to_have_text("-2")


def test_a_text_is_echoed_and_forgotten_with_its_last_character(demo: Any) -> None:
    text = demo.get_by_label("Your text")
    text.press_sequentially("Grüße & <i>")
    expect(demo.locator("#echo")).to_have_text("11 characters: Grüße & <i>")
    expect(demo.locator("#echo strong")).to_have_text("Grüße & <i>")
    expect(demo.locator("#echo i")).to_have_count(0)
    expect(text).to_have_value("Grüße & <i>")

    text.clear()
    expect(demo.locator("#echo")).to_have_text("nothing yet")


def test_character_references_that_are_typed_stay_what_was_typed_in_the_field(demo: Any) -> None:
    text = demo.get_by_label("Your text")
    text.fill("&euro;")

    expect(demo.locator("#echo")).to_contain_text("6 characters")
    expect(text).to_have_value("&euro;")


def test_the_consent_can_be_given_and_taken_back(demo: Any) -> None:
    launch = demo.get_by_role("button", name="Launch")
    consent = demo.get_by_label("I am ready")
    consent.check()
    expect(launch).to_be_enabled()

    consent.uncheck()
    expect(launch).to_be_disabled()
    expect(consent).not_to_be_checked()

    demo.get_by_text("I am ready").click()
    expect(consent).to_be_checked()
    launch.click()
    expect(demo.locator("#launch-status")).to_have_class("success")


def test_tasks_come_are_done_undone_and_go(demo: Any) -> None:
    items = demo.locator("#todo-list li")
    summary = demo.locator("#todo-summary")
    expect(summary).to_have_text("3 of 3 open")

    demo.get_by_label("New task").fill("Buy <milk>")
    demo.get_by_role("button", name="Add").click()
    expect(items).to_have_count(4)
    expect(items.last.locator("label")).to_have_text("Buy <milk>")
    expect(demo.get_by_label("New task")).to_have_value("")

    demo.get_by_label("Buy <milk>", exact=True).check()
    expect(demo.locator("#todo-list .done")).to_have_count(1)
    expect(summary).to_have_text("3 of 4 open")
    demo.get_by_label("Buy <milk>", exact=True).uncheck()
    expect(demo.locator("#todo-list .done")).to_have_count(0)
    expect(summary).to_have_text("4 of 4 open")

    for left in (3, 2, 1, 0):
        items.first.get_by_role("button").click()
        expect(items).to_have_count(left)
    expect(summary).to_have_text("0 of 0 open")


def test_a_second_task_can_be_typed_after_the_first(demo: Any) -> None:
    for text in ("First", "Second"):
        demo.get_by_label("New task").fill(text)
        demo.get_by_role("button", name="Add").click()
        expect(demo.locator("#todo-list li").last.locator("label")).to_have_text(text)

    expect(demo.locator("#todo-list li")).to_have_count(5)


def test_the_history_goes_back_and_forth_without_loading_the_page(demo: Any) -> None:
    follow(demo, "Links", "Page 1")
    for number in range(2, LAST_PAGE + 1):
        follow(demo, "Next", f"Page {number}")
    expect(demo.get_by_role("link", name="Next")).to_have_count(0)

    for number in (4, 3):
        demo.go_back()
        expect(demo.locator("h1")).to_have_text(f"Page {number}")
    demo.go_forward()
    expect(demo.locator("h1")).to_have_text("Page 4")
    expect(demo).to_have_url(re.compile("/pages/4$"))

    demo.reload()
    expect(demo.locator("#position")).to_have_text(f"This is page 4 of {LAST_PAGE}.")
    follow(demo, "Previous", "Page 3")


def test_a_search_stands_in_the_address_and_in_the_history(demo: Any) -> None:
    demo.goto("/forms")
    query = demo.get_by_label("Name contains")
    query.fill("ap")
    demo.get_by_role("button", name="Search").click()
    expect(demo.locator("#found")).to_have_text("3 found")
    expect(demo).to_have_url(re.compile(r"/forms\?q=ap$"))

    query.fill("fig & co")
    query.press("Enter")
    expect(demo.locator("#found")).to_have_text("0 found")
    expect(query).to_have_value("fig & co")

    demo.go_back()
    expect(demo.locator("#found")).to_have_text("3 found")
    expect(query).to_have_value("ap")


def test_a_message_is_posted_as_it_was_typed(demo: Any) -> None:
    demo.goto("/forms")
    demo.get_by_label("Your name").fill("Ada & Grace")
    demo.get_by_label("Message").fill("Hello,\nwörld!")
    demo.get_by_role("button", name="Send").click()

    expect(demo.locator("#sent-name")).to_have_text("Ada & Grace")
    expect(demo.locator("#sent-message")).to_have_text(re.compile(r"Hello,\s+wörld!"))
    follow(demo, "Back to the forms", "Forms")
    expect(demo.locator("#found")).to_have_text("10 found")


def test_the_wizard_insists_on_a_name_and_can_be_run_again(demo: Any) -> None:
    demo.goto("/wizard")
    demo.get_by_role("button", name="Next").click()
    expect(demo.locator(".error")).to_have_text("Please enter your name.")
    for name, drink in (("Grace", "Tea"), ("Ada", "Coffee")):
        demo.get_by_label("Your name").fill(name)
        demo.get_by_role("button", name="Next").click()
        expect(demo.locator("h1")).to_have_text(f"What would you like, {name}?")
        demo.get_by_role("button", name=drink).click()
        expect(demo.locator("#result")).to_have_text(f"Enjoy your {drink.lower()}!")
        expect(demo).to_have_url(re.compile(f"/wizard/done\\?drink={drink}$"))
        follow(demo, "Again", "Who are you?")


def test_the_clock_goes_on_by_itself(demo: Any) -> None:
    demo.goto("/clock")
    clock = demo.locator("#clock")
    expect(clock).to_have_text(re.compile(r"^\d\d:\d\d:\d\d$"))
    shown = clock.text_content()

    expect(clock).not_to_have_text(shown)
    follow(demo, "Inputs", "Inputs")


@pytest.mark.parametrize(
    ("link", "code"), [("403: forbidden", "403"), ("404: not found", "404"), ("500: crash", "500")]
)
def test_error_pages_can_be_left_again(demo: Any, lona_errors: Any, link: str, code: str) -> None:
    if code == "500":
        lona_errors.expect(RuntimeError)
    demo.goto("/errors")
    demo.get_by_role("link", name=link).click()
    expect(demo.locator("h1")).to_contain_text(code)

    demo.go_back()
    expect(demo.locator("h1")).to_have_text("Errors")


def test_a_bug_in_a_handler_ends_the_view_but_not_the_page(demo: Any, lona_errors: Any) -> None:
    demo.goto("/errors")
    with lona_errors.expect(ValueError, match="a bug"):
        demo.get_by_role("button", name="Crash").click()
    expect(demo.locator("h1")).to_contain_text("500")

    demo.reload()
    expect(demo.locator("h1")).to_have_text("Errors")


def test_a_page_without_websocket_is_shown_too(demo: Any) -> None:
    demo.goto("/plain")

    expect(demo.locator("h1")).to_have_text("Plain")
    expect(demo.get_by_text("Rendered on the server & sent once.")).to_be_visible()


def test_two_tabs_count_for_themselves(lona_page: Any, demo: Any) -> None:
    other = lona_page(app)
    demo.get_by_role("button", name="Increase").click()
    demo.get_by_role("button", name="Increase").click()
    other.get_by_role("button", name="Decrease").click()

    expect(demo.locator("#count")).to_have_text("2")
    expect(other.locator("#count")).to_have_text("-1")
