"""What the server refuses: the browser shows again what counts, with either driver.

Chromium also tries what only a script of the page can do.
"""

import pytest

from lona import View
from lona.html import (
    CLICK,
    Button,
    CheckBox,
    Div,
    FieldSet,
    Label,
    Legend,
    Option2,
    P,
    RadioButton,
    RadioGroup,
    Select2,
    Span,
    TextInput,
)
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Fixed(View):
    """Controls that cannot be changed, and a paragraph with all that was handled."""

    def handle_request(self, request):
        self.log = P(id="log")
        self.group = RadioGroup(
            RadioButton("a", id="a", checked=True, readonly=True),
            RadioButton("b", id="b", readonly=True),
        )
        return Div(
            CheckBox(True, id="box", readonly=True),
            Select2(
                Option2("one", value="one"), Option2("two", value="two"), id="select", readonly=True
            ),
            self.group,
            FieldSet(
                Legend(Label("legend", TextInput(id="legend", bubble_up=True))),
                Button("off", id="off"),
                Div("not a control", id="div", events=[CLICK]),
                disabled="",
            ),
            Div(Button(Span("inner", id="inner"), disabled=True), id="around", events=[CLICK]),
            self.log,
        )

    def handle_input_event_root(self, input_event):
        self.log.set_text(f"{self.log.get_text()} {input_event.name}")
        return input_event


def test_a_read_only_check_box_is_checked_again(lona_page):
    page = lona_page(Fixed)
    page.locator("#box").click()
    expect(page.locator("#box")).to_be_checked()
    expect(page.locator("#log")).to_have_text("")


def test_a_read_only_select_shows_its_option_again(lona_page):
    page = lona_page(Fixed)
    page.locator("#select").select_option("two")
    expect(page.locator("#select")).to_have_value("one")


def test_a_read_only_radio_group_keeps_its_choice(lona_page):
    page = lona_page(Fixed)
    page.locator("#b").click()
    expect(page.locator("#a")).to_be_checked()
    expect(page.locator("#b")).not_to_be_checked()


def test_what_is_in_a_disabled_field_set_but_no_control_can_be_used(lona_page):
    page = lona_page(Fixed)
    page.locator("#div").click()
    expect(page.locator("#log")).to_have_text("click")
    page.locator("#legend").fill("x")
    expect(page.locator("#log")).to_have_text("click change")
    expect(page.locator("#legend")).to_have_value("x")


def test_a_click_in_a_disabled_button_is_none(lona_page, lona_driver):
    if lona_driver == "inprocess":
        pytest.skip("it refuses to try")
    page = lona_page(Fixed)
    page.locator("#inner").click(force=True)
    page.locator("#div").click()
    expect(page.locator("#log")).to_have_text("click")


ATTACK = """() => {
    const lona_window = window.lona_context.get_default_window();
    const element = (id) => document.getElementById(id);
    for (const id of ["off", "inner", "select", "box"]) {
        for (const type of [301, 302, 304, 305, "click", "change", "handle_click"]) {
            if (["select", "box"].includes(id) && type !== 302) continue;
            for (const data of [[], true, false, "x", [0], ["1"], {}, null]) {
                lona_window.fire_input_event(element(id), type, data);
            }
        }
    }
    lona_window.fire_input_event(element("around"), 301, {}, element("inner"));
    lona_window.fire_input_event(element("div"), 301, {});
}"""


def test_a_script_of_the_page_cannot_do_more_than_the_user(lona_page, lona_driver):
    if lona_driver == "inprocess":
        pytest.skip("there are no scripts")
    page = lona_page(Fixed)
    expect(page.locator("#log")).to_have_text("")
    page.evaluate(ATTACK)
    expect(page.locator("#log")).to_have_text("click")  # the last event, of what is able
    expect(page.locator("#box")).to_be_checked()
    expect(page.locator("#select")).to_have_value("one")
