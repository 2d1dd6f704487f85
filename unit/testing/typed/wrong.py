"""Mistakes that a type checker finds before any test runs, one in each line with a remark."""

from lona import AsyncView, Request, View
from lona.html import Button
from lona.pytest import PageFactory, expect


def test_mistakes(lona_page: PageFactory) -> None:
    page = lona_page("not a view")  # no subject
    page.get_by_rol("button")  # no such method
    page.get_by_role("buton")  # no such role
    button = page.get_by_role("button")
    button.click(timout=5)  # no such keyword
    button.click(button="centre")  # no such button
    button.press()  # something is missing
    expect(button).to_be_visibel()  # no such assertion
    expect(button).to_have_count("1")  # a number is needed
    expect(page).to_have_text("x")  # not of a page
    expect("button").to_be_visible()  # no locator
    assert button.inner_text() + 1  # not a number


class Forgetful(AsyncView):
    async def handle_request(self, request: Request) -> None:
        button = Button("Go")
        self.await_click(button)  # not awaited
        event = self.await_click(button)
        assert event.node is button  # a coroutine has no node
        await self.show(button)  # nothing to await


class Plain(View):
    def handle_request(self, request: Request) -> None:
        assert self.await_click(Button("Go")).nod  # no such attribute
