"""lona_testing.browser.selectors.structure: places among siblings."""

from collections.abc import Callable

import pytest

HTML = """<body><ul id="u"><li id="a"></li><li id="b" class="c"><!-- x --></li><li id="c"> </li
><li id="d" class="c">x</li><li id="e">x</li></ul><div id="w"><h2 id="h"></h2><p id="q"></p
><p id="r"></p></div><b id="o"><i id="n"></i></b>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("li:first-child", "a"),
        ("li:last-child", "e"),
        ("li:nth-child(2n)", "b d"),
        ("li:nth-child(ODD)", "a c e"),
        ("li:nth-child(-n + 2)", "a b"),
        ("li:nth-child(0)", ""),
        ("li:nth-child(1 of .c)", "b"),
        ("li:nth-last-child(1 of .c, .d)", "d"),
        ("li:nth-last-child(-n+2)", "d e"),
        ("p:nth-of-type(2)", "r"),
        ("div > :nth-last-of-type(1)", "h r"),
        ("div > :first-of-type", "h q"),
        ("div > :last-of-type", "h r"),
        ("div > :only-of-type", "h"),
        ("i:only-child", "n"),
        ("li:empty", "a b"),
        (":root", "html"),
        (":root > :root", ""),
        (":scope > body > b", "o"),
    ],
)
def test_places_are_counted_as_in_css(
    found: Callable[[str, str], str], selector: str, ids: str
) -> None:
    assert found(HTML, selector) == ids
