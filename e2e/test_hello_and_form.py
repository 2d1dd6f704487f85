"""The two small examples, with the same hands in the process and in Chromium."""

from typing import Any

import pytest

from examples.form.form import app as form_app
from examples.hello.hello import app as hello_app
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def form(lona_page: Any) -> Any:
    return lona_page(form_app)


def test_hello_greets_the_world_each_time(lona_page: Any) -> None:
    page = lona_page(hello_app)
    expect(page.get_by_role("heading")).to_have_text("Hello World")

    page.reload()
    expect(page.get_by_role("heading")).to_have_text("Hello World")


def test_nothing_is_wrong_before_one_has_typed(form: Any) -> None:
    expect(form.locator("#name-error")).to_have_text("")
    assert form.get_by_label("Name").get_attribute("aria-invalid") is None


def test_a_wrong_address_is_told_until_it_is_right(form: Any) -> None:
    email = form.get_by_label("E-mail")
    email.press_sequentially("ada@example")
    expect(form.locator("#email-error")).to_contain_text("name@example.org")
    expect(email).to_have_attribute("aria-invalid", "true")

    email.press_sequentially(".org")
    expect(form.locator("#email-error")).to_have_text("")
    expect(email).to_have_attribute("aria-invalid", "false")
    expect(email).to_have_value("ada@example.org")


def test_what_is_missing_is_told_and_what_was_typed_stays(form: Any) -> None:
    form.get_by_label("E-mail").fill("ada@example.org")
    form.get_by_role("button", name="Register").click()
    expect(form.locator("#name-error")).to_have_text("Please enter your name.")
    expect(form.locator("#email-error")).to_have_text("")
    expect(form.get_by_label("E-mail")).to_have_value("ada@example.org")

    form.get_by_label("Name").fill("Ada")
    form.get_by_role("button", name="Register").click()
    expect(form.get_by_role("heading")).to_have_text("Welcome")
    expect(form.get_by_text("Ada, you are registered.")).to_be_visible()
