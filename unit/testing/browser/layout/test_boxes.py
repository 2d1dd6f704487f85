from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.layout.boxes import has_size
from lona_testing.browser.style.cascade import NotKnown

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    "html",
    [
        "<p id=x>x</p>",
        "<span id=x>x</span>",
        "<p id=x>&nbsp;</p>",
        "<li id=x></li>",
        "<table><tr><td id=x></td></tr></table>",
        "<input id=x>",
        "<button id=x></button>",
        "<hr id=x>",
        "<q id=x></q>",
        "<details id=x></details>",
        "<div id=x><br></div>",
        "<div id=x><input></div>",
        "<img id=x alt=y>",
        "<img id=x src=y>",
        "<div id=x style='padding: 1px'></div>",
        "<div id=x style='border: 1px solid'></div>",
        "<div id=x style='height: 1px'></div>",
        "<div id=x style='height: 0; padding-top: 1px'>x</div>",
        "<span id=x style='padding-left: 1px'></span>",
        "<span id=x><div>x</div></span>",
        "<div id=x style='overflow: hidden'><p></p></div>",
        "<div id=x style='overflow: hidden'><b style='float: left'>x</b></div>",
        "<div id=x style='display: flex'><p></p></div>",
        "<div style='display: flex'><p id=x>x</p></div>",
        "<div id=x style='position: absolute'>x</div>",
        "<div id=x style='transform: translateX(5px)'>x</div>",
        "<svg id=x></svg>",
        "<svg><text id=x>x</text></svg>",
        "<div style='height: 0'><p id=x>x</p></div>",
    ],
)
def test_these_have_a_size(styled: Styled, html: str) -> None:
    assert has_size(styled(html)["x"])


@pytest.mark.parametrize(
    "html",
    [
        "<p id=x></p>",
        "<p id=x> </p>",
        "<span id=x></span>",
        "<span id=x><br></span>",
        "<span id=x>&#8203;</span>",
        "<div id=x><p></p><p></p></div>",
        "<ul style='list-style: none'><li id=x></li></ul>",
        "<table id=x><tr></tr></table>",
        "<style>td { padding: 0 }</style><table><tr><td id=x></td></tr></table>",
        "<style>hr { border: 0 }</style><hr id=x>",
        "<style>button { all: unset }</style><button id=x></button>",
        "<img id=x>",
        "<img id=x src='data:,' alt=''>",
        "<br id=x>",
        "<div id=x style='width: 0'>x</div>",
        "<div id=x style='height: 0'>x</div>",
        "<div id=x style='max-height: 0'>x</div>",
        "<div id=x style='height: 50%'></div>",
        "<div style='width: 0'><p id=x>x</p></div>",
        "<div id=x><b style='float: left'>x</b></div>",
        "<div id=x><b style='position: absolute'>x</b></div>",
        "<div style='display: flex'><p id=x></p>x</div>",
        "<div id=x style='display: inline-block'></div>",
        "<svg><rect id=x /></svg>",
        "<svg><rect id=x width=5 height=0 /></svg>",
    ],
)
def test_these_have_none(styled: Styled, html: str) -> None:
    assert not has_size(styled(html)["x"])


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<style>p::before { content: '' }</style><p id=x></p>", "::before"),
        ("<div style='display: grid'><p id=x></p></div>", "stretch"),
        ("<div style='display: flex'><p id=x style='flex: 1'></p></div>", "stretch"),
        ("<p id=x style='position: absolute; inset: 0'></p>", "place"),
        ("<p id=x style='aspect-ratio: 1'></p>", "aspect-ratio"),
        ("<p id=x style='height: calc(1px + 1px)'></p>", "calc"),
        ("<p id=x style='transform: scale(0)'>x</p>", "transform"),
        ("<p id=x style='font-size: 0'>x</p>", "font-size"),
        ("<img id=x src=y alt=''>", "loaded"),
        ("<svg><path id=x d='M0 0' /></svg>", "drawn"),
        (
            "<table><tr><td id=x style='padding: 0'></td><td>x</td></tr></table>",
            "cells of the table",
        ),
    ],
)
def test_only_a_browser_knows_these(styled: Styled, html: str, reason: str) -> None:
    with pytest.raises(NotKnown, match=reason):
        has_size(styled(html)["x"])


@pytest.mark.parametrize(
    "html",
    [
        "<style>p::before { content: '' }</style><p id=x>x</p>",
        "<div style='display: grid'><p id=x>x</p></div>",
        "<p id=x style='aspect-ratio: 1'>x</p>",
        "<p id=x style='height: 50%'>x</p>",
    ],
)
def test_what_is_not_known_does_not_matter_beside_a_text(styled: Styled, html: str) -> None:
    assert has_size(styled(html)["x"])
