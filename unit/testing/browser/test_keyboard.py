"""Keys in controls and forms; every test here also runs with --lona-driver=chromium."""

import itertools
from typing import Any

import pytest

from lona import View
from lona.html import (
    H1,
    Button,
    CheckBox,
    Div,
    Form,
    Li,
    Node,
    NumberInput,
    Option2,
    RadioButton,
    Select2,
    Span,
    Submit,
    TextArea,
    TextInput,
    Ul,
)
from lona.pytest import expect


class Field(Node):
    """An `<input>` without events."""

    TAG_NAME = "input"
    SELF_CLOSING_TAG = True


class Keys(View):
    """Shows controls, and lists the changes that arrive."""

    def handle_request(self, request: Any) -> Any:
        self.log = Ul()
        return Div(*self.controls(), self.log)

    def controls(self) -> list[Any]:
        raise NotImplementedError

    def note(self, event: Any) -> None:
        self.log.append(Li(f"{event.name} {event.data}"))


def expect_log(page: Any, *lines: str) -> None:
    expect(page.get_by_role("listitem")).to_have_text(list(lines))


def press(locator: Any, keys: str) -> None:
    """Press keys one after the other; they are separated by spaces."""
    for key in keys.split(" "):
        locator.press(key)


class Texts(Keys):
    def controls(self) -> list[Any]:
        return [
            TextInput(value="abc", _id="text", input_delay=0, handle_change=self.note),
            TextArea("one", _id="area", input_delay=0, handle_change=self.note),
        ]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("x", "xabc"),
        ("x y", "xyabc"),
        ("Home x", "xabc"),
        ("Home Delete", "bc"),
        ("End ArrowLeft x", "abxc"),
        ("End ArrowLeft ArrowLeft ArrowRight Backspace", "ac"),
        ("Home End x", "abcx"),
        ("Home Backspace", "abc"),
        ("Control+a x", "x"),
        ("Control+a ArrowLeft x", "xabc"),
        ("Control+a Delete", ""),
        ("Escape", "abc"),
        ("End Space", "abc "),
    ],
)
def test_keys_edit_a_text_at_its_caret(lona_page: Any, keys: str, text: str) -> None:
    field = lona_page(Texts).locator("#text")
    press(field, keys)
    expect(field).to_have_value(text)


def test_enter_commits_a_text_and_breaks_a_line_in_an_area(lona_page: Any) -> None:
    page = lona_page(Texts)
    page.locator("#text").press("End")
    page.locator("#text").press("x")
    page.locator("#text").press("Enter")
    expect_log(page, "change abcx")
    page.locator("#area").press("Enter")
    expect(page.locator("#area")).to_have_value("one\n")
    expect_log(page, "change abcx")


class Radios(Keys):
    def controls(self) -> list[Any]:
        return [
            Field(_id="before"),
            RadioButton(name="r", value="a", _id="a", handle_change=self.note),
            RadioButton(name="r", value="b", _id="b", handle_change=self.note, checked=True),
            RadioButton(name="r", value="x", _id="x", disabled=True),
            RadioButton(name="r", value="c", _id="c", handle_change=self.note),
            CheckBox(_id="after", handle_change=self.note),
        ]


def test_arrows_go_round_a_group_of_radio_buttons(lona_page: Any) -> None:
    page = lona_page(Radios)
    for source, key, target in [
        ("b", "ArrowDown", "c"),
        ("c", "ArrowRight", "a"),
        ("a", "ArrowUp", "c"),
        ("c", "ArrowLeft", "b"),
    ]:
        page.locator(f"#{source}").press(key)
        expect(page.locator(f"#{target}")).to_be_focused()
        expect(page.locator(f"#{target}")).to_be_checked()
    expect(page.get_by_role("listitem")).to_have_count(4)


def test_a_group_of_radio_buttons_is_one_stop_of_tab(lona_page: Any) -> None:
    page = lona_page(Radios)
    page.locator("#before").press("Tab")
    expect(page.locator("#b")).to_be_focused()
    page.locator("#b").press("Tab")
    expect(page.locator("#after")).to_be_focused()
    page.locator("#after").press("Shift+Tab")
    expect(page.locator("#b")).to_be_focused()


