from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.errors import WrongElement
from lona_testing.browser.inner_text import inner_text

Styled = Callable[..., Any]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div id=x><p>one</p><p>two</p></div>", "one\n\ntwo"),
        ("<div id=x><div>one</div><div>two</div></div>", "one\ntwo"),
        ("<div id=x>one<br>two</div>", "one\ntwo"),
        ("<table id=x><tr><td>1<td>2<tr><td>3<td>4</table>", "1\t2\n3\t4"),
        ("<table><tr><td id=x>1<td>2</table>", "1"),
        ("<table><tr id=x><td>1<td>2<tr><td>3</table>", "1\t2"),
        ("<table id=x><tr><td>1<tfoot><tr><td>2</table>", "1\n2"),
        ("<pre id=x>  two\n  lines</pre>", "  two\n  lines"),
        ("<div id=x>a<i hidden>b</i><i style='visibility: hidden'>c</i>d</div>", "ad"),
        ("<div id=x><details><summary>S</summary>body</details></div>", "S"),
        ("<div hidden><p id=x>all  of<b>it</b></p></div>", "all  ofit"),
        ("<details><summary>S</summary><p id=x>x</p></details>", ""),
        ("<div id=x>a<textarea>b</textarea><input value=c><button>d</button></div>", "ad"),
        ("<div id=x>a<select><option>1<option label=L>2</select>b</div>", "a\n1\nL\nb"),
        ("<select><option id=x> a  b</option></select>", " a  b"),
        ("<b id=y>a <b id=x> b</b></b>", "b"),
        ("<p>a<b id=x> b</b></p>", " b"),
        ("<div id=x style='visibility: hidden'>a<b style='visibility: visible'>b</b></div>", "b"),
        (
            "<div id=x><b style='display: block'>a</b><p style='display: inline'>b</p></div>",
            "a\n\nb",
        ),
        ("<div id=x style='display: flex'><b>a</b><b>b</b></div>", "a\nb"),
        ("<br id=x>", ""),
    ],
)
def test_the_text_is_the_one_that_is_shown(styled: Styled, html: str, text: str) -> None:
    assert inner_text(styled(html)["x"]) == text


def test_only_html_has_it(styled: Styled) -> None:
    with pytest.raises(WrongElement, match="no HTML element"):
        inner_text(styled("<svg id=x></svg>")["x"])
