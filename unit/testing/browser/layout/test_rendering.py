from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.dom import Element
from lona_testing.browser.layout.rendering import (
    shown_children,
    skipped_in,
    why_not_rendered,
    why_skipped,
)

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<p id=x>x</p>", None),
        ("<div hidden><p id=x>x</p></div>", "<div> is hidden"),
        ("<div hidden=until-found><p id=x>x</p></div>", None),
        ("<style>p { display: none }</style><p id=x>x</p>", "<p> is hidden"),
        ("<canvas><p id=x>x</p></canvas>", "<canvas> does not show"),
        ("<select><option id=x>x</option></select>", "<select> does not show"),
        ("<select multiple><option id=x>x</option></select>", None),
        ("<svg><defs><rect id=x /></defs></svg>", "<defs> is hidden"),
        ("<details><p id=x>x</p></details>", None),
    ],
)
def test_what_has_no_box(styled: Styled, html: str, reason: str | None) -> None:
    found = why_not_rendered(styled(html)["x"])

    assert found == reason or (reason is not None and str(found).startswith(reason))


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<details><summary>s</summary><p id=x>x</p></details>", "<details> is closed"),
        ("<details><summary id=x>s</summary></details>", None),
        ("<details open><p id=x>x</p></details>", None),
        ("<div style='content-visibility: hidden'><p id=x>x</p></div>", "content-visibility"),
        ("<div style='content-visibility: hidden' id=x>x</div>", None),
        ("<span style='content-visibility: hidden'><b id=x>x</b></span>", None),
    ],
)
def test_what_has_a_box_that_is_skipped(styled: Styled, html: str, reason: str | None) -> None:
    element = styled(html)["x"]

    assert str(why_skipped(element)).startswith(str(reason))
    assert (skipped_in(element) is None) == (reason is None)


def test_children_of_what_has_no_box_stand_in_its_place(styled: Styled) -> None:
    page = styled(
        "<div id=x><p>1</p><div style='display: contents'><i>2</i><!-- --></div>"
        "<b hidden>3</b></div>"
    )

    shown = [e.tag for e in shown_children(page["x"]) if isinstance(e, Element)]

    assert shown == ["p", "i"]
