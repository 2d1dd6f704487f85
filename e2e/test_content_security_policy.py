"""What works under the strict content security policy, and what it stops; in Chromium.

All tests in this folder run under it. These are about the policy itself.
"""

import pytest

from lona import App, View
from lona.html import H1, A, Button, Div, IFrame, Node, P, RawHTML, Script, Style
from lona.pytest import expect
from lona.static_files import Script as ScriptFile
from lona.warnings import JavaScriptUrlWarning
from lona_testing.errors import ScriptError

HTML_STRING = "<h1>string</h1>"


class PolicyView(View):
    html: object = None

    def handle_request(self, request):
        return type(self).html


@pytest.fixture
def show(lona_page):
    """Give a function that shows nodes under the strict policy."""

    def start(*nodes, **templates):
        def setup(app):
            assert app.settings.CONTENT_SECURITY_POLICY is None  # conftest.py makes it strict
            for name, string in templates.items():
                app.add_template(f"lona/{name}", string)
            app.route("/")(View_)

        class View_(View):
            def handle_request(self, request):
                return Div(H1("shown"), *nodes)

        page = lona_page(setup)
        expect(page.locator("h1")).to_have_text("shown")
        return page

    return start


@pytest.fixture
def blocked(lona_chromium):
    """Give a function that returns what the policy stopped, and takes it from the errors."""

    def take():
        try:
            lona_chromium.raise_page_errors()
        except AssertionError as error:
            return str(error).splitlines()[1:]
        return []

    return take


def colour(page, selector):
    return page.evaluate(
        "selector => getComputedStyle(document.querySelector(selector)).color", selector
    )


RED = "rgb(255, 0, 0)"


def test_the_policy_is_strict_and_each_page_has_its_nonce(show, lona_page):
    page = show()
    first = page.reload().headers["content-security-policy"]
    second = page.reload().headers["content-security-policy"]
    assert "default-src 'self'" in first
    assert "unsafe" not in first
    assert "require-trusted-types-for 'script'" in first
    assert first != second
    assert page.evaluate("trustedTypes.defaultPolicy") is None


def test_styles_of_nodes_and_style_nodes_are_applied(show):
    page = show(
        P("one", _id="one", _style={"color": "red"}),
        Style("#two { color: red }"),
        P("two", _id="two"),
    )
    assert colour(page, "#one") == RED
    assert colour(page, "#two") == RED


def test_raw_html_and_strings_are_shown_without_their_code(show, lona_page, blocked):
    evil = (
        '<p id=styled style="color: red">text</p>'
        "<img src=/static/none.png onerror='window.hacked = 1'>"
        "<script>window.hacked = 1</script>"
        "<style>#styled { color: red }</style>"
    )
    page = show(RawHTML(evil))
    expect(page.locator("#styled")).to_have_text("text")
    assert colour(page, "#styled") != RED
    assert page.evaluate("window.hacked") is None
    assert any("style" in line for line in blocked())


def test_code_in_attributes_and_script_nodes_does_not_run(show, blocked):
    with pytest.warns(JavaScriptUrlWarning):
        link = A("link", href="javascript:window.hacked = 1", _id="link", ignore=True)
    page = show(
        Div("click", _id="div", attributes={"onclick": "window.hacked = 1"}),
        Script("window.hacked = 1"),
        link,
        IFrame(srcdoc="<script>parent.hacked = 1</script>nested"),
    )
    page.locator("#div").click()
    page.locator("#link").click()
    expect(page.frame_locator("iframe").locator("body")).to_have_text("nested")
    assert page.evaluate("window.hacked") is None
    assert blocked()


def test_a_data_block_is_a_script_node_that_may_be_there(show):
    page = show(Script('{"a": 1}', type="application/json", _id="data"))
    assert page.evaluate("JSON.parse(document.querySelector('#data').text).a") == 1


def test_scripts_of_the_own_site_run(lona_page, tmp_path):
    (tmp_path / "own.js").write_text("window.own = 1")

    class Scripted(Node):
        TAG_NAME = "span"
        STATIC_FILES = [ScriptFile(name="csp-own", path=str(tmp_path / "own.js"), url="own.js")]

    def setup(app):
        @app.route("/")
        class ScriptedView(View):
            STATIC_FILES = Scripted.STATIC_FILES

            def handle_request(self, request):
                return Div(H1("shown"), Script(src="/static/own.js?again"))

    page = lona_page(setup)
    expect(page.locator("h1")).to_have_text("shown")
    page.wait_for_function("() => window.own === 1")


def test_what_an_application_overrides_runs_with_the_nonce(show, lona_errors):
    lona_errors.expect(ScriptError, match="Content Security Policy")
    page = show(
        **{
            "frontend.js": "window.mine = typeof lona_context.setup;",
            "header.html": "<p>header</p><script>window.hacked = 1</script>"
            '<style nonce="{{ request.nonce }}">p { color: red }</style>',
        }
    )
    assert page.evaluate("window.mine") == "function"
    assert colour(page, "p") == RED
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("path", ["/forbidden", "/broken", "/missing"])
def test_error_pages_work_without_anything_inline(lona_page, lona_errors, path):
    from lona import ForbiddenError

    def setup(app):
        @app.route("/forbidden", interactive=False)
        class Forbidden(View):
            def handle_request(self, request):
                raise ForbiddenError

        @app.route("/broken", interactive=False)
        class Broken(View):
            def handle_request(self, request):
                raise KeyError

    if path == "/broken":
        lona_errors.expect(KeyError)
    page = lona_page(setup, path)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.querySelector('.lona-message')).textAlign") == (
        "center"
    )


def test_a_page_of_another_policy_says_so_itself(lona_page, lona_errors):
    lona_errors.expect(ScriptError, match="Content Security Policy")
    app = App(__file__)
    app.settings.CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'nonce-{nonce}'"

    @app.route("/")
    class OwnPolicyView(View):
        def handle_request(self, request):
            return Div(H1("shown"), Button("click"))

    page = lona_page(app)
    expect(page.locator("h1")).to_have_text("shown")
    policy = page.reload().headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; style-src 'nonce-")
