"""lona_testing.browser.engines.css: Playwright's CSS."""

from collections.abc import Callable

import pytest

from lona_testing.browser.engines import css, syntax
from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import SelectorError

HTML = """<body><div id="o"><div id="i"><p id="p">x <b id="b">Deep</b></p><p id="q" hidden>y</p>
</div></div><p id="r">x</p>"""


@pytest.mark.parametrize(
    ("selector", "start", "ids"),
    [
        ("div p", None, "p q"),
        ("div p", "o", "p q"),
        ("div p", "i", ""),
        ("#o p", "i", ""),
        ("> p", "i", "p q"),
        ("> p", None, ""),
        (":scope > div", "o", "i"),
        (":scope", "o", "o"),
        (":scope", None, "html"),
        ("+ p", "o", "r"),
        ("div:has(> p)", None, "i"),
        ("div:has(div b)", None, "o"),
        ("div:has(+ p)", None, "o"),
        ("p:not(:has(b), [hidden])", None, "r"),
        ("p:is(#q, #r)", None, "q r"),
        ("div:where(#i) > p", None, "p q"),
        ("p:visible", None, "p r"),
        ("p:has-text('DEEP')", None, "p"),
        ("p:text('x')", None, "p r"),
        ("p:text-is('x')", None, "p r"),
        ("p:text-is('y'), b:text-is('Deep')", None, "b q"),
        ("b:text-matches('^d', 'i')", None, "b"),
        ("b:text-matches('^d')", None, ""),
        (":nth-match(p, 2)", None, "q"),
        (":nth-match(p, b, 2)", None, "b"),
        (":nth-match(p, 9)", None, ""),
        (":light(div p)", None, "p q"),
        ("p::before", None, ""),
        ("p:before", None, ""),
        ("p:nth-child(1 of [hidden])", None, "q"),
    ],
)
def test_searches_start_at_an_element(
    found: Callable[..., str], selector: str, start: str | None, ids: str
) -> None:
    if selector == "p::before":
        with pytest.raises(SelectorError):
            found(HTML, selector)
        return
    assert found(HTML, selector, start) == ids


@pytest.mark.parametrize(
    "selector",
    [
        "", "p[", "p:", "p >", "p,", "p:not(", "p:not()", "p:is()", "p:has()", "p:nth-child(2",
        "p:has-text(x)", "p:has-text()", "p:text-is('a', 'b')", "p:nth-match(p)",
        "p:nth-match(p, 0)", "p:text-matches('(')", "p:visible(x)", "p:is(:nonsense, b)", "p{}",
        "(p)", "p::before", "#1", "p >> >", "p:not('x')", "'x", "p b:has(",
    ],
)  # fmt: skip
def test_what_playwright_cannot_read_is_refused(found: Callable[..., str], selector: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        found(HTML, selector)


@pytest.mark.parametrize("name", ["above", "below", "left-of", "near", "right-of"])
def test_what_needs_layout_says_so(found: Callable[..., str], name: str) -> None:
    with pytest.raises(NotSupportedInProcess, match="layout"):
        found(HTML, f"p:{name}(b)")


def test_each_pseudo_class_that_is_read_has_a_meaning() -> None:
    assert frozenset(css._FUNCTIONS) == syntax.FUNCTIONS
