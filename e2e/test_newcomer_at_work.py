"""More applications of somebody's first days (see `test_newcomer`) with Lona, each with its test.

They were written with the README and the guides of `docs/` at hand, before a look at any code.
"""

import threading
import time

import pytest

from lona import (
    HttpRedirectResponse,
    RedirectResponse,
    TemplateStringResponse,
    View,
)
from lona.html import (
    CLICK,
    H1,
    HTML,
    A,
    Button,
    CheckBox,
    Dd,
    Div,
    Dl,
    Dt,
    FieldSet,
    Img,
    Label,
    Legend,
    Li,
    NumberInput,
    Option2,
    P,
    RadioButton,
    RawHTML,
    Section,
    Select2,
    Span,
    Strong,
    Style,
    TextArea,
    TextInput,
    Ul,
    parse_html,
)
from lona.pytest import expect
from lona.static_files import StyleSheet
from lona_testing.errors import NotActionable


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Board(View):
    def handle_request(self, request):
        state = self.server.state
        if "notes" not in state:
            state["notes"] = []
        self.note = TextInput(placeholder="Note")
        self.notes = Ul(Li(note) for note in state["notes"])
        return Div(self.note, Button("Pin", handle_click=self.pin), self.notes)

    def pin(self, input_event):
        self.server.state["notes"].append(self.note.value)
        for view in self.server.get_views(url="/"):
            view.notes.append(Li(self.note.value))
            view.show()


def test_two_people_see_the_same_board(lona_page):
    ada, bob = lona_page(Board, user="Ada"), lona_page(Board, user="Bob")
    ada.get_by_placeholder("Note").fill("Lunch at one")
    ada.get_by_text("Pin").click()
    expect(bob.get_by_role("listitem")).to_have_text("Lunch at one")
    bob.get_by_placeholder("Note").fill("Fine")
    bob.get_by_text("Pin").click()
    expect(ada.get_by_role("listitem")).to_have_text(["Lunch at one", "Fine"])
    expect(ada.get_by_placeholder("Note")).to_have_value("Lunch at one")


class Cart(View):
    def handle_request(self, request):
        carts = self.server.state.setdefault("carts", {})
        count = carts.get(request.user.session_key, 0)
        self.label = P(f"{count} in the cart")
        return Div(self.label, Button("Put in", handle_click=self.put))

    def put(self, input_event):
        carts, key = self.server.state["carts"], input_event.request.user.session_key
        carts[key] = carts.get(key, 0) + 1
        self.label.set_text(f"{carts[key]} in the cart")


def test_each_session_has_its_cart(lona_page):
    page = lona_page(Cart, user="Ada")
    page.get_by_role("button", name="Put in").dblclick()
    expect(page.get_by_text("2 in the cart")).to_be_visible()
    page.reload()
    expect(page.locator("p")).to_have_text("2 in the cart")
    expect(lona_page(Cart, user="Ada").locator("p")).to_have_text("2 in the cart")
    expect(lona_page(Cart, user="Bob").locator("p")).to_have_text("0 in the cart")


class Report(View):
    def handle_request(self, request):
        self.state = P("no report")
        return Div(Button("Start", handle_click=self.start), self.state)

    def start(self, input_event):
        self.state.set_text("working …")
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        time.sleep(0.3)
        self.state.set_text("the report is ready")
        self.show()


def test_a_thread_tells_when_it_is_done(lona_page):
    page = lona_page(Report)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("the report is ready")).to_be_visible()
    expect(page.get_by_text("working")).not_to_be_visible()


class Slow(View):
    def handle_request(self, request):
        self.button = Button("Save", handle_click=self.save)
        self.state = Span("unsaved", id="state")
        return Div(self.button, self.state)

    def save(self, input_event):
        self.button.disabled = True
        self.state.set_text("saving")
        self.show()
        self.sleep(0.3)
        self.state.set_text("saved")
        self.button.disabled = False


def test_saving_takes_a_while(lona_page):
    page = lona_page(Slow)
    page.locator("button").click()
    assert page.locator("#state").text_content() == "saved"
    assert page.get_by_role("button", name="Save").is_enabled()
    page.get_by_role("button", name="Save").click(no_wait_after=True)
    expect(page.locator("#state")).to_have_text("saved")


class Rocket(View):
    def handle_request(self, request):
        heading = H1()
        for number in (3, 2, 1):
            heading.set_text(str(number))
            self.show(heading)
            self.sleep(0.1)
        return Div(H1("Take-off"), Img(src="/rocket.png", alt="A rocket"))


def test_a_rocket_takes_off(lona_page):
    page = lona_page(Rocket)
    expect(page.get_by_role("heading", name="Take-off")).to_be_visible()
    expect(page.get_by_alt_text("A rocket")).to_have_attribute("src", "/rocket.png")


