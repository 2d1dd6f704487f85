"""A handler may wait for the user: with either driver."""

import pytest

from lona import View
from lona.html import HTML, Button, Div, P, TextInput
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Dialog(View):
    """Asks for a confirmation within a handler."""

    def handle_request(self, request):
        self.log = Div()
        self.text = TextInput(_aria_label="Text", handle_change=self.note_text, input_delay=0)
        self.ok, self.cancel = Button("OK"), Button("Cancel")
        self.html = HTML(
            Button("Delete", handle_click=self.delete),
            Button("Other", handle_click=lambda event: self.note("other")),
            self.text,
            self.ok,
            self.cancel,
            self.log,
        )
        return self.html

    def note(self, text):
        self.log.append(P(text))

    def note_text(self, input_event):
        self.note(self.text.value)

    def delete(self, input_event):
        self.note("sure?")
        self.show()
        event = self.await_click(self.ok, self.cancel)
        self.note("deleted" if event.node is self.ok else "kept")


def click(page, name):
    page.get_by_role("button", name=name).click()


def test_what_a_handler_waits_for_comes(lona_page):
    page = lona_page(Dialog)
    for answer, outcome in (("OK", "deleted"), ("Cancel", "kept")):
        click(page, "Delete")
        expect(page.locator("p").last).to_have_text("sure?")
        click(page, answer)
        expect(page.locator("p").last).to_have_text(outcome)


def test_meanwhile_other_handlers_run(lona_page):
    page = lona_page(Dialog)
    click(page, "Delete")
    click(page, "Other")
    page.get_by_label("Text").fill("abc")
    page.get_by_label("Text").blur()
    click(page, "OK")
    expect(page.locator("p")).to_have_text(["sure?", "other", "abc", "deleted"])


def test_events_of_the_node_whose_handler_waits_stay_in_the_queue(lona_page):
    page = lona_page(Dialog)
    click(page, "Delete")
    click(page, "Delete")
    expect(page.locator("p")).to_have_text(["sure?"])
    click(page, "OK")
    expect(page.locator("p")).to_have_text(["sure?", "deleted", "sure?"])
    click(page, "Cancel")
    expect(page.locator("p")).to_have_text(["sure?", "deleted", "sure?", "kept"])


def test_a_handler_that_waits_is_stopped_with_its_view(lona_page):
    stopped = []

    class Waiting(Dialog):
        def delete(self, input_event):
            try:
                super().delete(input_event)
            except BaseException as reason:
                stopped.append(type(reason).__name__)
                raise

    page = lona_page(Waiting)
    click(page, "Delete")
    page.reload()
    expect(page.locator("p")).to_have_count(0)
    click(page, "Delete")
    click(page, "OK")
    expect(page.locator("p")).to_have_text(["sure?", "deleted"])
    assert stopped == ["UserAbort"]


def test_two_handlers_cannot_wait_for_the_same(lona_page, lona_errors):
    class Twice(Dialog):
        def note_text(self, input_event):
            self.await_click()

    page = lona_page(Twice)
    click(page, "Delete")
    with lona_errors.expect(RuntimeError, match="another thread of this view already waits"):
        page.get_by_label("Text").fill("abc")
        page.get_by_label("Text").blur()
