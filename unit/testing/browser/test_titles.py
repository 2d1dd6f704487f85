"""lona_testing.browser.titles: what `document.title` is."""

import pytest

from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.selectors import select
from lona_testing.browser.titles import set_title, title_of


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("<title> a &amp;\n b </title>", "a & b"),
        ("<title>a</title><title>b</title>", "a"),
        ("<svg><title>picture</title></svg>", ""),
        ("<svg><title>picture</title></svg><body><title>late</title>", "late"),
        ("", ""),
    ],
)
def test_it_is_the_text_of_the_first_title(html: str, title: str) -> None:
    assert title_of(parse_document(html)) == title


@pytest.mark.parametrize("html", ["", "<title>old</title>"])
def test_setting_it_writes_the_element(html: str) -> None:
    document = parse_document(html)
    set_title(document, "new")
    assert [e.text() for e in select(document, "head > title")] == ["new"]
    set_title(document, "")
    assert title_of(document) == ""
