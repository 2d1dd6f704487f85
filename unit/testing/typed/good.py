"""Tests as a strict user writes them: every type checker takes them, and they pass."""

import re

import pytest

from lona import App, AsyncView, Request, View
from lona.events.input_event import InputEvent
from lona.html import H1, Button, Div, Label, TextInput
from lona.pytest import PageFactory, ServerErrors, expect
from lona_testing.errors import NotActionable
from lona_testing.vocabulary import Locator, Page


class Counter(View):
    count = 0

    def handle_request(self, request: Request) -> Div:
        self.heading = H1("0 clicks")
        self.name = TextInput(id="name")
        return Div(
            self.heading,
            Label("Name", _for="name"),
            self.name,
            Button("Click me", handle_click=self.click),
            Button("Never", disabled=True),
            Button("Crash", handle_click=self.crash),
        )

    def click(self, input_event: InputEvent) -> None:
        self.count += 1
        self.heading.set_text(f"{self.count} clicks")

    def crash(self, input_event: InputEvent) -> None:
        raise ValueError("as asked")


class Wizard(AsyncView):
    async def handle_request(self, request: Request) -> str:
        name, done = TextInput(id="name"), Button("Done")
        self.show(Div(Label("Name", _for="name"), name, done))
        event = await self.await_click(done)
        assert event.node is done
        await self.sleep(0)
        value: str = name.value
        return f"Hello {value}"

    async def on_cleanup(self) -> None:
        self.server.get_views()


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def test_a_page(lona_page: PageFactory) -> None:
    page = lona_page(Counter)
    button(page, "Click me").click(timeout=5000, modifiers=["Shift"])
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("1 clicks"))
    page.get_by_label("Name").fill("Ada")
    value: str = page.locator("input").filter(visible=True).first.input_value()
    assert value == "Ada"
    page.keyboard.press("Tab")
    expect(page).not_to_have_title("Nothing", timeout=1000)
    expect(page.get_by_role("button")).to_have_text(["Click me", "Never", "Crash"])
    expect(page.locator("h2")).not_to_be_visible()
    assert [each.is_enabled() for each in page.get_by_role("button").all()] == [True, False, True]
    page.context.clear_cookies(name="left")


def test_a_refusal(lona_page: PageFactory) -> None:
    with pytest.raises(NotActionable):
        button(lona_page(Counter), "Never").click(timeout=300)


def test_a_crash(lona_page: PageFactory, lona_errors: ServerErrors) -> None:
    def setup(app: App) -> None:
        app.route("/counter")(Counter)

    page = lona_page(setup, "/counter", user="Ada")
    with lona_errors.expect(ValueError, match="as asked"):
        button(page, "Crash").click()


def test_an_async_view(lona_page: PageFactory) -> None:
    page = lona_page(Wizard)
    page.get_by_label("Name").fill("Ada")
    button(page, "Done").click()
    expect(page.locator("body")).to_contain_text("Hello Ada")
