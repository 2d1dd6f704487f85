from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.layout.lines import block_around, in_case, shown_texts
from lona_testing.browser.style.cascade import NotKnown

Styled = Callable[..., Any]


def lines_of(page: Any) -> str:
    shown = shown_texts(page["x"]).items()
    return "|".join(in_case(data, text) for text, data in shown if data)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p id=x>  a   b  </p>", "a b"),
        ("<p id=x>a <b> b </b> c</p>", "a |b |c"),
        ("<p id=x>a <br> b</p>", "a|b"),
        ("<p id=x>a <input> b</p>", "a | b"),
        ("<div id=x>a <p> b </p> c</div>", "a|b|c"),
        ("<p id=x>a <b style='float: left'> b </b> c</p>", "a |b|c"),
        ("<p id=x>a <b style='display: inline-block'> b </b> c</p>", "a |b| c"),
        ("<p id=x>a <b hidden>b</b> c</p>", "a |c"),
        ("<pre id=x> a\n b </pre>", " a\n b "),
        ("<p id=x style='white-space: pre-line'> a \n b </p>", "a\nb"),
        ("<p id=x>a<span style='white-space: pre'> b </span> c</p>", "a| b | c"),
        ("<p id=x>a&#8203;\nb</p>", "a\u200bb"),
        ("<p id=x>&nbsp;a</p>", "\xa0a"),
        ("<q id=x> a </q>", " a "),
        ("<style>p::before { content: '*' }</style><p id=x> a</p>", " a"),
        ("<p id=x style='text-transform: uppercase'>straße</p>", "STRASSE"),
        ("<p id=x style='text-transform: lowercase'>A</p>", "a"),
        ("<p id=x style='text-transform: capitalize'>one o'two a-b</p>", "One O'two A-B"),
    ],
)
def test_white_space_and_case_of_lines(styled: Styled, html: str, shown: str) -> None:
    assert lines_of(styled(html)) == shown


@pytest.mark.parametrize(
    "html",
    [
        "<p id=x style='text-transform: capitalize'>a<b>b</b></p>",
        "<p id=x lang=tr style='text-transform: uppercase'>i</p>",
        "<math id=x><mi>x</mi></math>",
    ],
)
def test_only_a_browser_knows_these_letters(styled: Styled, html: str) -> None:
    with pytest.raises(NotKnown):
        lines_of(styled(html))


def test_the_block_around_an_element_holds_its_lines(styled: Styled) -> None:
    page = styled("<div id=a><b><i id=b>x</i></b></div>")

    assert block_around(page["b"]) is page["a"]
    assert block_around(page["a"]) is page["a"]
