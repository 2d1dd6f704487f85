"""WSGI applications behind pass-through routes: a callable, Flask, and Django with its admin."""

import html
import re
from wsgiref.validate import validator

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp_wsgi import WSGIHandler

from lona import HtmlResponse, View
from lona.routing import Route
from lona.server import Server
from lona.web.application import create_application


class Page(View):
    def handle_request(self, request):
        return HtmlResponse("a page of Lona")


@pytest.fixture
async def mount():
    """Give a function that mounts an application behind a pattern and gives a client."""
    clients = []

    async def start(application, pattern="/<path:.*>"):
        server = Server(
            "/",
            routes=[
                Route("/lona", Page, interactive=False),
                Route(pattern, WSGIHandler(application), http_pass_through=True),
            ],
        )
        client = TestClient(TestServer(create_application(server)))
        await client.start_server()
        clients.append(client)
        return client

    yield start
    for client in clients:
        await client.close()


@pytest.fixture(scope="session")
def django_application(tmp_path_factory):
    """Django with its admin and one user; there is one Django only in a process."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    settings.configure(
        SECRET_KEY="secret",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=type("Urls", (), {"urlpatterns": []}),
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.sessions",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
        ],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # the fast one
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": str(tmp_path_factory.mktemp("django") / "db.sqlite3"),
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        STATIC_URL="static/",
        LOGGING_CONFIG=None,
    )
    django.setup()
    call_command("migrate", verbosity=0)
    from django.contrib import admin
    from django.contrib.auth import get_user_model
    from django.core.wsgi import get_wsgi_application
    from django.urls import path

    settings.ROOT_URLCONF.urlpatterns.append(path("admin/", admin.site.urls))
    get_user_model().objects.create_superuser("root", password="pässword")
    connections.close_all()
    return get_wsgi_application()


def echo(environ, start_response):
    """Answer with what came."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    names = ("REQUEST_METHOD", "SCRIPT_NAME", "PATH_INFO", "QUERY_STRING", "HTTP_X_TEST")
    lines = [f"{name}={environ.get(name, '')}" for name in names]
    start_response("418 I'm a teapot", [("Content-Type", "text/plain"), ("X-Answer", "yes")])
    return ["\n".join([*lines, "body="]).encode(), body]


async def test_a_callable_gets_method_path_query_headers_and_body(mount):
    client = await mount(validator(echo))
    answer = await client.put("/a/b%20c/?d=1&e", data=b"\xff", headers={"X-Test": "x"})
    assert (answer.status, answer.headers["X-Answer"]) == (418, "yes")
    assert await answer.read() == (
        b"REQUEST_METHOD=PUT\nSCRIPT_NAME=\nPATH_INFO=/a/b c/\nQUERY_STRING=d=1&e\nHTTP_X_TEST=x\n"
        b"body=\xff"
    )


@pytest.mark.parametrize("path", ["/", "/x", "/x/"])
async def test_the_whole_path_is_the_applications_unless_the_route_says_otherwise(mount, path):
    client = await mount(echo)
    assert f"SCRIPT_NAME=\nPATH_INFO={path}\n" in await (await client.get(path)).text()


@pytest.mark.parametrize(("path", "rest"), [("/sub/", "/"), ("/sub/x/y", "/x/y")])
async def test_an_application_may_be_mounted_below_a_prefix(mount, path, rest):
    client = await mount(echo, "/sub<path_info:/.*>")
    assert f"SCRIPT_NAME=/sub\nPATH_INFO={rest}\n" in await (await client.get(path)).text()


async def test_pages_of_lona_stand_beside_it(mount):
    client = await mount(echo)
    assert await (await client.get("/lona")).text() == "a page of Lona"


async def test_flask_shows_pages_and_takes_forms(mount):
    import flask

    application = flask.Flask(__name__)

    @application.route("/hello/<name>", methods=["GET", "POST"])
    def hello(name):
        flask.session["name"] = name
        return f"{name}: {flask.request.form.get('a')} {flask.url_for('hello', name='x')}"

    @application.route("/who")
    def who():
        return flask.session["name"]

    application.secret_key = "secret"
    client = await mount(application, "/flask<path_info:/.*>")
    answer = await client.post("/flask/hello/me", data={"a": "ü"})
    assert await answer.text() == "me: ü /flask/hello/x"
    assert await (await client.get("/flask/who")).text() == "me"
    assert (await client.get("/flask/none")).status == 404
    assert (await client.put("/flask/who")).status == 405


async def test_django_shows_its_admin(mount, django_application):
    client = await mount(django_application)
    page = await client.get("/admin/")
    assert page.url.path == "/admin/login/"
    text = await page.text()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
    assert token is not None
    form = {
        "csrfmiddlewaretoken": html.unescape(token[1]),
        "username": "root",
        "password": "pässword",
        "next": "/admin/",
    }
    page = await client.post("/admin/login/", data=form, headers={"Referer": str(page.url)})
    assert (page.status, page.url.path) == (200, "/admin/")
    assert "Site administration" in await page.text()
    users = await client.get("/admin/auth/user/")
    assert "root" in await users.text()


async def test_django_refuses_a_form_without_its_token(mount, django_application):
    client = await mount(django_application)
    answer = await client.post("/admin/login/", data={"username": "root", "password": "x"})
    assert answer.status == 403
