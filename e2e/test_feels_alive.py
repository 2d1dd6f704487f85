"""A page says what goes on, and keeps those oriented who do not see it."""

import threading

import pytest

from lona import View
from lona.html import H1, H2, A, Button, Div, Form, Submit, TextInput
from lona.pytest import expect


class Start(View):
    def handle_request(self, request):
        return Div(H1("Start"), A("next", href="/next"), A("form", href="/form"))


class Next(View):
    def handle_request(self, request):
        self.set_title("The next page")
        return Div(TextInput(), H1("hidden", style="display: none"), H2("Next"), A("on", href="/"))


class Focused(View):
    def handle_request(self, request):
        return Div(H1("Form"), Form(TextInput(name="a", autofocus=True), Submit(), action="/none"))


class Plain(View):
    def handle_request(self, request):
        return Div("nothing to begin with")


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


VIEWS = {"/": Start, "/next": Next, "/form": Focused, "/none": Plain}


@pytest.fixture
def page(lona_page):
    def setup(app):
        for path, view in VIEWS.items():
            app.route(path)(view)

    return lona_page(setup)


def test_after_a_link_the_focus_is_where_the_view_begins(page):
    page.get_by_role("link", name="next").click()
    heading = page.get_by_role("heading", name="Next")
    expect(heading).to_be_focused()
    expect(heading).to_have_attribute("tabindex", "-1")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="on")).to_be_focused()
    assert heading.get_attribute("tabindex") is None
    expect(page).to_have_title("The next page")


def test_what_asks_for_the_focus_gets_it_and_a_view_without_headings_gives_it_to_the_window(page):
    page.get_by_role("link", name="form").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    page.get_by_role("button").click()
    expect(page.locator("#lona")).to_be_focused()


def test_a_page_that_is_loaded_takes_no_focus(page):
    expect(page.get_by_role("heading", name="Start")).not_to_be_focused()
    expect(page.locator("body")).to_be_focused()


def test_nobody_finds_what_is_announced(page):
    page.get_by_role("link", name="next").click()
    expect(page.get_by_text("The next page")).to_have_count(0)


class Slow(View):
    """Lets a handler wait until a test lets it go on."""

    gate: threading.Event

    def handle_request(self, request):
        self.count = 0
        self.told = Div("0", _id="told")
        return Div(
            self.told,
            Button("once", disabled_while_busy=True, handle_click=self.increase),
            Button("each", handle_click=self.increase),
        )

    def increase(self, input_event):
        self.gate.wait(60)
        self.count += 1
        self.told.set_text(str(self.count))


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def slow_page(lona_page, gate):
    return lona_page(type("GatedView", (Slow,), {"gate": gate}))


@pytest.mark.parametrize(("name", "count"), [("once", 1), ("each", 2)])
def test_a_double_click_counts_once_if_the_button_asks_for_it(slow_page, gate, name, count):
    # Two seconds of latency would do the same, and take as long.
    threading.Timer(0.5, gate.set).start()
    slow_page.get_by_role("button", name=name).dblclick()
    expect(slow_page.locator("#told")).to_have_text(str(count))
    expect(slow_page.get_by_role("button", name=name)).to_be_enabled()
    expect(slow_page.get_by_role("button", name=name)).to_be_focused()
    expect(slow_page.locator("#lona")).not_to_have_attribute("aria-busy", "true")
