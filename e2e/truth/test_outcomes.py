"""What the outcome of a whole test is on both drivers: what no single question can ask."""

import pytest

PROLOGUE = """
import pytest
from lona import View
from lona.html import HTML, Button, P
from lona.pytest import expect
"""

CRASHES = (
    PROLOGUE
    + """
class InHandler(View):
    def handle_request(self, request):
        return HTML(P("here"), Button("Go", handle_click=self.go))

    def go(self, input_event):
        raise ValueError("in a handler")

class InOnStop(View):
    def handle_request(self, request):
        return P("here")

    def on_stop(self, reason):
        raise ValueError("in on_stop")

class InOnCleanup(View):
    def handle_request(self, request):
        return P("here")

    def on_cleanup(self):
        raise ValueError("in on_cleanup")

def test_handler(lona_page):
    page = lona_page(InHandler)
    page.get_by_role("button").click()
    expect(page.locator("#wrong")).to_have_count(0)

@pytest.mark.parametrize("view", [InOnStop, InOnCleanup])
def test_end(lona_page, view):
    page = lona_page(view)
    expect(page.locator("p")).to_have_text("here")
    page.goto("/elsewhere")
    expect(page.locator("#wrong")).to_have_count(0)
"""
)

FILES = (
    PROLOGUE
    + """
from lona import TemplateResponse

def test_template(lona_page):
    def setup(app):
        app.add_template("own.html", "<p>own</p>")

        @app.route("/", interactive=False)
        class Own(View):
            def handle_request(self, request):
                return TemplateResponse("own.html")

    expect(lona_page(setup).locator("p")).to_have_text("own")

def test_frontend(lona_page):
    def setup(app):
        app.add_template("lona/frontend.html", "<html><body><p>mine</p></body></html>")

        @app.route("/")
        class Own(View):
            def handle_request(self, request):
                return P("view")

    expect(lona_page(setup).locator("p")).to_have_text("mine")
"""
)

MESSAGES = (
    PROLOGUE
    + """
class Enabled(View):
    def handle_request(self, request):
        return Button("Go")

def test_enabled(lona_page):
    button = lona_page(Enabled).locator("button")
    expect(button).to_be_visible()
    with pytest.raises(AssertionError, match="to be disabled"):
        expect(button).to_be_enabled(enabled=False, timeout=1)

def test_visible(lona_page):
    button = lona_page(Enabled).locator("button")
    expect(button).to_be_visible()
    with pytest.raises(AssertionError, match="to be hidden"):
        expect(button).to_be_visible(visible=False, timeout=1)
"""
)


def run(pytester: pytest.Pytester, text: str) -> dict[str, int]:
    pytester.makepyfile(text)
    result = pytester.runpytest_subprocess("--lona-driver=inprocess,chromium")
    return result.parseoutcomes()


def test_an_exception_on_the_server_fails_the_test(pytester: pytest.Pytester) -> None:
    outcomes = run(pytester, CRASHES)

    assert outcomes.get("failed", 0) + outcomes.get("errors", 0) == 6


def test_templates_of_an_app_are_found(pytester: pytest.Pytester) -> None:
    assert run(pytester, FILES) == {"passed": 4}


def test_messages_say_what_was_expected(pytester: pytest.Pytester) -> None:
    assert run(pytester, MESSAGES) == {"passed": 4}
