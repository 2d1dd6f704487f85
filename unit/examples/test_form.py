"""The form that validates while one types."""

import pytest

from examples.form.form import app
from lona.pytest import expect


@pytest.fixture
def form(lona_page):
    return lona_page(app)


def test_an_invalid_value_is_reported_while_typing(form):
    form.get_by_label("E-mail").fill("ada@")

    expect(form.locator("#email-error")).to_contain_text("name@example.org")
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")


def test_a_corrected_value_is_no_longer_reported(form):
    form.get_by_label("E-mail").fill("ada@")
    form.get_by_label("E-mail").fill("ada@example.org")

    expect(form.locator("#email-error")).to_have_text("")
    expect(form.get_by_label("E-mail")).to_have_attribute("aria-invalid", "false")


def test_every_missing_value_is_reported_on_submit(form):
    form.get_by_role("button", name="Register").click()

    expect(form.locator("#name-error")).to_have_text("Please enter your name.")
    expect(form.locator("#email-error")).to_contain_text("Please enter an address")


def test_complete_values_are_welcome(form):
    form.get_by_label("Name").fill("Ada")
    form.get_by_label("E-mail").fill("ada@example.org")
    form.get_by_role("button", name="Register").click()

    expect(form.get_by_text("Ada, you are registered.")).to_be_visible()
