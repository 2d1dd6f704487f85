"""The life of views in a browser: tabs, users, reloads, errors, redirects, history, shutdown."""

import socket
import time

import pytest
from yarl import URL

from lona import (
    App,
    ForbiddenError,
    HttpRedirectResponse,
    JsonResponse,
    NotFoundError,
    RedirectResponse,
    View,
)
from lona.exceptions import ServerStop, UserAbort
from lona.html import H1, HTML, A, Button, Div, Form, P, Submit, TextInput
from lona_testing.plugin.live_server import LiveServer


def until(condition):
    end = time.monotonic() + 120
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@pytest.fixture
def live(lona_loop_thread, lona_chromium):
    """Return a function that serves views by pattern; `live.open(user)` gives a new page."""
    stack = []

    class Live:
        def __init__(self):
            self.contexts = {}
            # Keeps the port for a server that is started again; it never listens itself.
            self.port_keeper = socket.socket()
            self.port_keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.port_keeper.bind(("127.0.0.1", 0))
            stack.append(self.port_keeper.close)

        def __call__(self, views, **settings):
            self.app = App(__file__)
            for name, value in settings.items():
                setattr(self.app.settings, name, value)
            for pattern, view in views.items():
                is_plain = getattr(view, "PLAIN", False)
                self.app.route(pattern, interactive=not is_plain)(view)
            self.start()
            return self

        def start(self):
            port = self.port_keeper.getsockname()[1]
            self.live_server = LiveServer(self.app, lona_loop_thread, port)
            self.server, self.url = self.live_server.server, self.live_server.url
            stack.append(self.live_server.close)

        def open(self, path="/", user="a"):
            if user not in self.contexts:
                self.contexts[user] = lona_chromium.new_context(base_url=self.url)
                stack.append(self.contexts[user].close)
            page = self.contexts[user].new_page()
            page.goto(path)
            return page

    yield Live()
    while stack:
        stack.pop()()
    lona_chromium.raise_page_errors()


def has_text(page, text, selector="#lona"):
    page.wait_for_function(
        "([s, t]) => document.querySelector(s)?.textContent.includes(t)", arg=[selector, text]
    )
    return True


class CounterView(View):
    """Counts clicks; says who it belongs to and what happened to it."""

    log: list[object] = []

    def handle_request(self, request):
        self.log.append("start")
        self.count = 0
        self.heading = H1("0 clicks")
        button = Button("click", handle_click=self.on_click)
        return Div(self.heading, P(request.user.session_key, _id="user"), button)

    def on_click(self, input_event):
        self.count += 1
        self.heading.set_text(f"{self.count} clicks")

    def on_cleanup(self):
        self.log.append("cleanup")


@pytest.fixture
def counter():
    return type("Counter", (CounterView,), {"log": []})


# tabs and users


def test_tabs_and_users_do_not_disturb_each_other(live, counter):
    live({"/": counter})
    pages = [live.open("/", user) for user in ("a", "a", "b")]
    for clicks, page in enumerate(pages, 1):
        for number in range(clicks):
            page.click("button")
            assert has_text(page, f"{number + 1} clicks", "h1")
    assert [page.text_content("h1") for page in pages] == ["1 clicks", "2 clicks", "3 clicks"]
    keys = [page.text_content("#user") for page in pages]
    assert keys[0] == keys[1] != keys[2]
    assert len(live.server.runtimes) == 3
    assert live.server.get_connected_user_count() == 2


def test_closing_a_tab_ends_its_view_at_once(live):
    reasons = []

    class WaitingView(View):
        def handle_request(self, request):
            self.show("waiting")
            self.sleep(600)

        def on_stop(self, reason):
            reasons.append(reason)

    live({"/": WaitingView})
    page, other = live.open(), live.open()
    assert has_text(page, "waiting")
    assert has_text(other, "waiting")
    page.close()
    until(lambda: len(live.server.runtimes) == 1)
    assert [type(reason) for reason in reasons] == [UserAbort]
    until(lambda: len(live.server.websocket_connections) == 1)
    assert len(live.server.runtimes) == 1


