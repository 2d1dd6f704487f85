"""Events of the DOM beside click, change, focus and blur: the same with either driver."""

import pytest

from lona import AsyncView, View
from lona.html import (
    CONTEXT_MENU,
    DBLCLICK,
    H1,
    INPUT,
    KEY_DOWN,
    KEY_UP,
    POINTER_ENTER,
    POINTER_LEAVE,
    SCROLL_END,
    SUBMIT,
    TOGGLE,
    Button,
    CheckBox,
    Details,
    Div,
    Form,
    Option2,
    Select2,
    Submit,
    Summary,
    TextInput,
)
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Noting(View):
    """Shows a node, and keeps what its events say."""

    heard = None  # a list of the test

    def note(self, *names):
        def handle(input_event):
            data = input_event.data
            told = [data[name] for name in names] if names else data
            self.heard.append((input_event.name, told))

        return handle


def show(lona_page, make):
    """Open a page that shows what a function makes of its view; return it and what is heard."""
    heard = []

    class Page(Noting):
        def handle_request(self, request):
            self.heard = heard
            return make(self)

    return lona_page(Page), heard


# keys


def test_a_key_is_told_with_its_modifiers(lona_page):
    names = ("key", "code", "ctrl_key", "shift_key")
    page, heard = show(
        lona_page,
        lambda view: Div("keys", tabindex="0", _id="keys", handle_key_down=view.note(*names)),
    )
    keys = page.locator("#keys")
    for key in ("a", "Control+s", "Shift+ArrowUp", "?", "Enter", "Space", "Escape"):
        keys.press(key)
    down = [told for _, told in heard]
    assert down == [
        ["a", "KeyA", False, False],
        ["Control", "ControlLeft", True, False],
        ["s", "KeyS", True, False],
        ["Shift", "ShiftLeft", False, True],
        ["ArrowUp", "ArrowUp", False, True],
        ["?", "Slash", False, False],
        ["Enter", "Enter", False, False],
        [" ", "Space", False, False],
        ["Escape", "Escape", False, False],
    ]


def test_only_the_keys_that_were_asked_for_are_sent(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            "keys",
            tabindex="0",
            _id="keys",
            events=[KEY_DOWN("Enter", "Control+s", "?", "Space", ","), KEY_UP("Escape")],
            handle_key_down=view.note("key"),
            handle_key_up=view.note("key"),
        ),
    )
    for key in ("a", "s", "Enter", "Control+s", "b", "?", ",", "Space", "Escape"):
        page.locator("#keys").press(key)
    assert heard == [
        ("key_down", ["Enter"]),
        ("key_down", ["s"]),
        ("key_down", ["?"]),
        ("key_down", [","]),
        ("key_down", [" "]),
        ("key_up", ["Escape"]),
    ]


def test_enter_finds_what_was_typed_before(lona_page):
    class Page(View):
        def handle_request(self, request):
            self.heading = H1("-")
            self.box = TextInput(
                aria_label="name", events=[KEY_DOWN("Enter")], handle_key_down=self.on_enter
            )
            return Div(self.heading, self.box)

        def on_enter(self, input_event):
            self.heading.set_text(self.box.value)
            self.box.value = ""

    page = lona_page(Page)
    for name in ("Ada", "Grace"):
        page.get_by_label("name").fill(name)
        page.get_by_label("name").press("Enter")
        expect(page.get_by_role("heading")).to_have_text(name)
        expect(page.get_by_label("name")).to_have_value("")


def test_a_key_whose_default_is_prevented_types_and_submits_nothing(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Form(
            TextInput(
                aria_label="name",
                events=[KEY_DOWN("a", "Enter", prevent_default=True)],
                handle_key_down=view.note("key"),
            ),
            Submit("Send"),
            action="/elsewhere",
        ),
    )
    box = page.get_by_label("name")
    box.press_sequentially("banana")
    box.press("Enter")
    expect(box).to_have_value("bnn")
    assert [told for _, told in heard] == [["a"], ["a"], ["a"], ["Enter"]]


def test_the_innermost_node_that_asked_for_a_key_gets_it(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            TextInput(aria_label="inner", events=[KEY_DOWN("a")], handle_key_down=view.note("key")),
            events=[KEY_DOWN("b")],
            handle_key_down=lambda event: view.heard.append(("outer", event.data["key"])),
        ),
    )
    for key in "abc":
        page.get_by_label("inner").press(key)
    assert heard == [("key_down", ["a"]), ("outer", "b")]


# forms and values


def test_a_form_tells_its_values_and_the_page_stays(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            H1("here"),
            Form(
                TextInput(name="name", aria_label="name"),
                CheckBox(name="sure", aria_label="sure"),
                Select2(
                    Option2("a", value="a"),
                    Option2("b", value="b"),
                    multiple=True,
                    name="many",
                    aria_label="many",
                ),
                Submit("Send", name="how", value="fast"),
                action="/elsewhere",
                handle_submit=view.note(),
            ),
        ),
    )
    page.get_by_label("name").fill("Ada")
    page.get_by_label("sure").check()
    page.get_by_label("many").select_option(["b"])
    page.locator("[type=submit]").click()
    expect(page.get_by_role("heading")).to_have_text("here")
    page.get_by_label("name").press("Enter")
    values = {"name": "Ada", "sure": "on", "many": ["b"], "how": "fast"}
    assert heard == [("submit", values), ("submit", values)]


