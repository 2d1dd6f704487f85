"""lona_testing.browser.engines.chains: parts of a text, and the engine of each."""

from collections.abc import Callable

import pytest

from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import SelectorError

HTML = """<body><div id="a"><p id="p1" data-testid="t">one</p><p id="p2" hidden>two >> three</p>
</div><div id="b"><p id="p3">One</p><a id="k" data-test="T t">it's</a></div>"""


@pytest.mark.parametrize(
    ("selector", "ids"),
    [
        ("css=p", "p1 p2 p3"),
        ("css:light=p", "p1 p2 p3"),
        ("id=a", "a"),
        ("id= a", ""),
        ("data-testid=t", "p1"),
        ("data-test=T t", "k"),
        ("data-test-id=t", ""),
        ("#a >> p", "p1 p2"),
        ("#a>>p>>nth=0", "p1"),
        ("p >> nth=-1", "p3"),
        ("p >> nth=9", ""),
        ("p >> visible=true", "p1 p3"),
        ("p >> visible=false", "p2"),
        ("p >> ..", "a b"),
        ("p >> xpath=../..", "body"),
        ("text=one", "p1 p3"),
        ('"one"', "p1"),
        ("'One'", "p3"),
        ("text=it's >> ..", "b"),
        ("'two >> three'", "p2"),
        ("div >> p:has-text('>>')", "p2"),
        ("..", ""),
        ("//p[1] >> text=One", "p1 p3"),
        ("xpath=//body/div >> xpath=./a", "k"),
        ("#a >> xpath=./a", ""),
    ],
)
def test_each_part_searches_in_what_the_one_before_found(
    found: Callable[..., str], selector: str, ids: str
) -> None:
    assert found(HTML, selector) == ids


@pytest.mark.parametrize("selector", ["nonsense=x", "p >>", ">> p", "*p", "p >> >> a"])
def test_what_playwright_cannot_read_is_refused(found: Callable[..., str], selector: str) -> None:
    with pytest.raises(SelectorError):
        found(HTML, selector)


@pytest.mark.parametrize(
    "selector",
    ['internal:text="one"i', "*css=p", 'p >> near="a"'],
)
def test_what_needs_layout_or_a_browser_says_so(found: Callable[..., str], selector: str) -> None:
    with pytest.raises(NotSupportedInProcess):
        found(HTML, selector)