class Tabs(View):
    def handle_request(self, request):
        self.tabs = [
            Button(name, role="tab", handle_click=self.choose) for name in ("Text", "Table")
        ]
        self.panels = [
            Div(f"This is the {name}", role="tabpanel", _class="panel")
            for name in ("text", "table")
        ]
        self.open(0)
        return Div(
            Style(".panel { display: none } .panel.open { display: block }"),
            Div(self.tabs, role="tablist"),
            self.panels,
        )

    def choose(self, input_event):
        self.open(self.tabs.index(input_event.node))

    def open(self, index):
        for number, (tab, panel) in enumerate(zip(self.tabs, self.panels, strict=True)):
            tab.attributes["aria-selected"] = "true" if number == index else "false"
            if number == index:
                panel.class_list.add("open")
            else:
                panel.class_list.discard("open")


def test_one_panel_is_open(lona_page):
    page = lona_page(Tabs)
    expect(page.get_by_role("tabpanel")).to_have_text("This is the text")
    page.get_by_role("tab", name="Table").click()
    expect(page.get_by_role("tab", selected=True)).to_have_text("Table")
    expect(page.get_by_text("This is the text")).to_be_hidden()
    expect(page.locator(".panel").nth(1)).to_contain_class("open")
    assert page.locator(".panel").all_inner_texts() == ["This is the text", "This is the table"]


def test_a_style_sheet_of_the_site_hides_and_shouts(lona_page, tmp_path):
    sheet = tmp_path / "site.css"
    sheet.write_text(
        "h1 { text-transform: uppercase } .secret { visibility: hidden }"
        "@media print { p { display: none } }"
    )

    class Styled(View):
        STATIC_FILES = [StyleSheet(name="site", path=str(sheet))]

        def handle_request(self, request):
            return Div(H1("Loud"), P("for all"), P("for none", _class="secret"))

    page = lona_page(Styled)
    assert page.locator("h1").inner_text() == "LOUD"
    assert page.locator("h1").text_content() == "Loud"
    expect(page.get_by_text("for all")).to_be_visible()
    expect(page.get_by_text("for none")).to_be_hidden()
    expect(page.get_by_role("paragraph")).to_have_count(1)


class Recipe(View):
    def handle_request(self, request):
        return Section(
            H1("Pancakes"),
            Ul(Li("2 eggs"), Li("Milk, ", Strong("cold"))),
            Label("Portions", NumberInput(4, min=1)),
            A("Print", href="/print"),
            aria_label="Recipe",
        )


def test_the_outline_of_a_recipe(lona_page):
    page = lona_page(Recipe)
    expect(page.get_by_role("region", name="Recipe")).to_match_aria_snapshot("""
        - region "Recipe":
          - heading "Pancakes" [level=1]
          - list:
            - listitem: 2 eggs
            - listitem: /Milk/
          - spinbutton "Portions"
          - link "Print"
    """)
    assert (
        page.locator("ul").aria_snapshot()
        == "- list:\n  - listitem: 2 eggs\n  - listitem:\n    - text: Milk,\n    - strong: cold"
    )


class Invoice(View):
    def handle_request(self, request):
        return TemplateStringResponse(
            """
            <h1>Invoice for {{ name }}</h1>
            <table>{% for what, price in lines %}
            <tr><td>{{ what }}</td><td>{{ price }}</td></tr>{% endfor %}</table>
            <p>Sum: <b>{{ lines | map(attribute=1) | sum }}</b></p>
            """,
            {"name": "A & B <Ltd>", "lines": [("Paper", 5), ("Ink", 12)]},
        )


def test_an_invoice_is_rendered_with_a_template(lona_page):
    page = lona_page(Invoice)
    expect(page.get_by_role("heading")).to_have_text("Invoice for A & B <Ltd>")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").filter(has_text="Ink").locator("td").last).to_have_text("12")
    expect(page.get_by_text("Sum: 17")).to_be_visible()


class Stars(Div):
    """Our first widget."""

    CLASS_LIST = ["stars"]

    def __init__(self, label, **kwargs):
        super().__init__(role="group", aria_label=label, **kwargs)
        self.nodes = [
            Button("☆", aria_label=f"{number} stars", handle_click=self.rate)
            for number in range(1, 6)
        ]

    def rate(self, input_event):
        rating = [star is input_event.node for star in self.nodes].index(True)
        for number, star in enumerate(self.nodes):
            star.set_text("★" if number <= rating else "☆")
            star.attributes["aria-pressed"] = "true" if number == rating else "false"


class Rate(View):
    def handle_request(self, request):
        return Div(Stars("Food"), Stars("Service", id="service"))


def test_stars_are_given(lona_page):
    page = lona_page(Rate)
    page.get_by_role("group", name="Service").get_by_role("button", name="4 stars").click()
    expect(page.locator("#service")).to_have_text("★★★★☆")
    expect(page.get_by_label("Food")).to_have_text("☆☆☆☆☆")
    expect(page.get_by_role("button", pressed=True)).to_have_accessible_name("4 stars")
    expect(page.locator(".stars").last.locator("button", has_text="☆")).to_have_count(1)


class Wizard(View):
    def handle_request(self, request):
        name = TextInput(aria_label="Name")
        self.await_click(button := Button("Next"), html=Div(H1("Step 1"), name, button))
        terms = CheckBox(aria_label="I agree", bubble_up=True)
        button = Button("Finish", disabled=True)
        self.show(Div(H1("Step 2"), terms, button))
        while not terms.value:
            self.await_change(terms)
        button.disabled = False
        self.show()
        self.await_click(button)
        return P(f"{name.value} agreed")


