"""Where redirects lead, with either driver: circles end, and the user starts the count anew."""

import logging

import pytest

from lona import App, HttpRedirectResponse, RedirectResponse, View
from lona.html import Button, Div
from lona.pytest import expect
from lona_testing.errors import NotSupportedInProcess


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


def make_app(response_class):
    app = App(__file__)

    @app.route("/circle/<number>")
    class Circle(View):
        def handle_request(self, request):
            return response_class(f"/circle/{int(request.match_info['number']) + 1}")

    @app.route("/")
    class Steps(View):
        """Redirects to itself, with each click a few times."""

        def handle_request(self, request):
            left = int(request.GET.get("left", 0))
            if left:
                return response_class(f"/?left={left - 1}")
            return Div(Button("Go", handle_click=lambda event: response_class("/?left=15")))

    return app


@pytest.mark.parametrize("response_class", [RedirectResponse, HttpRedirectResponse])
def test_a_circle_ends_with_the_error_page_and_its_addresses_in_the_log(
    lona_page, response_class, caplog
):
    page = lona_page(make_app(response_class), "/circle/0")
    expect(page.locator("#lona")).to_contain_text("500")
    (record,) = (
        record
        for record in caplog.records
        if record.name == "lona.view_runtime" and record.levelno == logging.ERROR
    )
    message = record.getMessage()
    assert "more than 20 redirects" in message
    for number in range(1, 22):
        assert f"/circle/{number}" in message


@pytest.mark.parametrize("response_class", [RedirectResponse, HttpRedirectResponse])
def test_a_user_may_be_redirected_as_often_as_he_clicks(lona_page, response_class):
    page = lona_page(make_app(response_class))
    for _ in range(3):
        page.get_by_role("button", name="Go").click()
        expect(page).to_have_url("/?left=0")


@pytest.mark.parametrize("leave_page", [False, True])
@pytest.mark.parametrize("target", ["javascript:window.attacked = 1", "\tjava\nscript:attacked=1"])
def test_the_client_refuses_what_a_server_that_lost_its_mind_tells_it(
    lona_page, lona_driver, leave_page, target
):
    if lona_driver == "inprocess":
        pytest.skip("there are no scripts")

    class Mad(View):
        def handle_request(self, request):
            return Button("Go", handle_click=self.on_click)

        def on_click(self, input_event):
            self._view_runtime.screen.redirect(target, leave_page)

    page = lona_page(Mad)
    page.get_by_role("button", name="Go").click()
    expect(page.locator("#lona")).to_contain_text("500")
    assert page.evaluate("'attacked' in window") is False


@pytest.mark.parametrize("response_class", [RedirectResponse, HttpRedirectResponse])
def test_a_redirect_to_another_site_leaves_the_page(lona_page, lona_driver, response_class):
    class Leaving(View):
        def handle_request(self, request):
            name = "127.0.0.1" if request.url.host == "localhost" else "localhost"
            other = str(request.url.with_host(name).with_path("/other"))
            button = Button("Go", handle_click=lambda event: response_class(other))
            return Div(str(request.url.host), button)

    app = App(__file__)
    app.route("/<path:.*>")(Leaving)
    page = lona_page(app)
    if lona_driver == "inprocess":
        said = r"leaving the site for http://127\.0\.0\.1/other .*it is on another site"
        with pytest.raises(NotSupportedInProcess, match=said):
            page.get_by_role("button", name="Go").click()
        return
    expect(page.locator("#lona")).to_contain_text("127.0.0.1")
    page.get_by_role("button", name="Go").click()
    expect(page.locator("#lona")).to_contain_text("localhost")
    assert page.url.startswith("http://localhost:")
    assert page.url.endswith("/other")
