"""Thirty small applications of somebody's first days with Lona, each with the test one would write.

They were written with the README and the guides of `docs/` at hand, before a look at any code.
"""

import re
import threading
import time

import pytest
from playwright.sync_api import Error as PlaywrightError

from lona import (
    ForbiddenError,
    HttpRedirectResponse,
    NotFoundError,
    RedirectResponse,
    TemplateStringResponse,
    View,
)
from lona.html import (
    CLICK,
    H1,
    H2,
    HTML,
    A,
    Button,
    Caption,
    CheckBox,
    Dd,
    Details,
    Dialog,
    Div,
    Dl,
    Dt,
    FieldSet,
    Form,
    Img,
    Label,
    Legend,
    Li,
    Nav,
    NumberInput,
    Ol,
    Option2,
    P,
    PasswordInput,
    RadioButton,
    RawHTML,
    Section,
    Select2,
    Span,
    Strong,
    Style,
    Submit,
    Summary,
    Table,
    TBody,
    Td,
    TextArea,
    TextInput,
    Th,
    THead,
    Tr,
    Ul,
    parse_html,
)
from lona.pytest import expect
from lona.static_files import StyleSheet


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Todo(View):
    def handle_request(self, request):
        self.new = TextInput(placeholder="What is to be done?")
        self.left = P("nothing left")
        self.items = Ul()
        return Div(
            H1("Todo"), self.new, Button("Add", handle_click=self.add), self.items, self.left
        )

    def add(self, input_event):
        box = CheckBox(handle_change=self.count)
        self.items.append(Li(Label(box, self.new.value)))
        self.new.value = ""
        self.count(input_event)

    def count(self, input_event):
        left = sum(not box.value for box in self.items.query_selector_all("input"))
        self.left.set_text(f"{left} left")


def test_todo_items_are_added_and_ticked_off(lona_page):
    page = lona_page(Todo)
    for text in ("Buy milk", "Walk the dog"):
        page.get_by_placeholder("What is to be done?").fill(text)
        page.get_by_role("button", name="Add").click()
    expect(page.get_by_placeholder("What is to be done?")).to_be_empty()
    page.get_by_label("Buy milk").check()
    expect(page.get_by_role("listitem")).to_have_text(["Buy milk", "Walk the dog"])
    expect(page.get_by_text("1 left")).to_be_visible()
    assert page.get_by_role("checkbox", checked=True).count() == 1


class Fruit(View):
    FRUIT = ("Apple", "Apricot", "Banana", "Cherry", "Pear")

    def handle_request(self, request):
        self.search = TextInput(id="search", type="search", handle_change=self.filter)
        self.fruit = Ul(Li(name) for name in self.FRUIT)
        return HTML(Label("Search", _for="search"), self.search, self.fruit)

    def filter(self, input_event):
        for item in self.fruit:
            if self.search.value.lower() in item.get_text().lower():
                item.show()
            else:
                item.hide()


def test_a_search_hides_what_does_not_match(lona_page):
    page = lona_page(Fruit)
    page.get_by_label("Search").press_sequentially("ap")
    expect(page.get_by_role("listitem")).to_have_count(2)
    assert page.locator("li").count() == 5
    assert page.locator("li:visible").all_inner_texts() == ["Apple", "Apricot"]
    page.get_by_role("searchbox").clear()
    expect(page.get_by_role("listitem").last).to_have_text("Pear")


class SortedTable(View):
    def handle_request(self, request):
        self.body = TBody()
        self.people = [("Grace", 85), ("Ada", 36), ("Linus", 54)]
        self.fill()
        head = THead(
            Tr(
                Th(Button("Name", handle_click=lambda e: self.sort(0))),
                Th(Button("Age", handle_click=lambda e: self.sort(1))),
            )
        )
        return Table(Caption("People"), head, self.body)

    def sort(self, column):
        self.people.sort(key=lambda person: person[column])
        self.fill()

    def fill(self):
        self.body.nodes = [Tr(Td(name), Td(age)) for name, age in self.people]


def test_a_table_is_sorted_by_its_headings(lona_page):
    page = lona_page(SortedTable)
    rows = page.get_by_role("table", name="People").locator("tbody").get_by_role("row")
    expect(rows).to_have_text(["Grace85", "Ada36", "Linus54"])
    page.get_by_role("columnheader", name="Age").get_by_role("button").click()
    expect(rows.first.get_by_role("cell")).to_have_text(["Ada", "36"])
    page.get_by_role("button", name="Name").click()
    assert rows.all_inner_texts() == ["Ada\t36", "Grace\t85", "Linus\t54"]


