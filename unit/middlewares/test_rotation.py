"""A session gets a new key: in plain requests, in views, and for those who knew the old one."""

import asyncio
import logging

import pytest
from yarl import URL

from lona import App, HttpRedirectResponse, RedirectResponse, View
from lona.html import H1, HTML, Button, Div, P
from lona.middlewares.sessions import (
    EXCHANGE_PATH,
    MAX_RETIRED,
    AnonymousUser,
    LonaSessionMiddleware,
    rotate_session,
)
from lona.protocol import CloseCode
from lona.pytest import expect
from lona_testing.fake_connection import FakeConnection
from lona_testing.wire.http import HttpRequest


def tell(request):
    return H1(f"{request.url.path} {request.user.session_key}")


class Home(View):
    def handle_request(self, request):
        return tell(request)


class Login(View):
    """Rotates when its button is clicked, and answers as `answer` says."""

    answer = None

    def handle_request(self, request):
        return HTML(tell(request), Button("log in", handle_click=self.on_click))

    def on_click(self, input_event):
        input_event.request.user.name = "Ada"
        rotate_session(input_event.request)
        return type(self).answer


class RedirectingLogin(Login):
    answer = RedirectResponse("home")


class HttpRedirectingLogin(Login):
    answer = HttpRedirectResponse("../home?a=1")


class StraightLogin(View):
    """Rotates in `handle_request`, and returns nothing."""

    def handle_request(self, request):
        button = Button("log in")
        self.await_click(button, html=HTML(tell(request), button))
        rotate_session(request)


class EndlessLogin(View):
    """Rotates in `handle_request`, which goes on."""

    def handle_request(self, request):
        if request.user.session_key != type(self).first_key:
            return tell(request)
        button = Button("log in")
        while True:
            self.await_click(button, html=HTML(tell(request), button))
            rotate_session(request)

    first_key = "first"


class Counter(View):
    """A daemon."""

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
        return f"<h1>{request.user.session_key}</h1>"


VIEWS = {
    "/home": Home,
    "/login": Login,
    "/redirect": RedirectingLogin,
    "/deep/http-redirect": HttpRedirectingLogin,
    "/straight": StraightLogin,
    "/endless": EndlessLogin,
    "/counter": Counter,
}


@pytest.fixture
def app():
    app = App(__file__)
    for path, view in VIEWS.items():
        app.route(path)(view)
    app.route("/plain", interactive=False)(PlainLogin)
    return app


def key_of(page):
    return {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}["sessionid"]


def log_in(page):
    page.get_by_role("button", name="log in").click()


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/login", "/login"),
        ("/redirect", "/home"),
        ("/deep/http-redirect", "/home?a=1"),
        ("/straight", "/straight"),
    ],
)
def test_an_interactive_view_leads_the_browser_to_its_new_key(app, lona_page, path, target):
    page = lona_page(app, path)
    old = key_of(page)
    log_in(page)
    new = key_of(page)
    assert new != old
    assert len(new) == 28
    expect(page.locator("h1")).to_have_text(f"{URL(target).path} {new}")
    assert URL(page.url).path_qs == target


def test_a_view_that_goes_on_leads_there_too(app, lona_page):
    page = lona_page(app, "/home")
    EndlessLogin.first_key = old = key_of(page)
    page.goto("/endless")
    log_in(page)
    assert key_of(page) != old
    expect(page.locator("h1")).to_have_text(f"/endless {key_of(page)}")


def test_a_plain_request_sets_the_cookie_with_its_answer(app, lona_page):
    page = lona_page(app, "/home")
    old = key_of(page)
    page.context.fetch(page.context.origin / "plain", {"a": "1"})
    assert key_of(page) != old
    page.goto("/plain")
    expect(page.locator("h1")).to_have_text(key_of(page))


def test_the_old_key_names_nobody(app, lona_page):
    page = lona_page(app, "/login")
    old = key_of(page)
    log_in(page)
    thief = lona_page(app, "/home", user="thief")
    thief.context.clear_cookies()
    thief.context.add_cookies([{"name": "sessionid", "value": old, "url": "http://localhost/"}])
    thief.goto("/home")
    expect(thief.locator("h1")).not_to_have_text(f"/home {old}")
    expect(thief.locator("h1")).not_to_have_text(f"/home {key_of(page)}")
    answer = lona_page.server.handle_http(
        HttpRequest("http://localhost/plain", cookies={"sessionid": old})
    )
    assert answer.text == "<h1></h1>"


