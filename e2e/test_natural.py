"""Tests as users write them, with nothing but docs/testing.md at hand: the same with either driver.

Each body has about five lines, and none says how to wait.
"""

import re
import threading

import pytest

from lona import HttpRedirectResponse, RedirectResponse, View
from lona.html import (
    H1,
    H2,
    HTML,
    A,
    Button,
    CheckBox,
    Details,
    Div,
    Form,
    Img,
    Label,
    Li,
    NumberInput,
    Option2,
    P,
    Select2,
    Span,
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
)
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Counter(View):
    def handle_request(self, request):
        self.set_title("Counter")
        self.count = 0
        self.heading = H1("0 clicks")
        self.reset = Button("Reset", disabled=True, handle_click=self.clear)
        return HTML(self.heading, Button("Click me", handle_click=self.add), self.reset)

    def add(self, event):
        self.count += 1
        self.update()

    def clear(self, event):
        self.sleep(0.1)
        self.count = 0
        self.update()

    def update(self):
        self.heading.set_text(f"{self.count} clicks")
        self.reset.disabled = self.count == 0
        self.set_title(f"{self.count} clicks")


def test_clicks_are_counted(lona_page):
    page = lona_page(Counter)
    for _ in range(5):
        page.get_by_role("button", name="Click me").click()
    assert page.get_by_role("heading").text_content() == "5 clicks"


def test_the_counter_is_reset_and_the_button_with_it(lona_page):
    page = lona_page(Counter)
    page.get_by_text("Click me").dblclick()
    page.get_by_role("button", name="Reset").click()
    assert page.locator("h1").inner_text() == "0 clicks"
    assert page.get_by_role("button", name="Reset").is_disabled()


def test_the_title_follows_the_counter(lona_page):
    page = lona_page(Counter)
    assert page.title() == "Counter"
    page.get_by_text("Click me").click()
    assert page.title() == "1 clicks"
    expect(page).to_have_title("1 clicks")


def test_a_button_that_is_off_cannot_be_clicked(lona_page):
    page = lona_page(Counter)
    with pytest.raises(Exception, match=r"enabled|disabled"):
        page.get_by_role("button", name="Reset").click(timeout=500)
    expect(page.get_by_role("heading")).to_have_text("0 clicks")
    expect(page.get_by_role("button", name="Click me")).to_be_enabled()


def test_two_users_count_apart(lona_page):
    ada, bob = lona_page(Counter, user="Ada"), lona_page(Counter, user="Bob")
    ada.get_by_text("Click me").click()
    ada.get_by_text("Click me").click()
    assert ada.locator("h1").text_content() == "2 clicks"
    assert bob.locator("h1").text_content() == "0 clicks"


class Todo(View):
    def handle_request(self, request):
        self.field = TextInput(id="new", placeholder="What is to be done?")
        self.items = Ul()
        self.empty = P("Nothing to do")
        return HTML(
            Label("Task", _for="new"),
            self.field,
            Button("Add", handle_click=self.add),
            self.items,
            self.empty,
        )

    def add(self, event):
        text = self.field.value.strip()
        if not text:
            return
        item = Li(CheckBox(handle_change=self.tick), Span(text), Button("x"))
        item.nodes[2].handle_click = lambda event: self.remove(item)
        self.items.append(item)
        self.field.value = ""
        self.empty.hide()

    def tick(self, event):
        item = event.node.parent
        item.class_list.toggle("done")

    def remove(self, item):
        self.sleep(0.1)
        item.remove()
        if not self.items.nodes:
            self.empty.show()


def add(page, *tasks):
    for task in tasks:
        page.get_by_label("Task").fill(task)
        page.get_by_role("button", name="Add").click()


def test_tasks_are_listed_in_order(lona_page):
    page = lona_page(Todo)
    add(page, "wash", "iron", "fold")
    assert page.locator("li span").all_text_contents() == ["wash", "iron", "fold"]
    assert page.get_by_label("Task").input_value() == ""
    expect(page.get_by_role("listitem")).to_have_count(3)


def test_a_blank_task_is_not_added(lona_page):
    page = lona_page(Todo)
    add(page, "  ")
    assert page.get_by_role("listitem").count() == 0
    expect(page.get_by_text("Nothing to do")).to_be_visible()


def test_a_task_is_removed(lona_page):
    page = lona_page(Todo)
    add(page, "wash", "iron")
    page.get_by_role("listitem").filter(has_text="wash").get_by_role("button").click()
    assert page.get_by_role("listitem").count() == 1
    expect(page.locator("li")).to_contain_text("iron")


def test_the_hint_comes_back_when_all_is_done(lona_page):
    page = lona_page(Todo)
    add(page, "wash")
    assert page.get_by_text("Nothing to do").is_hidden()
    page.get_by_role("button", name="x").click()
    assert page.get_by_text("Nothing to do").is_visible()


def test_a_task_is_ticked(lona_page):
    page = lona_page(Todo)
    add(page, "wash", "iron")
    page.get_by_role("listitem").filter(has_text="iron").get_by_role("checkbox").check()
    expect(page.locator("li.done")).to_have_count(1)
    expect(page.locator("li").last).to_have_class("done")


