"""lona_testing.browser.engines.texts: which texts elements are found by."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.engines.texts import find_text, text_of
from lona_testing.browser.html_parser import parse_document

HTML = """<head><title id="t">one</title></head><body><p id="a">One <b id="b">two</b> three</p>
<script id="s">one</script><style id="y">one</style><noscript id="n">one</noscript>
<input id="i" type="reset" value="Clear all"><input id="u" type="button" value="One"><input id="v"
 value="one"><p id="c">Clear&shy; \u200b all</p><p id="e"></p><textarea id="x">one</textarea>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("text=ONE", "a u x"),
        ("text=one two", "a"),
        ("text='One'", "a u"),
        ("text='three'", "a"),
        ("text=Clear all", "i c"),
        ("text='Clear all'", "i c"),
        ("text=/^One/", "a u"),
        ("text=/TWO/i", "b"),
        ("text=/one", ""),
        ("text='it\\'s'", ""),
    ],
)
def test_texts_are_searched_in_what_is_read(
    found: Callable[..., str], selector: str, ids: str
) -> None:
    assert found(HTML, selector) == ids


@pytest.mark.parametrize(
    ("wanted", "exact", "ids"),
    [
        ("one", False, "a u x"),
        ("One", True, "u"),
        ("One two three", True, "a"),
        (re.compile("^one$"), False, "x"),
        ("'One'", False, ""),
    ],
)
def test_strings_are_found_as_they_are_written(wanted: Any, exact: bool, ids: str) -> None:
    found = find_text(parse_document(HTML), wanted, exact)
    assert " ".join(e.get("id") or "" for e in found) == ids


def test_a_search_for_a_text_may_find_where_it_starts() -> None:
    (_, body) = parse_document("<body>x").children[0].children  # type: ignore[union-attr]
    assert find_text(body, "x", False) == [body]  # type: ignore[arg-type]


def test_the_text_is_that_of_all_parts_but_scripts() -> None:
    document = parse_document("<body>a<script>b</script><input type=submit value=c><i>d</i>")
    assert text_of(document) == "acd"
