"""What escapes from a test fails it, with either driver: one run for each kind of outcome."""

import pytest

PROLOGUE = """
import tempfile
import threading
import time
import pytest
from lona import Channel, ForbiddenError, NotFoundError, RedirectResponse, View
from lona.html import HTML, Button, Div, P, TextInput, Widget
from lona.pytest import expect
from lona_testing.fake_connection import FakeConnection

class Crash(Exception):
    pass
"""

EXCEPTIONS = (
    PROLOGUE
    + """
class InHandleRequest(View):
    def handle_request(self, request):
        raise Crash("here")

class InHandler(View):
    def handle_request(self, request):
        return Button("Go", handle_click=self.go)

    def go(self, input_event):
        raise Crash("here")

class InRootHook(View):
    def handle_request(self, request):
        return Button("Go", handle_click=lambda event: None)

    def handle_input_event_root(self, input_event):
        raise Crash("here")

class InViewEvent(View):
    def handle_request(self, request):
        return Button("Go", handle_click=self.go)

    def go(self, input_event):
        self.server.fire_view_event("x")

    def on_view_event(self, view_event):
        raise Crash("here")

class InOnStop(View):
    def handle_request(self, request):
        return Button("Go", handle_click=lambda event: None)

    def on_stop(self, reason):
        raise Crash("here")

class InOnCleanup(View):
    def handle_request(self, request):
        return Button("Go", handle_click=lambda event: None)

    def on_cleanup(self):
        raise Crash("here")

class InPlainView(View):
    def handle_request(self, request):
        raise Crash("here")

class Middleware:
    def handle_request(self, data):
        raise Crash("here")

class ErrorView(View):
    def handle_request(self, request, **extra):
        raise Crash("here")

def in_middleware(app):
    app.settings.MIDDLEWARES = [Middleware]
    app.route("/")(View)

def in_plain_view(app):
    app.route("/", interactive=False)(InPlainView)

def in_error_view(app):
    app.settings.CORE_ERROR_404_VIEW = ErrorView
    app.route("/other")(View)

SUBJECTS = [
    InHandleRequest, InHandler, InRootHook, InViewEvent, InOnStop, InOnCleanup,
    in_middleware, in_plain_view, in_error_view,
]

@pytest.mark.parametrize("subject", SUBJECTS)
def test_it(lona_page, subject):
    page = lona_page(subject)
    if page.locator("button").count():
        page.locator("button").click()
    page.goto("/elsewhere")
    expect(page.locator("#wrong")).to_have_count(0)

@pytest.mark.parametrize("subject", SUBJECTS)
def test_expected(lona_page, lona_errors, subject):
    lona_errors.expect(Crash, match="^here$")
    page = lona_page(subject)
    if page.locator("button").count():
        page.locator("button").click()

def test_assertion_and_exception(lona_page):
    page = lona_page(InHandler)
    page.locator("button").click()
    assert page.locator("h1").text_content() == "something else"

@pytest.mark.parametrize("error", [ForbiddenError, NotFoundError])
def test_no_error(lona_page, error):
    class Refusing(View):
        def handle_request(self, request):
            raise error

    expect(lona_page(Refusing).locator("#lona")).not_to_be_empty()
"""
)

LEFT = (
    PROLOGUE
    + """
class Here(View):
    def handle_request(self, request):
        return Button("Go", handle_click=self.go)

    def go(self, input_event):
        threading.Thread(target=time.sleep, args=(1000,), name="left behind", daemon=True).start()

class Stubborn(View):
    def handle_request(self, request):
        while True:
            try:
                self.await_click(html=P("page"))
            except BaseException:
                time.sleep(20)

def test_thread(lona_page):
    lona_page(Here).locator("button").click()

def test_view(lona_page):
    expect(lona_page(Stubborn).locator("p")).to_be_visible()

def test_file(lona_page):
    lona_page(Here)
    tempfile.mkstemp(prefix="left-behind")

def test_connection(lona_page):
    FakeConnection(lona_page(Here).context and lona_page.server).open()

def test_channel(lona_page):
    lona_page(Here)
    Channel("left", print)

def test_nothing(lona_page):
    lona_page(Here)
"""
)

