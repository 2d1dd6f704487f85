from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.display import display_of, is_apart

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("html", "display"),
    [
        ("<b id=x>", "inline"),
        ("<p id=x>", "block"),
        ("<summary id=x>", "block"),
        ("<details><summary id=x></details>", "list-item"),
        ("<b id=x style='float: left'>", "block"),
        ("<b id=x style='position: fixed'>", "block"),
        ("<div style='display: flex'><b id=x>", "block"),
        ("<div style='display: grid'><div style='display: contents'><b id=x>", "block"),
        ("<b id=x style='float: left; display: inline-flex'>", "flex"),
        ("<button id=x style='display: inline'>", "inline-block"),
        ("<p id=x hidden style='display: revert'>", "block"),
        ("<p id=x popover>", "none"),
        ("<svg><g id=x display=none>", "none"),
    ],
)
def test_the_display_that_is_used(styled: Styled, html: str, display: str) -> None:
    assert display_of(styled(html)["x"]) == display


def test_what_is_not_in_line_stands_apart(styled: Styled) -> None:
    page = styled("<style>.b { display: block }</style><i id=a></i><i id=b class=b></i><br id=c>")

    assert [is_apart(page[name]) for name in "abc"] == [False, True, True]
