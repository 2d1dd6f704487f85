"""Typing over a slow network: what comes late never destroys what was typed."""

from typing import Any

import pytest

from lona import View
from lona.html import H1, Div, TextInput
from lona.pytest import expect


@pytest.fixture
def lona_driver() -> str:
    return "inprocess"  # only there can messages be held back


class Correcting(View):
    """Sets the input to what it got, in capitals."""

    def handle_request(self, request: Any) -> Any:
        self.heading = H1()
        self.input = TextInput(handle_change=self.on_change)
        return Div(self.heading, self.input)

    def on_change(self, event: Any) -> None:
        self.input.value = event.data.upper()
        self.heading.set_text(event.data)


class Rebuilding(View):
    """Shows a new tree with a new input for each text."""

    texts: list[str] = []

    def handle_request(self, request: Any) -> Any:
        self.texts = []
        return self.tree()

    def tree(self) -> Any:
        text = self.texts[-1] if self.texts else ""
        return Div(H1(" ".join(self.texts)), TextInput(value=text, handle_change=self.on_change))

    def on_change(self, event: Any) -> None:
        self.texts = [*self.texts, event.data]
        self.show(self.tree())


def type_while_answers_are_late(page: Any, *texts: str) -> None:
    page.connection.to_client.hold()
    for text in texts:
        page.locator("input").press_sequentially(text)
    page.connection.to_client.release()


def test_a_value_that_is_older_than_the_last_change_is_dropped(lona_page: Any) -> None:
    page = lona_page(Correcting)
    link = page.connection.to_client
    link.hold()
    page.locator("input").press_sequentially("a")
    kept: list[str] = []
    link.release(lambda held: kept.extend(held) or [])  # type: ignore[func-returns-value]
    link.hold()
    page.locator("input").press_sequentially("b")
    for text in kept:
        page.connection._deliver_to_client(text)
    page.settle()
    assert page.locator("h1").text_content() == "a"
    assert page.locator("input").input_value() == "ab"
    link.release()
    expect(page.locator("input")).to_have_value("AB")


def test_the_value_that_knows_the_last_change_counts(lona_page: Any) -> None:
    page = lona_page(Correcting)
    type_while_answers_are_late(page, "a", "b")
    expect(page.locator("input")).to_have_value("AB")
    expect(page.get_by_role("heading")).to_have_text("ab")


def test_what_the_server_did_not_see_is_sent_again_from_the_counterpart(lona_page: Any) -> None:
    page = lona_page(Rebuilding)
    type_while_answers_are_late(page, "a", "b")
    expect(page.locator("input")).to_have_value("ab")
    expect(page.locator("input")).to_be_focused()
    expect(page.get_by_role("heading")).to_have_text("a ab")
    page.locator("input").press_sequentially("c")
    expect(page.get_by_role("heading")).to_have_text("a ab abc")


def test_the_caret_survives_a_new_tree(lona_page: Any) -> None:
    page = lona_page(Rebuilding)
    page.locator("input").press_sequentially("ac")
    page.locator("input").press("ArrowLeft")
    page.locator("input").press("b")
    page.locator("input").press("x")
    expect(page.locator("input")).to_have_value("abxc")