PAGES = (
    PROLOGUE
    + """
class Unknown(Div):
    WIDGET = "Unknown"

class Wrong(View):
    def handle_request(self, request):
        return HTML(P("1", _id="a"), P("2", _id="a"), Div(TextInput()))

class WithWidget(View):
    def handle_request(self, request):
        return Unknown()

def test_wrong(lona_page):
    lona_page(Wrong)

def test_widget(lona_page, lona_driver):
    if lona_driver == "chromium":
        pytest.skip("there it is an error of a script")
    lona_page(WithWidget)
"""
)

SCRIPTS = (
    PROLOGUE
    + """
from lona_testing.errors import ScriptError

class Here(View):
    def handle_request(self, request):
        return P("here")

def test_script(lona_page):
    lona_page(Here).evaluate("setTimeout(() => { throw new Error('in a script') })")

def test_expected(lona_page, lona_errors):
    lona_page(Here).evaluate("setTimeout(() => { throw new Error('in a script') })")
    lona_errors.expect(ScriptError, match="in a script")
"""
)

ON_ONE = (
    PROLOGUE
    + """
def setup(app):
    class Crashing(View):
        def handle_request(self, request):
            raise Crash("here")

    app.route("/", interactive=False)(Crashing)

async def test_as_before(lona_app_context):
    context = await lona_app_context(setup)
    assert (await context.client.get("/")).status == 500

async def test_asked(lona_app_context, lona_errors):
    context = await lona_app_context(setup)
    assert (await context.client.get("/")).status == 500
"""
)


@pytest.fixture
def run(pytester):
    def run(text, *options, driver="inprocess,chromium"):
        pytester.makeini("[pytest]\nasyncio_mode = auto\n" + "\n".join(options))
        pytester.makepyfile(text)
        return pytester.runpytest_subprocess("-rA", "-p", "no:randomly", f"--lona-driver={driver}")

    return run


def lines_of(result, kind):
    return [line for line in result.outlines if line.startswith(f"{kind} ")]


def test_an_exception_on_the_server_fails_the_test_that_does_not_expect_it(run):
    result = run(EXCEPTIONS)
    assert not [line for line in lines_of(result, "PASSED") if "::test_it" in line]
    assert not [line for line in lines_of(result, "FAILED") if "::test_expected" in line]
    result.assert_outcomes(failed=20, passed=22)
    text = result.stdout.str()
    assert "InHandler raised an exception at a click of <Button 'Go'>" in text
    assert "exceptions on the server" in text  # beside a failed assertion


def test_what_a_test_leaves_behind_fails_it_by_name(run):
    result = run(LEFT)
    result.assert_outcomes(passed=12, errors=10)
    text = result.stdout.str()
    assert "the thread 'left behind' (sleep)" in text
    assert "Stubborn of http://" in text
    assert "time.sleep(20)" in text
    assert "left-behind" in text
    assert "the channel of 'left' with the handler <built-in function print>" in text
    assert "a connection to http://localhost/" in text


@pytest.mark.parametrize(("level", "warnings"), [("warn", 5), ("off", 0)])
def test_what_a_test_leaves_behind_may_be_a_warning_or_nothing(run, level, warnings):
    result = run(LEFT, f"lona_leaks = {level}", driver="inprocess")
    result.assert_outcomes(passed=6, warnings=warnings)


def test_wrong_pages_are_warned_of(run):
    result = run(PAGES)
    result.assert_outcomes(passed=3, skipped=1, warnings=3)
    text = result.stdout.str()
    assert "2 elements have the id 'a'" in text
    assert "a control without a label: " in text
    assert "no script registers the widget 'Unknown'" in text


def test_wrong_pages_may_fail_the_test(run):
    run(PAGES, "lona_dom_checks = error").assert_outcomes(failed=3, skipped=1)


def test_an_error_of_a_script_fails_the_test(run):
    result = run(SCRIPTS, driver="chromium")
    result.assert_outcomes(failed=1, passed=1)
    assert "in a script" in result.stdout.str()


def test_servers_of_the_aiohttp_fixtures_are_watched_if_the_test_asks_for_it(run):
    run(ON_ONE).assert_outcomes(failed=1, passed=1)


def test_an_unknown_level_is_refused(run):
    result = run(PAGES, "lona_leaks = loud")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*lona_leaks: 'loud' is unknown; use error, warn, off*"])
