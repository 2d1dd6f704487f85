"""Pages in the process; every test of this file can also run with --lona-driver=chromium."""

import re
from typing import Any

from lona import View
from lona.html import (
    BLUR,
    CLICK,
    FOCUS,
    H1,
    A,
    Button,
    CheckBox,
    Div,
    Form,
    Label,
    Li,
    Span,
    Submit,
    TextInput,
    Ul,
)
from lona.pytest import expect
from lona.responses import RedirectResponse


class Counter(View):
    def handle_request(self, request: Any) -> Any:
        self.clicks = 0
        self.heading = H1("0 clicks")
        return Div(self.heading, Button("Click me", handle_click=self.count))

    def count(self, event: Any) -> None:
        self.clicks += 1
        self.heading.set_text(f"{self.clicks} clicks")


def test_a_click_changes_the_page(lona_page: Any) -> None:
    page = lona_page(Counter)
    page.get_by_role("button", name="Click me").click()
    expect(page.get_by_role("heading")).to_have_text("1 clicks")


def test_two_users_have_two_views(lona_page: Any) -> None:
    anna, bob = lona_page(Counter, user="anna"), lona_page(Counter, user="bob")
    anna.get_by_role("button").click()
    expect(anna.locator("h1")).to_have_text("1 clicks")
    expect(bob.locator("h1")).to_have_text("0 clicks")


def test_the_title_is_that_of_the_frontend_until_a_view_sets_one(lona_page: Any) -> None:
    class Titled(View):
        def handle_request(self, request: Any) -> Any:
            return Button("Set", handle_click=lambda event: self.set_title("New title"))

    page = lona_page(Titled)
    expect(page).to_have_title("Lona")
    page.get_by_role("button").click()
    expect(page).to_have_title("New title")


class Typing(View):
    def handle_request(self, request: Any) -> Any:
        self.log = Ul()
        return Div(
            Label("Name", _for="name"),
            TextInput(_id="name", handle_change=self.note, events=[FOCUS, BLUR]),
            Label("Late", _for="late"),
            TextInput(_id="late", input_delay=0, handle_change=self.note),
            Label(CheckBox(_id="box", handle_change=self.note), "Box"),
            Button("Nothing"),
            self.log,
        )

    def note(self, event: Any) -> None:
        self.log.append(Li(f"{event.name} {event.data}"))

    def handle_input_event(self, event: Any) -> None:
        if event.name in ("focus", "blur"):
            self.note(event)


def test_a_delayed_input_is_sent_by_itself(lona_page: Any) -> None:
    page = lona_page(Typing)
    page.get_by_label("Name").fill("Ada")
    expect(page.get_by_role("listitem")).to_have_text(["focus []", "change Ada"])
    expect(page.get_by_label("Name")).to_have_value("Ada")


def test_an_input_without_delay_is_sent_when_it_is_left(lona_page: Any) -> None:
    page = lona_page(Typing)
    page.get_by_label("Late").fill("x")
    expect(page.get_by_role("listitem")).to_have_count(0)
    page.get_by_label("Late").blur()
    expect(page.get_by_role("listitem")).to_have_text(["change x"])


def test_focus_and_blur_are_sent_in_order(lona_page: Any) -> None:
    page = lona_page(Typing)
    page.get_by_label("Name").focus()
    page.get_by_label("Late").focus()
    expect(page.get_by_role("listitem")).to_have_text(["focus []", "blur []"])


def test_a_click_on_a_label_toggles_its_check_box(lona_page: Any) -> None:
    page = lona_page(Typing)
    page.get_by_text("Box").click()
    expect(page.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("checkbox").uncheck()
    expect(page.get_by_role("checkbox")).not_to_be_checked()
    expect(page.get_by_role("listitem")).to_have_text(["change True", "change False"])


def test_the_innermost_listening_element_gets_the_click(lona_page: Any) -> None:
    class Nested(View):
        def handle_request(self, request: Any) -> Any:
            self.text = Span("nothing")
            inner = Div(Span("target"), _id="inner", events=[CLICK])
            outer = Div(inner, _id="outer", events=[CLICK])
            return Div(outer, self.text)

        def handle_input_event_root(self, event: Any) -> None:
            self.text.set_text(f"{event.node.id_list} {event.target_node.tag_name}")

    page = lona_page(Nested)
    page.get_by_text("target").click()
    expect(page.locator("div > span").last).to_have_text("inner span")


def site(app: Any) -> None:
    @app.route("/")
    class Start(View):
        def handle_request(self, request: Any) -> Any:
            return Div(
                H1("Start"),
                A("Second", href="/second"),
                A("Away", href="/away"),
                A("Plain", href="/plain"),
            )

    @app.route("/second")
    class Second(View):
        def handle_request(self, request: Any) -> Any:
            return Div(
                H1("Second"),
                Form(TextInput(name="a"), Submit(value="Send"), action="/form", method="post"),
                Form(TextInput(name="q"), Submit(value="Find"), action="/form"),
            )

    @app.route("/form")
    class Result(View):
        def handle_request(self, request: Any) -> Any:
            return H1(f"{request.method} {dict(request.POST)} {dict(request.GET)}")

    @app.route("/away")
    class Away(View):
        def handle_request(self, request: Any) -> Any:
            return RedirectResponse("/second")

    @app.route("/plain", interactive=False)
    class Plain(View):
        def handle_request(self, request: Any) -> Any:
            return "<h1>Plain</h1>"


def test_links_and_history(lona_page: Any) -> None:
    page = lona_page(site)
    page.get_by_role("link", name="Second").click()
    expect(page.get_by_role("heading")).to_have_text("Second")
    expect(page).to_have_url(re.compile("/second$"))
    page.go_back()
    expect(page.get_by_role("heading")).to_have_text("Start")
    page.go_forward()
    expect(page.get_by_role("heading")).to_have_text("Second")


def test_redirects_are_followed(lona_page: Any) -> None:
    page = lona_page(site)
    page.get_by_role("link", name="Away").click()
    expect(page.get_by_role("heading")).to_have_text("Second")


def test_a_link_to_a_plain_page_leaves_the_frontend(lona_page: Any) -> None:
    page = lona_page(site)
    page.get_by_role("link", name="Plain").click()
    expect(page.get_by_role("heading")).to_have_text("Plain")


def test_coming_back_from_a_plain_page_loads_the_frontend_again(lona_page: Any) -> None:
    page = lona_page(site)
    page.goto("/plain")
    expect(page.get_by_role("heading")).to_have_text("Plain")
    page.go_back()
    expect(page.get_by_role("heading")).to_have_text("Start")


def test_a_posted_form_reaches_the_view_of_its_action(lona_page: Any) -> None:
    page = lona_page(site, "/second")
    page.locator("[name=a]").fill("1 & 2")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading")).to_have_text("POST {'a': '1 & 2'} {}")


def test_enter_submits_a_form(lona_page: Any) -> None:
    page = lona_page(site, "/second")
    page.locator("[name=q]").fill("x y")
    page.locator("[name=q]").press("Enter")
    expect(page.get_by_role("heading")).to_have_text("GET {} {'q': 'x y'}")
    expect(page).to_have_url(re.compile(r"/form\?q=x\+y$"))


def test_an_unknown_address_shows_the_404_page(lona_page: Any) -> None:
    page = lona_page(site, "/nothing")
    expect(page.locator("body")).to_contain_text("404")
