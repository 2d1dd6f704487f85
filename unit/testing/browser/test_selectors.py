"""CSS selectors over the in-process document."""

import pytest

from lona_testing.browser.dom import Element, insert
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.browser.selectors import matches, select

HTML = """
<main id="m"><h1 class="a b" title="One two">H</h1><p>1</p><p class="a">2</p><p lang="de-AT">3</p>
<ul><li>x</li><li><b>y</b></li><li>z</li></ul>
<form><input id="i" disabled><input type="checkbox" checked><fieldset disabled><button>B</button>
</fieldset></form></main>
"""


@pytest.fixture(scope="module")
def root() -> Element:
    element = Element("body")
    insert(element, 0, parse_fragment(HTML, element))
    return element


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        ("p", ["1", "2", "3"]),
        ("P.a", ["2"]),
        (".a.b", ["H"]),
        ("#m > p", ["1", "2", "3"]),
        ("main li", ["x", "y", "z"]),
        ("body > li", []),
        ("h1 + p", ["1"]),
        ("h1 ~ p.a", ["2"]),
        ("h1, b", ["H", "y"]),
        ("[title]", ["H"]),
        ("[title='One two']", ["H"]),
        ('[title^="One"]', ["H"]),
        ("[title$=two]", ["H"]),
        ("[title*='e t']", ["H"]),
        ("[title~=two]", ["H"]),
        ("[title='ONE TWO' i]", ["H"]),
        ("[lang|=de]", ["3"]),
        ("li:first-child", ["x"]),
        ("li:last-child", ["z"]),
        ("li:nth-child(2n+1)", ["x", "z"]),
        ("li:nth-child(even)", ["y"]),
        ("li:nth-last-child(1)", ["z"]),
        ("li:not(:first-child):not(:last-child)", ["y"]),
        ("li:has(b)", ["y"]),
        ("p:is(.a, [lang])", ["2", "3"]),
        ("li:has-text('Z')", ["z"]),
        ("button:disabled", ["B"]),
    ],
)
def test_selectors_find_what_css_says(root: Element, selector: str, texts: list[str]) -> None:
    assert [element.text().strip() for element in select(root, selector)] == texts


def test_states_of_controls_are_known(root: Element) -> None:
    assert [e.get("id") for e in select(root, "input:disabled")] == ["i"]
    assert [e.get("type") for e in select(root, "input:checked")] == ["checkbox"]


def test_matches_looks_at_ancestors(root: Element) -> None:
    (bold,) = select(root, "b")
    assert matches(bold, "ul li > b")
    assert not matches(bold, "ol b")


@pytest.mark.parametrize("selector", ["", "p >", "p:hover", "p::before", "[x", "p:not(.a", "1p"])
def test_what_is_not_understood_is_an_error(root: Element, selector: str) -> None:
    with pytest.raises(ValueError, match=r"select|pseudo"):
        select(root, selector)
