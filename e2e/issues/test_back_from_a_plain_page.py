"""A link to a page that is not interactive left an entry behind that "back" could not load."""

from lona import App, View
from lona.html import H1, A, Div
from lona.pytest import expect


def test_back_from_a_plain_page_shows_the_view_again(lona_page):
    app = App(__file__)

    @app.route("/")
    class Start(View):
        def handle_request(self, request):
            return Div(H1("Start"), A("plain", href="/plain"), A("other", href="/other"))

    @app.route("/other")
    class Other(View):
        def handle_request(self, request):
            return Div(H1("Other"), A("plain", href="/plain"))

    @app.route("/plain", interactive=False)
    class Plain(View):
        def handle_request(self, request):
            return "<h1>Plain</h1>"

    page = lona_page(app)
    page.get_by_text("other").click()
    expect(page.locator("h1")).to_have_text("Other")
    page.get_by_text("plain").click()
    expect(page.locator("h1")).to_have_text("Plain")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Other")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Start")
