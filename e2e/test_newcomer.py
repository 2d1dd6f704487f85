"""Small applications of somebody's first days with Lona, each with its test.

They were written with the README and the guides of `docs/` at hand, before a look at any code.
"""

import re

import pytest

from lona import (
    ForbiddenError,
    NotFoundError,
    RedirectResponse,
    View,
)
from lona.html import (
    H1,
    H2,
    HTML,
    A,
    Button,
    Caption,
    CheckBox,
    Details,
    Dialog,
    Div,
    FieldSet,
    Form,
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
    Section,
    Select2,
    Span,
    Submit,
    Summary,
    Table,
    TBody,
    Td,
    TextInput,
    Th,
    THead,
    Tr,
    Ul,
)
from lona.pytest import expect


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


def test_a_crash_shows_our_own_error_page(lona_page, lona_errors):
    lona_errors.expect(ZeroDivisionError)

    def setup(app):
        app.route("/")(Crash)
        app.error_500_view(SorryView)

    page = lona_page(setup)
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_text("Sorry, a ZeroDivisionError.")
    expect(page.get_by_role("button")).not_to_be_visible()
