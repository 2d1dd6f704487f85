"""axe-core finds nothing wrong with the pages that Lona ships, nor with its examples."""

from importlib import import_module
from pathlib import Path

import pytest

from examples.demo.demo import app as demo
from lona import ForbiddenError, View
from lona.html import H1, Button, Div, Main

ROOT = Path(__file__).parents[1]
AXE = (ROOT / "client/node_modules/axe-core/axe.min.js").read_text()
RUN = (
    "(options) => axe.run(options).then(found => found.violations.map(each => [each.id, each.help, \
each.nodes.map(node => node.html.slice(0, 200))]))"
)


STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults_of(page, tags=None):
    """Return what axe-core says of a page: rule, explanation, places; of all rules or of some."""
    page.evaluate(AXE)
    return page.evaluate(RUN, {} if tags is None else {"runOnly": tags})


def load(name):
    """Return the app of an example."""
    return import_module(f"examples.{name}.{name}").app


def test_the_demo_on_each_of_its_pages(lona_page):
    page = lona_page(demo)
    for url in ("/", "/pages/1", "/forms", "/wizard", "/clock", "/errors"):
        page.goto(url)
        assert faults_of(page) == [], url


def test_the_gallery(lona_page):
    assert faults_of(lona_page(load("gallery"))) == []


@pytest.mark.parametrize("name", ["files", "form", "hello", "chat"])
def test_an_example_keeps_the_standard(lona_page, name):
    assert faults_of(lona_page(load(name)), STANDARD) == []


class Fragile(View):
    def handle_request(self, request):
        self.set_title("Fragile")
        return Main(H1("Fragile"), Button("Go", handle_click=self.go))

    def go(self, input_event):
        raise ValueError("oh <b>no</b>")


class Closed(View):
    def handle_request(self, request):
        raise ForbiddenError


@pytest.fixture
def page_of(lona_page):
    def open_page(view, **settings):
        def setup(app):
            for name, value in settings.items():
                setattr(app.settings, name, value)
            app.route("/")(view)
            app.route("/plain", interactive=False)(view)

        return lona_page(setup)

    return open_page


# What the default frontend does when the connection is lost.
DISCONNECT = """() => document.querySelector("#lona").replaceChildren(
    document.querySelector("#lona-disconnect-message").content.cloneNode(true))"""


@pytest.mark.parametrize("debug", [False, True])
def test_a_crash(page_of, lona_errors, debug):
    lona_errors.expect(ValueError)
    page = page_of(Fragile, DEBUG=debug)
    page.get_by_role("button").click()
    assert faults_of(page) == []


@pytest.mark.parametrize("path", ["/", "/plain", "/nothing"])
def test_an_error_page(page_of, path):
    page = page_of(Closed)
    page.goto(path)
    assert faults_of(page) == []


def test_a_page_whose_server_has_gone(page_of):
    page = page_of(Fragile)
    assert faults_of(page) == []
    page.evaluate(DISCONNECT)
    assert "Disconnected" in page.inner_text("body")
    assert faults_of(page) == []


def test_it_finds_something_where_something_is_wrong(page_of):
    class Bad(View):
        def handle_request(self, request):
            return Div("<img>", Button(""))

    assert "button-name" in [rule for rule, *_ in faults_of(page_of(Bad))]
