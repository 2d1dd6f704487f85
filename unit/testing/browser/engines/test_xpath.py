"""lona_testing.browser.engines.xpath: XPath 1.0 in HTML."""

from collections.abc import Callable

import pytest

from lona_testing.browser.errors import NotSupportedInProcess
from lona_testing.browser.selectors import SelectorError

HTML = """<html lang="en"><body><div id="a" class="x y"><p id="p">one</p><p id="q" title="T">two
<b id="b">bold</b></p><!-- c --></div><ul id="u"><li id="l">1</li><li id="m">2</li></ul>"""
FOREIGN = "<body><p id=p>x</p><svg id=s><g id=g/><p id=q>"


@pytest.mark.parametrize(
    ("expression", "start", "ids"),
    [
        ("//p", None, "p q"),
        ("//P[@TITLE]", None, "q"),
        ("/html/body/ul/li[last()]", None, "m"),
        ("//p[contains(., 'BOLD')] | //li[. = 2]", None, "m"),
        ("//b/ancestor::div", None, "a"),
        ("//*[@class='x y']", None, "a"),
        ("//li[position() mod 2 = 1]", None, "l"),
        ("//p[lang('en') and not(@title)]", None, "p"),
        ("//p/text()", None, ""),
        ("//svg", None, ""),
        ("//p", "u", ""),
        ("/li", "u", "l m"),
        ("(//p)[2]", "u", "q"),
        ("..", "b", "q"),
        ("../..", "b", "a"),
        ("./preceding-sibling::*", "u", "a"),
        (".", "u", "u"),
    ],
)
def test_expressions_find_what_they_do_in_browsers(
    found: Callable[..., str], expression: str, start: str | None, ids: str
) -> None:
    assert found(HTML, f"xpath={expression}", start) == ids


@pytest.mark.parametrize(
    "expression", ["//p[", "count(//p)", "//x:p", "//p[matches(., 'o')]", "//p[$x]", "//p]", "#"]
)
def test_what_finds_no_elements_is_refused(found: Callable[..., str], expression: str) -> None:
    with pytest.raises(SelectorError):
        found(HTML, f"xpath={expression}")


def test_pictures_have_names_of_their_own(found: Callable[..., str]) -> None:
    assert found(FOREIGN, "//p") == "p q"
    assert found(FOREIGN, "//svg | //g") == ""
    assert found(FOREIGN, "//p/following-sibling::*") == "s q"
    for expression in ("//*[name()='svg']", "//linearGradient"):
        with pytest.raises(NotSupportedInProcess):
            found(FOREIGN, expression)
    assert found(HTML, "//*[local-name()='ul']") == "u"
