"""A server below a path: behind proxies that pass it on or cut it, and in another application."""

import re

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from lona.app import App
from lona.html import H1, A, Button, Div
from lona.middlewares.sessions import rotate_session
from lona.responses import RedirectResponse
from lona.view import View


@pytest.fixture
def app(tmp_path):
    app = App(str(tmp_path / "script.py"))
    app.settings.URL_PREFIX = "/tool"
    app.add_static_file("own.css", string="h1 {}")

    @app.route("/", name="home")
    class Home(View):
        def handle_request(self, request):
            return Div(A("plain", href=self.server.reverse("plain", name="x")), request.url.path)

    @app.route("/plain/<name>", name="plain", interactive=False)
    class Plain(View):
        def handle_request(self, request):
            return f"{request.url.path} {self.server.reverse('home')}"

    @app.route("/moved", interactive=False)
    class Moved(View):
        def handle_request(self, request):
            return RedirectResponse(self.server.reverse("home"))

    return app


@pytest.fixture
async def client(app):
    app.setup_server()
    async with TestClient(TestServer(app.aiohttp_app)) as client:
        yield client


@pytest.fixture
async def outer(app):
    """A client of another application in which the app is mounted."""
    app.setup_server()
    application = web.Application()

    async def hello(request):
        return web.Response(text="outer")

    application.router.add_get("/", hello)
    application.add_subapp("/tool/", app.aiohttp_app)
    async with TestClient(TestServer(application)) as client:
        yield client
    assert not app.server.health.is_ready


async def shown(client, path, origin=None):
    """Open a page and its view, as a browser does; return the HTML and the messages."""
    answer = await client.get(path)
    url = str(client.make_url(path))
    async with client.ws_connect(path, origin=origin) as websocket:
        await websocket.send_str(f'lona:[101,1,1,0,"{url}",null]')
        first = await websocket.receive_str(timeout=60)
        if not first.startswith("lona:[202"):
            return answer, first
        return answer, await websocket.receive_str(timeout=60)


async def test_pages_name_everything_below_the_prefix(client):
    answer, update = await shown(client, "/tool/")
    page = await answer.text()
    addresses = re.findall(r'(?:href|src)="([^"]*)"', page)
    assert len(addresses) >= 4
    assert all(address.startswith("/tool/static/") for address in addresses)
    for address in addresses:
        assert (await client.get(address)).status == 200
    assert '"/tool/plain/x"' in update
    assert '"/tool/"' in update


async def test_cookies_are_for_what_is_below(client):
    (cookie,) = (await client.get("/tool/")).headers.getall("Set-Cookie")
    assert "Path=/tool;" in cookie


@pytest.mark.parametrize("path", ["/tool/plain/a%20b", "/plain/a%20b"])
async def test_a_proxy_may_have_cut_the_prefix(client, path):
    assert await (await client.get(path)).text() == "/tool/plain/a b /tool/"


async def test_redirects_lead_below_it(client):
    answer = await client.get("/tool/moved", allow_redirects=False)
    assert answer.headers["Location"] == "/tool/"


@pytest.mark.parametrize("path", ["/tool/static/own.css", "/static/own.css", "/tool/favicon.ico"])
async def test_files_are_found_either_way(client, path):
    assert (await client.get(path)).status == 200


@pytest.mark.parametrize("path", ["/tool/_lona/ready", "/_lona/ready"])
async def test_watchers_ask_either_way(client, path):
    assert await (await client.get(path)).text() == "ok"


async def test_a_page_that_was_asked_for_without_it_is_led_there(client):
    url = str(client.make_url("/tool/"))
    _, told = await shown(client, "/")
    assert told.startswith("lona:[203,")
    assert url in told


async def test_it_lives_in_another_application(outer, app):
    assert await (await outer.get("/")).text() == "outer"
    assert (await outer.get("/plain/x")).status == 404
    _, update = await shown(outer, "/tool/")
    assert '"/tool/plain/x"' in update
    assert await (await outer.get("/tool/plain/x")).text() == "/tool/plain/x /tool/"
    assert (await outer.get("/tool/static/own.css")).status == 200
    assert app.server.health.is_ready


def test_a_page_in_the_process_has_the_prefix(app, lona_page):
    page = lona_page(app, "/tool/")
    page.get_by_role("link", name="plain").click()
    assert page.url.endswith("/tool/plain/x")


def test_a_link_that_was_written_without_it_leads_to_the_route(app, lona_page):
    @app.route("/other")
    class Other(View):
        def handle_request(self, request):
            return Div(A("home", href="/"), request.url.path)

    page = lona_page(app, "/tool/other")
    page.get_by_role("link").click()
    assert page.url.endswith("/tool/")
    page.get_by_role("link", name="plain").click()
    assert page.locator("body").inner_text() == "/tool/plain/x /tool/"


def test_a_session_is_rotated_below_it(app, lona_page):
    @app.route("/login")
    class Login(View):
        def handle_request(self, request):
            return Div(H1(request.user.session_key), Button("Log in", handle_click=self.log_in))

        def log_in(self, input_event):
            rotate_session(input_event.request)
            return RedirectResponse(self.server.reverse("account"))

    @app.route("/account", name="account")
    class Account(View):
        def handle_request(self, request):
            return Div(H1(request.user.session_key))

    page = lona_page(app, "/tool/login")
    old = page.get_by_role("heading").inner_text()
    page.get_by_role("button").click()
    assert page.url.endswith("/tool/account")
    new = page.get_by_role("heading").inner_text()
    assert new != old
    page.reload()
    assert page.get_by_role("heading").inner_text() == new
