"""lona_testing.browser.accessibility.roles: by attribute, by tag, by the elements around."""

from collections.abc import Callable
from typing import Any

import pytest

from lona_testing.browser.accessibility.roles import level_of_tag, role_of
from lona_testing.browser.dom import SVG_NAMESPACE, Element

Parse = Callable[[str], Any]


@pytest.mark.parametrize(
    ("html", "role"),
    [
        # the attribute: the first token that counts, in any case
        ("<i id=x role='nonsense button'></i>", "button"),
        ("<i id=x role=ReGiOn></i>", "region"),
        ("<i id=x role='foo widget link'></i>", "link"),
        ("<h1 id=x role=nonsense></h1>", "heading"),
        ("<h1 id=x role='button\tlink'></h1>", "heading"),
        ("<i id=x role=widget></i>", None),
        ("<button id=x role=''></button>", "button"),
        # tags
        ("<div id=x></div>", None),
        ("<blockquote id=x></blockquote>", "blockquote"),
        ("<a id=x></a>", None),
        ("<a id=x href></a>", "link"),
        ("<svg><a id=x href=y></a></svg>", "link"),
        ("<svg id=x></svg>", "img"),
        ("<math id=x></math>", "math"),
        ("<img id=x alt=''>", "presentation"),
        ("<img id=x alt='' title=T>", "img"),
        ("<img id=x alt='' aria-live=polite>", "img"),
        ("<img id=x>", "img"),
        # inputs and selects
        ("<input id=x type=password>", "textbox"),
        ("<input id=x type=date>", "textbox"),
        ("<input id=x type=file>", "button"),
        ("<input id=x type=hidden>", None),
        ("<input id=x list=d><datalist id=d></datalist>", "combobox"),
        ("<input id=x list=gone>", "textbox"),
        ("<input id=x type=number list=d><datalist id=d></datalist>", "spinbutton"),
        ("<select id=x size=1></select>", "combobox"),
        ("<select id=x size=2></select>", "listbox"),
        ("<select id=x multiple></select>", "listbox"),
        # landmarks
        ("<header id=x></header>", "banner"),
        ("<div><footer id=x></footer></div>", "contentinfo"),
        ("<section><div><header id=x></header></div></section>", None),
        ("<div role=main><header id=x></header></div>", None),
        ("<article role=presentation><header id=x></header></article>", "banner"),
        ("<fieldset><header id=x></header></fieldset>", "banner"),
        ("<form id=x></form>", None),
        ("<form id=x title=T></form>", None),
        ("<form id=x aria-label=''></form>", "form"),
        ("<section id=x></section>", None),
        ("<section id=x aria-labelledby=gone></section>", "region"),
        # tables
        ("<table role=grid><tr><td id=x></td></tr></table>", "gridcell"),
        ("<table><tr><td id=x></td></tr></table>", "cell"),
        ("<table><tr><th id=x></th><td></td></tr></table>", "rowheader"),
        ("<table><tr><td></td><th id=x></th></tr></table>", "rowheader"),
        ("<table><tr><th id=x></th><th></th><td></td></tr></table>", "columnheader"),
        ("<table><tr><th id=x scope=rowgroup></th></tr></table>", "rowheader"),
        ("<table><tr><th id=x></th></tr></table>", None),
        ("<table><tr><th id=x></th></tr><tr></tr></table>", "columnheader"),
        # presentation, and what undoes it
        ("<h1 id=x role=none></h1>", "none"),
        ("<h1 id=x role=none aria-label=L></h1>", "heading"),
        ("<p id=x role=none aria-label=L></p>", "none"),
        ("<p id=x role=none aria-hidden=false></p>", "paragraph"),
        ("<p id=x role=none aria-disabled=true></p>", "none"),
        ("<p id=x role=none tabindex=-1></p>", "paragraph"),
        ("<p id=x role=none tabindex=x></p>", "none"),
        ("<div id=x role=none tabindex=0></div>", None),
        ("<button id=x role=none></button>", "button"),
        ("<button id=x role=none disabled></button>", "none"),
        ("<a id=x role=none href=y></a>", "link"),
        # what presentation makes of the parts of lists and tables
        ("<ul role=none><li id=x></li></ul>", "none"),
        ("<ul role=none aria-label=L><li id=x></li></ul>", "listitem"),
        ("<ul role=none><li id=x role=listitem></li></ul>", "listitem"),
        ("<ul role=none><li><ul><li id=x></li></ul></li></ul>", "listitem"),
        ("<menu role=none><li id=x></li></menu>", "listitem"),
        ("<table role=presentation><tr><td id=x></td></tr></table>", "presentation"),
        ("<dl role=none><div><dt id=x></dt></div></dl>", "none"),
    ],
)
def test_the_role_is_that_of_the_standards(markup: Parse, html: str, role: str | None) -> None:
    assert role_of(markup(html)["x"]) == role


def test_the_role_is_that_of_the_name_in_any_namespace() -> None:
    assert role_of(Element("button", SVG_NAMESPACE)) == "button"


def test_headings_have_a_level(markup: Parse) -> None:
    html = markup("<h3 id=a></h3><p id=b></p><svg><h3 id=c></h3></svg>")
    assert level_of_tag(html["a"]) == 3
    assert level_of_tag(html["b"]) is None