def test_daemons_go_with_the_new_key(app, lona_page):
    page = lona_page(app, "/counter")
    page.get_by_role("button").click()
    page.goto("/login")
    old = key_of(page)
    log_in(page)
    page.goto("/counter")
    expect(page.locator("p")).to_have_text("1")
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("2")
    (view,) = lona_page.server.get_views(user=AnonymousUser(key_of(page)))
    assert isinstance(view, Counter)
    assert lona_page.server.get_views(user=AnonymousUser(old)) == []


def test_a_daemon_whose_first_window_is_gone_has_to_name_the_connection(app, lona_page):
    page = lona_page(app, "/counter")
    page.reload()
    (view,) = lona_page.server.get_views()
    old = key_of(page)
    with pytest.raises(RuntimeError, match=r"input_event\.connection"):
        rotate_session(view.request)
    rotate_session(page.connection.connection)
    view.show()
    page.settle()
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("1")
    page.goto("/home")
    assert view.request.user.session_key != old


def test_who_leaves_before_the_handler_has_rotated_does_no_harm(app, lona_page):
    page = lona_page(app, "/home")
    connection = page.connection.connection
    page.close()
    rotate_session(connection)
    assert connection.session_key


def test_what_the_application_keeps_with_the_user_stays(app, lona_page):
    page = lona_page(app, "/counter")
    (view,) = lona_page.server.get_views()
    view.request.user.colour = "green"
    page.goto("/login")
    log_in(page)
    assert view.request.user.colour == "green"
    assert view.request.user.session_key == key_of(page)


def test_who_knew_the_old_key_keeps_no_connection(app, lona_page):
    page = lona_page(app, "/login")
    thief = FakeConnection(
        lona_page.server, "http://localhost/counter", cookies={"sessionid": key_of(page)}
    ).open()
    thief.run_view("/counter")
    thief.settle()
    assert thief.receive()
    log_in(page)
    assert thief.closed == (CloseCode.SESSION_ROTATED, "the session has a new key")
    page.goto("/counter")
    page.get_by_role("button").click()
    expect(page.locator("p")).to_have_text("1")
    assert thief.receive() == []


# the exchange


class Rotated:
    """A browser whose session was rotated, but that has not fetched its key yet."""

    def __init__(self, page, server):
        self.page, self.server, self.old = page, server, key_of(page)
        self.client = FakeConnection(
            server, "http://localhost/home?q=1", cookies={"sessionid": self.old}
        ).open()
        self.client.run_view("/home?q=1")
        self.client.settle()
        self.client.receive()
        (view,) = [v for v in server.get_views() if v.request.connection is self.client.connection]
        rotate_session(view.request)
        self.client.connection.leave()
        (redirect,) = self.client.receive()
        self.location = redirect.location
        self.new = self.client.connection.session_key

    def fetch(self, location=None, key=None, **headers):
        cookies = {"sessionid": self.old if key is None else key}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        url = URL("http://localhost").join(URL(location or self.location))
        return self.server.handle_http(HttpRequest(url, cookies=cookies, headers=named))


@pytest.fixture
def rotated(app, lona_page):
    rotated = Rotated(lona_page(app, "/home"), lona_page.server)
    yield rotated
    rotated.client.close()


def test_the_browser_is_led_through_the_exchange_and_back(rotated):
    assert URL(rotated.location).path == EXCHANGE_PATH
    answer = rotated.fetch()
    assert (answer.status, answer.headers["Location"]) == (302, "http://localhost/home?q=1")
    (cookie,) = answer.cookies
    assert (cookie.name, cookie.value) == ("sessionid", rotated.new)
    assert "HttpOnly" in cookie.header()
    assert rotated.fetch(key=rotated.new).status == 302  # a browser may ask twice


@pytest.mark.parametrize("key", ["", "another"])
def test_a_link_to_the_exchange_logs_no_stranger_in(rotated, key):
    answer = rotated.fetch(key=key)
    assert answer.status == 404
    assert rotated.new not in [cookie.value for cookie in answer.cookies]


@pytest.mark.parametrize(
    ("site", "status"),
    [("same-origin", 302), ("cross-site", 404), ("same-site", 404), ("none", 404)],
)
def test_only_the_own_page_leads_to_the_exchange(rotated, site, status):
    assert rotated.fetch(Sec_Fetch_Site=site).status == status


@pytest.mark.parametrize("query", ["", "?token=", "?token=wrong", "?token=%00", "?a=b"])
def test_the_old_key_alone_gets_nothing(rotated, query):
    answer = rotated.fetch(EXCHANGE_PATH + query)
    assert answer.status == 404
    assert answer.cookies == ()


