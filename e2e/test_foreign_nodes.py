"""Nodes in SVG and HTML, and radio buttons of markup: with either driver."""

import pytest

from lona import View
from lona.html import HTML, SVG, Button, Node, RadioButton, RadioGroup, RawHTML, parse_html
from lona.pytest import expect

RADIOS = "".join(f'<input type="radio" name="g" value="{value}" checked>' for value in (1, 2))
GROUPS = {
    "form": lambda: parse_html(f"<form>{RADIOS}</form>"),
    "no form": lambda: parse_html(f"<div>{RADIOS}</div>"),
    "raw": lambda: RawHTML(RADIOS),
    "group": lambda: RadioGroup(*(RadioButton(value=value, checked=True) for value in (1, 2))),
}


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


@pytest.mark.parametrize("make", GROUPS.values(), ids=GROUPS)
def test_of_several_checked_radio_buttons_the_last_counts(lona_page, make):
    class Radios(View):
        def handle_request(self, request):
            return HTML(make())

    radios = lona_page(Radios).locator("input")
    expect(radios.nth(0)).not_to_be_checked()
    expect(radios.nth(1)).to_be_checked()


def test_what_is_in_a_foreign_object_is_html(lona_page):
    class Drawing(View):
        def handle_request(self, request):
            self.holder = Node(Button("In"), tag_name="foreignObject")
            return HTML(
                SVG(self.holder, _style="width: 300px"), Button("Add", handle_click=self.add)
            )

        def add(self, input_event):
            self.holder.append(Button("More"))

    page = lona_page(Drawing)
    expect(page.get_by_role("button", name="In")).to_be_attached()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="More")).to_be_attached()
