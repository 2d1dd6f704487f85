"""The server's word about `open` counts, whatever the user has done: with either driver."""

import pytest

from lona import View
from lona.html import HTML, Button, Node, P
from lona.pytest import expect

CLOSE = {
    "pop": lambda attributes: attributes.pop("open", None),
    "discard": lambda attributes: attributes.discard("open"),
    "del": lambda attributes: attributes.__delitem__("open"),
    "clear": lambda attributes: attributes.clear(),
}
OPEN = {
    "set": lambda attributes: attributes.__setitem__("open", ""),
    "update": lambda attributes: attributes.update({"open": ""}),
}


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


@pytest.fixture
def open_page(lona_page):
    """Return a function that opens a page with an element, and a button that changes it."""

    def open_page(node, change):
        class Page(View):
            def handle_request(self, request):
                return HTML(node, Button("Change", handle_click=self.change))

            def change(self, input_event):
                change(node.attributes)

        return lona_page(Page)

    return open_page


def details(**attributes):
    return Node(
        Node("More", tag_name="summary"), P("text"), tag_name="details", attributes=attributes
    )


@pytest.mark.parametrize("change", CLOSE.values(), ids=CLOSE)
def test_the_server_closes_what_the_user_has_opened(open_page, change):
    page = open_page(details(), change)
    page.locator("summary").click()
    expect(page.locator("p")).to_be_visible()

    page.get_by_role("button", name="Change").click()

    expect(page.locator("p")).to_be_hidden()


@pytest.mark.parametrize("change", OPEN.values(), ids=OPEN)
def test_the_server_opens_again_what_the_user_has_closed(open_page, change):
    page = open_page(details(open=""), change)
    for _ in range(2):
        page.locator("summary").click()
        expect(page.locator("p")).to_be_hidden()

        page.get_by_role("button", name="Change").click()

        expect(page.locator("p")).to_be_visible()


@pytest.mark.parametrize("change", OPEN.values(), ids=OPEN)
def test_a_dialog_that_its_form_has_closed_is_opened_again(open_page, change):
    close = Node(tag_name="input", attributes={"type": "submit", "value": "Close"})
    form = Node(close, tag_name="form", attributes={"method": "dialog"})
    page = open_page(Node(P("text"), form, tag_name="dialog", attributes={"open": ""}), change)
    page.get_by_role("button", name="Close").click()
    expect(page.locator("p")).to_be_hidden()

    page.get_by_role("button", name="Change").click()

    expect(page.locator("p")).to_be_visible()
