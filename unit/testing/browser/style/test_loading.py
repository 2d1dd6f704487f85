import pytest

from lona_testing.browser.dom import Element
from lona_testing.browser.network import Response
from lona_testing.browser.style.loading import SheetLoader


def make_loader(policy: str = "", **headers: str) -> tuple[SheetLoader, list[str]]:
    asked: list[str] = []

    def fetch(address: str) -> Response:
        asked.append(address)
        return Response(200, headers or {"Content-Type": "text/css"}, "b {}")

    return SheetLoader(fetch, lambda: "http://localhost/a/b", policy), asked


def test_addresses_start_from_the_document_or_the_sheet_and_are_loaded_once() -> None:
    loader, asked = make_loader()

    assert loader.load("c.css", "") == ("http://localhost/a/c.css", "b {}")
    assert loader.load("c.css", "") == ("http://localhost/a/c.css", "b {}")
    assert loader.load("d.css", "http://localhost/e/c.css") == ("http://localhost/e/d.css", "b {}")
    assert asked == ["http://localhost/a/c.css", "http://localhost/e/d.css"]


def test_what_is_no_sheet_does_not_count() -> None:
    loader, _ = make_loader(**{"Content-Type": "text/plain"})

    assert loader.load("c.css", "") is None


@pytest.mark.parametrize(
    ("policy", "nonce", "allowed"),
    [
        ("", None, True),
        ("script-src 'self'", None, True),
        ("style-src 'self'", None, False),
        ("default-src 'self'", None, False),
        ("style-src 'unsafe-inline'", None, True),
        ("style-src 'unsafe-inline' 'nonce-a'", None, False),
        ("style-src 'nonce-a'", "a", True),
        ("style-src 'nonce-a'", "b", False),
        ("default-src 'self'; style-src-elem 'unsafe-inline'", None, True),
    ],
)
def test_a_policy_decides_about_inline_sheets(
    policy: str, nonce: str | None, allowed: bool
) -> None:
    loader, _ = make_loader(policy)
    style = Element("style")
    if nonce is not None:
        style.attributes["nonce"] = nonce

    assert loader.allows_inline(style) is allowed


@pytest.mark.parametrize(
    ("policy", "allowed"),
    [
        ("", True),
        ("style-src 'self'", False),
        ("style-src 'self'; style-src-attr 'unsafe-inline'", True),
        ("style-src 'unsafe-inline'", True),
    ],
)
def test_a_policy_decides_about_styles_of_markup(policy: str, allowed: bool) -> None:
    loader, _ = make_loader(policy)
    by_markup, by_script = Element("p"), Element("p")
    by_markup.written_style = "display: none"

    assert loader.allows_inline(by_markup) is allowed
    assert loader.allows_inline(by_script)
