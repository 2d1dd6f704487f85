from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.style.cascade import NotKnown, computed

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("rules", "value"),
    [
        ("", "block"),
        ("p { display: none }", "none"),
        (".c { display: flex } p { display: none }", "flex"),
        ("#x { display: flex } .c.c.c { display: none }", "flex"),
        (".c { display: none } .c { display: flex }", "flex"),
        (".c { display: none !important } #x { display: flex }", "none"),
        (".c { display: flex; display: nonsense }", "flex"),
        (":where(#x) { display: none } p { display: flex }", "flex"),
        ("@layer a { #x { display: none } } p { display: flex }", "flex"),
        ("@layer a { p { display: none !important } } p { display: flex !important }", "none"),
        ("@layer a, b; @layer b { p { display: flex } } @layer a { #x { display: none } }", "flex"),
        ("@layer a { @layer b { p { display: none } } p { display: flex } }", "flex"),
        ("@media print { p { display: none } }", "block"),
        ("@supports (display: grid) { p { display: grid } }", "grid"),
        ("@supports (display: nonsense) { p { display: none } }", "block"),
        ("body { & p { display: flex } }", "flex"),
        ("body { > p { display: flex } @media screen { p.c { display: grid } } }", "grid"),
        ("p { display: var(--d) } :root { --d: grid }", "grid"),
        ("p { display: var(--d, flex) }", "flex"),
        ("p { display: var(--d) }", "inline"),
        ("p { --d: var(--e); --e: none; display: var(--d) }", "none"),
        ("p { --d: var(--d); display: var(--d) }", "inline"),
        ("body { display: flex } p { display: inherit }", "flex"),
        ("p { display: none } p { display: initial }", "inline"),
        ("p { display: none } p { display: unset }", "inline"),
        ("p { display: none } p { display: revert }", "block"),
        ("p { all: unset }", "inline"),
        ("p:foo, p { display: none }", "block"),
        ("p, { display: none }", "block"),
        ("p { display: none", "none"),
        ("} p { display: none }", "block"),
    ],
)
def test_the_rule_that_counts_most_wins(styled: Styled, rules: str, value: str) -> None:
    page = styled(f'<style>{rules}</style><p id="x" class="c">x</p>')

    assert computed(page["x"], "display") == value


@pytest.mark.parametrize(
    ("rules", "style", "value"),
    [
        ("#x { display: none }", "display: flex", "flex"),
        ("#x { display: none !important }", "display: flex", "none"),
        ("#x { display: none !important }", "display: flex !important", "flex"),
        ("", "display: none; display: nonsense", "none"),
        ("", "display: none !important; display: flex", "none"),
        ("", "DISPLAY: Flex", "flex"),
        ("", "background: url('a;display:none'); color: red", "block"),
    ],
)
def test_the_attribute_style_stands_above_rules(
    styled: Styled, rules: str, style: str, value: str
) -> None:
    page = styled(f'<style>{rules}</style><p id="x" style="{style}">x</p>')

    assert computed(page["x"], "display") == value


def test_what_is_inherited_comes_from_around(styled: Styled) -> None:
    page = styled(
        "<style>.v { visibility: hidden } .w { visibility: visible }</style>"
        '<div class="v"><b id="a">a</b><b class="w"><i id="b">b</i></b></div>'
    )

    assert computed(page["a"], "visibility") == "hidden"
    assert computed(page["b"], "visibility") == "visible"


@pytest.mark.parametrize(
    "rules",
    [
        "p:hover { display: none }",
        "@container (min-width: 1px) { p { display: none } }",
        "@scope (body) { p { display: none } }",
        "@media (unheard-of: 1) { p { display: none } }",
        "p { animation: 1s a } @keyframes a { to { display: none } }",
        "@layer a { p { display: revert-layer } }",
    ],
)
def test_it_is_said_if_only_a_browser_knows(styled: Styled, rules: str) -> None:
    page = styled(f'<style>{rules}</style><p id="x">x</p>')

    with pytest.raises(NotKnown, match=r"display.*<p"):
        computed(page["x"], "display")


@pytest.mark.parametrize(
    "rules",
    [
        "p:hover { color: red }",
        "p:hover { display: block }",
        "b:hover { display: none }",
        "p:hover { display: none } #x { display: block }",
        "p { animation: 1s a } @keyframes b { to { display: none } }",
    ],
)
def test_doubts_that_make_no_difference_do_not_count(styled: Styled, rules: str) -> None:
    page = styled(f'<style>{rules}</style><p id="x">x</p>')

    assert computed(page["x"], "display") == "block"


def test_the_hidden_input_stays_hidden(styled: Styled) -> None:
    page = styled('<style>input { display: block }</style><input id="x" type="hidden">')

    assert computed(page["x"], "display") == "none"
