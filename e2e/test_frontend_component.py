"""The widget that `FrontendComponent` brings renders what it is told, and its changes."""

from lona import View
from lona.html import Button, Div, Node
from lona.html.mixins import FrontendComponent
from lona.pytest import expect


class Component(FrontendComponent, Node):
    TAG_NAME = "section"
    WIDGET = "lona.RawHtmlWidget"
    WIDGET_DATA = {"inner_html": "<b>one</b>"}


def test_a_node_of_ones_own_shows_raw_html(lona_page):
    class Shown(View):
        def handle_request(self, request):
            self.component = Component()
            return Div(self.component, Button("Go", handle_click=self.on_click))

        def on_click(self, event):
            self.component.widget_data["inner_html"] = "<i>two</i>"

    page = lona_page(Shown)
    expect(page.locator("section b")).to_have_text("one")
    page.get_by_role("button").click()
    expect(page.locator("section i")).to_have_text("two")
    expect(page.locator("section b")).to_have_count(0)
