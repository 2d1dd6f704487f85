"""Each test finds the browser as if it were new, although tests share its contexts and pages."""

from typing import Any

import pytest

from lona import App, View
from lona.html import H1, Div
from lona_testing.expect import expect
from lona_testing.plugin.app_setup import make_app
from lona_testing.plugin.drivers import ChromiumDriver
from lona_testing.plugin.live_server import LiveServer

PROBE = """() => ({
    cookie: document.cookie,
    local: localStorage.length,
    session: sessionStorage.length,
    history: history.length,
    state: history.state.left ?? null,
    name: window.name,
    hovered: document.querySelector('h1:hover') !== null,
    opener: window.opener,
    variable: window.left_behind,
})"""

LEAVE = """() => {
    document.cookie = 'left=1';
    localStorage.left = 1;
    sessionStorage.left = 1;
    history.pushState({left: 1}, '', '/left');
    window.name = 'left';
    window.left_behind = 1;
}"""


class BigHeading(View):
    def handle_request(self, request):
        return H1("Hello", style="height: 400px; margin: 0")


class Answers(View):
    count = 0

    def handle_request(self, request):
        type(self).count += 1
        return Div(str(type(self).count))


@pytest.fixture
def drive(lona_loop_thread: Any, lona_chromium: Any) -> Any:
    """Return a function that does what one test does, and closes what that test opened."""

    def drive(use: Any, view: Any = BigHeading) -> Any:
        driver = ChromiumDriver(make_app(view, __file__), lona_loop_thread, lona_chromium)
        try:
            return use(driver.open("/", ""), driver)
        finally:
            driver.close()

    return drive


def target_of(page: Any) -> Any:
    """Return the page of Playwright behind a page of a test."""
    return page._lona_target


def test_a_page_is_used_again_and_nothing_of_the_test_before_is_in_it(drive):
    def leave(page, _):
        page.get_by_role("heading").click()
        page.evaluate(LEAVE)
        return target_of(page)

    def look(page, _):
        return target_of(page), page.evaluate(PROBE)

    first, before = drive(look)
    second = drive(leave)
    third, after = drive(look)
    assert first is second is third
    assert after == before
    assert before["hovered"] is False
    assert before["local"] == before["session"] == 0


def test_what_is_shown_is_never_of_the_test_before(drive):
    def read(page, _):
        return page.get_by_text(str(Answers.count)).inner_text()

    assert drive(read, Answers) != drive(read, Answers)


def test_going_back_does_not_lead_to_the_test_before(drive):
    drive(lambda page, _: page.goto("/?page=2"))
    assert drive(lambda page, _: (page.go_back(), page.url))[1] == "about:blank"


def test_pages_that_the_test_opened_are_closed(drive):
    drive(lambda page, _: page.context.new_page().goto("/"))
    drive(lambda page, _: page.evaluate("window.open('/') && 0"))
    assert drive(lambda page, _: len(page.context.pages)) == 1


@pytest.mark.parametrize(
    "trace",
    [
        lambda page: page.add_init_script("window.left_behind = 1"),
        lambda page: page.set_viewport_size({"width": 300, "height": 300}),
        lambda page: page.on("dialog", lambda dialog: dialog.accept()),
        lambda page: page.context.set_offline(False),
        lambda page: page.keyboard.down("Shift"),
        lambda page: page.clock.install(),
        lambda page: page.set_default_timeout(1000),
        lambda page: page.close(),
        lambda page: page.context.close(),
    ],
    ids="script viewport listener network key clock timeout page context".split(),
)
def test_a_page_with_something_that_lasts_is_not_used_again(drive, trace):
    def use(page, _):
        trace(page)
        return target_of(page)

    def look(page, _):
        page.get_by_role("heading").click(modifiers=[])
        return target_of(page), page.evaluate(PROBE)

    used = drive(use)
    fresh, state = drive(look)
    assert fresh is not used
    assert state["variable"] is None


def test_a_page_that_was_at_another_site_is_not_used_again(drive, lona_loop_thread):
    abroad = App(__file__)
    abroad.route("/")(BigHeading)
    other = LiveServer(abroad, lona_loop_thread)

    def use(page, _):
        page.goto(other.url)
        return target_of(page)

    try:
        used = drive(use)
    finally:
        other.close()
    assert drive(lambda page, _: target_of(page)) is not used


def test_a_page_that_does_not_want_to_be_left_harms_nobody(drive):
    def use(page, _):
        page.get_by_role("heading").click()  # only a page that was touched may ask
        page.evaluate("addEventListener('beforeunload', event => event.preventDefault())")

    drive(use)
    drive(lambda page, _: expect(page.get_by_role("heading")).to_have_text("Hello"))


def test_a_page_of_a_test_that_has_ended_says_so(drive):
    page = drive(lambda page, _: page)
    with pytest.raises(RuntimeError, match=r"title: the test .* has ended"):
        page.title()


def test_users_do_not_meet_in_a_context_that_is_used_again(drive):
    def use(page, driver):
        other = driver.open("/", "other")
        page.evaluate("document.cookie = 'left=1'")
        assert page.context.pages != other.context.pages
        return other.evaluate("document.cookie")

    assert "left" not in drive(use)
    assert "left" not in drive(use)


def test_two_servers_of_a_test_have_different_ports(drive, lona_page):
    def use(page, driver):
        return driver.server, page.url, lona_page(Answers).url

    _, first, second = drive(use)
    assert first != second
