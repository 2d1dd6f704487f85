"""A developer saves files, and the page in the browser follows by itself."""

import os
import re
import signal
import subprocess
import sys

import pytest

from lona.pytest import expect

pytestmark = pytest.mark.skipif(os.name == "nt", reason="sockets are not handed to processes there")

SCRIPT = """
from lona import App, View
from lona.html import H1, Div, P

app = App(__file__)

@app.route("/")
class Page(View):
    def handle_request(self, request):
        return Div(H1("first"), P(request.user.session_key, id="session"))

app.run(host="127.0.0.1", port=0, live_reload=True)
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT)
    return path


@pytest.fixture
def url(script):
    """Start the script; give its address."""
    process = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, text=True, cwd=script.parent
    )
    try:
        yield next(m[1] for m in (re.search(r"running on (\S+)/", x) for x in process.stderr) if m)
    finally:
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0, told


def test_the_page_follows_what_is_saved(script, url, lona_chromium):
    context = lona_chromium.new_context(base_url=url)
    page = context.new_page()
    page.goto("/")
    heading = page.get_by_role("heading")
    expect(heading).to_have_text("first", timeout=60_000)
    session = page.locator("#session").inner_text()

    script.write_text(SCRIPT.replace("first", "second"))
    expect(heading).to_have_text("second", timeout=60_000)
    assert page.locator("#session").inner_text() == session

    script.write_text(SCRIPT.replace('"first"', '"first'))
    expect(heading).to_have_text("The server does not start", timeout=60_000)
    expect(page.locator("pre")).to_contain_text("SyntaxError: unterminated string literal")

    script.write_text(SCRIPT.replace('"first"', "1 / 0").replace("from lona", "1 / 0\nfrom lona"))
    expect(page.locator("pre")).to_contain_text("ZeroDivisionError", timeout=60_000)

    script.write_text(SCRIPT.replace("first", "third"))
    expect(heading).to_have_text("third", timeout=60_000)
    assert page.locator("#session").inner_text() == session
    context.close()
    try:
        lona_chromium.raise_page_errors()
    except AssertionError as error:  # Chromium reports each failed attempt in the console
        kinds = ("WebSocket", "Failed to load resource", "ERR_CONNECTION")
        lines = str(error).splitlines()[1:]
        assert [line for line in lines if not any(kind in line for kind in kinds)] == []
