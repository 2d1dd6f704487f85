"""lona_testing.browser.accessibility.exclusion: what assistive technology is not told."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.exclusion import is_excluded

Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("html", "excluded"),
    [
        ("<p id=x>", False),
        ("<p id=x aria-hidden=TRUE>", True),
        ("<p id=x aria-hidden=''>", False),
        ("<div aria-hidden=true><div><p id=x aria-hidden=false></p></div></div>", True),
        ("<p id=x hidden>", True),
        ("<div style='display: none'><p id=x></p></div>", True),
        ("<div style='visibility: hidden'><p id=x style='visibility: visible'></p></div>", False),
        ("<details><summary>s</summary><p id=x></p></details>", True),
        ("<datalist><option id=x></datalist>", True),
        ("<select><option id=x></select>", False),
        ("<select><option id=x hidden></select>", True),
        ("<select hidden><option id=x></select>", True),
        ("<map><area id=x href=y></map>", True),
        ("<style id=x></style>", True),
        ("<div inert><p id=x></p></div>", False),
    ],
)
def test_what_is_left_out(markup: Parse, html: str, excluded: bool) -> None:
    assert is_excluded(markup(html)["x"]) is excluded
