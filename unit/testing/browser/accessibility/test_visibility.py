from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.visibility import why_hidden, why_unseen

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("html", "hidden", "unseen"),
    [
        ("<p id=x>x</p>", None, None),
        ("<p id=x></p>", None, "it has no size"),
        ("<style>p { display: none }</style><p id=x>x</p>", "<p> is hidden", "<p> is hidden"),
        ("<p id=x style='visibility: collapse'>x</p>", "visibility is collapse", None),
        ("<details><p id=x>x</p></details>", "<details> is closed", None),
        ("<div id=x style='display: contents'>x</div>", None, None),
        ("<div id=x style='display: contents'><p></p></div>", None, "nothing in it can be seen"),
        ("<div hidden><p id=x style='display: contents'>x</p></div>", "<div> is hidden", "nothing"),
    ],
)
def test_why_something_cannot_be_seen(
    styled: Styled, html: str, hidden: str | None, unseen: str | None
) -> None:
    element = styled(html)["x"]

    assert why_hidden(element) == hidden
    assert str(why_unseen(element)).startswith(str(unseen or hidden))
