"""A tour through Lona in one file: what `make demo` shows.

Run it with `python examples/demo/demo.py`, and open the address that it prints.
"""

from __future__ import annotations

from datetime import datetime

from lona import (
    App,
    ForbiddenError,
    HtmlResponse,
    JsonResponse,
    NotFoundError,
    RedirectResponse,
    View,
)
from lona.html import (
    H1,
    H2,
    KEY_DOWN,
    A,
    Button,
    CheckBox,
    Dd,
    Div,
    Dl,
    Dt,
    Em,
    Form,
    Header,
    Label,
    Li,
    Main,
    Nav,
    Node,
    Output,
    P,
    Progress,
    Section,
    Span,
    Strong,
    Submit,
    TextArea,
    TextInput,
    Time,
    Ul,
)
from lona.static_files import StyleSheet

app = App(__file__)

MENU = (  # names of routes, so that the demo works below any path
    ("inputs", "Inputs", {}),
    ("page", "Links", {"number": 1}),
    ("forms", "Forms", {}),
    ("wizard", "Wizard", {}),
    ("clock", "Clock", {}),
    ("errors", "Errors", {}),
)


class DemoView(View):
    """A page with the menu of the demo, a title and some content."""

    STATIC_FILES = [StyleSheet(name="demo", path="demo.css", url="demo/demo.css")]

    def page(self, title: str, *content: Node) -> Node:
        """Set the title of the tab and return the tree of a whole page."""
        self.set_title(f"{title} · Lona demo")
        menu = Nav(aria_label="Demo")
        for name, text, values in MENU:
            link = A(text, href=self.server.reverse(name, **values))
            if self.request.route.name.startswith(name):
                link.attributes["aria-current"] = "page"
            menu.append(link)
        return Div(Header(Span("Lona demo", _class="brand"), menu), Main(H1(title), *content))


def card(title: str, *content: Node) -> Node:
    """Return a box with a heading."""
    return Section(H2(title), *content, _class="card")


