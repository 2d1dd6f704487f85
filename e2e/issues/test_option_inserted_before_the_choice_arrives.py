"""A choice meant another option if the server had changed the options of the select meanwhile."""

from lona import View
from lona.html import H1, Div, Option2, Select2
from lona.pytest import expect


class Filling(View):
    def handle_request(self, request):
        self.heading = H1()
        self.select = Select2(
            *(Option2(name, value=name) for name in "abc"), handle_change=self.on_change
        )
        return Div(self.heading, self.select)

    def on_change(self, input_event):
        self.heading.set_text(f"{input_event.data} {self.select.value}")


def test_a_choice_means_the_option_that_the_user_saw(lona_page):
    page = lona_page(Filling)
    expect(page.locator("option")).to_have_count(3)
    (view,) = lona_page.server.get_views(url="/")
    view.select.insert(0, Option2("new", value="new"))  # the browser does not know it yet
    page.locator("select").select_option("b")
    expect(page.locator("h1")).to_have_text("[2] b")
    expect(page.locator("option")).to_have_text(["new", "a", "b", "c"])
    expect(page.locator("select")).to_have_value("b")
    view.select.nodes[0].remove()
    page.locator("select").select_option("new")
    expect(page.locator("h1")).to_have_text("[] a")
    expect(page.locator("select")).to_have_value("a")
