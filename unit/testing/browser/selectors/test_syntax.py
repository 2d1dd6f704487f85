"""lona_testing.browser.selectors.syntax: lists, functions, relative selectors, and what is none."""

import re

import pytest
import tinycss2

from lona_testing.browser.dom import SVG_NAMESPACE, Element, insert
from lona_testing.browser.html_parser import parse_fragment
from lona_testing.browser.selectors import SelectorError, matches, parse, select
from lona_testing.browser.selectors.syntax import parse_tokens

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
        ("li:has(> b)", ["y"]),
        ("li:has(+ li > b)", ["x"]),
        ("li:has(b):has(+ li)", ["y"]),
        ("h1:has(~ ul li b)", ["H"]),
        ("h1:has(+ ul)", []),
        ("p:is(.nothing, :nonsense, .a)", ["2"]),
        ("p:where(.a, )", ["2"]),
        ("p:is()", []),
        ("p:not(.a, [lang])", ["1"]),
        ("LI:FIRST-CHILD", ["x"]),
        ("p:first-line, h1::before", []),
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


NOT_A_SELECTOR = """
p >;> p;p,;,;p,,p;p:nonsense;p:nonsense(x);p::nonsense;p::before:hover;p:before p;.1;#1;1p;[=x];[x=]
[x=y z];[x=y s];[x=y i i];[x=1];*p;p!;p/**/p;foo|p;p|;p:not();p:not(:nonsense);p:not(> b);p:has()
p:has(:nonsense, b);p:has(:has(b));p:has(:is(:has(b)));p:nth-child();p:nth-child(x);p:nth-child(+ 1)
p:nth-of-type(1 of p);p:lang();p:lang(a, b);p:lang('a');p:dir();p:not(::before);p >> p;p || p;@x
"""


@pytest.mark.parametrize("selector", ["", *re.split(r"[;\n]", NOT_A_SELECTOR.strip())])
def test_what_chromium_refuses_is_refused(root: Element, selector: str) -> None:
    with pytest.raises(SelectorError):
        select(root, selector)


@pytest.mark.parametrize(
    ("selector", "specificity"),
    [
        ("*", (0, 0, 0)),
        ("p", (0, 0, 1)),
        ("p.a.b#c > b[x]:hover", (1, 4, 2)),
        ("p::before", (0, 0, 2)),
        ("p:is(b, .c, #d)", (1, 0, 1)),
        ("p:where(#d)", (0, 0, 1)),
        ("p:not(b, .c)", (0, 1, 1)),
        ("p:has(> .c b)", (0, 1, 2)),
        ("p:nth-child(2)", (0, 1, 1)),
        ("p:nth-child(2 of #a, b)", (1, 1, 1)),
    ],
)
def test_the_specificity_is_that_of_the_standard(
    selector: str, specificity: tuple[int, int, int]
) -> None:
    assert [each.specificity for each in parse(selector)] == [specificity]


def test_a_part_of_an_element_is_named_and_its_element_found(root: Element) -> None:
    (before,) = parse("p.a::before")
    assert before.pseudo_element == "before"
    assert [e.text() for e in root.elements() if before.matches_origin(e)] == ["2"]
    assert not any(map(before.matches, root.elements()))


def test_namespaces_are_those_that_were_declared() -> None:
    svg = Element("a", SVG_NAMESPACE)
    tokens = tinycss2.parse_component_value_list("s|a, s|*, *|a, |a")
    answers = [each.matches(svg) for each in parse_tokens(tokens, {"s": SVG_NAMESPACE})]
    assert answers == [True, True, True, False]
