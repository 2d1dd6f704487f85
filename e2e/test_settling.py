"""After an action the server is idle, and the page shows what it sent: with either driver."""

import asyncio
import threading
import time

import pytest

from lona import HttpRedirectResponse, RedirectResponse, View
from lona.html import HTML, A, Button, Li, P, Span, TextInput, Ul
from lona.pytest import expect
from lona_testing.errors import NotSettled

SHORT = 0.2  # seconds that something takes, so that a driver that does not wait is found out


@pytest.fixture(params=["inprocess", "chromium"])
def lona_driver(request):
    return request.param


@pytest.fixture
def open_page(lona_page):
    """Return a function that opens a page with one button, and what a click on it does."""

    def open_page(on_click, *nodes):
        class Clicked(View):
            def handle_request(self, request):
                self.texts = Ul()
                self.field = TextInput(value="old", bubble_up=True)
                button = Button("Go", handle_click=lambda event: on_click(self))
                return HTML(button, self.texts, self.field, *nodes)

        def setup(app):
            app.route("/")(Clicked)

            @app.route("/other")
            class Other(View):
                def handle_request(self, request):
                    time.sleep(SHORT)
                    self.set_title("Other")
                    return P("other")

            @app.route("/plain", interactive=False)
            class Plain(View):
                def handle_request(self, request):
                    time.sleep(SHORT)
                    return "<title>Plain</title><p>plain</p>"

            @app.route("/on")
            class On(View):
                def handle_request(self, request):
                    return RedirectResponse("/other")

        return lona_page(setup)

    return open_page


def sleep_and_append(view):
    view.sleep(SHORT)
    view.texts.append(Li("late"))


def call_and_append(view):
    def append():
        time.sleep(SHORT)
        view.texts.append(Li("late"))
        view.show()

    view.server.run_function_async(append)


def await_and_append(view):
    view.await_sync(asyncio.sleep(SHORT))
    view.texts.append(Li("late"))


def test_a_handler_is_waited_for_its_sleep_included(open_page):
    page = open_page(sleep_and_append)
    page.get_by_role("button").click()
    assert page.locator("li").count() == 1


@pytest.mark.parametrize("on_click", [call_and_append, await_and_append])
def test_what_a_handler_has_done_elsewhere_is_waited_for(open_page, on_click):
    page = open_page(on_click)
    page.get_by_role("button").click()
    assert page.locator("li").all_text_contents() == ["late"]


def test_looks_that_never_wait_see_what_the_action_before_has_done(open_page):
    def change(view):
        view.sleep(SHORT)
        view.texts.append(Li("late"))
        view.field.value = "new"
        view.set_title("Changed")

    page = open_page(change)
    page.get_by_role("button").click()
    assert page.get_by_text("late").is_visible()
    assert [item.text_content() for item in page.locator("li").all()] == ["late"]
    assert page.locator("input").input_value() == "new"
    assert page.title() == "Changed"


def test_a_page_that_was_opened_shows_what_its_view_shows(lona_page):
    class Slow(View):
        def handle_request(self, request):
            self.show(P("working"))
            time.sleep(SHORT)
            return P("done")

    assert lona_page(Slow).locator("p").text_content() == "done"


def test_a_view_that_waits_is_at_rest(lona_page):
    class Waiting(View):
        def handle_request(self, request):
            button = Button("Go")
            self.await_click(button, html=button)
            self.show(P("clicked"))
            self.sleep(3600)

    page = lona_page(Waiting)
    page.get_by_role("button").click()
    assert page.locator("p").text_content() == "clicked"


def test_what_was_typed_has_reached_the_server(lona_page):
    class Echo(View):
        def handle_request(self, request):
            self.field = TextInput(handle_change=self.echo, input_delay=60_000)
            self.text = P()
            return HTML(self.field, self.text)

        def echo(self, event):
            self.text.set_text(f"{self.text.get_text()}{self.field.value};")

    page = lona_page(Echo)
    page.locator("input").fill("abc")
    assert page.locator("p").text_content() == "abc;"
    page.locator("input").fill("x")
    assert page.locator("p").text_content() == "abc;x;"


def test_a_redirect_is_followed_to_its_end(open_page):
    page = open_page(lambda view: {"redirect": "/on"})
    page.get_by_role("button").click()
    assert page.locator("p").text_content() == "other"
    assert page.title() == "Other"
    assert page.url.endswith("/other")


@pytest.mark.parametrize("path", ["/plain", "/other"])
def test_a_page_that_is_loaded_anew_is_waited_for(lona_page, path):
    class Start(View):
        def handle_request(self, request):
            button = Button("Go")
            self.await_click(button, html=button)
            return HttpRedirectResponse(path)

    def setup(app):
        app.route("/")(Start)

        @app.route("/plain", interactive=False)
        class Plain(View):
            def handle_request(self, request):
                time.sleep(SHORT)
                return "<p>there</p>"

        @app.route("/other")
        class Other(View):
            def handle_request(self, request):
                time.sleep(SHORT)
                return P("there")

    page = lona_page(setup)
    page.get_by_role("button").click()
    assert page.locator("p").text_content() == "there"
    page.go_back()
    page.get_by_role("button").click()
    assert page.locator("p").all_text_contents() == ["there"]


def test_a_link_to_a_plain_page_is_followed(open_page):
    page = open_page(print, A("plain", href="/plain"))
    page.get_by_role("link").click()
    assert page.title() == "Plain"
    page.go_back()
    assert page.locator("li").count() == 0
    assert page.locator("input").input_value() == "old"


