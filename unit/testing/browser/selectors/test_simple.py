"""lona_testing.browser.selectors.simple: names, and which of them have a case."""

from collections.abc import Callable

import pytest

from lona_testing.browser.html_parser import parse_document
from lona_testing.browser.selectors import select

HTML = """<body>
<p id="p" class="One\u00a0two three" title="Some text" type="A" data-x="A">x</p>
<input id="i" TYPE="CheckBox" NAME="N"><a id="a" xlink:href="/" lang="en-GB">x</a>
<svg id="s" viewBox="0 0 1 1" type="A"><linearGradient id="g"/><use id="u" xlink:href="#x"/></svg>
"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("P", "p"),
        ("lineargradient", "g"),
        ("*|linearGradient", "g"),
        ("|p", ""),
        (".three", "p"),
        (".Three", ""),
        (".two", ""),
        ("#P", ""),
        ("[TITLE]", "p"),
        ("[title~=text]", "p"),
        ("[title~='Some text']", ""),
        ("[title~='']", ""),
        ("[title='some TEXT' i]", "p"),
        ("[title='some TEXT']", ""),
        ("[type=a]", "p"),
        ("[type=checkbox]", "i"),
        ("[name=n]", ""),
        ("[data-x=a]", ""),
        ("[lang|=en]", "a"),
        ("[lang|=EN]", "a"),
        ("[viewbox]", "s"),
        ("[href]", ""),
        ("[*|href]", "u"),
        ("[xlink\\:href]", "a"),
        ("[title^='']", ""),
        ("[title$=text]", "p"),
        ("[title*='e t']", "p"),
        ("#\\70", "p"),
    ],
)
def test_names_and_values_are_compared_as_in_html(
    found: Callable[[str, str], str], selector: str, ids: str
) -> None:
    assert found(HTML, selector) == ids


def test_ids_and_classes_have_no_case_in_quirks_mode() -> None:
    document = parse_document("<!doctype html><p id=A class=K>x</p>")
    assert not select(document, "#a")
    document.is_quirky = True
    assert select(document, "#a.k")
