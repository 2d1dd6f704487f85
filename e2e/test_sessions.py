"""A browser gets the new key of its session, from plain and from interactive views."""

import pytest

from lona import HttpRedirectResponse, RedirectResponse, View
from lona.html import H1, HTML, Button, Div, Form, P, Submit, TextInput
from lona.middlewares.sessions import rotate_session
from lona.pytest import expect


class Login(View):
    answer = None

    def handle_request(self, request):
        heading = H1(f"{request.url.path} {request.user.session_key}")
        return HTML(heading, Button("log in", handle_click=self.on_click))

    def on_click(self, input_event):
        rotate_session(input_event.request)
        return type(self).answer


class RedirectingLogin(Login):
    answer = RedirectResponse("/login")


class LeavingLogin(Login):
    answer = HttpRedirectResponse("/login")


class Counter(View):
    def handle_request(self, request):
        self.is_daemon = True
        self.count = P("0")
        self.show(Div(self.count, Button("count", handle_click=self.on_click)))
        while True:
            self.sleep(1000)

    def on_click(self, input_event):
        self.count.set_text(int(self.count.get_text()) + 1)


class PlainLogin(View):
    def handle_request(self, request):
        if request.method == "POST":
            rotate_session(request)
        form = Form(
            TextInput(name="name", value="Ada"),
            Submit(value="log in"),
            method="post",
            action="/plain",
        )
        return HTML(H1(f"{request.method} {request.user.session_key}"), form)


def setup(app):
    app.route("/login")(Login)
    app.route("/redirect")(RedirectingLogin)
    app.route("/leave")(LeavingLogin)
    app.route("/counter")(Counter)
    app.route("/plain", interactive=False)(PlainLogin)


def key_of(page):
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["sessionid"]


@pytest.mark.parametrize("path", ["/login", "/redirect", "/leave"])
def test_an_interactive_login_changes_the_cookie(lona_page, path):
    page = lona_page(setup, path)
    expect(page.locator("h1")).to_have_text(f"{path} {key_of(page)}")
    old = key_of(page)
    page.get_by_role("button").click()
    expect(page.locator("h1")).not_to_contain_text(old)
    expect(page.locator("h1")).to_contain_text("/login")
    new = key_of(page)
    assert new != old
    expect(page.locator("h1")).to_have_text(f"/login {new}")
    assert "token" not in page.url


def test_the_daemon_is_still_there_and_a_thief_of_the_old_key_is_not(lona_page):
    page = lona_page(setup, "/counter")
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("1")
    old = page.context.cookies()
    page.goto(page.url.replace("counter", "login"))
    page.get_by_role("button").click()
    expect(page.locator("h1")).not_to_contain_text(old[0]["value"])
    page.goto(page.url.replace("login", "counter"))
    expect(page.locator("p")).to_have_text("1")

    thief = lona_page(setup, "/login", user="thief")
    thief.context.add_cookies(old)
    thief.goto(thief.url.replace("login", "counter"))
    expect(thief.locator("p")).to_have_text("0")
    assert key_of(thief) not in (old[0]["value"], key_of(page))


def test_a_plain_login_changes_the_cookie(lona_page):
    page = lona_page(setup, "/login")
    old = key_of(page)
    page.goto(page.url.replace("login", "plain"))
    expect(page.locator("h1")).to_have_text(f"GET {old}")
    page.locator("input[type=submit]").click()
    expect(page.locator("h1")).to_contain_text("POST")
    new = key_of(page)
    assert new != old
    expect(page.locator("h1")).to_have_text(f"POST {new}")


def test_another_tab_of_the_browser_comes_back_with_the_new_key(lona_page):
    first, second = lona_page(setup, "/login"), lona_page(setup, "/login")
    old = key_of(first)
    expect(second.locator("h1")).to_have_text(f"/login {old}")
    first.get_by_role("button").click()
    expect(first.locator("h1")).not_to_contain_text(old)
    expect(second.locator("h1")).to_have_text(f"/login {key_of(first)}")
