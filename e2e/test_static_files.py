"""What Chromium fetches of the static files, and what it keeps."""

import pytest

from lona import View
from lona.html import H1
from lona.pytest import expect
from lona.static_files import StyleSheet

CONTENT = "h1 { color: rgb(1, 2, 3) }" + "/* long */" * 1000

# Bytes that came over the network: none from the cache, and only a head with the status 304.
FETCHED = """
() => Object.fromEntries(performance.getEntriesByType("resource").map((entry) =>
  [entry.name, entry.transferSize]))
"""


@pytest.fixture
def page(lona_page, tmp_path):
    path = tmp_path / "large.css"
    path.write_text(CONTENT)

    class Styled(View):
        STATIC_FILES = [StyleSheet(name="large", path=str(path), url="large.css")]

        def handle_request(self, request):
            return H1("shown")

    page = lona_page(Styled)
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    return page


def fetched(page, part):
    """Return the address of the one file with this in its address, and what was fetched of it."""
    (found,) = (entry for entry in page.evaluate(FETCHED).items() if part in entry[0])
    return found


def test_a_reload_fetches_no_client_and_asks_whether_declared_files_are_the_same(page):
    assert fetched(page, "/static/large.css")[1] > len(CONTENT)
    page.reload()
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    client, size = fetched(page, "/static/_lona/client/")
    assert "?v=" in client
    assert size == 0
    assert 0 < fetched(page, "/static/large.css")[1] < len(CONTENT)
