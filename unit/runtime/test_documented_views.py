"""Views as the documentation shows them, written the way a user writes them."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import web

from lona import (
    App,
    ForbiddenError,
    HttpRedirectResponse,
    LonaView,
    NotFoundError,
    RedirectResponse,
    Response,
    Route,
    TemplateResponse,
    TemplateStringResponse,
)
from lona.html import (
    BLUR,
    CLICK,
    FOCUS,
    H1,
    HTML,
    Button,
    Div,
    Form,
    Submit,
    TextInput,
)
from lona.static_files import SORT_ORDER, Script, StyleSheet
from lona.warnings import DictResponseDeprecationWarning
from lona_testing.expect import expect
from lona_testing.wire.http import HttpRequest

pytestmark = pytest.mark.filterwarnings("ignore::lona.warnings.DictResponseDeprecationWarning")


@pytest.fixture
def app(tmp_path):
    return App(str(tmp_path / "script.py"))


def get(server, path, **kwargs):
    return server.handle_http(HttpRequest(f"http://localhost{path}"), **kwargs)


# routes


def test_a_json_api_is_a_route_to_a_script(app, tmp_path, lona_page):
    (tmp_path / "views").mkdir()
    (tmp_path / "views/json_api.py").write_text(
        "from lona import LonaView, JsonResponse\n"
        "class JSONAPIView(LonaView):\n"
        "    def handle_request(self, request):\n"
        "        return JsonResponse({'exit_code': 0, 'value': 'foo'})\n"
    )
    app.routes += [
        Route("/json-api.json", "views/json_api.py::JSONAPIView", interactive=False),
        Route("/", LonaView),
    ]
    lona_page(app)
    answer = get(lona_page.server, "/json-api.json")
    assert json.loads(answer.text) == {"exit_code": 0, "value": "foo"}
    assert answer.headers["Content-Type"].startswith("application/json")


async def test_pass_through_views_speak_aiohttp(lona_app_context):
    class HTTPPassThroughView(LonaView):
        def handle_request(self, request):
            assert isinstance(request, web.Request)
            return web.Response(body="<h1>HTTP Pass Through</h1>", content_type="text/html")

    async def callback(request):
        return web.Response(text=(await request.post())["name"])

    def setup_app(app):
        app.routes += [
            Route("/class/", HTTPPassThroughView, http_pass_through=True),
            Route("/callback/", callback, http_pass_through=True),
        ]

    context = await lona_app_context(setup_app)
    answer = await context.client.get("/class/")
    assert await answer.text() == "<h1>HTTP Pass Through</h1>"
    assert answer.content_type == "text/html"
    answer = await context.client.post("/callback/", data={"name": "x"})
    assert await answer.text() == "x"


@pytest.mark.parametrize(
    ("pattern", "path", "text"),
    [
        ("/<arg1>/<arg2>/", "/a/b/", "arg1=a arg2=b"),
        ("/<arg1:[a-z]{3}>/", "/abc/", "arg1=abc"),
        ("/<arg1:[a-z]{3}>/", "/abcd/", "Not found"),
        ("/prefix<path:.*>", "/prefix/a/b.c", "path=/a/b.c"),
        ("/<arg1>(/)", "/a", "arg1=a"),
        ("/<arg1>(/)", "/a/", "arg1=a"),
    ],
)
def test_patterns_of_routes_give_their_arguments(app, lona_page, pattern, path, text):
    class MyView(LonaView):
        def handle_request(self, request):
            return " ".join(f"{name}={value}" for name, value in request.match_info.items())

    app.routes.append(Route(pattern, MyView))
    if text == "Not found":
        app.routes.append(Route("/", LonaView))
        lona_page(app)
        assert text in get(lona_page.server, path).text
        return
    expect(lona_page(app, path).locator("#lona")).to_have_text(text)


# requests and responses


def test_a_traditional_post_request(lona_page):
    class MyLonaView(LonaView):
        def handle_request(self, request):
            if request.method == "POST":
                return f"<h1>Hello {request.POST['name']}</h1>"
            return HTML(
                H1("Enter your name"),
                Form(TextInput(name="name"), Submit("Submit"), action=".", method="post"),
            )

    page = lona_page(MyLonaView)
    expect(page.get_by_role("heading")).to_have_text("Enter your name")
    page.locator("input[name=name]").fill("Ada")
    page.locator("[type=submit]").click()
    expect(page.get_by_role("heading")).to_have_text("Hello Ada")


SHOWN = {
    "string": lambda: (
        """
            <h1>Hello World</h1>
        """
    ),
    "node": lambda: H1("Hello World"),
    "template": lambda: {"template": "path/page.html", "foo": "World"},
    "template string": lambda: {
        "template_string": "<h1>Hello {{ header }}</h1>",
        "header": "World",
    },
    "template response": lambda: TemplateResponse("path/page.html", {"foo": "World"}),
    "template string response": lambda: TemplateStringResponse(
        "<h1>Hello {{ message }}</h1>", {"message": "World"}
    ),
    "text": lambda: Response(text="<h1>Hello World</h1>"),
    "redirect": lambda: {"redirect": "/target"},
    "redirect response": lambda: RedirectResponse("/target"),
    "http redirect": lambda: {"http_redirect": "/target"},
    "http redirect response": lambda: HttpRedirectResponse("/target"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_view_returns_is_shown(app, lona_page, name):
    @app.route("/")
    class MyLonaView(LonaView):
        def handle_request(self, request):
            return SHOWN[name]()

    @app.route("/target")
    class TargetView(LonaView):
        def handle_request(self, request):
            return H1("Hello World")

    app.add_template("path/page.html", string="<h1>Hello {{ foo }}</h1>")
    expect(lona_page(app).get_by_role("heading")).to_have_text("Hello World")


PLAIN = {
    "json": (lambda: {"json": {"foo": "bar"}}, b'{"foo":"bar"}', "application/json"),
    "binary": (
        lambda: {"content_type": "application/pdf", "body": Path(__file__).read_bytes()},
        Path(__file__).read_bytes(),
        "application/pdf",
    ),
    "binary response": (
        lambda: Response(body=b"%PDF", content_type="application/pdf"),
        b"%PDF",
        "application/pdf",
    ),
    "headers": (
        lambda: {"headers": {"foo": "bar"}, "text": "foo"},
        b"foo",
        "text/html",
    ),
    "headers response": (
        lambda: Response(headers={"foo": "bar"}, text="foo"),
        b"foo",
        "text/html",
    ),
}


@pytest.mark.parametrize("name", PLAIN)
def test_responses_of_views_that_are_not_interactive(app, lona_page, name):
    make, body, content_type = PLAIN[name]

    @app.route("/plain", interactive=False)
    class MyLonaView(LonaView):
        def handle_request(self, request):
            return make()

    app.route("/")(LonaView)
    lona_page(app)
    answer = get(lona_page.server, "/plain")
    assert answer.body == body
    assert answer.headers["Content-Type"].startswith(content_type)
    assert ("headers" in name) == (answer.headers.get("foo") == "bar")


def test_a_view_that_serves_files_of_a_path(app, tmp_path, lona_page, lona_errors):
    @app.route("/files<path:.*>", interactive=False)
    class FileView(LonaView):
        def handle_request(self, request):
            path = tmp_path / request.match_info["path"].strip("/")
            if not path.exists():
                raise NotFoundError
            return {"file": path}

    app.route("/")(LonaView)
    (tmp_path / "a.txt").write_text("content")
    lona_page(app)
    with lona_errors.expect(FileNotFoundError):
        assert "Internal error" in get(lona_page.server, "/files/").text  # a directory is no file
    answer = get(lona_page.server, "/files/a.txt")
    assert Path(answer.path).read_text() == "content"
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert get(lona_page.server, "/files/b.txt").status == 404


def test_the_403_view_runs_for_users_that_are_not_allowed(lona_page):
    class MyLonaView(LonaView):
        def handle_request(self, request):
            if not getattr(request.user, "is_staff", False):
                raise ForbiddenError
            return "<h1>Hello Admin</h1>"

    expect(lona_page(MyLonaView).locator("#lona")).to_contain_text("Forbidden")


@pytest.mark.parametrize(("error", "code"), [(ForbiddenError, "403"), (NotFoundError, "404")])
def test_a_handler_may_refuse_too(lona_page, error, code):
    class Refusing(LonaView):
        def handle_request(self, request):
            return Button("Go", handle_click=self.go)

        def go(self, input_event):
            raise error

    page = lona_page(Refusing)
    page.get_by_role("button").click()
    expect(page.locator("h1")).to_contain_text(code)


@pytest.mark.filterwarnings("always::lona.warnings.DictResponseDeprecationWarning")
def test_the_warning_of_a_dictionary_names_the_view_that_returned_it(serve, open_tab):
    class DictView(LonaView):
        def handle_request(self, request):
            return {"text": "shown"}

    with pytest.warns(DictResponseDeprecationWarning, match="DictView") as warned:
        open_tab(serve({"/": DictView})).load()
    assert [warning.filename for warning in warned] == [__file__]


# hooks and events


def test_all_hooks_together(lona_page):
    called = []

    class MyLonaView(LonaView):
        def handle_request(self, request):
            return HTML(Button("click"))

        def handle_input_event_root(self, input_event):
            called.append("root")
            return input_event

        def handle_input_event(self, input_event):
            called.append("last")
            return input_event

        def on_view_event(self, view_event):
            called.append(view_event.data)

        def on_stop(self, reason):
            called.append(reason)

        def on_cleanup(self):
            called.append("cleanup")

        def on_shutdown(self, reason):
            called.append("shutdown")

    page = lona_page(MyLonaView)
    page.get_by_role("button").click()
    (view,) = lona_page.server.get_views()
    view.fire_view_event("my-event-name", {"foo": "bar"})
    assert lona_page.server.activity.wait_idle(60)
    page.close()
    assert lona_page.server.activity.wait_idle(60)
    assert called == [None, "root", "last", {"foo": "bar"}, "cleanup"]


def test_handlers_are_given_by_keyword_or_set_later(lona_page):
    seen = []

    class MyLonaView(LonaView):
        def handle_click(self, input_event):
            seen.append((input_event.tag_name, sorted(input_event.data)))

        def handle_change(self, input_event):
            seen.append(input_event.node.value)

        def handle_focus(self, input_event):
            seen.append("focus")

        def handle_blur(self, input_event):
            seen.append("blur")

        def handle_request(self, request):
            button = Button("Button 1")
            button.handle_click = self.handle_click
            return HTML(
                Div("Click me", events=[CLICK], handle_click=self.handle_click),
                button,
                Button("Button 2", handle_click=self.handle_click),
                TextInput(value="foo", handle_change=self.handle_change),
                TextInput(
                    _id="focus",
                    events=[FOCUS, BLUR],
                    handle_focus=self.handle_focus,
                    handle_blur=self.handle_blur,
                ),
            )

    click = sorted(
        "alt_key ctrl_key shift_key meta_key node_height node_width x y".split(),
    )
    page = lona_page(MyLonaView)
    page.get_by_text("Click me").click()
    page.get_by_role("button", name="Button 1").click()
    page.get_by_role("button", name="Button 2").click()
    assert seen == [("DIV", click), ("BUTTON", click), ("BUTTON", click)]
    del seen[:]
    page.get_by_role("textbox").first.fill("bar")
    page.locator("#focus").focus()
    page.get_by_role("textbox").first.focus()
    assert seen == ["bar", "focus", "blur"]


def test_a_view_awaits_a_click(lona_page):
    class MyLonaView(LonaView):
        def handle_request(self, request):
            html = HTML(H1("Click the button"), Button("click me"))
            self.show(html)
            input_event = self.await_click()
            return f"{input_event.node.tag_name} was clicked"

    page = lona_page(MyLonaView)
    page.get_by_role("button").click()
    expect(page.locator("#lona")).to_have_text("button was clicked")


def test_a_busy_view_handles_clicks_in_its_hook(lona_page):
    class MyLonaView(LonaView):
        def handle_request(self, request):
            self.timestamp = Div()
            self.message = Div(_id="message")
            self.button = Button("click me")
            self.html = HTML(H1("Click the button"), self.timestamp, self.message, self.button)
            while True:
                self.timestamp.set_text(str(datetime.now()))
                self.show(self.html)
                self.sleep(0.05)

        def handle_input_event(self, input_event):
            if input_event.node != self.button:
                return input_event
            self.message.set_text(f"Button was clicked at {datetime.now()}")

    page = lona_page(MyLonaView)
    page.get_by_role("button").click()
    expect(page.locator("#message")).to_contain_text("Button was clicked at")


def test_static_files_of_a_view_are_linked_and_served(app, tmp_path, lona_page):
    for name in ("style.css", "style.css.map", "app.js"):
        (tmp_path / name).write_text(name)

    @app.route("/")
    class MyView(LonaView):
        STATIC_FILES = [
            StyleSheet(
                name="my_style",
                path=str(tmp_path / "style.css"),
                url="my/style.css",
                sort_order=SORT_ORDER.FRAMEWORK,
            ),
            StyleSheet(
                name="my_map",
                path=str(tmp_path / "style.css.map"),
                url="my/style.css.map",
                sort_order=SORT_ORDER.FRAMEWORK,
                link=False,
            ),
            Script(
                name="my_script",
                path=str(tmp_path / "app.js"),
                url="my/app.js",
                sort_order=SORT_ORDER.LIBRARY,
            ),
        ]

        def handle_request(self, request):
            return "SUCCESS"

    expect(lona_page(app).locator("#lona")).to_have_text("SUCCESS")
    frontend = get(lona_page.server, "/").text
    assert '"/static/my/style.css"' in frontend
    assert '"/static/my/app.js"' in frontend
    assert "style.css.map" not in frontend


def test_a_message_for_some_connections_only(lona_page):
    class MyLonaView(LonaView):
        def filter_admins(self, connection):
            return bool(getattr(connection.user, "is_admin", False))

        def handle_request(self, request):
            request.user.is_admin = request.GET.get("admin") == "yes"
            self.send_str(
                "message only for admins", broadcast=True, filter_connections=self.filter_admins
            )
            return "sent"

    for path in ("/?admin=yes", "/"):
        page = lona_page(MyLonaView, path, user=path)
        expect(page.locator("#lona")).to_have_text("sent")


def test_a_view_runs_coroutines_and_sleeps(lona_page):
    async def coroutine():
        return "from the loop"

    class MyLonaView(LonaView):
        def handle_request(self, request):
            assert self.sleep(0, result="slept") == "slept"
            assert self.sleep(delay=0) is None
            assert self.ping() == "pong"
            return self.await_sync(coroutine())

    expect(lona_page(MyLonaView).locator("#lona")).to_have_text("from the loop")