def test_the_exchange_is_over_after_a_minute(rotated, monkeypatch):
    now = rotated.server.clock.monotonic()
    monkeypatch.setattr(rotated.server.clock, "monotonic", lambda: now + 61)
    assert rotated.fetch().status == 404


def test_meanwhile_a_page_does_not_replace_the_cookie_that_is_about_to_come(rotated, monkeypatch):
    assert rotated.fetch("/home").cookies == ()
    now = rotated.server.clock.monotonic()
    monkeypatch.setattr(rotated.server.clock, "monotonic", lambda: now + 61)
    (cookie,) = rotated.fetch("/home").cookies
    assert cookie.value not in (rotated.old, rotated.new)


def test_afterwards_whoever_has_the_old_key_gets_another_one(rotated):
    rotated.fetch()
    (cookie,) = rotated.fetch("/home").cookies
    assert cookie.value not in (rotated.old, rotated.new)


def test_a_session_may_be_rotated_again_before_the_browser_has_its_key(rotated):
    connection = rotated.client.connection
    rotate_session(connection)
    connection.leave()
    (redirect,) = rotated.client.receive()
    assert rotated.fetch(key=rotated.new).cookies[0].value == rotated.new  # it names nobody
    for key in (rotated.old, rotated.new):
        (cookie,) = rotated.fetch(redirect.location, key=key).cookies
        assert cookie.value == connection.session_key not in (rotated.old, rotated.new)
    assert rotated.fetch("/plain", key=rotated.new).text == "<h1></h1>"


def test_nothing_about_a_session_is_logged(caplog, request):
    caplog.set_level(logging.DEBUG)
    rotated = request.getfixturevalue("rotated")
    rotated.fetch()
    rotated.fetch(key="another")
    assert URL(rotated.location).query["token"] not in caplog.text
    # The debug mode for messages shows what a page shows, which is the key here.
    others = [r for r in caplog.records if r.name != "lona.server.websockets"]
    text = "\n".join(record.getMessage() for record in others)
    assert "lona.views" in {record.name for record in others}
    for secret in (rotated.old, rotated.new):
        assert secret not in text
    assert rotated.new not in repr(rotated.client.connection)


# without sessions


def test_without_sessions_there_is_nothing_to_rotate(app, lona_page):
    app.settings.SESSIONS = False
    lona_page(app, "/home")
    (view,) = lona_page.server.get_views()
    with pytest.raises(RuntimeError, match="no session"):
        rotate_session(view.request)


def test_a_user_of_another_middleware_has_no_session_to_rotate(app, lona_page):
    class Deciding:
        def handle_connection(self, data):
            data.connection.user = "me"
            return data

    app.settings.CORE_MIDDLEWARES = [Deciding, *app.settings.CORE_MIDDLEWARES]
    lona_page(app, "/counter")
    (view,) = lona_page.server.get_views()
    with pytest.raises(RuntimeError, match="no session"):
        rotate_session(view.request)
    assert view.request.user == "me"


def test_without_the_middleware_the_error_says_so(app, lona_page, lona_errors):
    app.settings.CORE_MIDDLEWARES = []
    with lona_errors.expect(AttributeError, match="session_key"):
        page = lona_page(app, "/plain")
    with (
        FakeConnection(page.server).open() as client,
        pytest.raises(RuntimeError, match="CORE_MIDDLEWARES"),
    ):
        rotate_session(client.connection)


def test_without_reuse_no_cookie_is_set(app, lona_page):
    app.settings.SESSIONS_REUSE = False
    page = lona_page(app, "/home")
    (view,) = lona_page.server.get_views()
    old = view.request.user.session_key
    rotate_session(view.request.connection)
    assert view.request.user.session_key not in ("", old)
    view.request.connection.leave()
    assert page.context.cookies() == []


def test_old_keys_are_forgotten_some_day():
    middleware = LonaSessionMiddleware()
    for number in range(MAX_RETIRED + 10):
        middleware._retire(str(number))
    assert len(middleware._retired) == MAX_RETIRED
    assert middleware._is_retired(str(MAX_RETIRED))
    assert not middleware._is_retired("0")


def test_a_browser_without_cookie_gets_one(app, lona_page):
    page = lona_page(app, "/plain")
    client = FakeConnection(page.server, "http://localhost/home").open()
    client.run_view("/home")
    client.settle()
    rotate_session(client.connection)
    client.connection.leave()
    location = client.receive()[-1].location
    answer = asyncio.run(
        asyncio.to_thread(page.server.handle_http, HttpRequest(URL("http://localhost" + location)))
    )
    assert answer.cookies[0].value == client.connection.session_key
    client.close()