def test_a_tab_shows_what_was_done_in_another(lona_page):
    class Shared(View):
        def handle_request(self, request):
            self.is_daemon = True
            self.text = P("0")
            self.show(HTML(self.text, Button("Go", handle_click=self.count)))
            self.sleep(3600)

        def count(self, event):
            self.sleep(SHORT)
            self.text.set_text(f"{int(self.text.get_text()) + 1}")

    first, second = lona_page(Shared), lona_page(Shared)
    for number in (1, 2, 3):
        (first if number % 2 else second).get_by_role("button").click()
        assert first.locator("p").text_content() == f"{number}"
        assert second.locator("p").text_content() == f"{number}"


def test_the_server_has_done_what_an_action_asked_for(open_page, lona_page):
    def note(view):
        view.sleep(SHORT)
        view.server.state["clicked"] = True

    page = open_page(note)
    page.get_by_role("button").click()
    assert lona_page.server.state["clicked"]


def test_what_the_test_does_to_the_server_is_seen(open_page, lona_page):
    page = open_page(print)
    (view,) = lona_page.server.get_views(url="/")
    for number in range(5):
        view.texts.append(Li("more"))
        view.show()
        assert page.locator("li").count() == number + 1


# what nobody waits for


def test_an_assertion_waits_for_a_view_that_sleeps_and_an_action_does_not(lona_page):
    class Sleeping(View):
        def handle_request(self, request):
            text = P("asleep")
            self.show(HTML(text, Button("Go", handle_click=print)))
            while self.server.state.get("goes_on") is None:
                self.sleep(0.01)
            text.set_text("awake")
            self.show()
            self.sleep(3600)

    page = lona_page(Sleeping)
    page.get_by_role("button").click()
    assert page.locator("p").text_content() == "asleep"
    lona_page.server.state["goes_on"] = True
    expect(page.locator("p")).to_have_text("awake")


def test_an_assertion_waits_for_a_thread_of_user_code_and_an_action_does_not(open_page):
    goes_on = threading.Event()

    def start(view):
        def append():
            goes_on.wait(60)
            view.texts.append(Li("late"))
            view.show()

        threading.Thread(target=append).start()

    page = open_page(start)
    page.get_by_role("button").click()
    assert page.locator("li").count() == 0
    threading.Timer(SHORT, goes_on.set).start()
    expect(page.locator("li")).to_have_text("late")


def test_the_timeout_counts_while_a_thread_of_user_code_lives(open_page):
    goes_on = threading.Event()
    page = open_page(lambda view: threading.Thread(target=goes_on.wait, args=(60,)).start())
    page.get_by_role("button").click()
    start = time.monotonic()
    with pytest.raises(AssertionError):
        expect(page.locator("li")).to_have_text("late", timeout=300)
    assert time.monotonic() - start >= 0.3
    goes_on.set()


# what never comes to rest


def test_a_busy_view_is_named_when_the_time_of_an_action_is_over(open_page):
    goes_on = threading.Event()

    def block(view):
        goes_on.wait(60)

    page = open_page(block)
    page.get_by_role("button").click(no_wait_after=True)
    with pytest.raises(NotSettled, match=r"still busy after 0\.3 seconds") as error:
        page.get_by_role("button").click(timeout=300)
    assert "Clicked of http://" in str(error.value)
    assert "(FINISHED)" in str(error.value)
    assert "goes_on.wait(60)" in str(error.value)
    page.set_default_timeout(200)
    with pytest.raises(NotSettled, match=r"still busy after 0\.2 seconds"):
        page.locator("li").count()
    goes_on.set()


def test_an_action_need_not_wait_for_its_handler(open_page):
    goes_on = threading.Event()

    def block(view):
        goes_on.wait(60)
        view.texts.append(Li("late"))

    page = open_page(block)
    page.get_by_role("button").click(no_wait_after=True)
    goes_on.set()
    assert page.locator("li").count() == 1


def test_an_assertion_on_a_server_that_never_rests_is_tried_at_last(open_page):
    goes_on = threading.Event()

    def block(view):
        view.texts.append(Li("working"))
        view.show()
        goes_on.wait(60)

    page = open_page(block)
    page.get_by_role("button").click(no_wait_after=True)
    expect(page.locator("li")).to_have_text("working", timeout=300)
    with pytest.raises(AssertionError, match=r"goes_on\.wait"):
        expect(page.locator("li")).to_have_text("done", timeout=300)
    goes_on.set()


# what only a browser can do


@pytest.mark.parametrize("href", ["mailto:ada@example.org", "/file", "/nothing", "#top"])
def test_what_leads_to_no_other_page_is_not_waited_for(lona_page, lona_driver, href):
    if lona_driver == "inprocess":
        pytest.skip("there are no downloads")

    class Links(View):
        def handle_request(self, request):
            self.text = Span("0")
            link = A("link", href=href, interactive=False, target="_self")
            return HTML(link, Button("Go", handle_click=self.count), self.text)

        def count(self, event):
            self.text.set_text("1")

    def setup(app):
        from aiohttp.web import Response

        app.route("/")(Links)

        @app.route("/file", http_pass_through=True)
        async def file(request):
            return Response(text="x", headers={"Content-Disposition": "attachment"})

        @app.route("/nothing", http_pass_through=True)
        async def nothing(request):
            return Response(status=204)

    page = lona_page(setup)
    page.get_by_role("link").click()
    page.get_by_role("button").click()
    assert page.locator("span").text_content() == "1"