def test_space_toggles_a_check_box(lona_page: Any) -> None:
    page = lona_page(Radios)
    page.locator("#after").press("Space")
    expect(page.locator("#after")).to_be_checked()
    expect_log(page, "change True")


class Selects(Keys):
    def controls(self) -> list[Any]:
        options = [Option2(name, value=name, disabled=name == "b") for name in "abcd"]
        return [Select2(*options, _id="select", handle_change=self.note)]


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        ("ArrowDown", "c"),
        ("ArrowDown ArrowDown ArrowDown", "d"),
        ("End", "d"),
        ("End Home", "a"),
        ("End ArrowUp ArrowLeft", "a"),
        ("ArrowRight", "c"),
        ("ArrowUp", "a"),
    ],
)
def test_keys_choose_options_of_a_select(lona_page: Any, keys: str, value: str) -> None:
    select = lona_page(Selects).locator("#select")
    press(select, keys)
    expect(select).to_have_value(value)


def test_a_key_in_a_select_is_a_change(lona_page: Any) -> None:
    page = lona_page(Selects)
    page.locator("#select").press("End")
    expect(page.get_by_role("listitem")).to_have_count(1)
    page.locator("#select").press("ArrowDown")
    page.locator("#select").press("Home")
    expect(page.get_by_role("listitem")).to_have_count(2)


class Numbers(Keys):
    def controls(self) -> list[Any]:
        self.number = NumberInput(_id="number", min=0, max=10, step=3, handle_change=self.note)
        self.number.attributes["value"] = "2"
        fine = Field(_id="fine", type="number", step="0.1", value="1")
        empty = Field(_id="empty", type="number")
        slider = Field(_id="slider", type="range", min="0", max="20", step="2", value="10")
        return [self.number, fine, empty, slider]


@pytest.mark.parametrize(
    ("name", "keys", "value"),
    [
        ("number", "ArrowUp", "3"),
        ("number", "ArrowUp ArrowUp ArrowUp ArrowUp", "9"),
        ("number", "ArrowDown", "0"),
        ("number", "ArrowDown ArrowDown", "0"),
        ("fine", "ArrowUp ArrowUp ArrowUp", "1.3"),
        ("empty", "ArrowUp", "1"),
        ("empty", "ArrowDown", "-1"),
        ("slider", "ArrowRight", "12"),
        ("slider", "ArrowUp", "12"),
        ("slider", "ArrowDown ArrowLeft", "6"),
        ("slider", "Home", "0"),
        ("slider", "End ArrowRight", "20"),
    ],
)
def test_keys_step_numbers(lona_page: Any, name: str, keys: str, value: str) -> None:
    field = lona_page(Numbers).locator(f"#{name}")
    press(field, keys)
    expect(field).to_have_value(value)


def test_a_step_is_a_change(lona_page: Any) -> None:
    page = lona_page(Numbers)
    page.locator("#number").press("ArrowUp")
    expect(page.get_by_role("listitem")).to_have_count(1)


class TabOrder(Keys):
    def controls(self) -> list[Any]:
        return [
            Field(_id="third"),
            Field(_id="off", disabled=True),
            Field(_id="never", tabindex="-1"),
            Field(_id="hidden", _style={"display": "none"}),
            Field(_id="second", tabindex="2"),
            Field(_id="first", tabindex="1"),
            Span("text", _id="fourth", tabindex="0"),
            Button("last", _id="fifth"),
        ]


def test_tab_follows_tabindex_and_skips_what_can_not_have_the_focus(lona_page: Any) -> None:
    page = lona_page(TabOrder)
    order = ["first", "second", "third", "fourth", "fifth"]
    for here, following in itertools.pairwise(order):
        page.locator(f"#{here}").press("Tab")
        expect(page.locator(f"#{following}")).to_be_focused()
    for here, before in itertools.pairwise(reversed(order)):
        page.locator(f"#{here}").press("Shift+Tab")
        expect(page.locator(f"#{before}")).to_be_focused()
    page.locator("#never").press("Tab")
    expect(page.locator("#second")).to_be_focused()