def test_input_tells_each_value_while_it_is_typed(lona_page):
    class Page(View):
        def handle_request(self, request):
            self.echo = H1("-")
            self.box = TextInput(aria_label="name", handle_input=self.on_input)
            return Div(self.echo, self.box)

        def on_input(self, input_event):
            assert input_event.data == self.box.value
            self.echo.set_text(self.box.value.upper())

    page = lona_page(Page)
    page.get_by_label("name").focus()
    for text in ("a", "ab", "abc"):
        page.keyboard.press(text[-1])
        expect(page.get_by_role("heading")).to_have_text(text.upper())
    expect(page.get_by_label("name")).to_have_value("abc")


def test_input_and_change_come_one_after_the_other(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            TextInput(aria_label="name", handle_input=view.note(), handle_change=view.note()),
            Button("elsewhere"),
        ),
    )
    page.get_by_label("name").fill("x")
    page.get_by_role("button").click()
    assert heard == [("input", "x"), ("change", "x")]


# pointer


def test_the_pointer_comes_and_goes(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            Div(
                Button("inside"),
                _id="area",
                handle_pointer_enter=view.note("ctrl_key"),
                handle_pointer_leave=view.note("ctrl_key"),
            ),
            Button("outside"),
        ),
    )
    page.get_by_role("button", name="outside").hover()
    page.get_by_role("button", name="inside").hover()
    page.get_by_role("button", name="inside").click()
    page.get_by_role("button", name="outside").click()
    assert heard == [("pointer_enter", [False]), ("pointer_leave", [False])]


def test_a_double_click_comes_after_two_clicks(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Button(
            "twice",
            handle_click=lambda event: view.heard.append((event.name, None)),
            handle_dblclick=view.note("shift_key"),
        ),
    )
    page.get_by_role("button").dblclick()
    assert heard == [("click", None), ("click", None), ("dblclick", [False])]


def test_the_menu_of_a_node_can_be_asked_for(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            "row",
            _id="row",
            events=[CONTEXT_MENU(prevent_default=True)],
            handle_context_menu=view.note("alt_key"),
        ),
    )
    page.locator("#row").click(button="right")
    assert heard == [("context_menu", [False])]


# what changes by itself


def test_the_user_opens_and_closes_details_and_the_server_is_told(lona_page):
    class Page(View):
        def handle_request(self, request):
            self.heard = []
            self.details = Details(
                Summary("more"), Div("text"), events=[TOGGLE], handle_toggle=self.on_toggle
            )
            self.state = H1("-")
            return Div(self.state, self.details, Button("open", handle_click=self.open))

        def on_toggle(self, input_event):
            self.heard.append(input_event.data["open"])
            self.state.set_text(" ".join(map(str, self.heard)))

        def open(self, input_event):
            self.details.attributes["open"] = ""

    page = lona_page(Page)
    page.get_by_text("more").click()
    expect(page.get_by_role("heading")).to_have_text("True")
    page.get_by_text("more").click()
    expect(page.get_by_role("heading")).to_have_text("True False")
    page.get_by_role("button").click()  # by the server: that is no news
    expect(page.get_by_text("text")).to_be_visible()
    page.get_by_text("more").click()
    expect(page.get_by_role("heading")).to_have_text("True False False")


def test_the_end_of_scrolling_is_told(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div(
            Div("x", style="height: 1000px"),
            _id="box",
            style="height: 100px; overflow: auto",
            events=[SCROLL_END],
            handle_scroll_end=view.note("x", "y"),
        ),
    )
    page.locator("#box").dispatch_event("scrollend", {"bubbles": False})
    assert heard == [("scroll_end", [0, 0])]


def test_an_event_that_a_test_has_made_counts(lona_page):
    page, heard = show(
        lona_page,
        lambda view: Div("x", _id="x", handle_key_down=view.note("key", "ctrl_key")),
    )
    page.locator("#x").dispatch_event("keydown", {"key": "k", "ctrlKey": True})
    assert heard == [("key_down", ["k", True])]


# views


@pytest.mark.parametrize("base", [View, AsyncView])
def test_a_view_handles_what_no_node_has_handled_and_may_await_it(lona_page, base):
    heard = []

    def tree():
        return Div("x", TextInput(aria_label="x", events=[KEY_DOWN("a", "b"), INPUT]))

    class Plain(View):
        def handle_request(self, request):
            heard.append(self.await_input_event(html=tree()).name)

        def handle_key_down(self, input_event):
            heard.append(input_event.data["key"])

    class Async(AsyncView):
        async def handle_request(self, request):
            heard.append((await self.await_input_event(html=tree())).name)

        async def handle_key_down(self, input_event):
            heard.append(input_event.data["key"])

    page = lona_page(Plain if base is View else Async)
    box = page.get_by_label("x")
    box.press("a")
    box.press("b")
    assert heard == ["key_down", "b"]


def test_names_of_events_are_public():
    types = (DBLCLICK, POINTER_ENTER, POINTER_LEAVE, SUBMIT)
    assert [each.name for each in types] == ["DBLCLICK", "POINTER_ENTER", "POINTER_LEAVE", "SUBMIT"]