class Counter(Section):
    """A component: a node that handles its own events and keeps its own state."""

    CLASS_LIST = ["card"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.count = 0
        self.output = Output("0", id="count", aria_label="Count")
        self.nodes = [
            H2("Counter"),
            P("Each button has a handler in Python. Only the changed number travels."),
            Div(
                Button("−", aria_label="Decrease", handle_click=lambda event: self.add(-1)),  # noqa: RUF001
                self.output,
                Button("+", aria_label="Increase", handle_click=lambda event: self.add(1)),
                _class="row",
            ),
        ]

    def add(self, difference):
        self.count += difference
        self.output.set_text(self.count)


class Echo(Section):
    """Shows what is typed, while it is typed."""

    CLASS_LIST = ["card"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.text_input = TextInput(
            id="echo-input", placeholder="Type something", handle_change=self.on_change
        )
        self.echo = P(Em("nothing yet"), id="echo", role="status")
        self.nodes = [
            H2("Text"),
            Label("Your text", _for="echo-input"),
            self.text_input,
            self.echo,
        ]

    def on_change(self, event):
        text = self.text_input.value
        self.echo.nodes = (
            [f"{len(text)} characters: ", Strong(text)] if text else [Em("nothing yet")]
        )


class Consent(Section):
    """A check box that enables a button."""

    CLASS_LIST = ["card"]

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.check_box = CheckBox(id="consent", handle_change=self.on_change)
        self.button = Button("Launch", id="launch", disabled=True, handle_click=self.on_launch)
        self.status = P("Not launched", role="status", id="launch-status")
        self.nodes = [
            H2("Check box"),
            Div(self.check_box, Label("I am ready", _for="consent"), _class="row"),
            self.button,
            self.status,
        ]

    def on_change(self, event):
        self.button.disabled = not self.check_box.value

    def on_launch(self, event):
        self.status.set_text("Launched!")
        self.status.class_list.add("success")


class TodoItem(Li):
    """One task: a check box, its text, and a button that removes it."""

    def __init__(self, number, text, on_change):
        super().__init__()
        self.on_change = on_change
        self.done = CheckBox(id=f"todo-{number}", handle_change=self.on_done)
        self.label = Label(text, _for=f"todo-{number}")
        self.nodes = [
            self.done,
            self.label,
            Button("Remove", aria_label=f"Remove {text}", handle_click=self.on_remove),
        ]

    def on_done(self, event):
        if self.done.value:
            self.class_list.add("done")
        else:
            self.class_list.remove("done")
        self.on_change()

    def on_remove(self, event):
        self.remove()
        self.on_change()


class TodoList(Section):
    """Tasks that can be added, ticked off and removed."""

    CLASS_LIST = ["card"]

    def __init__(self, *texts, **kwargs):
        super().__init__(**kwargs)
        self.number = 0
        self.text_input = TextInput(
            id="todo-text",
            placeholder="What is to be done?",
            events=[KEY_DOWN("Enter")],
            handle_key_down=self.on_add,
        )
        self.items = Ul(_class="todo", id="todo-list")
        self.summary = P(role="status", id="todo-summary")
        self.nodes = [
            H2("To-do list"),
            Label("New task", _for="todo-text"),
            Div(self.text_input, Button("Add", handle_click=self.on_add), _class="row"),
            self.items,
            self.summary,
        ]
        for text in texts:
            self.add(text)
        self.update()

    def add(self, text):
        self.number += 1
        self.items.append(TodoItem(self.number, text, self.update))

    def update(self):
        open_items = sum(not item.done.value for item in self.items)
        self.summary.set_text(f"{open_items} of {len(self.items)} open")

    def on_add(self, event):
        if text := str(self.text_input.value).strip():
            self.add(text)
            self.text_input.value = ""
            self.update()


@app.route("/", name="inputs")
class InputsView(DemoView):
    def handle_request(self, request):
        return self.page(
            "Inputs",
            Div(
                Counter(),
                Echo(),
                Consent(),
                TodoList("Read the README", "Write a view", "Test it"),
                _class="cards",
            ),
        )


LAST_PAGE = 5


@app.route("/pages/<number:[0-9]+>(/)", name="page")
class PagesView(DemoView):
    def handle_request(self, request):
        number = int(request.match_info["number"])
        if not 1 <= number <= LAST_PAGE:
            raise NotFoundError(f"there is no page {number}")
        links = Nav(aria_label="Pages", _class="row")
        if number > 1:
            links.append(self.link("← Previous", number - 1))
        if number < LAST_PAGE:
            links.append(self.link("Next →", number + 1))
        return self.page(
            f"Page {number}",
            P("These links change the address without loading the page again; Back works, too."),
            P(f"This is page {number} of {LAST_PAGE}.", id="position"),
            links,
        )

    def link(self, text, number):
        return A(text, href=self.server.reverse("page", number=number), _class="button")


FRUITS = ("Apple", "Apricot", "Banana", "Cherry", "Fig", "Grape", "Lemon", "Mango", "Pear", "Plum")


@app.route("/forms(/)", name="forms")
class FormsView(DemoView):
    """Traditional forms: a GET form fills `request.GET`, a POST form `request.POST`."""

    def handle_request(self, request):
        if request.method == "POST":
            return self.thanks(request.POST)
        query = request.GET.get("q", "")
        found = [fruit for fruit in FRUITS if query.lower() in fruit.lower()]
        search = Form(
            Label("Name contains", _for="q"),
            Div(
                TextInput(id="q", name="q", value=query),
                Submit(value="Search"),
                _class="row",
            ),
            method="get",
            action="/forms",
        )
        message = Form(
            Label("Your name", _for="name"),
            TextInput(id="name", name="name"),
            Label("Message", _for="message"),
            TextArea(id="message", name="message", rows="3"),
            Submit(value="Send"),
            method="post",
            action="/forms",
        )
        return self.page(
            "Forms",
            Div(
                card(
                    "Search (GET)",
                    search,
                    P(f"{len(found)} found", role="status", id="found"),
                    Ul(Li(fruit) for fruit in found),
                ),
                card("Message (POST)", message),
                _class="cards",
            ),
        )

    def thanks(self, values):
        return self.page(
            "Message sent",
            Dl(
                Dt("Name"),
                Dd(values.get("name", ""), id="sent-name"),
                Dt("Message"),
                Dd(values.get("message", ""), id="sent-message"),
            ),
            A("Back to the forms", href=self.server.reverse("forms"), _class="button"),
        )


@app.route("/wizard(/)", name="wizard")
class WizardView(DemoView):
    def handle_request(self, request):
        name = self.ask_name()
        drink = self.ask_drink(name)
        self.brew(drink)
        return RedirectResponse(f"{self.server.reverse('wizard-done')}?drink={drink}")

    def ask_name(self):
        name = TextInput(id="wizard-name", events=[KEY_DOWN("Enter")])
        button = Button("Next", _class="primary")
        hint = P(role="status", _class="error")
        html = self.page(
            "Who are you?",
            P("This view is one function that waits for you at each step.", _class="lead"),
            Label("Your name", _for="wizard-name"),
            name,
            hint,
            button,
        )
        while True:
            self.await_input_event(button, name, html=html)
            if name.value:
                return name.value
            hint.set_text("Please enter your name.")

    def ask_drink(self, name):
        tea = Button("Tea", id="tea")
        coffee = Button("Coffee", id="coffee")
        html = self.page(f"What would you like, {name}?", Div(tea, coffee, _class="row"))
        event = self.await_click(tea, coffee, html=html)
        return event.node.get_text()

    def brew(self, drink):
        progress = Progress(max="10", value="0", aria_label="Progress")
        html = self.page(f"Making {drink.lower()}", progress)
        for step in range(11):
            progress.attributes["value"] = str(step)
            self.show(html)
            self.sleep(0.1)


@app.route("/wizard/done", name="wizard-done")
class WizardDoneView(DemoView):
    def handle_request(self, request):
        return self.page(
            "Here you are",
            P(f"Enjoy your {request.GET.get('drink', 'drink').lower()}!", id="result"),
            A("Again", href=self.server.reverse("wizard"), _class="button"),
        )


@app.route("/clock(/)", name="clock")
class ClockView(DemoView):
    """Changes the page without being asked, until the tab is closed or another page opened."""

    def handle_request(self, request):
        time = Time(_class="clock", id="clock")
        html = self.page("Clock", P("The server changes this page each second."), P(time))
        while True:
            time.set_text(datetime.now().strftime("%H:%M:%S"))
            self.show(html)
            self.sleep(1)


@app.route("/errors(/)", name="errors")
class ErrorsView(DemoView):
    def handle_request(self, request):
        crash = Button("Crash in a handler", _class="danger", handle_click=self.on_crash)
        return self.page(
            "Errors",
            P("What happens when a view says no, does not exist, or has a bug:"),
            Ul(
                Li(A("403: forbidden", href=self.server.reverse("forbidden"))),
                Li(A("404: not found", href=self.server.reverse("errors") + "/nowhere")),
                Li(A("500: crash while the view starts", href=self.server.reverse("crash"))),
            ),
            crash,
        )

    def on_crash(self, event):
        raise ValueError("a bug in an event handler")


@app.route("/errors/forbidden", name="forbidden")
class ForbiddenView(View):
    def handle_request(self, request):
        raise ForbiddenError("nobody may see this")


@app.route("/errors/crash", name="crash")
class CrashView(View):
    def handle_request(self, request):
        raise RuntimeError("a bug in a view")


@app.route("/api/status", name="status", interactive=False)
class StatusView(View):
    """Answers plain HTTP requests, for example of `curl`."""

    def handle_request(self, request):
        return JsonResponse({"status": "ok", "method": request.method})


@app.route("/plain", name="plain", interactive=False)
class PlainView(View):
    """A node tree as an ordinary page, without websocket."""

    def handle_request(self, request):
        return HtmlResponse(Div(H1("Plain"), P("Rendered on the server & sent once.")))


if __name__ == "__main__":
    app.run()