def test_a_reloaded_page_starts_its_view_after_the_old_one_cleaned_up(live, monkeypatch):
    monkeypatch.setattr("lona.runtime.registry.ENDING_PATIENCE", 120)
    log = []

    class SlowCleanupView(View):
        def handle_request(self, request):
            log.append("start")
            return H1(f"start {len(log)}")

        def on_cleanup(self):
            time.sleep(0.1)
            log.append("cleanup")

    live({"/": SlowCleanupView})
    page = live.open()
    for number in (1, 3, 5):
        assert has_text(page, f"start {number}")
        page.reload()
    assert has_text(page, "start 7")
    assert log == ["start", "cleanup"] * 3 + ["start"]


def test_two_tabs_of_a_daemon_share_what_is_typed(live):
    class DaemonView(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.set_title("Daemon")
            self.input = TextInput(input_delay=20, handle_change=self.on_change)
            self.echo = P()
            self.show(Div(self.input, self.echo))
            self.await_input_event([self.echo])

        def on_change(self, input_event):
            self.echo.set_text(f"[{self.input.value}]")

    live({"/": DaemonView})
    first = live.open()
    first.fill("input", "from the first")
    assert has_text(first, "[from the first]")
    second = live.open()
    assert has_text(second, "[from the first]")
    assert second.input_value("input") == "from the first"
    assert second.title() == "Daemon"
    second.fill("input", "from the second")
    first.wait_for_function("() => document.querySelector('input').value == 'from the second'")
    assert has_text(first, "[from the second]")
    first.close()
    second.close()
    until(lambda: not live.server.websocket_connections)
    third = live.open()
    assert has_text(third, "[from the second]")
    assert third.input_value("input") == "from the second"
    assert len(live.server.get_views()) == 1
    stranger = live.open("/", "b")
    assert stranger.input_value("input") == ""
    assert len(live.server.get_views()) == 2


# the server


def test_a_page_says_that_the_server_is_gone_and_comes_back_with_it(live):
    reasons = []

    class WaitingView(View):
        def handle_request(self, request):
            self.show(H1("here"))
            self.await_click()

        def on_stop(self, reason):
            reasons.append(reason)

    live({"/": WaitingView}, CLIENT_AUTO_RECONNECT_TIMEOUT=100)
    page = live.open("/?a=1")
    assert has_text(page, "here", "h1")
    live.live_server.close()
    assert [type(reason) for reason in reasons] == [ServerStop]
    assert has_text(page, "Trying to reconnect")
    live.start()
    assert has_text(page, "here", "h1")
    assert URL(page.url).query_string == "a=1"
    assert len(live.server.get_views()) == 1


# error pages


class ForbiddenView(View):
    def handle_request(self, request):
        raise ForbiddenError("keep out")


class MissingView(View):
    def handle_request(self, request):
        raise NotFoundError


class BrokenView(View):
    def handle_request(self, request):
        raise KeyError("broken")


class BrokenLaterView(View):
    def handle_request(self, request):
        return Button("break", handle_click=self.on_click)

    def on_click(self, input_event):
        raise KeyError("broken")


def plain(view_class):
    return type(f"Plain{view_class.__name__}", (view_class,), {"PLAIN": True})


ERRORS = {
    "forbidden": (ForbiddenView, 403, "Forbidden"),
    "missing": (MissingView, 404, "Not found"),
    "broken": (BrokenView, 500, "Internal error"),
}


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_are_shown_in_the_window_and_have_their_status_over_http(live, name):
    view_class, status, text = ERRORS[name]
    live({"/window": view_class, "/plain": plain(view_class)})
    page = live.open("/window")
    assert has_text(page, text)
    assert str(status) in page.text_content("#lona h1")
    response = page.goto("/plain")
    assert response.status == status
    assert text in page.text_content("p")
    assert page.query_selector("#lona") is None


def test_a_url_without_route_is_a_404_page(live, counter):
    live({"/": counter})
    page = live.open()
    response = page.goto("/no/such/page")
    assert response.status == 404
    assert "Not found" in page.text_content("body")
    until(lambda: not live.server.get_views())


def test_a_crash_in_a_handler_replaces_the_page_and_a_reload_heals_it(live):
    live({"/": BrokenLaterView})
    page = live.open()
    page.click("button")
    assert has_text(page, "Internal error")
    page.reload()
    assert has_text(page, "break", "button")


# redirects, links, history


class PageView(View):
    def handle_request(self, request):
        return Div(
            H1(f"page {request.match_info['name']}"),
            A("next", href="./next", _id="next"),
            A("query", href="?q=1", _id="query"),
            P(request.url.query_string, _id="query-string"),
        )


def remember_document(page):
    page.evaluate("() => { window.stayed = true; return null }")


def has_stayed(page):
    return page.evaluate("() => window.stayed === true")


@pytest.mark.parametrize(
    ("response", "stays"), [(RedirectResponse, True), (HttpRedirectResponse, False)]
)
def test_a_redirect_of_a_view_leads_elsewhere_with_and_without_leaving_the_page(
    live, response, stays
):
    class LeavingView(View):
        def handle_request(self, request):
            return Button("go", handle_click=lambda event: response("../page/target"))

    live({"/from/here": LeavingView, "/page/<name>": PageView})
    page = live.open("/from/here")
    page.wait_for_selector("button")
    remember_document(page)
    page.click("button")
    assert has_text(page, "page target", "h1")
    assert URL(page.url).path == "/page/target"
    assert has_stayed(page) is stays


def test_a_redirect_that_handle_request_returns_is_followed(live):
    class FirstView(View):
        def handle_request(self, request):
            return RedirectResponse("/second")

    class SecondView(View):
        def handle_request(self, request):
            return HttpRedirectResponse("/page/third")

    live({"/": FirstView, "/second": SecondView, "/page/<name>": PageView})
    page = live.open()
    assert has_text(page, "page third", "h1")
    assert URL(page.url).path == "/page/third"


def test_a_link_to_a_view_without_window_leaves_the_page(live):
    class JsonView(View):
        PLAIN = True

        def handle_request(self, request):
            return JsonResponse({"answer": 42})

    class LinkView(View):
        def handle_request(self, request):
            return A("data", href="/data.json")

    live({"/": LinkView, "/data.json": JsonView})
    page = live.open()
    page.click("a")
    assert has_text(page, '{"answer":', "body")
    assert URL(page.url).path == "/data.json"


def test_back_and_forward_show_the_views_of_their_urls(live):
    live({"/page/<name>": PageView})
    page = live.open("/page/first")
    assert has_text(page, "page first", "h1")
    remember_document(page)
    page.click("#next")
    assert has_text(page, "page next", "h1")
    page.click("#query")
    assert has_text(page, "q=1", "#query-string")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#query-string')?.textContent == ''")
    assert page.text_content("h1") == "page next"
    page.go_back()
    assert has_text(page, "page first", "h1")
    page.go_forward()
    assert has_text(page, "page next", "h1")
    assert has_stayed(page)
    until(lambda: len(live.server.runtimes) == 1)  # the views that were left are gone


# forms


class FormView(View):
    METHOD = "get"

    def handle_request(self, request):
        values = request.POST if request.method == "POST" else request.GET
        if values:
            return HTML(H1(f"{request.method} {values['name']}"), P(str(request.url.path)))
        return Form(
            TextInput(name="name"),
            Submit("send"),
            action="/form",
            method=self.METHOD,
        )


class PostView(FormView):
    METHOD = "post"


@pytest.mark.parametrize(("view_class", "method"), [(FormView, "GET"), (PostView, "POST")])
@pytest.mark.parametrize("by_key", [True, False])
def test_forms_start_the_view_of_their_action_with_their_values(live, view_class, method, by_key):
    live({"/form": view_class})
    page = live.open("/form")
    page.wait_for_selector("input")
    remember_document(page)
    page.fill("input[name=name]", "Grace & <co>")
    if by_key:
        page.press("input[name=name]", "Enter")
    else:
        page.click("[type=submit]")
    assert has_text(page, f"{method} Grace & <co>", "h1")
    assert has_stayed(page)
    assert URL(page.url).query.get("name") == ("Grace & <co>" if method == "GET" else None)
