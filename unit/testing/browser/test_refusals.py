"""What the in-process page refuses, and how it says why."""

import re
from typing import Any

import pytest

from lona import View
from lona.html import (
    Button,
    CheckBox,
    Div,
    Form,
    NumberInput,
    Option2,
    Select2,
    Span,
    Submit,
    TextArea,
    TextInput,
)
from lona.pytest import expect
from lona_testing.errors import (
    NotActionable,
    NotSupportedInProcess,
    PageError,
    StrictModeError,
)


@pytest.fixture
def lona_driver() -> str:
    return "inprocess"


class Page(View):
    def handle_request(self, request: Any) -> Any:
        return Div(
            Button("Off", disabled=True),
            Button("Hidden", _style={"display": "none"}),
            Span("one"),
            Span("two"),
            TextInput(readonly=True, _id="fixed"),
            CheckBox(),
        )


def test_a_disabled_button_is_not_clicked(lona_page: Any) -> None:
    with pytest.raises(NotActionable, match="it is disabled"):
        lona_page(Page).get_by_role("button", name="Off").click()


def test_a_hidden_button_is_not_clicked(lona_page: Any) -> None:
    with pytest.raises(NotActionable, match="<button> is hidden"):
        lona_page(Page).locator("button").nth(1).click()


def test_a_read_only_input_is_not_filled(lona_page: Any) -> None:
    with pytest.raises(NotActionable, match="read-only"):
        lona_page(Page).locator("#fixed").fill("x")


def test_a_check_box_takes_no_text(lona_page: Any) -> None:
    with pytest.raises(NotActionable, match="takes no text"):
        lona_page(Page).get_by_role("checkbox").fill("x")


def test_actions_need_exactly_one_element(lona_page: Any) -> None:
    with pytest.raises(StrictModeError, match="matches 2 elements"):
        lona_page(Page).locator("span").click()


def test_a_missing_element_is_reported_with_the_tree(lona_page: Any) -> None:
    with pytest.raises(PageError, match="matches no element") as error:
        lona_page(Page).locator("#nowhere").click()
    assert "<span>one</span>" in str(error.value)


def test_a_wrong_expectation_on_an_idle_server_fails_with_the_tree(lona_page: Any) -> None:
    with pytest.raises(PageError, match="but it is 'one'") as error:
        expect(lona_page(Page).locator("span").first).to_have_text("three")
    assert "<span>two</span>" in str(error.value)


def test_what_only_a_browser_knows_is_refused(lona_page: Any) -> None:
    page = lona_page(Page)
    with pytest.raises(NotSupportedInProcess, match="--lona-driver=chromium"):
        page.screenshot()
    with pytest.raises(NotSupportedInProcess, match="to_have_css"):
        expect(page.locator("span").first).to_have_css("color", "red")


def test_a_name_that_nobody_knows_is_an_attribute_error(lona_page: Any) -> None:
    with pytest.raises(AttributeError, match="no attribute 'clik'"):
        lona_page(Page).locator("span").clik()


class Fields(View):
    def handle_request(self, request: Any) -> Any:
        return Div(TextArea("text"), Select2(Option2("a", value="a"), Option2("b", value="b")))


@pytest.mark.parametrize(
    ("selector", "key", "why"),
    [
        ("textarea", "ArrowUp", "it needs layout"),
        ("textarea", "Shift+Home", "it needs layout"),
        ("textarea", "Control+b", "the browser itself may listen"),
        ("select", "Space", "it opens the menu"),
    ],
)
def test_keys_that_need_layout_or_a_menu_are_refused(
    lona_page: Any, selector: str, key: str, why: str
) -> None:
    text = f"pressing the key {re.escape(repr(key))} in <{selector}> .*: {why}"
    with pytest.raises(NotSupportedInProcess, match=text):
        lona_page(Fields).locator(selector).press(key)


def test_a_number_takes_no_letters(lona_page: Any) -> None:
    class Number(View):
        def handle_request(self, request: Any) -> Any:
            return NumberInput()

    with pytest.raises(NotActionable, match="does not take 'x'"):
        lona_page(Number).locator("input").fill("x")


def test_why_a_form_was_not_submitted_stands_in_the_next_error(lona_page: Any) -> None:
    class Required(View):
        def handle_request(self, request: Any) -> Any:
            return Form(TextInput(name="a", required=True, minlength="3"), Submit())

    page = lona_page(Required)
    for text, reason in [("", "a value is required"), ("ab", "2 characters, at least 3")]:
        page.locator("[name=a]").fill(text)
        page.locator("[type=submit]").click()
        with pytest.raises(PageError, match=f"the form was not submitted: <input .*: .*{reason}"):
            expect(page.locator("h1")).to_be_visible()
    page.locator("[name=a]").fill("abc")
    page.locator("[type=submit]").click()
    with pytest.raises(PageError) as error:
        expect(page.locator("h1")).to_be_visible()
    assert "not submitted" not in str(error.value)