class Remove(View):
    def handle_request(self, request):
        self.dialog = Dialog(
            H2("Remove the file?"),
            Button("Yes", handle_click=self.yes),
            Button("No", handle_click=self.no),
        )
        self.state = P("The file is there.", role="status")
        return Div(self.state, Button("Remove", handle_click=self.ask), self.dialog)

    def ask(self, input_event):
        self.dialog.attributes["open"] = ""

    def no(self, input_event):
        del self.dialog.attributes["open"]

    def yes(self, input_event):
        self.no(input_event)
        self.state.set_text("The file is gone.")


def test_a_dialog_asks_before_something_is_removed(lona_page):
    page = lona_page(Remove)
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="No").click()
    expect(page.get_by_role("status")).to_have_text("The file is there.")
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.get_by_role("dialog")).not_to_be_visible()
    expect(page.get_by_role("status")).to_have_text("The file is gone.")


class Faq(View):
    def handle_request(self, request):
        return Section(
            H1("Questions"),
            Details(Summary("Is it free?"), P("Yes, MIT.")),
            Details(Summary("Does it need Node.js?"), P("No.")),
        )


def test_an_answer_is_shown_on_demand(lona_page):
    page = lona_page(Faq)
    expect(page.get_by_text("Yes, MIT.")).to_be_hidden()
    page.get_by_text("Is it free?").click()
    expect(page.get_by_text("Yes, MIT.")).to_be_visible()
    expect(page.get_by_text("No.", exact=True)).to_be_hidden()
    assert page.locator("details").first.get_attribute("open") == ""
    page.get_by_text("Is it free?").click()
    assert not page.get_by_text("Yes, MIT.").is_visible()


class Country(View):
    CITIES = {"France": ["Paris", "Lyon"], "Italy": ["Rome", "Milan", "Turin"]}

    def handle_request(self, request):
        self.country = Select2(
            *[Option2(name, value=name) for name in self.CITIES],
            id="country",
            handle_change=self.change,
        )
        self.city = Select2(id="city")
        self.change(None)
        return HTML(
            Label("Country", _for="country"), self.country, Label("City", _for="city"), self.city
        )

    def change(self, input_event):
        self.city.nodes = [
            Option2(name, value=name.lower()) for name in self.CITIES[self.country.value]
        ]


def test_the_cities_follow_the_country(lona_page):
    page = lona_page(Country)
    expect(page.get_by_label("City")).to_have_value("paris")
    page.get_by_label("Country").select_option("Italy")
    expect(page.get_by_label("City").locator("option")).to_have_text(["Rome", "Milan", "Turin"])
    assert page.get_by_label("City").select_option(label="Milan") == ["milan"]
    assert page.get_by_label("City").input_value() == "milan"
    expect(page.get_by_role("combobox", name="Country")).to_have_value("Italy")


class Pizza(View):
    def handle_request(self, request):
        self.price = P("8 €")
        sizes = [
            Label(RadioButton(name="size", value=size, handle_change=self.change), size)
            for size in ("small", "large")
        ]
        return Form(FieldSet(Legend("Size"), sizes), self.price)

    def change(self, input_event):
        self.price.set_text({"small": "8 €", "large": "11 €"}[input_event.node.attributes["value"]])


def test_the_price_follows_the_size(lona_page):
    page = lona_page(Pizza)
    size = page.get_by_role("group", name="Size")
    expect(size.get_by_role("radio", checked=True)).to_have_count(0)
    size.get_by_label("large").check()
    expect(page.get_by_text("11 €")).to_be_visible()
    page.get_by_label("large").press("ArrowUp")
    expect(page.get_by_label("small")).to_be_checked()
    expect(page.locator("p")).to_have_text("8 €")


class Booking(View):
    def handle_request(self, request):
        self.day = TextInput(
            type="date", name="day", min="2030-01-01", required=True, handle_change=self.change
        )
        self.info = P()
        return Form(Label("Day", self.day), Submit(value="Book"), self.info, action="/booked")

    def change(self, input_event):
        self.info.set_text(f"You come on {self.day.value}")


class Booked(View):
    def handle_request(self, request):
        return H1(f"Booked for {request.GET['day']}")