def test_tasks_are_looked_at_one_by_one(lona_page):
    page = lona_page(Todo)
    add(page, "a", "b", "c")
    for item in page.get_by_role("listitem").all()[::-1]:
        item.get_by_role("button").click()
    expect(page.locator("li")).to_have_count(0)


def test_a_field_is_found_by_its_placeholder(lona_page):
    page = lona_page(Todo)
    page.get_by_placeholder("to be done").press_sequentially("wash")
    expect(page.get_by_label("Task")).to_have_value("wash")
    expect(page.get_by_label("Task")).to_be_focused()
    page.get_by_label("Task").clear()
    assert page.get_by_label("Task").input_value() == ""


class Order(View):
    def handle_request(self, request):
        if request.method == "POST":
            values = request.POST
            return Div(H1(f"Thank you, {values['name']}"), P(values["size"], id="size"))
        size = Select2(Option2("Small", value="s"), Option2("Large", value="l"), name="size")
        return Form(
            Label("Name", TextInput(name="name", required=True)),
            Label("Size", size),
            Submit(value="Order"),
            method="post",
        )


def test_an_order_is_confirmed(lona_page):
    page = lona_page(Order)
    page.get_by_label("Name").fill("Ada")
    page.get_by_label("Size").select_option("Large")
    page.get_by_role("button", name="Order").click()
    assert page.get_by_role("heading").text_content() == "Thank you, Ada"
    assert page.locator("#size").text_content() == "l"


def test_enter_sends_the_form(lona_page):
    page = lona_page(Order)
    page.get_by_label("Name").fill("Bob")
    page.get_by_label("Name").press("Enter")
    expect(page.get_by_role("heading")).to_have_text(re.compile("Bob$"))


def test_an_order_without_a_name_is_not_sent(lona_page):
    page = lona_page(Order)
    page.get_by_role("button", name="Order").click()
    assert page.get_by_role("heading").count() == 0
    expect(page.get_by_label("Name")).to_be_focused()


class Settings(View):
    def handle_request(self, request):
        self.dark = CheckBox(id="dark", handle_change=self.show_all)
        self.size = NumberInput(id="size", value=12, min=8, max=20, handle_change=self.show_all)
        self.notes = TextArea(id="notes", handle_change=self.show_all)
        self.summary = P(id="summary")
        return HTML(
            Label("Dark", _for="dark"),
            self.dark,
            Label("Size", _for="size"),
            self.size,
            Label("Notes", _for="notes"),
            self.notes,
            self.summary,
        )

    def show_all(self, event):
        colour = "dark" if self.dark.value else "light"
        self.summary.set_text(f"{colour}, {self.size.value:g}, {self.notes.value!r}")


def test_a_box_is_checked_and_unchecked(lona_page):
    page = lona_page(Settings)
    page.get_by_label("Dark").check()
    assert page.locator("#summary").text_content() == "dark, 12, ''"
    page.get_by_label("Dark").uncheck()
    assert page.locator("#summary").text_content() == "light, 12, ''"
    assert not page.get_by_label("Dark").is_checked()


def test_a_label_is_clicked(lona_page):
    page = lona_page(Settings)
    page.get_by_text("Dark").click()
    expect(page.get_by_role("checkbox", name="Dark")).to_be_checked()
    expect(page.locator("#summary")).to_contain_text("dark")


def test_a_number_is_stepped_by_keys(lona_page):
    page = lona_page(Settings)
    page.get_by_label("Size").press("ArrowUp")
    page.get_by_label("Size").press("ArrowUp")
    assert page.get_by_label("Size").input_value() == "14"
    expect(page.locator("#summary")).to_have_text("light, 14, ''")


def test_what_is_typed_arrives(lona_page):
    page = lona_page(Settings)
    page.get_by_label("Notes").fill("one\ntwo")
    assert page.locator("#summary").text_content() == "light, 12, 'one\\ntwo'"
    page.get_by_label("Notes").clear()
    assert page.locator("#summary").text_content() == "light, 12, ''"


def test_tab_goes_from_field_to_field(lona_page):
    page = lona_page(Settings)
    page.get_by_label("Dark").focus()
    page.get_by_label("Dark").press("Tab")
    expect(page.get_by_label("Size")).to_be_focused()
    page.get_by_label("Size").press("Shift+Tab")
    expect(page.get_by_label("Dark")).to_be_focused()


def shop(app):
    @app.route("/")
    class Start(View):
        def handle_request(self, request):
            return HTML(H1("Shop"), A("Cart", href="/cart"), A("Account", href="/account"))

    @app.route("/cart")
    class Cart(View):
        def handle_request(self, request):
            back = Button("Pay")
            self.await_click(back, html=HTML(H1("Cart"), Img(alt="A cart"), back))
            return HttpRedirectResponse("/paid")

    @app.route("/paid")
    class Paid(View):
        def handle_request(self, request):
            self.set_title("Paid")
            return H1("Paid")

    @app.route("/account")
    class Account(View):
        def handle_request(self, request):
            return RedirectResponse("/login")

    @app.route("/login")
    class Login(View):
        def handle_request(self, request):
            return HTML(H1("Log in"), P("Please log in first", role="alert"))


