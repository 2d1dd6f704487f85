"""The plugin in runs of pytest of its own."""

import pytest

pytestmark = pytest.mark.slow

CONFIG = """
[pytest]
asyncio_mode = auto
asyncio_default_fixture_loop_scope = function
addopts = -p no:randomly -p no:cacheprovider
"""

APP = """
from lona import View
from lona.html import H1, Button, Div
from lona.pytest import eventually, expect

class Counter(View):
    def handle_request(self, request):
        self.heading = H1("0 clicks")
        return Div(self.heading, Button("Click me", handle_click=self.count))

    def count(self, event):
        self.heading.set_text("1 clicks")

def setup(app):
    app.route("/")(Counter)
"""


def run(pytester: pytest.Pytester, source: str, *arguments: str) -> pytest.RunResult:
    pytester.makeini(CONFIG)
    pytester.makepyfile(test_it=APP + source)
    return pytester.runpytest_subprocess(*arguments)


def test_a_test_of_ten_lines_passes(pytester: pytest.Pytester) -> None:
    source = """
def test_counter(lona_page):
    page = lona_page(Counter)
    page.get_by_role("button", name="Click me").click()
    expect(page.get_by_role("heading")).to_have_text("1 clicks")
"""
    run(pytester, source).assert_outcomes(passed=1)


def test_a_failing_test_shows_the_tree_and_does_not_wait(pytester: pytest.Pytester) -> None:
    source = """
import time

def test_counter(lona_page):
    page = lona_page(Counter)
    start = time.monotonic()
    try:
        expect(page.get_by_role("heading")).to_have_text("2 clicks", timeout=600_000)
    finally:
        assert time.monotonic() - start < 60
"""
    result = run(pytester, source)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*expected *to have the text '2 clicks', but it is '0 clicks'*"])
    result.stdout.fnmatch_lines(["*<h1>0 clicks</h1>*"])


def test_app_context_serves_an_app_on_the_loop_of_the_test(pytester: pytest.Pytester) -> None:
    source = """
import asyncio

async def test_context(lona_app_context):
    context = await lona_app_context(setup)
    assert context.loop is asyncio.get_running_loop() is context.event_loop
    assert context.app.server is context.server
    assert context.make_url("/x").startswith("http://127.0.0.1:")
    response = await context.client.get("/")
    assert response.status == 200
    assert 'id="lona"' in await response.text()

async def test_two_servers_share_nothing(lona_app_context):
    one, two = await lona_app_context(setup), await lona_app_context(setup)
    one.server.state["x"] = 1
    assert "x" not in two.server.state
    assert one.make_url() != two.make_url()
"""
    run(pytester, source).assert_outcomes(passed=2)


def test_project_context_reads_settings_files(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(settings="ROUTING_TABLE = 'routes.routes'\nMY_SETTING = 1\n")
    pytester.makepyfile(
        routes="""
from lona import Route, View

class Plain(View):
    def handle_request(self, request):
        return f"<p>{self.server.settings.MY_SETTING} {self.server.settings.OTHER}</p>"

routes = [Route("/", Plain, interactive=False)]
"""
    )
    source = """
import os

async def test_project(lona_project_context):
    context = await lona_project_context(
        project_root=os.path.join(__file__, ".."),
        settings=["./settings.py"],
        settings_post_overrides={"OTHER": 2},
    )
    assert context.app is None
    response = await context.client.get("/")
    assert await response.text() == "<p>1 2</p>"
"""
    run(pytester, source).assert_outcomes(passed=1)


def test_eventually_tries_until_it_holds(pytester: pytest.Pytester) -> None:
    source = """
import pytest

async def test_success():
    tries = 0
    for attempt in eventually(timeout=60, interval=0.01):
        async with attempt:
            tries += 1
            assert tries == 3
    assert tries == 3

async def test_the_last_error_is_raised():
    with pytest.raises(ZeroDivisionError):
        for attempt in eventually(timeout=0.05, interval=0.01):
            async with attempt:
                1 / 0

async def test_it_has_to_be_used_with_async_with():
    with pytest.raises(SyntaxError):
        for attempt in eventually():
            pass
"""
    run(pytester, source).assert_outcomes(passed=3)


def test_sync_tests_asyncio_run_and_pytest_asyncio_live_in_one_session(
    pytester: pytest.Pytester,
) -> None:
    source = """
import asyncio

def test_sync(lona_page):
    lona_page(Counter).get_by_role("button").click()

def test_own_loop():
    asyncio.run(asyncio.sleep(0))

async def test_async(lona_app_context):
    await lona_app_context(setup)

async def test_page_in_an_async_test(lona_page):
    expect(lona_page(Counter).get_by_role("heading")).to_have_text("0 clicks")
"""
    run(pytester, source).assert_outcomes(passed=4)


def test_two_drivers_run_a_test_twice(pytester: pytest.Pytester) -> None:
    source = """
def test_counter(lona_page):
    pass
"""
    result = run(pytester, source, "--lona-driver=inprocess,chromium", "--collect-only", "-q")
    result.stdout.fnmatch_lines(["*test_counter[[]inprocess]", "*test_counter[[]chromium]"])


def test_an_unknown_driver_is_refused(pytester: pytest.Pytester) -> None:
    source = """
def test_counter(lona_page):
    pass
"""
    result = run(pytester, source, "--lona-driver=netscape")
    output = result.stdout.str() + result.stderr.str()
    assert "'netscape' is no driver; use inprocess or chromium" in output
