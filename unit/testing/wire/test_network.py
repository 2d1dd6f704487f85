from collections.abc import Callable
from typing import Any

import pytest

from lona import App, View
from lona.html import Div, P
from lona.pytest import expect
from lona.responses import HtmlResponse

LonaPage = Callable[..., Any]


class Plain(View):
    def handle_request(self, request: Any) -> object:
        return HtmlResponse(
            "<!doctype html><link rel=stylesheet href=/static/gone.css>"
            "<link rel=stylesheet href=/sheet><p class=gone>x</p><b>x</b><i>x</i>"
        )


class Sheet(View):
    def handle_request(self, request: Any) -> object:
        return HtmlResponse("b { display: none }", content_type="text/css")


def make_app(app: App) -> None:
    app.add_static_file("gone.css", string=".gone { display: none }")
    app.route("/", interactive=False)(Plain)
    app.route("/sheet", interactive=False)(Sheet)


def test_style_sheets_come_from_static_files_and_from_views(lona_page: LonaPage) -> None:
    page = lona_page(make_app)

    expect(page.locator("p")).to_be_hidden()
    expect(page.locator("b")).to_be_hidden()
    expect(page.locator("i")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "value"), [("STATIC_FILES_SERVE", False), ("MAX_STATIC_THREADS", 0)]
)
def test_static_files_that_are_not_served_do_not_count(
    lona_page: LonaPage, name: str, value: object
) -> None:
    def setup(app: App) -> None:
        make_app(app)
        setattr(app.settings, name, value)

    expect(lona_page(setup).locator("p")).to_be_visible()


def test_the_sheet_of_the_frontend_counts(lona_page: LonaPage) -> None:
    class Empty(View):
        def handle_request(self, request: Any) -> object:
            return Div(P(id="empty"))

    page = lona_page(Empty)

    expect(page.locator("#lona")).to_be_visible()  # by its padding
    expect(page.locator("#empty")).to_be_hidden()


def test_a_plain_view_sees_what_a_browser_posts(lona_page: LonaPage) -> None:
    class Form(View):
        def handle_request(self, request: Any) -> object:
            return HtmlResponse(
                "<form method=post action=/echo><input name=a value='1 *~ü'><button>x</button>"
            )

    class Echo(View):
        def handle_request(self, request: Any) -> object:
            kind = request.headers["Content-Type"]
            return HtmlResponse(f"<p>{request.method} {kind} {request.body.decode()}</p>")

    def make(app: App) -> None:
        app.route("/", interactive=False)(Form)
        app.route("/echo", interactive=False)(Echo)

    page = lona_page(make)
    page.click("button")

    expect(page.locator("p")).to_have_text("POST application/x-www-form-urlencoded a=1+*%7E%C3%BC")


def test_a_plain_view_that_takes_no_post_gets_none(lona_page: LonaPage) -> None:
    class Form(View):
        def handle_request(self, request: Any) -> object:
            return HtmlResponse("<form method=post><button>x</button></form>")

    page = lona_page(lambda app: app.route("/", interactive=False, methods=("GET",))(Form) and None)
    page.click("button")

    expect(page.locator("body")).to_have_text("405: Method Not Allowed")