def test_links_lead_on_and_back(lona_page):
    page = lona_page(shop)
    page.get_by_role("link", name="Cart").click()
    assert page.get_by_role("heading").text_content() == "Cart"
    page.go_back()
    assert page.get_by_role("heading").text_content() == "Shop"
    page.go_forward()
    expect(page).to_have_url("/cart")


def test_a_redirect_ends_at_the_login(lona_page):
    page = lona_page(shop)
    page.get_by_role("link", name="Account").click()
    assert page.url.endswith("/login")
    assert page.get_by_role("alert").text_content() == "Please log in first"


def test_paying_loads_another_page(lona_page):
    page = lona_page(shop, "/cart")
    expect(page.get_by_alt_text("A cart")).to_be_attached()
    page.get_by_role("button", name="Pay").click()
    assert page.title() == "Paid"
    expect(page).to_have_url(re.compile("/paid$"))


def test_a_page_that_does_not_exist_says_so(lona_page):
    page = lona_page(shop, "/nowhere")
    assert page.get_by_role("heading").first.text_content() == "404"
    page.goto("/")
    assert page.locator("h1").all_text_contents() == ["Shop"]


class Search(View):
    NAMES = ("Ada", "Alan", "Grace")

    def handle_request(self, request):
        self.field = TextInput(id="search", handle_change=self.search)
        self.state = P("ready", id="state")
        self.found = TBody()
        return HTML(
            Label("Search", _for="search"),
            self.field,
            self.state,
            Table(THead(Tr(Th("Name"), Th("Length"))), self.found),
        )

    def search(self, event):
        self.found.clear()
        self.state.set_text("searching")
        self.show()
        self.sleep(0.2)
        hits = [name for name in self.NAMES if self.field.value in name]
        self.found.nodes = [Tr(Td(name), Td(len(name))) for name in hits]
        self.state.set_text(f"{len(hits)} found")


def test_a_search_that_takes_its_time_is_waited_for(lona_page):
    page = lona_page(Search)
    page.get_by_label("Search").fill("A")
    assert page.locator("#state").text_content() == "2 found"
    assert page.locator("tbody td:first-child").all_text_contents() == ["Ada", "Alan"]
    expect(page.get_by_role("row")).to_have_count(3)


def test_a_row_is_found_by_its_cell(lona_page):
    page = lona_page(Search)
    page.get_by_label("Search").fill("ce")
    row = page.get_by_role("row").filter(has=page.get_by_role("cell", name="Grace"))
    expect(row.get_by_role("cell")).to_have_text(["Grace", "5"])
    expect(page.get_by_role("row").filter(has_text="Ada")).to_have_count(0)


class Job(View):
    def handle_request(self, request):
        state = P("starting", id="state")
        self.show(HTML(H2("Job"), state, Details(Summary("More"), P("hidden text"))))
        for step in range(3):
            self.sleep(0.1)
            state.set_text(f"step {step}")
            self.show()
        state.set_text("finished")
        self.show()


def test_a_job_is_waited_for_by_an_assertion(lona_page):
    page = lona_page(Job)
    expect(page.get_by_role("heading")).to_have_text("Job")
    expect(page.locator("#state")).to_have_text("finished")
    assert page.locator("#state").text_content() == "finished"


def test_details_are_opened(lona_page):
    page = lona_page(Job)
    expect(page.get_by_text("hidden text")).to_be_hidden()
    page.get_by_text("More").click()
    expect(page.get_by_text("hidden text")).to_be_visible()


class Background(View):
    def handle_request(self, request):
        self.text = P("idle")
        return HTML(self.text, Button("Start", handle_click=self.start))

    def start(self, event):
        threading.Timer(0.2, self.finish).start()
        self.text.set_text("started")

    def finish(self):
        self.text.set_text("done")
        self.show()


def test_a_thread_in_the_background_is_waited_for_by_an_assertion(lona_page):
    page = lona_page(Background)
    page.get_by_role("button", name="Start").click()
    expect(page.locator("p")).to_have_text("done")


def test_two_tabs_of_a_daemon_show_the_same(lona_page):
    class Shared(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.field = TextInput(handle_change=lambda event: None)
            self.show(self.field)
            self.sleep(3600)

    left, right = lona_page(Shared), lona_page(Shared)
    left.locator("input").fill("from the left")
    assert right.locator("input").input_value() == "from the left"
    right.locator("input").fill("from the right")
    expect(left.locator("input")).to_have_value("from the right")


def test_the_server_knows_what_was_done(lona_page):
    class Save(View):
        def handle_request(self, request):
            return Button("Save", handle_click=self.save)

        def save(self, event):
            self.sleep(0.1)
            self.server.state["saved"] = self.server.state.get("saved", 0) + 1

    page = lona_page(Save)
    for _ in range(3):
        page.get_by_role("button", name="Save").click()
    assert lona_page.server.state["saved"] == 3