def test_tab_selects_the_text_that_it_reaches(lona_page: Any) -> None:
    page = lona_page(Texts)
    page.locator("#area").press("Shift+Tab")
    page.locator("#text").press("x")
    expect(page.locator("#text")).to_have_value("x")


class Validated(View):
    """A form with the fields that a test wants; `fields` is set by its subclasses."""

    def handle_request(self, request: Any) -> Any:
        if request.method == "POST":
            return H1("submitted")
        return Form(
            *self.fields(),
            Submit(value="Send"),
            Submit(value="Send anyway", formnovalidate=True),
            action="/",
            method="post",
        )

    def fields(self) -> list[Any]:
        raise NotImplementedError


def validated(**attributes: Any) -> type[View]:
    class OneField(Validated):
        def fields(self) -> list[Any]:
            return [
                Field(type="hidden", name="sent", value="yes"),  # a form without values is a GET
                Field(name="field", **attributes),
            ]

    return OneField


@pytest.mark.parametrize(
    ("attributes", "wrong", "right"),
    [
        ({"required": True}, "", "x"),
        ({"type": "email"}, "a@b@c", "a@b.c"),
        ({"type": "email", "multiple": True}, "a@b, c", "a@b, c@d"),
        ({"type": "url"}, "example.org", "http://example.org"),
        ({"type": "number", "min": "3"}, "2", "3"),
        ({"type": "number", "max": "3"}, "4", "3"),
        ({"type": "number", "min": "1", "step": "2"}, "2", "3"),
        ({"type": "number"}, "1.5", "-2"),
        ({"type": "number", "step": "any"}, None, "1.5"),
        ({"type": "date", "min": "2020-02-02"}, "2020-02-01", "2020-02-02"),
        ({"type": "date", "step": "7", "min": "2020-02-02"}, "2020-02-03", "2020-02-09"),
        ({"type": "time", "max": "12:00"}, "12:01", "11:59"),
        ({"pattern": "[a-c]+"}, "abd", "abc"),
        ({"pattern": "(?<first>a).*(?<=c)"}, "abd", "abc"),
        ({"minlength": "3"}, "ab", "abc"),
        ({"maxlength": "3"}, None, "abcd"),
        ({"readonly": True, "required": True}, None, None),
        ({"disabled": True, "required": True}, None, None),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else None,
)
def test_a_form_is_submitted_when_its_field_is_valid(
    lona_page: Any, attributes: dict[str, Any], wrong: str | None, right: str | None
) -> None:
    page = lona_page(validated(**attributes))
    field = page.locator("[name=field]")
    if wrong is not None:
        field.fill(wrong)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(field).to_be_focused()
        expect(page.get_by_role("heading")).to_have_count(0)
    if right is not None:
        field.fill(right)
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading")).to_have_text("submitted")


def test_formnovalidate_submits_what_is_not_valid(lona_page: Any) -> None:
    page = lona_page(validated(required=True))
    page.get_by_role("button", name="Send anyway").click()
    expect(page.get_by_role("heading")).to_have_text("submitted")


def test_enter_does_not_submit_what_is_not_valid(lona_page: Any) -> None:
    page = lona_page(validated(type="email"))
    page.locator("[name=field]").fill("nobody")
    page.locator("[name=field]").press("Enter")
    expect(page.get_by_role("heading")).to_have_count(0)


class Choices(Validated):
    def fields(self) -> list[Any]:
        return [
            Select2(
                Option2("Choose", value=""), Option2("One", value="1"), name="s", required=True
            ),
            RadioButton(name="r", value="1"),
            RadioButton(name="r", value="2", required=True),
            CheckBox(name="c", required=True),
        ]


def test_required_choices_have_to_be_made(lona_page: Any) -> None:
    page = lona_page(Choices)
    send = page.get_by_role("button", name="Send", exact=True)
    send.click()
    expect(page.locator("select")).to_be_focused()
    page.locator("select").select_option("1")
    send.click()
    expect(page.get_by_role("radio").first).to_be_focused()
    page.get_by_role("radio").first.check()
    send.click()
    expect(page.get_by_role("checkbox")).to_be_focused()
    page.get_by_role("checkbox").check()
    send.click()
    expect(page.get_by_role("heading")).to_have_text("submitted")
