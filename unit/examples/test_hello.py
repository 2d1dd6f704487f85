"""The smallest example."""

from examples.hello.hello import app
from lona.pytest import expect


def test_hello_greets_the_world(lona_page):
    page = lona_page(app)

    expect(page.locator("h1")).to_have_text("Hello World")