def test_a_day_is_booked(lona_page):
    def setup(app):
        app.route("/")(Booking)
        app.route("/booked")(Booked)

    page = lona_page(setup)
    page.get_by_label("Day").fill("2029-12-31")
    page.get_by_role("button", name="Book").click()
    expect(page.locator("input:invalid")).to_have_count(1)
    page.get_by_label("Day").fill("2030-02-28")
    expect(page.get_by_text("You come on 2030-02-28")).to_be_visible()
    page.get_by_role("button", name="Book").click()
    expect(page.get_by_role("heading", name="Booked for 2030-02-28")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/booked\?day=2030-02-28$"))


class Celsius(View):
    def handle_request(self, request):
        self.celsius = NumberInput(id="c", step=5, handle_change=self.change)
        self.fahrenheit = Span("?")
        return HTML(Label("Celsius", _for="c"), self.celsius, P("Fahrenheit: ", self.fahrenheit))

    def change(self, input_event):
        value = self.celsius.value
        self.fahrenheit.set_text("?" if value is None else f"{value * 9 / 5 + 32:g}")


def test_degrees_are_converted(lona_page):
    page = lona_page(Celsius)
    page.get_by_label("Celsius").fill("100")
    expect(page.locator("span")).to_have_text("212")
    page.get_by_label("Celsius").press("ArrowDown")
    expect(page.get_by_role("spinbutton")).to_have_value("95")
    expect(page.locator("p")).to_have_text("Fahrenheit: 203")
    page.get_by_label("Celsius").fill("")
    expect(page.locator("span")).to_have_text("?")


class Chat(View):
    def handle_request(self, request):
        self.line = TextInput(
            aria_label="Message", autofocus=True, input_delay=0, handle_change=self.say
        )
        self.lines = Ol()
        return Div(self.lines, self.line)

    def say(self, input_event):
        self.lines.append(Li(self.line.value))
        self.line.value = ""


def test_enter_says_a_line(lona_page):
    page = lona_page(Chat)
    expect(page.get_by_label("Message")).to_be_focused()
    page.keyboard.type("Hello")
    expect(page.get_by_role("listitem")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("listitem")).to_have_text(["Hello"])
    expect(page.get_by_label("Message")).to_have_value("")
    expect(page.get_by_label("Message")).to_be_focused()


class Login(View):
    def handle_request(self, request):
        if request.method == "GET":
            return Form(
                Label("User", TextInput(name="user", required=True)),
                Label("Password", PasswordInput(name="password", required=True)),
                Submit(value="Log in"),
                method="post",
            )
        if request.POST["password"] != "secret":
            raise ForbiddenError
        return RedirectResponse(f"/home/{request.POST['user']}")


class Home(View):
    def handle_request(self, request):
        self.set_title(f"Home of {request.match_info['name']}")
        return H1(f"Welcome, {request.match_info['name']}!")


def site(app):
    app.route("/")(Login)
    app.route("/home/<name>")(Home)


def test_somebody_logs_in(lona_page):
    page = lona_page(site)
    page.get_by_label("User").fill("ada")
    page.get_by_label("User").press("Tab")
    page.keyboard.type("secret")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading")).to_have_text("Welcome, ada!")
    expect(page).to_have_url(re.compile("/home/ada$"))
    assert page.title() == "Home of ada"


def test_a_wrong_password_is_forbidden(lona_page):
    page = lona_page(site)
    page.get_by_label("User").fill("ada")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_label("Password")).to_be_focused()
    page.get_by_label("Password").fill("guess")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading")).to_contain_text("403")
    expect(page.get_by_role("button")).to_have_count(0)


class Shop(View):
    def handle_request(self, request):
        return Nav(A("Shoes", href="/shoes"), A("Hats", href="/hats?color=red"), aria_label="Shop")


class Shelf(View):
    def handle_request(self, request):
        if request.match_info["what"] == "ties":
            raise NotFoundError
        return Div(
            H1(request.match_info["what"]),
            P(request.GET.get("color", "all colors")),
            A("Back", href="/"),
        )


def shop(app):
    app.route("/")(Shop)
    app.route("/<what>")(Shelf)


def test_links_lead_through_the_shop(lona_page):
    page = lona_page(shop)
    page.get_by_role("navigation").get_by_role("link", name="Hats").click()
    expect(page.locator("p")).to_have_text("red")
    expect(page).to_have_url(re.compile(r"/hats\?color=red"))
    page.go_back()
    page.get_by_role("link", name="Shoes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("shoes")
    page.get_by_role("link", name="Back").press("Enter")
    assert page.get_by_role("link").all_text_contents() == ["Shoes", "Hats"]


def test_what_is_not_there_is_not_found(lona_page):
    page = lona_page(shop, "/ties")
    expect(page.get_by_role("heading")).to_contain_text("404")
    page.goto("/no/such/page")
    expect(page.locator("h1")).to_have_text("404")
    page.goto("/shoes")
    expect(page.locator("h1")).to_have_text("shoes")


class Crash(View):
    def handle_request(self, request):
        return Button("Divide by zero", handle_click=lambda input_event: 1 / 0)


class SorryView(View):
    def handle_request(self, request, exception):
        return P(f"Sorry, a {type(exception).__name__}.", role="alert")


def test_a_crash_shows_our_own_error_page(lona_page):
    def setup(app):
        app.route("/")(Crash)
        app.error_500_view(SorryView)

    page = lona_page(setup)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("Sorry, a ZeroDivisionError.")
    expect(page.get_by_role("button")).not_to_be_visible()


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
    with pytest.raises((AssertionError, PlaywrightError)):
        page.get_by_label("Seats").select_option("2", timeout=500)
    page.get_by_role("listbox").select_option([])
    expect(page.locator("p")).to_have_text("No seat")
    assert page.get_by_role("option", name="Seat 2").is_disabled()
