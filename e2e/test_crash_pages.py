"""The 500 page, with either driver: what it tells, and the ways out of it."""

import re

import pytest

from lona import App, ForbiddenError, HtmlResponse, Response, View
from lona.html import H1, A, Button, Div
from lona.pytest import expect


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


class Home(View):
    def handle_request(self, request):
        self.set_title("Home")
        return Div(
            H1("Home"),
            A("Fragile", href="/fragile"),
            A("Plain", href="/plain?a=<b>", interactive=False),
        )


class Fragile(View):
    def handle_request(self, request):
        self.set_title("Fragile")
        return Div(H1("Fragile"), Button("Go", handle_click=self.on_click))

    def on_click(self, event):
        raise ValueError("<b>&lt;secret</b>")  # the line that raised


class Plain(View):
    def handle_request(self, request):
        if request.GET.get("a"):
            raise ValueError("<b>&lt;secret</b>")
        return HtmlResponse("<h1>Well</h1>")


def make_app(debug=False):
    app = App(__file__)
    app.settings.DEBUG = debug
    app.route("/")(Home)
    app.route("/fragile")(Fragile)
    app.route("/plain", interactive=False)(Plain)
    return app


def crash(lona_page, lona_errors, caplog, debug=False, way="Fragile"):
    page = lona_page(make_app(debug))
    with lona_errors.expect(ValueError):
        page.get_by_role("link", name=way).click()
        if way == "Fragile":
            page.get_by_role("button").click()
        expect(page.get_by_role("heading", name="500")).to_be_visible()
    (error,) = re.findall(r"raised an exception.* \(error (\w{8})\)", caplog.text)
    return page, error


@pytest.mark.parametrize("way", ["Fragile", "Plain"])
def test_the_page_has_an_id_that_the_log_has_too_and_no_secrets(
    lona_page, lona_errors, caplog, way
):
    page, error = crash(lona_page, lona_errors, caplog, way=way)
    expect(page).to_have_title("500 Internal error")
    expect(page.locator("code")).to_have_text(error)
    expect(page.locator("body")).not_to_contain_text("secret")
    expect(page.locator("body")).not_to_contain_text("ValueError")


@pytest.mark.parametrize("way", ["Fragile", "Plain"])
def test_with_debug_it_tells_what_happened_and_where(lona_page, lona_errors, caplog, way):
    page, error = crash(lona_page, lona_errors, caplog, debug=True, way=way)
    expect(page.get_by_role("heading", name="ValueError")).to_be_visible()
    message, trace = page.locator("pre").all()
    expect(message).to_have_text("ValueError: <b>&lt;secret</b>")
    expect(trace).to_contain_text('raise ValueError("<b>&lt;secret</b>")')
    expect(trace).to_contain_text("test_crash_pages.py")
    crash_page = page.locator(".lona-crash")
    expect(crash_page).to_contain_text(f"test_crash_pages.{way}")
    expect(crash_page).to_contain_text("GET http://")
    expect(crash_page).to_contain_text(f"error {error}")


def test_a_reload_shows_the_view_anew(lona_page, lona_errors, caplog):
    page, _ = crash(lona_page, lona_errors, caplog)
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_role("heading")).to_have_text("Fragile")
    expect(page).to_have_title("Fragile")


def test_a_reload_of_a_plain_page_asks_again(lona_page, lona_errors, caplog):
    page, _ = crash(lona_page, lona_errors, caplog, way="Plain")
    with lona_errors.expect(ValueError):
        page.get_by_role("link", name="Reload").click()
        expect(page.get_by_role("heading", name="500")).to_be_visible()


@pytest.mark.parametrize("way", ["Fragile", "Plain"])
def test_the_way_back_leads_where_the_user_came_from(lona_page, lona_errors, caplog, way):
    page, _ = crash(lona_page, lona_errors, caplog, way=way)
    page.get_by_role("link", name="Back").click()
    expect(page.get_by_role("heading")).to_have_text("Home")
    expect(page).to_have_title("Home")
    expect(page).to_have_url("/")


def test_an_error_that_a_handler_forbids_shows_the_403_view(lona_page):
    class Forbidding(View):
        def handle_request(self, request):
            return Button("Go", handle_click=self.on_click)

        def on_click(self, event):
            raise ForbiddenError

    page = lona_page(Forbidding)
    page.get_by_role("button").click()
    expect(page.get_by_role("heading")).to_have_text("403")
    expect(page).to_have_title("403 Forbidden")


@pytest.mark.parametrize("interactive", [True, False])
@pytest.mark.parametrize("text", [{"body": "text"}, {"text": "text"}])
def test_a_text_is_shown_in_a_window_as_over_http(lona_page, interactive, text):
    class Text(View):
        def handle_request(self, request):
            return Response(**text)

    page = lona_page(lambda app: app.route("/", interactive=interactive)(Text) and None)
    expect(page.locator("body")).to_have_text("text")


@pytest.mark.filterwarnings("ignore::lona.warnings.DictResponseDeprecationWarning")
@pytest.mark.parametrize("interactive", [True, False])
@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: HtmlResponse(5), TypeError),
        (lambda: Response(body=5), TypeError),
        (lambda: 5, RuntimeError),
        (lambda: ["x"], RuntimeError),
        (lambda: {"text": "x", "body": "x"}, RuntimeError),
        (lambda: Div(Div()).nodes[0], RuntimeError),
    ],
    ids=["html", "body", "number", "list", "two answers", "a part of a tree"],
)
def test_what_is_no_answer_crashes_in_a_window_as_over_http(
    lona_page, lona_errors, interactive, make, error
):
    class Wrong(View):
        def handle_request(self, request):
            return make()

    with lona_errors.expect(error):
        page = lona_page(lambda app: app.route("/", interactive=interactive)(Wrong) and None)
        expect(page.get_by_role("heading", name="500")).to_be_visible()