def test_a_wizard_has_two_steps(lona_page):
    page = lona_page(Wizard)
    page.get_by_label("Name").fill("Ada")
    page.get_by_text("Next").click()
    expect(page.get_by_role("heading")).to_have_text("Step 2")
    expect(page.get_by_role("button", name="Finish")).to_be_disabled()
    page.get_by_role("checkbox").click()
    expect(page.get_by_role("button", name="Finish")).to_be_enabled()
    page.get_by_text("Finish").click()
    expect(page.get_by_text("agreed")).to_have_text("Ada agreed")


class Comments(View):
    def handle_request(self, request):
        self.text = TextArea(id="text", rows=3, maxlength=20, handle_change=self.count)
        self.counter = Span("20 left")
        self.comment = Div(id="comment")
        return HTML(
            Label("Comment", _for="text"),
            self.text,
            self.counter,
            Button("Send", handle_click=self.send),
            self.comment,
        )

    def count(self, input_event):
        self.counter.set_text(f"{20 - len(self.text.value)} left")

    def send(self, input_event):
        self.comment.nodes = [P(line) for line in self.text.value.split("\n")]


def test_a_comment_has_lines_and_an_end(lona_page):
    page = lona_page(Comments)
    page.get_by_label("Comment").fill("<b>one</b>\ntwo")
    expect(page.locator("span")).to_have_text("6 left")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#comment > p")).to_have_text(["<b>one</b>", "two"])
    assert page.locator("#comment").inner_text() == "<b>one</b>\n\ntwo"
    page.get_by_label("Comment").press_sequentially("0123456789")
    expect(page.get_by_text("0 left", exact=True)).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("<b>one</b>\ntwo012345")


class Settings(View):
    def handle_request(self, request):
        self.mail = CheckBox(id="mail", handle_change=self.change)
        self.often = FieldSet(
            Legend("How often"), Label(RadioButton(name="often", value="d"), "daily"), disabled=True
        )
        page = parse_html(
            '<section><h2>Notices</h2><hr/><p class="hint"><em>Never</em></p></section>'
        )
        return HTML(
            page,
            self.mail,
            Label("By mail", _for="mail"),
            self.often,
            RawHTML("<footer>Raw &amp; cold</footer>"),
        )

    def change(self, input_event):
        self.often.attributes["disabled"] = ""
        if self.mail.value:
            del self.often.attributes["disabled"]


def test_settings_depend_on_each_other(lona_page):
    page = lona_page(Settings)
    expect(page.get_by_label("daily")).to_be_disabled()
    page.get_by_text("By mail").click()
    expect(page.get_by_label("By mail")).to_be_checked()
    page.get_by_label("daily").check()
    expect(page.get_by_role("radio", name="daily")).to_be_checked()
    page.get_by_label("By mail").set_checked(False)
    assert page.get_by_label("daily").is_disabled()
    assert page.get_by_text("Raw").inner_text() == "Raw & cold"
    expect(page.locator("p.hint")).to_have_text("Never")


class Old(View):
    def handle_request(self, request):
        return HttpRedirectResponse("/new?from=old")


class New(View):
    def handle_request(self, request):
        return Dl(
            Dt("From"), Dd(request.GET["from"]), Div("Away", events=[CLICK], handle_click=self.away)
        )

    def away(self, input_event):
        return RedirectResponse("/new?from=new")


def test_old_addresses_lead_to_the_new_page(lona_page):
    def setup(app):
        app.route("/old")(Old)
        app.route("/new(/)")(New)

    page = lona_page(setup, "/old")
    expect(page.get_by_role("definition")).to_have_text("old")
    assert page.url.endswith("/new?from=old")
    page.get_by_text("Away").click()
    expect(page.locator("dd")).to_have_text("new")
    page.go_back()
    expect(page.locator("dd")).to_have_text("old")


class Seats(View):
    def handle_request(self, request):
        self.seats = Select2(
            *[
                Option2(f"Seat {number}", value=str(number), disabled=number == 2)
                for number in range(1, 5)
            ],
            multiple=True,
            id="seats",
            handle_change=self.change,
        )
        self.sum = P("No seat")
        return HTML(Label("Seats", _for="seats"), self.seats, self.sum)

    def change(self, input_event):
        self.sum.set_text(", ".join(self.seats.value) or "No seat")


def test_several_seats_are_taken(lona_page):
    page = lona_page(Seats)
    page.get_by_label("Seats").select_option(["1", "3"])
    expect(page.get_by_label("Seats")).to_have_values(["1", "3"])
    expect(page.locator("p")).to_have_text("1, 3")
    with pytest.raises(NotActionable):
        page.get_by_label("Seats").select_option("2", timeout=500)
    page.get_by_role("listbox").select_option([])
    expect(page.locator("p")).to_have_text("No seat")
    assert page.get_by_role("option", name="Seat 2").is_disabled()
